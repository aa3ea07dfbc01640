import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import pdfmake from 'pdfmake';
import { z } from 'zod';
import { readFontFacts, unpackWoff, type FontFacts } from './openType.ts';

declare module 'pdfmake' {
  /** Files that pdfmake reads before it looks at the disk; its types leave it out. */
  const virtualfs: { writeFileSync(name: string, bytes: Uint8Array): void };
}

/**
 * The fonts that reports are set in: Noto Sans (SIL OFL 1.1) from the packages of @fontsource, which cut each font into
 * files by script. A file is read when a text first needs it, and only from these packages.
 */
export interface Face {
  /** What pdfmake knows it by. */
  readonly name: string;
  facts(): FontFacts;
}

/** Which scripts a family of faces is for. */
export type Family = 'latin' | 'rtl' | 'indic' | 'thai' | 'korean' | 'japanese' | 'chinese' | 'emoji';

const resolve = createRequire(import.meta.url).resolve;

/** The code points that each slice of a font is for, by the slice's name: "[12]" → "U+4e00-4e05,U+4e07". */
const Slices = z.record(z.string(), z.string());

class LazyFace implements Face {
  readonly name: string;
  readonly files: readonly [regular: string, bold: string];
  #facts: FontFacts | undefined;

  constructor(name: string, files: readonly [string, string]) {
    this.name = name;
    this.files = files;
  }

  facts(): FontFacts {
    this.#facts ??= this.#load();
    return this.#facts;
  }

  #load(): FontFacts {
    const [regular, bold] = this.files;
    const bytes = unpackWoff(readFileSync(resolve(regular)));
    const facts = readFontFacts(bytes);
    pdfmake.virtualfs.writeFileSync(`${this.name}-regular`, bytes);
    if (bold !== regular) {
      pdfmake.virtualfs.writeFileSync(`${this.name}-bold`, unpackWoff(readFileSync(resolve(bold))));
    }
    const strong = `${this.name}-${bold === regular ? 'regular' : 'bold'}`;
    pdfmake.addFonts({
      [this.name]: { normal: `${this.name}-regular`, bold: strong, italics: `${this.name}-regular` },
    });
    return facts;
  }
}

/** A file of a font in both weights, or in its regular weight for both where it is `plain`. */
function face(font: string, subset: string, weights: 'both' | 'plain' = 'both'): LazyFace {
  const file = (weight: number): string =>
    `@fontsource/${font}/files/${font}-${subset}-${weight}-normal.woff`;
  return new LazyFace(`${font}-${subset}`, [file(400), file(weights === 'both' ? 700 : 400)]);
}

const latin = face('noto-sans', 'latin');

const families: Readonly<Record<Exclude<Family, 'japanese' | 'chinese'>, readonly LazyFace[]>> = {
  latin: [
    latin,
    ...['latin-ext', 'vietnamese', 'greek', 'cyrillic', 'greek-ext', 'cyrillic-ext'].map((subset) =>
      face('noto-sans', subset),
    ),
  ],
  rtl: [face('noto-sans-arabic', 'arabic'), face('noto-sans-hebrew', 'hebrew')],
  indic: [face('noto-sans-devanagari', 'devanagari')],
  thai: [face('noto-sans-thai', 'thai')],
  korean: [face('noto-sans-kr', 'korean', 'plain')],
  emoji: [face('noto-emoji', 'emoji', 'plain')],
};

const japanese = face('noto-sans-jp', 'japanese');

/** The face that everything is set in unless it cannot. */
export const baseFace: Face = latin;

/** The face of `family` that draws all of the code points; undefined: none does. */
export function faceIn(family: Family, codePoints: readonly number[]): Face | undefined {
  const candidates = candidatesIn(family, codePoints[0] ?? 0);
  return candidates.find((one) => codePoints.every((code) => one.facts().has(code)));
}

function candidatesIn(family: Family, codePoint: number): readonly Face[] {
  switch (family) {
    case 'japanese':
      return [japanese, ...sliceFor('noto-sans-jp', codePoint)];
    case 'chinese':
      return sliceFor('noto-sans-sc', codePoint);
    case 'latin':
    case 'rtl':
    case 'indic':
    case 'thai':
    case 'korean':
    case 'emoji':
      return families[family];
  }
}

/** Every file that a report may read its letters from, as it is asked for: what a package must hold. */
export function fontFiles(): string[] {
  const slices = (['noto-sans-jp', 'noto-sans-sc'] as const).flatMap((font) =>
    slicesIn(font).map(([, , one]) => one),
  );
  const all = new Set<LazyFace>([...Object.values(families).flat(), japanese, ...slices]);
  return [...new Set([...all].flatMap(({ files }) => files))];
}

type SlicedFont = 'noto-sans-jp' | 'noto-sans-sc';
type Slice = readonly [first: number, last: number, face: LazyFace];
const sliced = new Map<string, readonly Slice[]>();

/** The files of a font of tens of thousands of glyphs that may hold a code point. */
function sliceFor(font: SlicedFont, codePoint: number): readonly Face[] {
  return slicesIn(font).flatMap(([first, last, one]) =>
    first <= codePoint && codePoint <= last ? [one] : [],
  );
}

function slicesIn(font: SlicedFont): readonly Slice[] {
  let slices = sliced.get(font);
  if (slices === undefined) {
    const file = resolve(`@fontsource/${font}/unicode.json`);
    slices = Object.entries(Slices.parse(JSON.parse(readFileSync(file, 'utf8')))).flatMap(([name, ranges]) =>
      slicesOf(font, name, ranges),
    );
    sliced.set(font, slices);
  }
  return slices;
}

function slicesOf(font: string, name: string, ranges: string): Slice[] {
  const number = /^\[(\d+)\]$/.exec(name)?.[1];
  if (number === undefined) return [];
  const one = face(font, number, 'plain');
  return ranges.split(',').map((range) => {
    const [first = '0', last = first] = range.trim().replace(/^U\+/i, '').split('-');
    return [Number.parseInt(first, 16), Number.parseInt(last, 16), one] as const;
  });
}
