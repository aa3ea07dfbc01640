import { describe, expect, it } from 'vitest';
import type { Bitmap } from '../../../src-shared/domain/masks/bitmap.ts';
import {
  compressCounts,
  decodeRle,
  encodeRle,
  expandCounts,
  maskLimits,
} from '../../../src-shared/domain/masks/rle.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { bitmapWhere, drawn, manyBitmaps, shown } from './bitmaps.ts';

/**
 * What pycocotools 2.0.11 writes: `pycocotools.mask.encode(numpy.asfortranarray(mask))['counts'].decode()` with the
 * mask as a uint8 array of these pixels.
 */
const written: readonly (readonly [name: string, bitmap: Bitmap, counts: string])[] = [
  ['an empty mask', drawn('....', '....', '....'), '<'],
  ['a full mask', drawn('####', '####', '####'), '0<'],
  ['one pixel, unset', drawn('.'), '1'],
  ['one pixel, set', drawn('#'), '01'],
  ['a chessboard', drawn('.#.#.', '#.#.#', '.#.#.', '#.#.#'), '11110O10O10O10O0'],
  [
    'a ring',
    drawn(
      '................',
      '.....######.....',
      '....########....',
      '...##########...',
      '...###....###...',
      '...###....###...',
      '...###....###...',
      '...###....###...',
      '...##########...',
      '....########....',
      '.....######.....',
      '................',
    ),
    'W1652N2OI20N020N020N020N71N2NR1',
  ],
  [
    'a box',
    bitmapWhere({ width: 854, height: 480 }, (x, y) => y >= 100 && y < 400 && x >= 200 && x < 700),
    `Tkm2\\9d5${'0'.repeat(997)}lRX2`,
  ],
  [
    'a speck before a block',
    bitmapWhere({ width: 50, height: 1000 }, (x, y) => x >= 20 || (x === 0 && (y === 3 || y === 4))),
    '32k`c0^Ym0',
  ],
];

/** The pixels column after column as a text, cut where it changes. */
function countsNaively({ width, height, bits }: Bitmap): number[] {
  let text = '';
  for (let x = 0; x < width; x++) for (let y = 0; y < height; y++) text += String(bits[y * width + x]);
  const runs = text.match(/0+|1+/g) ?? [];
  return [...(text.startsWith('1') ? [0] : []), ...runs.map((run) => run.length)];
}

const damaged = expect.objectContaining({
  code: 'mask-damaged',
  remedy: expect.stringContaining('.') as string,
}) as Error;

describe('COCO run lengths', () => {
  it('are the runs of the columns, and come back as the bitmap', () => {
    for (const bitmap of manyBitmaps('rle', 200)) {
      const rle = encodeRle(bitmap);
      expect(rle).toEqual({ size: [bitmap.height, bitmap.width], counts: countsNaively(bitmap) });
      expect(shown(decodeRle(rle))).toBe(shown(bitmap));
      const compressed = { size: rle.size, counts: compressCounts(rle.counts) };
      expect(shown(decodeRle(compressed))).toBe(shown(bitmap));
    }
  });

  it.each(written)('are spelt as pycocotools does: %s', (_name, bitmap, counts) => {
    const rle = encodeRle(bitmap);
    expect(compressCounts(rle.counts)).toBe(counts);
    expect(expandCounts(counts)).toEqual(rle.counts);
    expect(decodeRle({ size: rle.size, counts })).toEqual(bitmap);
  });

  it('may have empty runs anywhere', () => {
    expect(shown(decodeRle({ size: [2, 2], counts: [1, 0, 1, 2, 0, 0] }))).toBe('.#\n.#');
  });

  it('of any length survive the string form', () => {
    const random = createRandom('counts');
    for (let trial = 0; trial < 300; trial++) {
      const counts = Array.from({ length: random.below(12) }, () =>
        random.below(2 ** (1 + random.below(32))),
      );
      expect(expandCounts(compressCounts(counts))).toEqual(counts);
    }
  });
});

describe('run lengths that cannot be used', () => {
  const counts = [4];
  it.each([
    ['no size', { size: [], counts }],
    ['one side', { size: [4], counts }],
    ['three sides', { size: [2, 2, 1], counts }],
    ['a side of nothing', { size: [0, 4], counts }],
    ['a negative side', { size: [-2, -2], counts }],
    ['a broken side', { size: [2.5, 2], counts: [5] }],
    ['a side that is no number', { size: [NaN, 2], counts }],
    ['an endless side', { size: [Infinity, 2], counts }],
    ['a side beyond the limit', { size: [16_385, 1], counts: [16_385] }],
    ['an area beyond the limit', { size: [16_384, 16_384], counts: [16_384 ** 2] }],
    ['too few pixels', { size: [2, 2], counts: [3] }],
    ['too many pixels', { size: [2, 2], counts: [1, 4] }],
    ['no counts', { size: [2, 2], counts: [] }],
    ['a negative count', { size: [2, 2], counts: [6, -2] }],
    ['a broken count', { size: [2, 2], counts: [1.5, 2.5] }],
    ['a count that is no number', { size: [2, 2], counts: [NaN, 4] }],
    ['an endless count', { size: [2, 2], counts: [Infinity] }],
    ['an empty string', { size: [2, 2], counts: '' }],
    ['a string of another size', { size: [2, 2], counts: '0<' }],
  ])('are refused in words: %s', (_what, given) => {
    expect(() => decodeRle(given)).toThrow(damaged);
  });

  it.each([
    ['a character below the digits', '1/'],
    ['a character above the digits', '1p'],
    ['a character of another script', '1é'],
    ['a number that does not end', 'oo'],
    ['a number without end', 'oooooooo0'],
    ['a negative count', 'O'],
    ['a difference to less than nothing', '111L'],
    ['a count beyond 32 bits', 'PPPPPPP'],
  ])('as a string are refused in words: %s', (_what, text) => {
    expect(() => expandCounts(text)).toThrow(damaged);
  });

  it('are refused by the limits of whoever asks', () => {
    const given = { size: [3, 4], counts: [12] };
    expect(() => decodeRle(given, { side: 3, pixels: 100 })).toThrow(damaged);
    expect(() => decodeRle(given, { side: 4, pixels: 11 })).toThrow(damaged);
    expect(decodeRle(given, { side: 4, pixels: 12 })).toEqual(decodeRle(given, maskLimits));
  });

  it('are not quoted', () => {
    expect(() => expandCounts('Jane Doe, born 1970')).toThrow(expect.not.stringContaining('Jane'));
  });
});
