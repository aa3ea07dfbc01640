import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';

/** Chromium brings a Vulkan device in software, and the loader that finds it. */
const chromium = '/usr/lib/chromium';
const available = ['libvk_swiftshader.so', 'libvulkan.so.1'].every((name) =>
  existsSync(path.join(chromium, name)),
);

describe.skipIf(!available)('WebGPU in software', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'lapidary-vulkan-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('runs every node of a training graph and agrees with the CPU', async () => {
    // A folder with nothing but the loader, since Chromium's other libraries must not come before the system's.
    symlinkSync(path.join(chromium, 'libvulkan.so.1'), path.join(folder, 'libvulkan.so.1'));
    const driver = path.join(folder, 'driver.json');
    const library = path.join(chromium, 'libvk_swiftshader.so');
    const manifest = { file_format_version: '1.0.0', ICD: { library_path: library, api_version: '1.1.0' } };
    writeFileSync(driver, JSON.stringify(manifest));
    const program = fileURLToPath(new URL('webgpuCheck.ts', import.meta.url));
    const env = { ...process.env, LD_LIBRARY_PATH: folder, VK_ICD_FILENAMES: driver };
    const { stdout } = await promisify(execFile)(process.execPath, [program], { env });
    const differences = Object.entries(JSON.parse(stdout) as Record<string, number>);
    expect(differences.map(([name]) => name)).toEqual(['loss', 'gx', 'gw', 'gHead']);
    for (const [, difference] of differences) expect(difference).toBeLessThan(1e-5);
    // The device compiles a shader for each operation: seconds, and far more of them on a busy machine.
  }, 120_000);
});
