/**
 * Trains the shipped backbone from its recipe and writes the model folder.
 *
 *   npm run train-backbone -- [--out models/lapidary-vit-demo] [--work DIR] [--steps N]
 *
 * With --work, checkpoints are kept in DIR and a run that was cut short goes on from the last one, to the same
 * weights. --steps stops early, for a trial, and writes no model.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { renderTrainingScene } from '../src-main/demo/trainingScenes.ts';
import { packBackbone } from '../src-main/networks/backbone.ts';
import { adamWDefaults, createAdamW, type AdamWState } from '../src-main/networks/optimizer.ts';
import { initialTensors, isDecayed, pretrainingTensors } from '../src-main/networks/pretraining.ts';
import { normaliseImage, toPatches, type Normalisation } from '../src-main/networks/preprocess.ts';
import { cellsOf, patchLength } from '../src-main/networks/vit.ts';
import { decodeSafetensors, encodeSafetensors, type FloatTensor } from '../src-main/networks/safetensors.ts';
import { backboneCard, modelReadme } from './backbone/card.ts';
import {
  parameterLayout,
  ShardReply,
  type Hits,
  type ShardData,
  type ShardRequest,
} from './backbone/protocol.ts';
import { config, rateAt, recipe, task } from './backbone/recipe.ts';

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'models/lapidary-vit-demo' },
    work: { type: 'string' },
    steps: { type: 'string' },
  },
});
const lastStep = options.steps === undefined ? recipe.steps : Math.min(recipe.steps, Number(options.steps));
const started = performance.now();
const layout = parameterLayout();
const shapes = pretrainingTensors(config, task);
const shared = new SharedArrayBuffer(4 * layout.length);
const weights = new Float32Array(shared);
const gradients = Array.from({ length: recipe.shards }, () => new SharedArrayBuffer(4 * layout.length));
const firstScenes = Array.from({ length: 400 }, (_, seed) => renderTrainingScene(seed, config.imageSize));
const normalisation = measureColours();

const view = (buffer: Float32Array, name: string): Float32Array => {
  const from = layout.offset(name);
  const shape = shapes.get(name) ?? [];
  return buffer.subarray(from, from + shape.reduce((product, extent) => product * extent, 1));
};
for (const [name, { data }] of initialTensors(config, task, recipe.seed, somePatches()))
  view(weights, name).set(data);

const checkpointPath = options.work === undefined ? undefined : join(options.work, 'checkpoint.safetensors');
if (options.work !== undefined) await mkdir(options.work, { recursive: true });
const resumed = await readCheckpoint();
const parameters = [...shapes.keys()].map((name) => ({
  name,
  data: view(weights, name),
  weightDecay: isDecayed(name),
  rate: 1,
}));
const optimizer = createAdamW(
  parameters,
  { ...adamWDefaults, beta2: 0.99, weightDecay: recipe.weightDecay, clipNorm: recipe.clipNorm },
  resumed,
);

const workers = gradients.map((buffer, shard) => {
  const data: ShardData = {
    shard,
    normalisation,
    weights: shared,
    gradients: buffer,
  };
  return new Worker(new URL('./backbone/shard.ts', import.meta.url), { workerData: data });
});

let tallies: Hits = {};
for (let step = resumed?.step ?? 0; step < lastStep; step++) {
  merge(tallies, await askAll({ kind: 'step', step }));
  const [total = new Float32Array(layout.length), ...others] = gradients.map(
    (buffer) => new Float32Array(buffer),
  );
  for (const other of others) {
    for (let i = 0; i < total.length; i++) total[i] = (total[i] as number) + (other[i] as number);
  }
  const byName = new Map(parameters.map(({ name }) => [name, view(total, name)]));
  const rate = rateAt(step);
  const norm = optimizer.step(byName, rate);
  if ((step + 1) % 50 === 0) {
    report(`step ${step + 1}  rate ${rate.toExponential(2)}  gradient ${norm.toFixed(2)}`, tallies);
    tallies = {};
  }
  if ((step + 1) % 500 === 0) {
    await writeCheckpoint();
    if ((step + 1) % 1000 === 0) report(`held out after ${step + 1}`, await askAll({ kind: 'evaluate' }));
  }
}

const figures = await askAll({ kind: 'evaluate' });
report('held out', figures);
if (lastStep === recipe.steps) {
  const tensors = new Map<string, FloatTensor>();
  for (const [name, shape] of shapes) tensors.set(name, { shape, data: view(weights, name).slice() });
  const card = backboneCard(normalisation, figures);
  await mkdir(options.out, { recursive: true });
  for (const [file, bytes] of packBackbone(card, tensors)) await replaceFile(join(options.out, file), bytes);
  await replaceFile(join(options.out, 'README.md'), new TextEncoder().encode(modelReadme(card)));
}
for (const worker of workers) worker.postMessage({ kind: 'close' } satisfies ShardRequest);

/** Mean and deviation of the colours of the first scenes, to three decimals. */
function measureColours(): Normalisation {
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const moments = [0, 1, 2].map((channel) => {
    let sum = 0;
    let squares = 0;
    let count = 0;
    for (const { rgb } of firstScenes) {
      for (let i = channel; i < rgb.length; i += 3, count++) {
        const value = (rgb[i] as number) / 255;
        sum += value;
        squares += value * value;
      }
    }
    return { mean: round(sum / count), std: round(Math.sqrt(squares / count - (sum / count) ** 2)) };
  });
  const [red, green, blue] = moments as [(typeof moments)[0], (typeof moments)[0], (typeof moments)[0]];
  return { mean: [red.mean, green.mean, blue.mean], std: [red.std, green.std, blue.std] };
}

