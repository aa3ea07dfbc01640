import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFresh, sourceHash, stamp } from '../../scripts/build.ts';

let checkout: string;
const write = (name: string, text: string): void => {
  mkdirSync(path.dirname(path.join(checkout, name)), { recursive: true });
  writeFileSync(path.join(checkout, name), text);
};

beforeEach(() => {
  checkout = mkdtempSync(path.join(tmpdir(), 'lapidary-build-'));
  for (const name of [
    'package-lock.json',
    'scripts/svelteOptions.ts',
    'src-shared/a.ts',
    'src-renderer/a.ts',
  ]) {
    write(name, '');
  }
  for (const part of ['main', 'preload', 'renderer']) write(`vite.${part}.config.ts`, '');
  write('src-main/studies/a.ts', 'one');
});
afterEach(() => {
  rmSync(checkout, { recursive: true, force: true });
});

describe('whether a build is fresh', () => {
  it('is known by what went in, and by nothing else', () => {
    expect(isFresh(checkout)).toBe(false);
    stamp(sourceHash(checkout), checkout);
    expect(isFresh(checkout)).toBe(true);
    write('README.md', 'not an input');
    expect(isFresh(checkout)).toBe(true);
  });

  it.each([
    ['a changed file', () => write('src-main/studies/a.ts', 'two')],
    ['a new file', () => write('src-main/studies/b.ts', '')],
    [
      'a renamed file',
      () => renameSync(path.join(checkout, 'src-shared/a.ts'), path.join(checkout, 'src-shared/b.ts')),
    ],
    ['other packages', () => write('package-lock.json', '{}')],
    ['another configuration', () => write('vite.main.config.ts', 'export default {}')],
    ['a stamp cut short', () => write('dist/build.json', '{"sour')],
  ])('ends with %s', (_, change) => {
    stamp(sourceHash(checkout), checkout);
    change();
    expect(isFresh(checkout)).toBe(false);
  });
});
