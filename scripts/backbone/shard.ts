/**
 * One part of the backbone's training, on a thread of its own: renders its scenes, and computes the losses and
 * gradients of its samples for the weights that the main thread keeps in shared memory.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import type { Session, Tensor } from '../../src-main/compute/runtime.ts';
import { renderTrainingScene } from '../../src-main/demo/trainingScenes.ts';
import { writeModel } from '../../src-main/graph/onnx.ts';
import {
  fullViewGraph,
  restrictedViewGraph,
  type PretrainingGraph,
} from '../../src-main/networks/pretraining.ts';
import {
  createSampler,
  drawAugmentation,
  fullViewFeeds,
  objectCells,
  restrictedViewFeeds,
  someOf,
  unchanged,
  type Feeds,
  type LabelledScene,
  type Sample,
} from '../../src-main/networks/pretrainingSamples.ts';
import { cellsOf } from '../../src-main/networks/vit.ts';
import { createRandom, type Random } from '../../src-shared/domain/random.ts';
import { batchesAt, config, recipe, task, type BatchShape } from './recipe.ts';
import { parameterLayout, ShardData, ShardRequest, type Hits, type ShardReply } from './protocol.ts';

const {
  shard,
  normalisation,
  weights: sharedWeights,
  gradients: sharedGradients,
} = ShardData.parse(workerData);
const port = parentPort;
if (port === null) throw new Error('shard.ts runs as a worker of train.ts');

const layout = parameterLayout();
const shared = new Float32Array(sharedWeights);
const gradientOut = new Float32Array(sharedGradients);
const weights = new Float32Array(shared.length);
const runtime = openRuntime({ threads: 1 });
const sampler = createSampler(config, normalisation);
const everyCell = Array.from({ length: cellsOf(config) }, (_, cell) => cell);

/** Padded sizes of restricted views. */
const sizes = [49, 98] as const;

interface Program {
  readonly graph: PretrainingGraph;
  readonly session: Session;
}

const programs = new Map<string, Promise<Program>>();

/** Sessions are opened when first asked for and kept. */
function program(
  kind: 'whole' | 'restricted',
  batch: number,
  count: number,
  train: boolean,
): Promise<Program> {
  const key = `${kind} ${batch} ${count} ${train}`;
  const known = programs.get(key);
  if (known !== undefined) return known;
  const build = kind === 'whole' ? fullViewGraph : restrictedViewGraph;
  const graph = build(config, task, batch, count, train);
  const opened = runtime.open(writeModel(graph.outputs).bytes).then((session) => ({ graph, session }));
  programs.set(key, opened);
  return opened;
}

async function run({ graph, session }: Program, feeds: Feeds): Promise<Readonly<Record<string, Tensor>>> {
  const all: Record<string, Tensor> = { ...feeds };
  for (const { name, shape } of session.inputs) {
    const part = graph.runs.get(name);
    if (part === undefined) continue;
    const from = layout.offset(part.tensor) + part.start;
    all[name] = { shape, data: weights.subarray(from, from + part.length) };
  }
  // Inputs that no output of this graph depends on (targets, when only logits are asked for) are not fed.
  const wanted = new Set(session.inputs.map(({ name }) => name));
  return session.run(Object.fromEntries(Object.entries(all).filter(([name]) => wanted.has(name))));
}

// ---- scenes ----

/** Scene numbers of this shard never meet those of another, nor the held-out ones. */
const sceneSeed = (index: number): number => index * recipe.shards + shard;
const render = (seed: number): LabelledScene => renderTrainingScene(seed, config.imageSize);
const pool: LabelledScene[] = [];
let rendered = 0;

/** Brings the pool to what it is at a step, whether or not the run began there. */
function renewPool(step: number): void {
  const target = recipe.pool + step * recipe.renewed;
  for (let index = Math.max(rendered, target - recipe.pool); index < target; index++) {
    pool[index % recipe.pool] = render(sceneSeed(index));
  }
  rendered = target;
}

function drawScene(random: Random): LabelledScene {
  for (;;) {
    const scene = pool[random.below(recipe.pool)];
    if (scene !== undefined && scene.objects.length > 0) return scene;
  }
}

