import { describe, expect, it } from 'vitest';
import type { Tensor } from '../../../src-main/compute/runtime.ts';
import { sizeOf, type Shape, type Value } from '../../../src-main/graph/ir.ts';
import * as ops from '../../../src-main/graph/ops.ts';
import { headPlan, HeadOptions, type HeadPlan } from '../../../src-main/networks/segmentation/head.ts';
import { convolution, gatherCells, spreadCells } from '../../../src-main/networks/segmentation/grid.ts';
import { segmentationLoss } from '../../../src-main/networks/segmentation/loss.ts';
import { createRandom, type Random } from '../../../src-shared/domain/random.ts';
import { evaluate, gradientError, quantised } from '../../graph/evaluate.ts';
import { tinyConfig } from '../harness.ts';

const classes = 3;
const options = HeadOptions.parse({ width: 8, fineWidth: 4, mixes: 2 });

function drawn(random: Random, shape: Shape): Float32Array {
  return Float32Array.from({ length: sizeOf(shape) }, () => quantised(random.between(-1, 1)));
}

/** Shares of classes that sum to 1 over the last axis. */
function shares(random: Random, shape: Shape): Float32Array {
  const data = Float32Array.from({ length: sizeOf(shape) }, () => random.uniform());
  for (let at = 0; at < data.length; at += classes) {
    const sum = data.subarray(at, at + classes).reduce((total, one) => total + one, 0);
    for (let k = 0; k < classes; k++) data[at + k] = (data[at + k] as number) / sum;
  }
  return data;
}

describe('operations on grids', () => {
  it('convolve as the definition says, with zeros around', async () => {
    const random = createRandom(1);
    const [side, width, out] = [4, 2, 3];
    const x = drawn(random, [1, side, side, width]);
    const w = drawn(random, [out, 9 * width]);
    const b = drawn(random, [out]);
    const { y = [] } = await evaluate(
      {
        y: convolution(
          ops.input('x', [1, side, side, width]),
          ops.input('w', [out, 9 * width]),
          ops.input('b', [out]),
        ),
      },
      {
        x: { data: x, shape: [1, side, side, width] },
        w: { data: w, shape: [out, 9 * width] },
        b: { data: b, shape: [out] },
      },
    );
    const at = (row: number, column: number, c: number): number =>
      row < 0 || column < 0 || row >= side || column >= side
        ? 0
        : (x[(row * side + column) * width + c] ?? 0);
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        for (let o = 0; o < out; o++) {
          let sum = b[o] ?? 0;
          for (let k = 0; k < 9; k++) {
            for (let c = 0; c < width; c++) {
              sum +=
                (w[o * 9 * width + k * width + c] ?? 0) *
                at(row + Math.floor(k / 3) - 1, column + (k % 3) - 1, c);
            }
          }
          expect(y[(row * side + column) * out + o]).toBeCloseTo(sum, 4);
        }
      }
    }
  });

  it('take cells apart so that a cell’s parts lie where the cell lay, and back', async () => {
    const data = Float32Array.from({ length: 2 * 2 * 4 }, (_, i) => i);
    const x = ops.input('x', [1, 2, 2, 4]);
    const { apart, again } = await evaluate(
      { apart: spreadCells(x, 2), again: gatherCells(spreadCells(x, 2), 2) },
      { x: { data, shape: [1, 2, 2, 4] } },
    );
    expect(apart).toEqual([0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15]);
    expect(again).toEqual([...data]);
  });

  it('agree with finite differences', async () => {
    const random = createRandom(2);
    const shapes = [[2, 4, 4, 2], [3, 18], [3]] as const;
    const parameters = shapes.map((shape, i) => ops.parameter(`p${i}`, shape));
    const [x, w, b] = parameters as [Value, Value, Value];
    const output = spreadCells(gatherCells(convolution(x, w, b), 2), 2);
    const at = shapes.map((shape) => drawn(random, shape));
    expect(await gradientError(output, parameters, at, random)).toBeLessThan(1e-4);
  });
});

describe('the loss', () => {
  const shape = [2, 16, classes] as const;

  it('agrees with finite differences', async () => {
    const random = createRandom(3);
    const logits = ops.parameter('logits', shape);
    const loss = segmentationLoss(
      logits,
      ops.constant(shares(random, shape), shape),
      ops.constant([0.5, 1, 2], [classes]),
      ops.constant([0.5, 0.5], [2]),
    );
    const at = [drawn(random, shape)];
    expect(await gradientError(ops.reshape(loss, [1]), [logits], at, random)).toBeLessThan(1e-3);
  });

  it('is next to nothing for a sure right answer, and large for a sure wrong one', async () => {
    const truth = Float32Array.from({ length: 32 * classes }, (_, i) =>
      i % classes === (i % 2) + 1 ? 1 : 0,
    );
    const of = async (logits: Float32Array): Promise<number> => {
      const { loss = [] } = await evaluate({
        loss: segmentationLoss(
          ops.constant(logits, shape),
          ops.constant(
            truth.map((_, i) => (i % classes === Math.floor(i / classes) % classes ? 1 : 0)),
            shape,
          ),
          ops.constant([1, 1, 1], [classes]),
          ops.constant([0.5, 0.5], [2]),
        ),
      });
      return loss[0] ?? NaN;
    };
    const right = truth.map((_, i) => (i % classes === Math.floor(i / classes) % classes ? 12 : -12));
    expect(await of(right)).toBeLessThan(1e-3);
    expect(await of(right.map((one) => -one))).toBeGreaterThan(5);
  });
});

