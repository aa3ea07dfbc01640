import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { forkedNodePort } from '../../src-main/compute/port.ts';
import { chooseProvider } from '../../src-main/system/providerChoice.ts';
import { probeProviders } from '../../src-main/system/providers.ts';

/** Chromium brings a Vulkan device in software, and the loader that finds it. */
const chromium = '/usr/lib/chromium';
const available = ['libvk_swiftshader.so', 'libvulkan.so.1'].every((name) =>
  existsSync(path.join(chromium, name)),
);
const supported = process.platform === 'linux' && process.arch === 'x64';
/** The device compiles a shader for each operation: seconds, and far more of them on a busy machine. */
const timeout = 240_000;

const folder = mkdtempSync(path.join(os.tmpdir(), 'lapidary-vulkan-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** The environment in which a program finds the device in software, and no other. */
function softwareDevice(): { readonly LD_LIBRARY_PATH: string; readonly VK_ICD_FILENAMES: string } {
  const driver = path.join(folder, 'driver.json');
  if (!existsSync(driver)) {
    // A folder with nothing but the loader, since Chromium's other libraries must not come before the system's.
    symlinkSync(path.join(chromium, 'libvulkan.so.1'), path.join(folder, 'libvulkan.so.1'));
    const library = path.join(chromium, 'libvk_swiftshader.so');
    const manifest = { file_format_version: '1.0.0', ICD: { library_path: library, api_version: '1.1.0' } };
    writeFileSync(driver, JSON.stringify(manifest));
  }
  return { LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: driver };
}

async function run(program: string): Promise<unknown> {
  const file = fileURLToPath(new URL(program, import.meta.url));
  const env = { ...process.env, ...softwareDevice() };
  const { stdout } = await promisify(execFile)(process.execPath, [file], { env });
  return JSON.parse(stdout);
}

/** What the doctor says of WebGPU and of the CPU where processes start in this environment. */
async function examine(env: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
  const entry = fileURLToPath(new URL('../../src-main/computeProcess.ts', import.meta.url));
  const reports = await probeProviders(
    () => forkedNodePort(entry, 'keep'),
    new AbortController().signal,
    timeout / 2,
    ['cpu', 'webgpu'],
  );
  vi.unstubAllEnvs();
  return { reports, webgpu: reports.find(({ name }) => name === 'webgpu') };
}

describe.skipIf(!available)(`WebGPU in software${available ? '' : ' (skipped: no Chromium here)'}`, () => {
  it(
    'runs every node of a training graph and agrees with the CPU',
    async () => {
      const differences = Object.entries((await run('webgpuCheck.ts')) as Record<string, number>);
      expect(differences.map(([name]) => name)).toEqual(['loss', 'gx', 'gw', 'gHead']);
      for (const [, difference] of differences) expect(difference).toBeLessThan(1e-5);
    },
    timeout,
  );

  it(
    'has every operation of every method, and is told apart where it has not',
    async () => {
      const found = await run('webgpuGraphs.ts');
      expect(found).toEqual({
        opened: expect.any(Number) as number,
        refused: [],
        foreign: 'model-not-opened',
        lost: 'provider-lost',
        placement: { nodes: { webgpu: expect.any(Number) as number, cpu: 1 }, fallbacks: ['Det'] },
      });
      expect((found as { opened: number }).opened).toBeGreaterThan(50);
    },
    timeout,
  );

  it(
    'tunes a small SegPrompt to the losses of the CPU, every node on the device',
    async () => {
      interface Tuned {
        readonly losses: number[];
        readonly placement: unknown;
      }
      const { cpu, webgpu } = (await run('webgpuTuning.ts')) as { cpu: Tuned; webgpu: Tuned };
      expect(webgpu.placement).toEqual({
        provider: 'webgpu',
        nodes: { webgpu: expect.any(Number) as number },
        marked: false,
      });
      expect(webgpu.losses).toHaveLength(10);
      webgpu.losses.forEach((loss, step) => {
        const wanted = cpu.losses[step] ?? NaN;
        expect(Math.abs(loss - wanted) / wanted).toBeLessThan(1e-4);
      });
      expect(cpu.losses.at(-1)).toBeLessThan(0.9 * (cpu.losses[0] ?? 0));
    },
    timeout,
  );

  it(
    'is told by the doctor with its name, passes the self-test, and lacks half precision',
    async () => {
      const { reports, webgpu } = await examine(softwareDevice());
      expect(webgpu).toMatchObject({
        available: true,
        adapter: expect.stringContaining('SwiftShader') as string,
        selfTest: { ok: true, maxRelativeError: expect.any(Number) as number },
        float16: false,
        gflops: expect.any(Number) as number,
      });
      expect(webgpu?.selfTest?.maxRelativeError).toBeLessThan(1e-5);
      // A device that is the processor in disguise passes and is still not what a run is given to.
      expect(chooseProvider('auto', reports).provider).toBe('cpu');
    },
    timeout,
  );
});

describe.skipIf(!supported)('a machine without a graphics device', () => {
  it(
    'says so in one clear line, and computes on the CPU where the choice is its own',
    async () => {
      const { reports, webgpu } = await examine({ VK_ICD_FILENAMES: path.join(folder, 'nowhere.json') });
      expect(webgpu).toEqual({
        name: 'webgpu',
        available: false,
        reason: 'It found no device that it can use.',
      });
      expect(chooseProvider('auto', reports)).toEqual({
        provider: 'cpu',
        ready: true,
        reason: 'No other provider passed its self-test on this machine.',
      });
      expect(chooseProvider('webgpu', reports)).toMatchObject({ provider: 'webgpu', ready: false });
    },
    timeout,
  );
});
