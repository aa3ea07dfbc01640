import { describe, expect, it } from 'vitest';
import {
  decodeProbabilities,
  encodeProbabilities,
  type ProbabilityMap,
} from '../../src-shared/domain/probabilityMap.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

function someMap(change: Partial<ProbabilityMap> = {}): ProbabilityMap {
  const random = createRandom(7);
  const values = Float32Array.from({ length: 12 }, () => random.uniform());
  values.set([0, 1, Number.NaN], 3);
  return { width: 4, height: 3, temperature: 1.25, values, ...change };
}

const damaged: unknown = expect.objectContaining({ code: 'probabilities-damaged' });

describe('probabilities as bytes', () => {
  it('come back, the ends exactly, what is not said as such', () => {
    const map = someMap();
    const bytes = encodeProbabilities(map);
    expect(bytes).toHaveLength(16 + 2 * 12);
    const back = decodeProbabilities(bytes);
    expect([back.width, back.height, back.temperature]).toEqual([4, 3, 1.25]);
    map.values.forEach((value, i) => {
      const found = back.values[i] ?? -1;
      if (Number.isNaN(value)) expect(found).toBeNaN();
      else expect(Math.abs(found - value)).toBeLessThanOrEqual(0.5 / 65_534 + 1e-7);
    });
    expect([...back.values.subarray(3, 5)]).toEqual([0, 1]);
  });

  it('are read where they lie in a larger buffer', () => {
    const bytes = encodeProbabilities(someMap());
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 5);
    const back = decodeProbabilities(larger.subarray(5, 5 + bytes.length));
    expect(back).toEqual(decodeProbabilities(bytes));
  });

  it('are refused where they are cut short, too long, of another kind, or claim a size that cannot be', () => {
    const bytes = encodeProbabilities(someMap());
    const changed = (at: number, ...to: number[]): Uint8Array => {
      const copy = bytes.slice();
      copy.set(to, at);
      return copy;
    };
    const wrong = [
      new Uint8Array(),
      bytes.subarray(0, 15),
      bytes.subarray(0, -1),
      Uint8Array.of(...bytes, 0),
      changed(0, 0x58),
      changed(4, 0, 0, 0, 0),
      changed(4, 255, 255, 255, 255),
      changed(12, 0, 0, 0, 0),
      changed(12, 0, 0, 0xc0, 0x7f),
    ];
    for (const one of wrong) expect(() => decodeProbabilities(one)).toThrow(damaged);
  });

  it('are not written where a value, the temperature or the grid cannot be', () => {
    for (const change of [
      { values: new Float32Array(11) },
      { values: new Float32Array(12).fill(1.01) },
      { values: new Float32Array(12).fill(-0.01) },
      { temperature: 0 },
      { temperature: Number.NaN },
      { width: 0, values: new Float32Array() },
    ]) {
      expect(() => encodeProbabilities(someMap(change))).toThrow(damaged);
    }
  });
});
