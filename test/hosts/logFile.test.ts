import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLogFile } from '../../src-main/hosts/electron/logFile.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lapidary-log-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('lines are kept with their time, in a folder that need not be there', () => {
  const log = openLogFile(path.join(folder, 'logs'));
  log('first');
  log('second');
  const lines = readFileSync(path.join(folder, 'logs', 'lapidary.log'), 'utf8')
    .trim()
    .split('\n');
  expect(lines).toEqual([
    expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z first$/),
    expect.stringMatching(/Z second$/),
  ]);
});

test('it does not grow without end', () => {
  const log = openLogFile(folder, 200);
  for (let line = 0; line < 50; line++) log(`line ${String(line)}`);
  expect(readdirSync(folder).sort()).toEqual(['lapidary.former.log', 'lapidary.log']);
  const bytes = readdirSync(folder).map((name) => readFileSync(path.join(folder, name)).length);
  expect(Math.max(...bytes)).toBeLessThan(300);
  expect(readFileSync(path.join(folder, 'lapidary.log'), 'utf8')).toContain('line 49');
});

test('a place that takes no log stops nothing', () => {
  const log = openLogFile(path.join(folder, 'lapidary.log', 'x\0y'));
  expect(() => {
    log('lost');
  }).not.toThrow();
});
