/**
 * How well a segmentation head does on frames that it has not seen: trained on 20, 80 and 160 real polyps, and the shipped
 * one on the demo cohort's stones.
 *
 * Polyps are Kvasir-SEG's, from the folder that LAPIDARY_REAL_DATA names; without it they are left out, and said so. The
 * held-out set is the same for every number: the 20 frames of original size, which are other pictures than the 160 of
 * 256×256 that training draws from. Of those that are drawn, 15% stop the training. Kvasir-SEG names no patients, so frames
 * of one patient may be on both sides, and the figures too good.
 *
 * Options: --frames 20,80,160; --draws 3 (for the largest number one is drawn); --backbone DIR; --epochs N; --views N;
 * --demo N (frames of as many demo patients; 0: none).
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { openRuntime } from '../src-main/compute/sessions.ts';
import type { Runtime } from '../src-main/compute/runtime.ts';
import { demoCohort } from '../src-main/demo/demoCohort.ts';
import { encodePicture } from '../src-main/demo/demoEncoding.ts';
import { renderDemoFrame } from '../src-main/demo/demoFrame.ts';
import { openBackbone, type Backbone } from '../src-main/networks/backbone.ts';
import { decodeHead } from '../src-main/segmentation/headFile.ts';
import { figuresOver, overlapsOf } from '../src-main/segmentation/headFigures.ts';
import { readWholeFrame } from '../src-main/segmentation/headFrames.ts';
import type { HeadFrame } from '../src-main/segmentation/headMessages.ts';
import { maskFor, openHead } from '../src-main/segmentation/openHead.ts';
import { findShippedHead } from '../src-main/segmentation/shippedHead.ts';
import { makeHead } from '../src-main/segmentation/trainHead.ts';
import { createMemoryFrames, type MemoryFrames } from '../scripts/head/memoryFrames.ts';
import { HeadTraining } from '../src-shared/contract/segmentation.contract.ts';
import { readLabelRuns } from '../src-shared/domain/maskCodec.ts';
import { createRandom } from '../src-shared/domain/random.ts';

const heldOut =
  '20 frames of original size, none of them among the 160; Kvasir-SEG names no patients: split by image';
const validationShare = 0.15;
const modelsDir = path.resolve('models');

export async function* run(args: readonly string[]): AsyncGenerator<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      frames: { type: 'string', default: '20,80,160' },
      draws: { type: 'string', default: '3' },
      backbone: { type: 'string', default: path.join(modelsDir, 'lapidary-vit-demo') },
      epochs: { type: 'string' },
      views: { type: 'string' },
      demo: { type: 'string', default: '48' },
    },
  });
  const runtime = openRuntime();
  try {
    const numbers = values.frames.split(',').map(Number);
    const training = HeadTraining.parse({
      ...(values.epochs === undefined ? {} : { epochs: Number(values.epochs) }),
      ...(values.views === undefined ? {} : { views: Number(values.views) }),
    });
    yield* polyps(runtime, await openBackbone(values.backbone), numbers, Number(values.draws), training);
    if (Number(values.demo) > 0) yield await demo(runtime, Number(values.demo));
  } finally {
    await runtime.close();
  }
}

async function* polyps(
  runtime: Runtime,
  backbone: Backbone,
  numbers: readonly number[],
  draws: number,
  training: HeadTraining,
): AsyncGenerator<object> {
  const folder = path.join(process.env['LAPIDARY_REAL_DATA'] ?? '../shared/data', 'polyps');
  if (!existsSync(folder)) {
    yield { what: 'polyps', skipped: 'LAPIDARY_REAL_DATA names no folder with them' };
    return;
  }
  const memory = createMemoryFrames();
  const names = readdirSync(path.join(folder, 'images')).sort();
  const read = (name: string, part: HeadFrame['part']): Promise<HeadFrame> =>
    readPolyp(memory, folder, name, part);
  const test = await Promise.all(
    names.filter((name) => name.startsWith('full-')).map((name) => read(name, 'test')),
  );
  const pool = names.filter((name) => !name.startsWith('full-'));
  for (const number of numbers) {
    const dices: number[] = [];
    for (let draw = 1; draw <= (number >= pool.length ? 1 : draws); draw++) {
      const drawn = createRandom(draw).fork('polyps').shuffled(pool).slice(0, number);
      const validation = Math.round(validationShare * drawn.length);
      const learned = await Promise.all(
        drawn.map((name, i) => read(name, i < validation ? 'validation' : 'train')),
      );
      const { figures } = await makeHead(
        {
          ...{ files: memory, backbone, runtime, cacheBytes: 2e9 },
          decoded: { get: (_frame, make) => make() },
          tierOf: () => undefined,
          pause: () => Promise.resolve(),
          onEpoch: () => undefined,
        },
        { classes: ['polyp'], frames: [...learned, ...test], training, split: 'image', seed: draw },
      );
      dices.push(figures.test?.dice ?? NaN);
      yield {
        ...{ what: 'polyps', frames: drawn.length, validation, draw, backbone: backbone.card.name },
        ...{ dice: round(figures.test?.dice), iou: round(figures.test?.iou), heldOut },
        ...{ epochs: figures.epochs, bestEpoch: figures.bestEpoch, parameters: figures.parameters },
        ...{ seconds: Math.round(figures.seconds), peakRssMb: Math.round(figures.peakRssMb) },
        provider: runtime.options.provider,
      };
    }
    const mean = dices.reduce((sum, dice) => sum + dice, 0) / dices.length;
    yield { what: 'polyps, mean over draws', frames: number, dice: round(mean), n: dices.length, heldOut };
  }
}

async function readPolyp(
  memory: MemoryFrames,
  folder: string,
  name: string,
  part: HeadFrame['part'],
): Promise<HeadFrame> {
  // Masks are JPEG: what lies between is an edge's ringing.
  const { data, info } = await sharp(path.join(folder, 'masks', name))
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  const labels = Uint8Array.from(data, (value) => (value > 127 ? 1 : 0));
  const map = { width: info.width, height: info.height, labels };
  return memory.add(readFileSync(path.join(folder, 'images', name)), map, () => 1, { patient: name, part });
}

/** The shipped head on frames of demo patients, which it has not seen. */
async function demo(runtime: Runtime, count: number): Promise<object> {
  const shipped = await findShippedHead(modelsDir);
  if (shipped === undefined) return { what: 'demo stones', skipped: 'no segmentation head is shipped' };
  const backbone = await openBackbone(path.join(modelsDir, 'lapidary-vit-demo'));
  const head = openHead(decodeHead(readFileSync(shipped.path)), backbone, runtime);
  const memory = createMemoryFrames();
  const reader = {
    ...{ files: memory, backbone },
    decoded: { get: (_frame: string, make: () => Promise<Uint8Array>) => make() },
  };
  const { cases } = demoCohort();
  const judged: { readonly patient: string; readonly overlaps: ReturnType<typeof overlapsOf> }[] = [];
  const times: number[] = [];
  for (const one of cases.filter((_, i) => i % Math.ceil(cases.length / count) === 0)) {
    const [plan] = one.frames;
    if (plan === undefined) continue;
    const rendered = renderDemoFrame(plan);
    const of = { patient: one.patientCode, part: 'test' as const };
    const frame = memory.add(await encodePicture(rendered), rendered, () => 1, of);
    const begun = performance.now();
    const found = await maskFor(head, await readWholeFrame(reader, frame.frame), readLabelRuns(frame.mask));
    times.push(performance.now() - begun);
    judged.push({ patient: frame.patient, overlaps: overlapsOf(frame, found, 2) });
  }
  await head.sessions.release();
  const { dice, iou, frames, patients } = figuresOver(judged, shipped.card.classes);
  times.sort((a, b) => a - b);
  return {
    ...{ what: 'demo stones', head: shipped.name, dice: round(dice), iou: round(iou), frames, patients },
    p50: round(times[Math.floor(times.length / 2)]),
    p95: round(times[Math.floor(0.95 * times.length)]),
    unit: 'ms',
    n: times.length,
    provider: runtime.options.provider,
  };
}

function round(value: number | undefined): number {
  return Math.round(1000 * (value ?? NaN)) / 1000;
}
