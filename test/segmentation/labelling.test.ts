import { describe, expect, it } from 'vitest';
import { maskOfShares } from '../../src-main/segmentation/labelling.ts';
import { decodeLabelMap } from '../../src-shared/domain/maskCodec.ts';

/** Shares of three classes over a picture of its own size: what a letter stands for has .8 of it. */
function shares(rows: readonly string[]) {
  const [height, width] = [rows.length, rows[0]?.length ?? 0];
  const classes = 3;
  const planes = new Float32Array(classes * width * height).fill(0.1);
  rows.forEach((row, y) => {
    [...row].forEach((letter, x) => {
      const k = '.ab'.indexOf(letter);
      planes[k * width * height + y * width + x] = 0.8;
    });
  });
  return { grid: { classes, width, height, shares: planes }, size: { width, height } };
}

describe('the mask of shares', () => {
  it('has a segment for every connected region of a class, by class and then by size', () => {
    const { grid, size } = shares(['aa....', 'aa..aa', '....aa', 'bb..a.', '.....a']);
    const found = maskOfShares(grid, size);
    const { labels } = decodeLabelMap(found.labelMap);
    expect(found.segments.map(({ value, class: one, pixels }) => [value, one, pixels])).toEqual([
      [1, 1, 6],
      [2, 1, 4],
      [3, 2, 2],
    ]);
    expect([...labels].join('')).toBe('220000220011000011330010000001');
    for (const { confidence } of found.segments) expect(confidence).toBeCloseTo(0.8, 5);
    expect(found.confidence).toBeCloseTo(0.8, 5);
  });

  it('leaves out what is tiny beside the largest region of its class, not what is of another class', () => {
    const rows = Array.from({ length: 20 }, (_, y) => (y < 10 ? 'a'.repeat(20) : '.'.repeat(20)));
    rows[15] = '....aa....bb........';
    const { grid, size } = shares(rows);
    const found = maskOfShares(grid, size);
    expect(found.segments.map(({ class: one, pixels }) => [one, pixels])).toEqual([
      [1, 200],
      [2, 2],
    ]);
    expect(decodeLabelMap(found.labelMap).labels[15 * 20 + 4]).toBe(0);
  });

  it('is sure of the background where it finds nothing', () => {
    const { grid, size } = shares(['....', '....']);
    const found = maskOfShares(grid, size);
    expect(found.segments).toEqual([]);
    expect(found.confidence).toBeCloseTo(0.8, 5);
  });

  it('keeps the 255 largest of more regions than a label map has values', () => {
    const width = 80;
    const rows = Array.from({ length: 20 }, (_, y) =>
      Array.from({ length: width }, (_x, x) => (x % 2 === 0 && y % 2 === 0 ? 'a' : '.')).join(''),
    );
    const { grid, size } = shares(rows);
    const found = maskOfShares(grid, size);
    expect(found.segments).toHaveLength(255);
    expect(new Set(decodeLabelMap(found.labelMap).labels).size).toBe(256);
  });
});
