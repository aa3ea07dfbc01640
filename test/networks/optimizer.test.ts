import { describe, expect, it } from 'vitest';
import { adamWDefaults, createAdamW, learningRateAt } from '../../src-main/networks/optimizer.ts';
import { createRandom } from '../../src-shared/domain/random.ts';

const random = createRandom(11);
const draws = (count: number) => Float32Array.from({ length: count }, () => random.normal());

describe('AdamW', () => {
  it('follows the published update', () => {
    const decayed = { name: 'w', data: draws(5), weightDecay: true, rate: 1 };
    const plain = { name: 'b', data: draws(3), weightDecay: false, rate: 0.5 };
    const options = { ...adamWDefaults, weightDecay: 0.1 };
    const optimizer = createAdamW([decayed, plain], options);
    const expected = [decayed, plain].map((parameter) => ({
      parameter,
      theta: [...parameter.data],
      m: [...parameter.data].map(() => 0),
      v: [...parameter.data].map(() => 0),
    }));
    for (let t = 1; t <= 20; t++) {
      const eta = 0.01 / t;
      const gradients = new Map([decayed, plain].map((p) => [p.name, draws(p.data.length)]));
      optimizer.step(gradients, eta);
      for (const { parameter, theta, m, v } of expected) {
        theta.forEach((value, i) => {
          const g = gradients.get(parameter.name)?.[i] ?? NaN;
          m[i] = 0.9 * (m[i] ?? NaN) + 0.1 * g;
          v[i] = 0.999 * (v[i] ?? NaN) + 0.001 * g * g;
          const mHat = (m[i] ?? NaN) / (1 - 0.9 ** t);
          const vHat = (v[i] ?? NaN) / (1 - 0.999 ** t);
          const decay = parameter.weightDecay ? 0.1 * value : 0;
          theta[i] = value - eta * parameter.rate * (mHat / (Math.sqrt(vHat) + 1e-8) + decay);
        });
      }
    }
    for (const { parameter, theta } of expected) {
      parameter.data.forEach((value, i) => expect(value).toBeCloseTo(theta[i] ?? NaN, 5));
    }
  });

  it('goes on from a saved state with the same bits', () => {
    const start = draws(40);
    const gradients = Array.from({ length: 9 }, () => new Map([['w', draws(40)]]));
    const straight = { name: 'w', data: start.slice(), weightDecay: true, rate: 1 };
    const unbroken = createAdamW([straight]);
    for (const gradient of gradients) unbroken.step(gradient, 0.01);

    const early = { name: 'w', data: start.slice(), weightDecay: true, rate: 1 };
    const first = createAdamW([early]);
    for (const gradient of gradients.slice(0, 4)) first.step(gradient, 0.01);
    const resumed = { ...early, data: early.data.slice() };
    const second = createAdamW([resumed], adamWDefaults, first.state());
    for (const gradient of gradients.slice(4)) second.step(gradient, 0.01);

    expect(resumed.data).toEqual(straight.data);
  });

  it('scales all gradients down to the clip norm together', () => {
    const clipped = { name: 'w', data: Float32Array.of(0, 0), weightDecay: false, rate: 1 };
    const optimizer = createAdamW([clipped], { ...adamWDefaults, clipNorm: 1 });
    expect(optimizer.step(new Map([['w', Float32Array.of(3, 4)]]), 0.1)).toBeCloseTo(5, 6);
    const moments = optimizer.state().moments.get('w');
    expect(moments?.first[0]).toBeCloseTo(0.06, 6);
    expect(moments?.first[1]).toBeCloseTo(0.08, 6);
  });

  it('refuses a gradient that is not finite and leaves everything as it was', () => {
    const parameter = { name: 'w', data: Float32Array.of(1, 2), weightDecay: false, rate: 1 };
    const optimizer = createAdamW([parameter]);
    expect(() => optimizer.step(new Map([['w', Float32Array.of(NaN, 1)]]), 0.1)).toThrow(
      expect.objectContaining({ code: 'training-diverged' }) as Error,
    );
    expect(parameter.data).toEqual(Float32Array.of(1, 2));
    expect(optimizer.state().step).toBe(0);
  });

  it('refuses a checkpoint of other parameters', () => {
    const other = createAdamW([{ name: 'x', data: draws(2), weightDecay: false, rate: 1 }]).state();
    const parameter = { name: 'w', data: draws(2), weightDecay: false, rate: 1 };
    expect(() => createAdamW([parameter], adamWDefaults, other)).toThrow(
      expect.objectContaining({ code: 'checkpoint-mismatch' }) as Error,
    );
  });
});

describe('the learning rate', () => {
  const schedule = { peak: 1, warmupSteps: 10, totalSteps: 110, floor: 0.1 };
  it('rises in a line, then falls along a cosine', () => {
    expect(learningRateAt(schedule, 0)).toBeCloseTo(0.1);
    expect(learningRateAt(schedule, 9)).toBeCloseTo(1);
    expect(learningRateAt(schedule, 60)).toBeCloseTo(0.55);
    expect(learningRateAt(schedule, 110)).toBeCloseTo(0.1);
    expect(learningRateAt(schedule, 500)).toBeCloseTo(0.1);
  });
});