/** Every tenth patch of the first scenes. */
function somePatches(): Float32Array {
  const length = patchLength(config);
  const parts = firstScenes.map(({ rgb }) => {
    const planes = normaliseImage(rgb, config.imageSize, normalisation);
    return toPatches(planes, 3, config.imageSize, config.patchSize);
  });
  const cells = cellsOf(config);
  const taken = Array.from({ length: Math.floor((parts.length * cells) / 10) }, (_, i) => 10 * i);
  const out = new Float32Array(taken.length * length);
  taken.forEach((index, i) => {
    const from = (index % cells) * length;
    const part = parts[Math.floor(index / cells)];
    if (part !== undefined) out.set(part.subarray(from, from + length), i * length);
  });
  return out;
}

async function askAll(request: ShardRequest): Promise<Hits> {
  const replies = await Promise.all(
    workers.map(
      (worker) =>
        new Promise<Hits>((resolve, reject) => {
          worker.removeAllListeners('error');
          worker.once('error', reject);
          worker.once('message', (message: unknown) => resolve(ShardReply.parse(message).hits));
          worker.postMessage(request);
        }),
    ),
  );
  const all: Hits = {};
  for (const hits of replies) merge(all, hits);
  return all;
}

function merge(into: Hits, more: Hits): void {
  for (const [question, { asked, right, loss }] of Object.entries(more)) {
    const tally = (into[question] ??= { asked: 0, right: 0, loss: 0 });
    tally.asked += asked;
    tally.right += right;
    tally.loss += loss;
  }
}

function report(head: string, hits: Hits): void {
  const parts = Object.entries(hits).map(
    ([question, { asked, right, loss }]) =>
      `${question} ${((100 * right) / asked).toFixed(1)}% (${(loss / asked).toFixed(3)})`,
  );
  const minutes = ((performance.now() - started) / 60_000).toFixed(1);
  process.stdout.write(`${minutes} min  ${head}  ${parts.join('  ')}\n`);
}

async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, bytes);
  await rename(`${path}.new`, path);
}

async function writeCheckpoint(): Promise<void> {
  if (checkpointPath === undefined) return;
  const { step, moments } = optimizer.state();
  const tensors = new Map<string, FloatTensor>();
  for (const [name, shape] of shapes) {
    const held = moments.get(name);
    if (held === undefined) throw new Error(`the optimizer has no state for "${name}"`);
    tensors.set(name, { shape, data: view(weights, name) });
    tensors.set(`first.${name}`, { shape, data: held.first });
    tensors.set(`second.${name}`, { shape, data: held.second });
  }
  await replaceFile(checkpointPath, encodeSafetensors(tensors, { step: String(step) }));
}

async function readCheckpoint(): Promise<AdamWState | undefined> {
  if (checkpointPath === undefined) return undefined;
  const bytes = await readFile(checkpointPath).catch(() => undefined);
  if (bytes === undefined) return undefined;
  const { metadata, tensors } = decodeSafetensors(bytes);
  const data = (name: string): Float32Array => {
    const tensor = tensors.get(name);
    if (tensor === undefined) throw new Error(`the checkpoint has no tensor "${name}"`);
    return tensor.data;
  };
  const moments = new Map<string, { first: Float32Array; second: Float32Array }>();
  for (const name of shapes.keys()) {
    view(weights, name).set(data(name));
    moments.set(name, { first: data(`first.${name}`), second: data(`second.${name}`) });
  }
  return { step: Number(metadata['step']), moments };
}
