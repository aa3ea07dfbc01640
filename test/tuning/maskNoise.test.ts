import { describe, expect, it } from 'vitest';
import { nearestMarked } from '../../src-shared/domain/distanceTransform.ts';
import {
  changeMask,
  drawMaskSource,
  wrongMask,
  type CaseMask,
  type MaskChange,
} from '../../src-main/tuning/maskNoise.ts';
import { decodeLabelMap, encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

const [width, height] = [60, 50];

function maskOf(labelAt: (x: number, y: number) => number, values: readonly number[] = [1]): CaseMask {
  const labels = Uint8Array.from({ length: width * height }, (_, i) =>
    labelAt(i % width, Math.floor(i / width)),
  );
  return {
    mask: encodeLabelMap({ width, height, labels }),
    segments: values.map((value) => ({ value, maskClass: value })),
  };
}
const disc = (x: number, y: number): number => ((x - 30) ** 2 + (y - 25) ** 2 <= 12 ** 2 ? 1 : 0);

const labelsOf = ({ mask }: CaseMask): Uint8Array => decodeLabelMap(mask ?? new Uint8Array()).labels;
const area = (mask: CaseMask): number => labelsOf(mask).filter((label) => label !== 0).length;
const diameter = (mask: CaseMask): number => 2 * Math.sqrt(area(mask) / Math.PI);

describe('the distance transform', () => {
  it('agrees with the nearest pixel found by trying all', () => {
    const random = createRandom(3);
    for (const share of [0.02, 0.2, 0.9]) {
      const marked = Uint8Array.from({ length: 23 * 17 }, () => (random.uniform() < share ? 1 : 0));
      const { squared, at } = nearestMarked(23, 17, marked);
      for (let i = 0; i < marked.length; i++) {
        const distance = (j: number): number =>
          ((i % 23) - (j % 23)) ** 2 + (Math.floor(i / 23) - Math.floor(j / 23)) ** 2;
        const best = Math.min(...[...marked].flatMap((is, j) => (is === 1 ? [distance(j)] : [])));
        expect(squared[i]).toBe(best);
        expect(distance(at[i] ?? -1)).toBe(best);
      }
    }
    expect(nearestMarked(3, 2, new Uint8Array(6)).at).toEqual(new Int32Array(6).fill(-1));
  });
});

describe('a changed mask', () => {
  const random = () => createRandom(1);

  it('lies on mere background where that is asked for, as large as there is room for', () => {
    // The finding is the first of two segments, and the second one is no background either.
    const two = maskOf((x, y) =>
      Math.hypot(x - 12, y - 12) <= 7 ? 1 : Math.hypot(x - 45, y - 30) <= 9 ? 2 : 0,
    );
    const moved = changeMask(two, 'background', random());
    const before = labelsOf(two);
    expect(labelsOf(moved).every((label, i) => label === 0 || (label === 1 && before[i] === 0))).toBe(true);
    expect(diameter(moved) / 14).toBeCloseTo(1, 1);
    expect(moved.segments).toEqual(two.segments);
    const full = maskOf((x, y) => (x > 2 && y > 2 && x < width - 3 && y < height - 3 ? 1 : 0));
    const narrow = changeMask(full, 'background', random());
    expect(area(narrow)).toBeGreaterThan(0);
    expect(area(narrow)).toBeLessThan(20);
    // A frame without background keeps its mask: an empty one would be another question.
    const all = maskOf(() => 1);
    expect(changeMask(all, 'background', random())).toEqual(all);
  });

  it('is a quarter smaller or larger across, around the same middle', () => {
    const given = maskOf(disc);
    const smaller = changeMask(given, 'eroded', random());
    const larger = changeMask(given, 'dilated', random());
    expect(diameter(smaller) / diameter(given)).toBeCloseTo(0.75, 1);
    expect(diameter(larger) / diameter(given)).toBeCloseTo(1.25, 1);
    const before = labelsOf(given);
    expect(labelsOf(smaller).every((label, i) => label === 0 || label === before[i])).toBe(true);
    expect(labelsOf(larger).every((label, i) => label === 1 || before[i] === 0)).toBe(true);
  });

  it('is moved by a quarter of its size in a direction that the seed draws', () => {
    const given = maskOf(disc);
    const middleOf = (mask: CaseMask): [number, number] => {
      const inside = [...labelsOf(mask).keys()].filter((i) => labelsOf(mask)[i] !== 0);
      const mean = (values: number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
      return [mean(inside.map((i) => i % width)), mean(inside.map((i) => Math.floor(i / width)))];
    };
    const moved = changeMask(given, 'shifted', createRandom(5));
    const [x, y] = middleOf(moved);
    expect(Math.hypot(x - 30, y - 25)).toBeCloseTo(diameter(given) / 4, 0);
    expect(changeMask(given, 'shifted', createRandom(5))).toEqual(moved);
    expect(changeMask(given, 'shifted', createRandom(6))).not.toEqual(moved);
    expect(area(moved)).toBe(area(given));
  });

  it('keeps to the finding: other segments go, and new pixels are of the nearest of its own', () => {
    const two = maskOf((x, y) => (disc(x, y) === 0 ? (x < 4 ? 3 : 0) : x < 30 ? 1 : 2), [1, 2]);
    const larger = labelsOf(changeMask(two, 'dilated', random()));
    expect(larger.includes(3)).toBe(false);
    expect([larger[25 * width + 16], larger[25 * width + 44]]).toEqual([1, 2]);
    const whole = changeMask(
      maskOf((x, y) => (disc(x, y) === 0 ? 0 : x < 40 ? 1 : 2), [1, 2]),
      'whole',
      random(),
    );
    expect(new Set(labelsOf(whole))).toEqual(new Set([1]));
  });

  it.each<[string, CaseMask]>([
    ['a line', maskOf((x, y) => (y === 20 && x > 3 && x < 50 ? 1 : 0))],
    ['a pixel', maskOf((x, y) => (y === 20 && x === 7 ? 1 : 0))],
    ['a column at the border', maskOf((x) => (x === width - 1 ? 1 : 0))],
    ['a ring', maskOf((x, y) => (disc(x, y) === 1 && (x - 30) ** 2 + (y - 25) ** 2 > 11 ** 2 ? 1 : 0))],
    ['the whole frame', maskOf(() => 1)],
  ])('is never emptied: %s', (_, given) => {
    for (let seed = 0; seed < 12; seed++) {
      for (const change of ['eroded', 'dilated', 'shifted', 'whole'] satisfies MaskChange[]) {
        expect(area(changeMask(given, change, createRandom(seed)))).toBeGreaterThan(0);
      }
    }
  });

  it('is gone where that is asked for, and stays away where there was none', () => {
    const none = { mask: null, segments: [] };
    expect(changeMask(maskOf(disc), 'none', random())).toEqual(none);
    expect(changeMask(none, 'eroded', random())).toEqual(none);
    const empty = maskOf(() => 0);
    expect(changeMask(empty, 'whole', random())).toBe(empty);
  });
});

describe('the source of a training mask', () => {
  const drawn = (probability: number, acceptsEmptyMask: boolean, proposes: boolean) => {
    const random = createRandom(2);
    const found = Array.from({ length: 600 }, () =>
      drawMaskSource(probability, { acceptsEmptyMask, proposes }, random),
    );
    return { share: found.filter((source) => source !== 'true').length / 600, kinds: new Set(found) };
  };

  it('is another one as often as asked, and only what is possible', () => {
    expect(drawn(0, true, true).kinds).toEqual(new Set(['true']));
    expect(drawn(0.3, false, false).share).toBeCloseTo(0.3, 1);
    expect(drawn(1, false, false).kinds).toEqual(new Set(['eroded', 'dilated', 'shifted']));
    expect(drawn(1, true, false).kinds).toEqual(new Set(['eroded', 'dilated', 'shifted', 'none']));
    expect(drawn(1, true, true).kinds.has('predicted')).toBe(true);
  });

  it('for a wrong mask is another patient’s of the same size', () => {
    const small = encodeLabelMap({ width: 2, height: 1, labels: Uint8Array.of(1, 0) });
    const cases = [
      { patient: 'a', ...maskOf(disc) },
      { patient: 'a', ...maskOf((x) => (x < 9 ? 1 : 0)) },
      { patient: 'b', mask: small, segments: [{ value: 1, maskClass: 1 }] },
      { patient: 'c', ...maskOf((x) => (x > 9 ? 1 : 0)) },
      { patient: 'd', mask: null, segments: [] },
    ];
    const [first, , odd, , bare] = cases;
    if (first === undefined || odd === undefined || bare === undefined) throw new Error('no cases');
    for (let seed = 0; seed < 5; seed++) {
      expect(wrongMask(first, cases, createRandom(seed))?.mask).toBe(cases[3]?.mask);
    }
    expect(wrongMask(odd, cases, createRandom(1))).toBeNull();
    expect(wrongMask(bare, cases, createRandom(1))).toBeNull();
  });
});