/** Objects until every batch is full, each in the batch of the smallest size that holds its cells. */
function drawRestricted(
  random: Random,
  shapes: readonly BatchShape[],
): { shape: BatchShape; samples: Sample[] }[] {
  const batches = shapes.map((shape) => ({ shape, samples: [] as Sample[] }));
  const most = Math.max(...shapes.map(({ count }) => count));
  while (batches.some(({ samples, shape }) => samples.length < shape.batch)) {
    const scene = drawScene(random);
    const object = scene.objects[random.below(scene.objects.length)];
    if (object === undefined) continue;
    const augmentation = drawAugmentation(random);
    const cells = objectCells(sampler.coverage(scene, object.instance, augmentation), most, random);
    const target = batches.find(({ shape }) => cells.length <= shape.count);
    if (target === undefined || target.samples.length === target.shape.batch) continue;
    target.samples.push({ scene, augmentation, instance: object.instance, cells });
  }
  return batches;
}

function drawWhole(random: Random, batch: number, count: number): Sample[] {
  return Array.from({ length: batch }, () => {
    const scene = drawScene(random);
    const augmentation = drawAugmentation(random);
    const cells = count === everyCell.length ? everyCell : someOf(everyCell, count, random);
    const object = scene.objects[random.below(scene.objects.length)];
    const paintedOut = random.uniform() < recipe.paintedOut && object !== undefined;
    return { scene, augmentation, cells, ...(paintedOut ? { paintedOut, instance: object.instance } : {}) };
  });
}

// ---- training ----

interface Batch {
  readonly shape: BatchShape;
  readonly feeds: Feeds;
}

/** The samples of a step depend on the seed, the step and the shard alone. */
function drawBatches(step: number): Batch[] {
  renewPool(step);
  const random = createRandom(recipe.seed).fork(`step ${step} shard ${shard}`);
  const shapes = batchesAt(step);
  const restricted = shapes.filter(({ view }) => view === 'restricted');
  const views = restricted.reduce((sum, { batch }) => sum + batch, 0) * recipe.shards;
  return [
    ...drawRestricted(random, restricted).map(({ shape, samples }) => ({
      shape,
      // An object has about 25 cells, a frame about two objects.
      feeds: restrictedViewFeeds(samples, sampler, task, shape.count, {
        cls: 1 / views,
        token: 1 / (25 * views),
      }),
    })),
    ...shapes
      .filter(({ view }) => view === 'whole')
      .map((shape) => {
        const frames = shape.batch * recipe.shards;
        const weights = {
          cls: 1 / frames,
          region: 1 / (2 * frames),
          token: everyCell.length / shape.count / (50 * frames),
        };
        const samples = drawWhole(random, shape.batch, shape.count);
        return { shape, feeds: fullViewFeeds(samples, sampler, task, weights) };
      }),
  ];
}

let ahead: { step: number; batches: Batch[] } | undefined;

async function step(number: number): Promise<Hits> {
  const batches = ahead?.step === number ? ahead.batches : drawBatches(number);
  weights.set(shared);
  gradientOut.fill(0);
  const hits: Hits = {};
  for (const { shape, feeds } of batches) {
    const active = await program(shape.view, shape.batch, shape.count, true);
    const results = await run(active, feeds);
    countHits(hits, shape.view === 'whole' ? '' : 'restricted ', feeds, results);
    for (const [name, { tensor, start }] of active.graph.runs) {
      const gradient = results[`gradient.${name}`]?.data;
      if (!(gradient instanceof Float32Array)) continue;
      const from = layout.offset(tensor) + start;
      for (let i = 0; i < gradient.length; i++) {
        gradientOut[from + i] = (gradientOut[from + i] as number) + (gradient[i] as number);
      }
    }
  }
  return hits;
}

const questions = ['cls', 'region', 'token'].flatMap((asked) => [`${asked}.texture`, `${asked}.colour`]);