describe('a head', () => {
  const plan = headPlan(tinyConfig, classes, options, 1);

  function feeds(of: HeadPlan, batch: number): Record<string, Tensor> {
    const random = createRandom(4);
    const prepared = of.prepared.map(({ name, shape }): [string, Tensor] => [
      name,
      { data: drawn(random, [batch, ...shape]), shape: [batch, ...shape] },
    ]);
    const targets = [batch, of.side ** 2, classes] as const;
    return {
      ...Object.fromEntries(prepared),
      ...Object.fromEntries(
        of.trainables.map(({ name, shape, initial }) => [
          name,
          { data: initial.map((one) => one + quantised(random.between(-0.1, 0.1))), shape },
        ]),
      ),
      targets: { data: shares(random, targets), shape: targets },
      classWeights: { data: Float32Array.of(0.5, 1, 1.5), shape: [classes] },
      sampleWeights: { data: new Float32Array(batch).fill(1 / batch), shape: [batch] },
    };
  }

  it.each([
    ['one finer grid', options],
    ['two finer grids', HeadOptions.parse({ ...options, levels: 2 })],
  ])(
    'with %s has gradients that agree with finite differences, tensor by tensor',
    async (_, own) => {
      const one = headPlan(tinyConfig, classes, own, 1);
      const given = feeds(one, 2);
      const results = await evaluate(one.step(2), given);
      const lossAt = async (name: string, direction: Float32Array, by: number): Promise<number> => {
        const moved = (given[name] as Tensor).data as Float32Array;
        const data = moved.map((value, i) => value + by * (direction[i] as number));
        const { loss = [] } = await evaluate(one.loss(2), {
          ...given,
          [name]: { ...(given[name] as Tensor), data },
        });
        return loss[0] ?? NaN;
      };
      for (const { name } of one.trainables) {
        const gradient = results[`gradient.${name}`] ?? [];
        const norm = Math.hypot(...gradient);
        // Along its own gradient a derivative is the gradient's length; nearly no unit changes sides in so small a step.
        const direction = Float32Array.from(gradient, (value) => value / norm);
        const by = 2 ** -7;
        const measured =
          ((await lossAt(name, direction, by)) - (await lossAt(name, direction, -by))) / (2 * by);
        expect(Math.abs(measured - norm) / norm, name).toBeLessThan(0.03);
      }
    },
    60_000,
  );

  it('answers each frame of a batch as it would alone, and reads both tokens and pixels', async () => {
    const two = feeds(plan, 2);
    const alone = Object.fromEntries(
      Object.entries(two).map(([name, { data, shape }]): [string, Tensor] =>
        name === 'tokens' || name === 'pixels'
          ? [name, { data: (data as Float32Array).slice(0, data.length / 2), shape: [1, ...shape.slice(1)] }]
          : [name, { data, shape }],
      ),
    );
    const only = (given: Record<string, Tensor>): Record<string, Tensor> =>
      Object.fromEntries(
        Object.entries(given).filter(
          ([name]) => !['targets', 'classWeights', 'sampleWeights'].includes(name),
        ),
      );
    const { logits = [] } = await evaluate(plan.predict(2), only(two));
    const { logits: first = [] } = await evaluate(plan.predict(1), only(alone));
    expect(first).toHaveLength(plan.side ** 2 * classes);
    first.forEach((value, i) => {
      expect(value).toBeCloseTo(logits[i] ?? NaN, 4);
    });
    for (const name of ['tokens', 'pixels']) {
      const { data, shape } = alone[name] as Tensor;
      const changed = { ...alone, [name]: { shape, data: (data as Float32Array).map((value) => value + 1) } };
      const { logits: other = [] } = await evaluate(plan.predict(1), only(changed));
      expect(other).not.toEqual(first);
    }
  });

  it('starts from the seed', () => {
    const initial = (seed: number): Float32Array[] =>
      headPlan(tinyConfig, classes, options, seed).trainables.map((one) => one.initial);
    expect(initial(1)).toEqual(initial(1));
    expect(initial(1)).not.toEqual(initial(2));
  });
});
