/** `npm start` on a machine without a display: the web host, with the reason, and nothing left behind. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

interface Started {
  readonly child: ChildProcess;
  readonly address: URL;
  readonly said: () => string;
}

const leftovers: (() => void)[] = [];
afterEach(() => {
  for (const tidy of leftovers.splice(0).reverse()) tidy();
});

/** Starts it on a data folder of its own and waits for the address that it prints. */
async function start(): Promise<Started> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'lapidary-start-'));
  leftovers.push(() => rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }));
  const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
  const child = spawn(process.execPath, [path.join(root, 'scripts/start.ts'), '--data-dir', dataDir], {
    cwd: root,
    env,
  });
  leftovers.push(() => child.kill('SIGKILL'));
  let output = '';
  const collect = (chunk: Buffer): void => void (output += chunk.toString());
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  const found = await vi.waitFor(
    () => {
      const match = /http:\/\/127\.0\.0\.1:\d+\S*/.exec(output);
      if (match === null) throw new Error(`no address yet in: ${output}`);
      return match[0];
    },
    { timeout: 100_000, interval: 100 },
  );
  return { child, address: new URL(found), said: () => output };
}

async function answers(address: URL): Promise<boolean> {
  try {
    await fetch(address.origin, { signal: AbortSignal.timeout(2000) });
    return true;
  } catch {
    return false;
  }
}

async function silence(address: URL): Promise<void> {
  await vi.waitFor(async () => expect(await answers(address)).toBe(false), {
    timeout: 15_000,
    interval: 200,
  });
}

describe.skipIf(process.platform === 'win32')('npm start without a display', () => {
  it('serves the workstation, says why in one line, and stops when asked', async () => {
    const { child, address, said } = await start();
    expect(
      said()
        .split('\n')
        .filter((line) => line.includes('Electron needs a display')),
    ).toHaveLength(1);
    expect(await answers(address)).toBe(true);
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
    await silence(address);
    expect(child.exitCode).toBe(0);
  });

  it('takes the host down with it when it is killed', async () => {
    const { child, address } = await start();
    expect(await answers(address)).toBe(true);
    child.kill('SIGKILL');
    await silence(address);
    expect(await answers(address)).toBe(false);
  });
});
