/**
 * Trains the shipped segmentation head on synthetic stones and writes its model folder.
 *
 *   npm run train-head -- [--out models/lapidary-head-demo] [--frames N] [--epochs N]
 *
 * The same seed gives the same file on the same machine. Fewer frames or epochs are for a trial.
 */
import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { HeadTraining } from '../src-shared/contract/segmentation.contract.ts';
import { openRuntime } from '../src-main/compute/sessions.ts';
import { demoCohort } from '../src-main/demo/demoCohort.ts';
import { encodePicture } from '../src-main/demo/demoEncoding.ts';
import { demoFrameSize, renderDemoFrame, type DemoFramePlan } from '../src-main/demo/demoFrame.ts';
import { headScenes } from '../src-main/demo/headScenes.ts';
import { openBackbone } from '../src-main/networks/backbone.ts';
import { encodeHead } from '../src-main/segmentation/headFile.ts';
import type { HeadFrame } from '../src-main/segmentation/headMessages.ts';
import { HeadCard, headCardFile, headFile } from '../src-main/segmentation/shippedHead.ts';
import { makeHead } from '../src-main/segmentation/trainHead.ts';
import { headReadme } from './head/card.ts';
import { createMemoryFrames } from './head/memoryFrames.ts';

const seed = 20_261_127;
/** Frames for training are drawn smaller than the demo's own: the network sees less of them still. */
const trainingFrameSize = 224;
const validationFrames = 40;
/** Of the demo cohort's patients every so many is asked for one frame. */
const everyPatient = 2;

const { values: options } = parseArgs({
  options: {
    out: { type: 'string', default: 'models/lapidary-head-demo' },
    backbone: { type: 'string', default: 'models/lapidary-vit-demo' },
    frames: { type: 'string', default: '320' },
    epochs: { type: 'string', default: '30' },
  },
});
const trainingFrames = Number(options.frames);
const started = performance.now();
const say = (line: string): void => {
  process.stdout.write(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${line}\n`);
};

const memory = createMemoryFrames();
const rendered = async (
  plans: readonly DemoFramePlan[],
  part: HeadFrame['part'],
  size: number,
): Promise<HeadFrame[]> => {
  const frames: HeadFrame[] = [];
  for (const plan of plans) {
    const frame = renderDemoFrame(plan, size);
    const picture = await encodePicture(frame);
    frames.push(memory.add(picture, frame, () => 1, { patient: String(plan.patientSeed), part }));
  }
  say(`${frames.length} frames for ${part}`);
  return frames;
};
const cohort = demoCohort().cases.filter((_, i) => i % everyPatient === 0);
const frames = [
  ...(await rendered(headScenes(0, trainingFrames), 'train', trainingFrameSize)),
  ...(await rendered(headScenes(100_000, validationFrames), 'validation', trainingFrameSize)),
  ...(await rendered(
    cohort.flatMap((one) => one.frames.slice(0, 1)),
    'test',
    demoFrameSize,
  )),
];

const backbone = await openBackbone(options.backbone);
const runtime = openRuntime();
const made = await makeHead(
  {
    files: memory,
    backbone,
    runtime,
    decoded: { get: (_frame, make) => make() },
    tierOf: () => undefined,
    cacheBytes: 3e9,
    pause: () => Promise.resolve(),
    onEpoch: ({ epoch, trainLoss, validationLoss }) => {
      say(`epoch ${epoch}  loss ${trainLoss.toFixed(4)}  validation ${validationLoss?.toFixed(4) ?? ''}`);
    },
  },
  {
    classes: ['stone'],
    frames,
    training: HeadTraining.parse({ epochs: Number(options.epochs), views: 4, learningRate: 0.003 }),
    split: 'patient',
    seed,
  },
);
await runtime.close();

const { figures, description } = made;
const { test, validation } = figures;
if (test === null || validation === null) throw new Error('the head was not judged');
say(`demo patients: Dice ${test.dice.toFixed(4)}, IoU ${test.iou.toFixed(4)}; ${figures.parameters} values`);
const bytes = encodeHead(made);
const note = (part: typeof test): string =>
  `mean over ${part.frames} frames of ${part.patients} patients that it has not seen`;
const card = HeadCard.parse({
  format: 'lapidary-head-card-1',
  name: 'Lapidary stones, demonstration',
  version: '1',
  classes: description.classes,
  backbone: {
    name: `${backbone.card.name} ${backbone.card.version}`.trim(),
    sha256: backbone.networkHash,
  },
  training: {
    data: `${figures.train.frames} synthetic frames of as many invented patients with one or two stones, drawn by this project's own generator from seeds that neither the demonstration nor its evidence uses. No photograph, no patient, no stone.`,
    procedure: `${figures.epochs} epochs of AdamW with this project's own engine, seed ${seed}; \`npm run train-head\` repeats it.`,
  },
  licence: backbone.card.licence,
  origin: backbone.card.origin,
  intendedUse: backbone.card.intendedUse,
  figures: [
    { name: 'Dice coefficient of stones, demo cohort', value: round(test.dice), note: note(test) },
    { name: 'intersection over union of stones, demo cohort', value: round(test.iou), note: note(test) },
    { name: 'Dice coefficient of stones, validation', value: round(validation.dice), note: note(validation) },
  ],
  sha256: createHash('sha256').update(bytes).digest('hex'),
});
await mkdir(options.out, { recursive: true });
const text = new TextEncoder();
await replaceFile(join(options.out, headFile), bytes);
await replaceFile(join(options.out, headCardFile), text.encode(`${JSON.stringify(card, null, 2)}\n`));
await replaceFile(join(options.out, 'README.md'), text.encode(headReadme(card, figures.parameters)));
say(`written: ${bytes.length} bytes`);

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}