/** How many of the asked rows have their highest logit at the target, and the sum of their cross-entropies. */
function countHits(
  hits: Hits,
  prefix: string,
  feeds: Feeds,
  results: Readonly<Record<string, Tensor>>,
): void {
  for (const question of questions) {
    const logits = results[`logits.${question}`];
    const targets = feeds[question]?.data;
    const asked = feeds[`${question.slice(0, question.indexOf('.'))}.weight`]?.data;
    if (logits === undefined || targets === undefined || asked === undefined) continue;
    const classes = logits.shape.at(-1) ?? 1;
    if (!asked.some((weight: number | bigint) => Number(weight) > 0)) continue;
    const tally = (hits[`${prefix}${question}`] ??= { asked: 0, right: 0, loss: 0 });
    asked.forEach((weight: number | bigint, row: number) => {
      if (Number(weight) === 0) return;
      const scores = Array.from(logits.data.subarray(row * classes, (row + 1) * classes), Number);
      const target = Array.from(targets.subarray(row * classes, (row + 1) * classes), Number).indexOf(1);
      const highest = Math.max(...scores);
      const total = scores.reduce((sum, score) => sum + Math.exp(score - highest), 0);
      tally.asked += 1;
      tally.right += scores.indexOf(highest) === target ? 1 : 0;
      tally.loss += Math.log(total) + highest - (scores[target] ?? NaN);
    });
  }
}

// ---- held-out figures ----

async function evaluate(): Promise<Hits> {
  weights.set(shared);
  const hits: Hits = {};
  const random = createRandom(recipe.seed).fork('held out');
  const first = recipe.heldOutFrom + shard * recipe.heldOut;
  const scenes = Array.from({ length: recipe.heldOut }, (_, i) => render(first + i)).filter(
    ({ objects }) => objects.length > 0,
  );
  const frames = scenes.map((scene): Sample => ({ scene, augmentation: unchanged, cells: everyCell }));
  const objects = scenes.flatMap((scene) => scene.objects.map(({ instance }) => ({ scene, instance })));
  const paintedOut = objects.map((object): Sample => ({
    ...object,
    augmentation: unchanged,
    cells: everyCell,
    paintedOut: true,
  }));
  const unit = { cls: 1, region: 1, token: 1 };
  await inBatches(frames, 4, async (samples) => {
    const feeds = fullViewFeeds(samples, sampler, task, unit);
    countHits(
      hits,
      '',
      feeds,
      await run(await program('whole', samples.length, everyCell.length, false), feeds),
    );
  });
  await inBatches(paintedOut.slice(0, scenes.length), 4, async (samples) => {
    const feeds = fullViewFeeds(samples, sampler, task, { ...unit, region: 0, token: 0 });
    const results = await run(await program('whole', samples.length, everyCell.length, false), feeds);
    countHits(hits, 'painted out ', feeds, results);
  });
  const views = objects.map(({ scene, instance }): Sample => {
    const cells = objectCells(sampler.coverage(scene, instance, unchanged), Math.max(...sizes), random);
    return { scene, instance, augmentation: unchanged, cells };
  });
  for (const count of sizes) {
    const fitting = views.filter(({ cells }) => sizes.find((size) => cells.length <= size) === count);
    await inBatches(fitting, 8, async (samples) => {
      const feeds = restrictedViewFeeds(samples, sampler, task, count, { cls: 1, token: 0 });
      const results = await run(await program('restricted', samples.length, count, false), feeds);
      countHits(hits, 'restricted ', feeds, results);
    });
  }
  return hits;
}

async function inBatches(samples: readonly Sample[], size: number, work: (batch: Sample[]) => Promise<void>) {
  for (let at = 0; at < samples.length; at += size) await work(samples.slice(at, at + size));
}

port.on('message', (message: unknown) => {
  const request = ShardRequest.parse(message);
  const answer = (reply: ShardReply): void => port.postMessage(reply);
  switch (request.kind) {
    case 'step':
      void step(request.step).then((hits) => {
        answer({ hits });
        // While the main thread updates the weights.
        if (request.step + 1 < recipe.steps) {
          ahead = { step: request.step + 1, batches: drawBatches(request.step + 1) };
        }
      });
      break;
    case 'evaluate':
      void evaluate().then((hits) => answer({ hits }));
      break;
    case 'close':
      void runtime.close().then(() => port.close());
      break;
  }
});
