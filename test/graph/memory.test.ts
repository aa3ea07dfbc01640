import { describe, expect, it } from 'vitest';
import { gradients } from '../../src-main/graph/backward.ts';
import { crossEntropy, gelu, linear } from '../../src-main/graph/compose.ts';
import type { Value } from '../../src-main/graph/ir.ts';
import { peakBytes } from '../../src-main/graph/memory.ts';
import * as ops from '../../src-main/graph/ops.ts';
import { recomputed } from '../../src-main/graph/recompute.ts';

describe('the memory a graph needs', () => {
  const x = ops.input('x', [1000]);

  it('frees a value after its last reader', () => {
    // At most one value and the one made from it are alive.
    expect(peakBytes({ y: ops.exp(ops.neg(ops.exp(ops.neg(x)))) })).toBe(8000);
    // The first one is read again at the end.
    const first = ops.exp(x);
    expect(peakBytes({ y: ops.add(ops.exp(ops.neg(first)), first) })).toBe(12_000);
  });

  it('counts neither what is fed nor what is only named anew, and keeps what is returned', () => {
    expect(peakBytes({ x })).toBe(0);
    expect(peakBytes({ y: ops.reshape(ops.neg(x), [10, 100]) })).toBe(4000);
    expect(peakBytes({ y: ops.neg(x), z: ops.exp(x) })).toBe(8000);
    expect(peakBytes({ y: ops.greater(x, 0) })).toBe(1000);
    expect(peakBytes({ y: ops.cast(x, 'int64') })).toBe(8000);
  });

  it('is less where blocks are computed twice, and grows less with their number', () => {
    const network = (blocks: number, twice: boolean): number => {
      const weight = ops.parameter('weight', [64, 64]);
      const block = (input: Value, w: Value): Value => gelu(gelu(gelu(linear(input, w))));
      let y: Value = ops.input('input', [100, 64]);
      for (let i = 0; i < blocks; i++) {
        y = twice ? recomputed(y, [weight], (a, [w = weight]) => block(a, w)) : block(y, weight);
      }
      const loss = crossEntropy(y, ops.input('targets', [100, 64]), ops.input('weights', [100]));
      const [gradient] = gradients(loss, [weight]);
      return peakBytes({ loss, gradient: gradient as Value });
    };
    expect(network(8, true)).toBeLessThan(0.5 * network(8, false));
    const growth = (twice: boolean): number => network(12, twice) - network(8, twice);
    expect(growth(true)).toBeLessThan(0.3 * growth(false));
  });
});
