import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { fontFiles } from '../../src-main/export/type/faces.ts';
import { readFontFacts, unpackWoff } from '../../src-main/export/type/openType.ts';

const root = path.resolve(import.meta.dirname, '../..');
const resolve = createRequire(import.meta.url).resolve;

describe('the fonts of reports', () => {
  it('are all there, and electron-builder leaves none of them out', () => {
    const { files } = z
      .object({ files: z.array(z.string()) })
      .parse(parse(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8')));
    const excluded = files.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1));
    const isOut = (file: string): boolean => excluded.some((pattern) => path.matchesGlob(file, pattern));
    const needed = [
      ...fontFiles(),
      '@fontsource/noto-sans-jp/unicode.json',
      '@fontsource/noto-sans-sc/unicode.json',
    ];
    expect(needed.length).toBeGreaterThan(220);
    for (const file of needed) {
      expect(existsSync(resolve(file)), file).toBe(true);
      expect(isOut(`node_modules/${file}`), file).toBe(false);
    }
    for (const file of ['noto-sans-arabic/LICENSE', 'noto-sans-jp/package.json']) {
      expect(isOut(`node_modules/@fontsource/${file}`)).toBe(false);
    }
    expect(isOut('node_modules/@fontsource/noto-sans-jp/files/noto-sans-jp-12-700-normal.woff')).toBe(true);
    expect(isOut('node_modules/@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2')).toBe(true);
  });

  it('take under 13 MB', () => {
    const bytes = fontFiles().reduce((sum, file) => sum + statSync(resolve(file)).size, 0);
    expect(bytes).toBeLessThan(13e6);
  });

  it('are unpacked into OpenType files whose tables say what they draw, and how wide', () => {
    const woff = readFileSync(resolve('@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff'));
    const openType = unpackWoff(woff);
    // The size that the WOFF file says it unpacks to.
    expect(openType.byteLength).toBe(woff.readUInt32BE(16));
    const facts = readFontFacts(openType);
    expect([0x41, 0xe9, 0x20ac].map((code) => facts.has(code))).toEqual([true, true, true]);
    expect([0x416, 0x5c71].map((code) => facts.has(code))).toEqual([false, false]);
    expect(facts.advance(0x48)).toBeCloseTo(0.741, 3);
    expect(() => unpackWoff(openType)).toThrow('not a WOFF file');
  });
});
