import type { HeadFigures, SegmentationFigures } from '../../src-shared/contract/segmentation.contract.ts';
import { readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
import { preprocessingHash } from '../backbones/preprocessingHash.ts';
import type { Runtime } from '../compute/runtime.ts';
import type { Backbone } from '../networks/backbone.ts';
import { sharesOfLogits } from '../networks/segmentation/answer.ts';
import { headPlan, HeadOptions } from '../networks/segmentation/head.ts';
import { createBoundedCache } from '../tuning/boundedCache.ts';
import { fitTemperature } from '../tuning/calibration.ts';
import { peakMemoryMb, resetPeakMemory } from '../tuning/peakMemory.ts';
import type { PreparedTier } from '../tuning/planSessions.ts';
import type { HeadContents, HeadDescription, HeadValues } from './headFile.ts';
import { figuresOver, overlapsOf } from './headFigures.ts';
import { readSample, sampleBytes, type HeadFrameReader } from './headFrames.ts';
import type { HeadFrame, TrainHeadPayload } from './headMessages.ts';
import { openHeadSessions, type HeadSessions } from './headSessions.ts';
import { trainHead, type HeadEpoch } from './headTrainer.ts';
import { maskOfShares } from './labelling.ts';

export interface HeadGround extends HeadFrameReader {
  readonly backbone: Backbone;
  readonly runtime: Runtime;
  /** Where the tokens of a frame are kept beyond this training. */
  readonly tierOf: (frame: HeadFrame['frame']) => PreparedTier | undefined;
  /** For prepared frames in memory, in bytes. */
  readonly cacheBytes: number;
  readonly pause: () => Promise<void>;
  readonly onEpoch: (epoch: HeadEpoch, most: number) => void;
}

export type HeadRequest = Pick<TrainHeadPayload, 'classes' | 'frames' | 'training' | 'split' | 'seed'> & {
  readonly options?: Partial<HeadOptions>;
};

export interface MadeHead extends HeadContents {
  readonly figures: HeadFigures;
}

/** Samples that one run of the step's graph takes: more do not fit the processor's cache. */
const stepBatch = 4;
/** Cells of the validation frames that the temperature is found from. */
const calibrationCells = 20_000;

/**
 * Trains a head on frames and judges it on the parts that it did not learn from.
 * @throws LapidaryError `training-diverged`, and those of reading frames
 */
export async function makeHead(ground: HeadGround, request: HeadRequest): Promise<MadeHead> {
  const { backbone, runtime, pause, onEpoch } = ground;
  const { classes, frames, training, split, seed } = request;
  const started = performance.now();
  resetPeakMemory();
  const options = HeadOptions.parse(request.options ?? {});
  const plan = headPlan(backbone.card.architecture, classes.length + 1, options, seed);
  const sessions = openHeadSessions(plan, backbone, runtime, Math.min(stepBatch, training.batch));
  try {
    const cache = createBoundedCache(ground.cacheBytes, sampleBytes);
    const of = (part: HeadFrame['part']): HeadFrame[] => frames.filter((one) => one.part === part);
    const sampled = (part: HeadFrame['part']) =>
      of(part).map(
        (one) => (view: number) =>
          cache.get(`${one.frame} ${view}`, async () => {
            const sample = await readSample(ground, sessions, one, seed, view, ground.tierOf(one.frame));
            await pause();
            return sample;
          }),
      );
    const validation = sampled('validation');
    const trained = await trainHead({
      ...{ sessions, train: sampled('train'), validation, training, seed, pause, onEpoch },
    });
    const temperature = await temperatureOf(sessions, trained.values, validation, pause);
    const judge = async (part: HeadFrame['part']): Promise<SegmentationFigures | null> => {
      const judged: { readonly patient: string; readonly overlaps: ReturnType<typeof overlapsOf> }[] = [];
      const samples = sampled(part);
      for (const [i, one] of of(part).entries()) {
        const { frame } = await (samples[i] as (typeof samples)[number])(0);
        const logits = await sessions.answer(frame, trained.values);
        const found = maskOfShares(
          sharesOfLogits(logits, plan.classes, plan.side, temperature),
          readLabelRuns(one.mask),
        );
        judged.push({ patient: one.patient, overlaps: overlapsOf(one, found, plan.classes) });
        await pause();
      }
      return judged.length === 0 ? null : figuresOver(judged, classes);
    };
    const figures: HeadFigures = {
      split,
      train: {
        frames: of('train').length,
        patients: new Set(of('train').map(({ patient }) => patient)).size,
      },
      validation: await judge('validation'),
      test: await judge('test'),
      epochs: trained.epochs.length,
      bestEpoch: trained.bestEpoch,
      parameters: plan.trainableCount,
      temperature,
      seconds: (performance.now() - started) / 1000,
      peakRssMb: peakMemoryMb(),
    };
    const { provider, prepacking } = runtime.options;
    const description: HeadDescription = {
      options,
      classes: [...classes],
      backbone: backbone.networkHash,
      preprocessing: preprocessingHash(backbone.card),
      temperature,
      seed,
      runtime: { provider, prepacking },
    };
    return { description, values: trained.values, figures };
  } finally {
    await sessions.release();
  }
}

/** Of cells spread evenly over the validation frames that are all of one class; 1 without any. */
async function temperatureOf(
  sessions: HeadSessions,
  values: HeadValues,
  validation: readonly ((view: number) => ReturnType<typeof readSample>)[],
  pause: () => Promise<void>,
): Promise<number> {
  const { classes, side } = sessions.plan;
  const cells = side * side;
  const step = Math.max(1, Math.ceil((validation.length * cells) / calibrationCells));
  const logits: Float32Array[] = [];
  const truth: number[] = [];
  let next = 0;
  for (const sampleOf of validation) {
    const { frame, targets } = await sampleOf(0);
    const answer = await sessions.answer(frame, values);
    for (; next < cells; next += step) {
      const shares = targets.subarray(next * classes, (next + 1) * classes);
      const only = shares.findIndex((share) => share > 0.99);
      if (only < 0) continue;
      logits.push(answer.slice(next * classes, (next + 1) * classes));
      truth.push(only);
    }
    next -= cells;
    await pause();
  }
  return fitTemperature(logits, truth).temperature;
}
