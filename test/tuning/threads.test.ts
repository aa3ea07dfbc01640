import { describe, expect, it } from 'vitest';
import { physicalCores } from '../../src-main/compute/cores.ts';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { openBackbone } from '../../src-main/networks/backbone.ts';
import { methods } from '../../src-main/networks/methods/registry.ts';
import type { NetworkInput } from '../../src-main/networks/preprocess.ts';
import { openPlanSessions } from '../../src-main/tuning/planSessions.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { tinyArchitecture, writeTinyBackbone } from '../fixtures/tinyBackbone.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** Large enough that the runtime shares a product between threads. */
const architecture = { ...tinyArchitecture, imageSize: 112, patchSize: 8, width: 192, heads: 3, mlpRatio: 4 };
const classes = 3;

/** A frame with a square region in the middle. */
function frame(seed: number): NetworkInput {
  const random = createRandom(seed);
  const size = architecture.imageSize;
  const coverage = new Float32Array(2 * size * size);
  for (let i = 0; i < size * size; i++) {
    const inside = [i % size, Math.floor(i / size)].every((at) => Math.abs(at - size / 2) < 30 + seed);
    coverage[(inside ? size * size : 0) + i] = 1;
  }
  return { image: Float32Array.from({ length: 3 * size * size }, () => random.normal()), coverage };
}

async function stepWith(folder: string, threads: number) {
  const runtime = openRuntime({ threads });
  const backbone = await openBackbone(folder);
  const context = {
    config: architecture,
    tensor: (name: string) => backbone.tensor(name),
    classes,
    maskClasses: 2,
    seed: 1,
  };
  const plan = methods.segprompt.plan(context);
  const sessions = openPlanSessions(plan, backbone, runtime, async () => undefined);
  const values = new Map(plan.trainables.map(({ name, shape, initial }) => [name, { shape, data: initial }]));
  const samples = [];
  for (const target of [0, 1, 2]) {
    samples.push({ prepared: await sessions.prepare(frame(target)), target, weight: 1 / 3 });
  }
  const { loss, gradients } = await sessions.step(samples, values);
  const logits = await sessions.predict(
    samples.map(({ prepared }) => prepared),
    values,
  );
  await runtime.close();
  return { threads: runtime.options.intraOpThreads, loss, gradients, logits };
}

describe.skipIf(physicalCores() < 2)('the number of threads', () => {
  it('changes no bit of a training step or an answer', async () => {
    const folder = temporaryFolder();
    await writeTinyBackbone(folder, 1, architecture);
    const [one, two] = [await stepWith(folder, 1), await stepWith(folder, 2)];
    expect([one.threads, two.threads]).toEqual([1, 2]);
    expect(one.gradients.size).toBeGreaterThan(2);
    expect({ ...two, threads: 1 }).toEqual(one);
  });
});
