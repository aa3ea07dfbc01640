import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';

const watched = new URL('./processes/watched.ts', import.meta.url).pathname;

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    child.on('exit', () => {
      reject(new Error('ended without a word'));
    });
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Kills the outermost of the processes above a watched one; answers whether that one follows. */
async function followsItsStarter(outer: ChildProcess): Promise<boolean> {
  const pid = Number(await firstLine(outer));
  expect(isAlive(pid)).toBe(true);
  outer.kill('SIGKILL');
  for (let waited = 0; waited < 80 && isAlive(pid); waited++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const followed = !isAlive(pid);
  if (!followed) process.kill(pid, 'SIGKILL');
  return followed;
}

const start = `require('node:child_process').spawn(process.execPath, [${JSON.stringify(watched)}], { stdio: 'inherit' }); setInterval(() => undefined, 1000);`;

test.skipIf(process.platform === 'win32')('a host ends with the process that started it', async () => {
  const env = { ...process.env };
  delete env['npm_lifecycle_event'];
  expect(await followsItsStarter(spawn(process.execPath, ['-e', start], { env }))).toBe(true);
});

test.skipIf(process.platform === 'win32')(
  'under npm, it ends with npm itself: a shell lies in between',
  async () => {
    const env = { ...process.env, npm_lifecycle_event: 'start', WATCHED: watched, NODE: process.execPath };
    const npm = `require('node:child_process').spawn('sh', ['-c', '"$NODE" "$WATCHED"; true'], { stdio: 'inherit' }); setInterval(() => undefined, 1000);`;
    expect(await followsItsStarter(spawn(process.execPath, ['-e', npm], { env }))).toBe(true);
  },
);
