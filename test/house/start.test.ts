import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { electronBinary, fetchElectron } from '../../scripts/electronBinary.ts';
import type { FetchOptions } from '../../scripts/electronBinary.ts';
import { electronObstacle, hasDisplay } from '../../scripts/start.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'lapidary-start-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

/** A stand-in installer: a script that runs with `$1` as the folder it unpacks into. */
function installer(script: string): FetchOptions {
  const unpacked = path.join(dir, 'dist');
  mkdirSync(unpacked, { recursive: true });
  return {
    installer: [process.execPath, '-e', script, unpacked],
    watched: [path.join(dir, 'scratch'), unpacked],
    scratch: path.join(dir, 'scratch'),
    memory: path.join(dir, 'failed.json'),
    stallMs: 600,
  };
}

const countRuns = `require('node:fs').appendFileSync(process.argv[1] + '/../runs', 'x');`;
const runs = (): number => readFileSync(path.join(dir, 'runs'), 'utf8').length;

describe('fetching Electron', () => {
  it('gives up when nothing moves, remembers it, and does not try again', async () => {
    const options = installer(`${countRuns} setInterval(() => {}, 1000);`);
    const before = Date.now();
    expect(await fetchElectron(options)).toMatch(/no progress/);
    expect(Date.now() - before).toBeLessThan(5000);
    expect(await fetchElectron(options)).toMatch(/no progress.*at an earlier start/);
    expect(runs()).toBe(1);
    expect(existsSync(options.scratch)).toBe(false);
  });

  it('waits longer than the stall limit while the download grows', async () => {
    const slow = `
      const file = process.env.TMPDIR + '/electron.zip';
      let left = 10;
      setInterval(() => {
        require('node:fs').appendFileSync(file, 'some bytes');
        if (--left === 0) process.exit(0);
      }, 150);`;
    const before = Date.now();
    expect(await fetchElectron(installer(slow))).toBeNull();
    expect(Date.now() - before).toBeGreaterThan(1000);
    expect(existsSync(path.join(dir, 'failed.json'))).toBe(false);
  });

  it('remembers an installer that fails at once, and survives a damaged memory of it', async () => {
    const options = installer(`${countRuns} process.exit(1);`);
    expect(await fetchElectron(options)).toMatch(/its installer failed/);
    expect(await fetchElectron(options)).toMatch(/at an earlier start/);
    writeFileSync(options.memory, 'not json');
    expect(await fetchElectron(options)).toMatch(/its installer failed/);
    expect(runs()).toBe(2);
  });
});

describe("Electron's binary", () => {
  it('is found where path.txt says, and only if it is there', () => {
    expect(electronBinary(dir)).toBeNull();
    writeFileSync(path.join(dir, 'path.txt'), 'electron');
    expect(electronBinary(dir)).toBeNull();
    mkdirSync(path.join(dir, 'dist'));
    writeFileSync(path.join(dir, 'dist', 'electron'), '');
    expect(electronBinary(dir)).toBe(path.join(dir, 'dist', 'electron'));
  });
});

describe('the choice of host', () => {
  it.each([
    ['linux', {}, 1000, /no display|there is none/],
    ['linux', { DISPLAY: '' }, 1000, /there is none/],
    ['linux', { DISPLAY: ':0' }, 0, /as root/],
    ['linux', { DISPLAY: ':0' }, 1000, null],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000, null],
    ['win32', {}, undefined, null],
    ['darwin', {}, 0, null],
  ] as const)('on %s with %o as user %s', (platform, env, uid, obstacle) => {
    const said = electronObstacle({ platform, env, uid });
    if (obstacle === null) expect(said).toBeNull();
    else expect(said).toMatch(obstacle);
  });

  it('opens no browser where there is no display', () => {
    expect(hasDisplay({ platform: 'linux', env: {}, uid: 1000 })).toBe(false);
    expect(hasDisplay({ platform: 'linux', env: { DISPLAY: ':1' }, uid: 1000 })).toBe(true);
  });
});
