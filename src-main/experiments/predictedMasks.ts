import { readFile } from 'node:fs/promises';
import { HeadTraining } from '../../src-shared/contract/segmentation.contract.ts';
import { decodeLabelMap, encodeLabelMap, readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
import { decodeHead } from '../segmentation/headFile.ts';
import type { HeadFrame } from '../segmentation/headMessages.ts';
import { readWholeFrame } from '../segmentation/headFrames.ts';
import { maskFor, openHead, type OpenHead } from '../segmentation/openHead.ts';
import type { FoundMask } from '../segmentation/labelling.ts';
import { makeHead } from '../segmentation/trainHead.ts';
import { caseAt, type ProposedMasks } from '../tuning/caseViews.ts';
import type { CaseMask } from '../tuning/maskNoise.ts';
import type { TuneCase } from '../tuning/tuneMessages.ts';
import type { TuneGround } from '../tuning/tuneRun.ts';
import type { ExperimentPayload, ExperimentRun } from './experimentMessages.ts';

/** What a segmentation head finds on the test's frames, for judging a method with masks that nobody drew. */
export interface PredictedMasks {
  of(run: ExperimentRun): ProposedMasks;
  release(): Promise<void>;
}

/** For prepared frames of a head that is trained here, in bytes. */
const headCacheBytes = 500e6;

/**
 * By the shipped head where the payload names it, which was trained on patients that no task has; else by one that is
 * trained for each draw on its training and validation cases. Never one that has seen a test case.
 */
export function createPredictedMasks(ground: TuneGround, payload: ExperimentPayload): PredictedMasks {
  const heads = new Map<string, Promise<OpenHead>>();
  const found = new Map<string, Promise<FoundMask>>();
  const { backbone, runtime, files, decoded, context } = ground;

  const shipped = async (path: string): Promise<OpenHead> =>
    openHead(decodeHead(await readFile(path)), backbone, runtime);

  const trained = async (run: ExperimentRun): Promise<OpenHead> => {
    const made = await makeHead(
      {
        ...{ files, backbone, runtime, decoded, cacheBytes: headCacheBytes },
        tierOf: () => undefined,
        pause: () => context.yieldNow(),
        onEpoch: () => undefined,
      },
      {
        classes: payload.maskClasses,
        frames: [
          ...framesOf(payload, run.train, 'train'),
          ...framesOf(payload, run.validation, 'validation'),
        ],
        training: HeadTraining.parse({}),
        split: 'patient',
        seed: run.seed,
      },
    );
    return openHead(made, backbone, runtime);
  };

  return {
    of(run) {
      const { head } = payload;
      const key = head?.sha256 ?? JSON.stringify([run.train, run.validation, run.seed]);
      return {
        key,
        inTraining: false,
        async maskOf(one) {
          const opening = heads.get(key) ?? (head === null ? trained(run) : shipped(head.path));
          heads.set(key, opening);
          const ready = await opening;
          const name = `${key} ${one.frame}`;
          const finding = found.get(name) ?? find(ready, ground, one);
          found.set(name, finding);
          return ofFinding(await finding, one, payload.maskClasses, ready.contents.description.classes);
        },
      };
    },
    async release() {
      for (const opening of heads.values()) {
        await opening.then(
          ({ sessions }) => sessions.release(),
          () => undefined,
        );
      }
    },
  };
}

/** The frames of cases, once each, with all that any case says of their masks. */
function framesOf(
  payload: ExperimentPayload,
  indices: readonly number[],
  part: HeadFrame['part'],
): HeadFrame[] {
  const frames = new Map<string, HeadFrame>();
  for (const at of indices) {
    const { frame, mask, segments, patient } = caseAt(payload, at);
    if (mask === null) continue;
    const known = frames.get(frame)?.segments ?? [];
    const added = segments
      .filter(({ value }) => !known.some((one) => one.value === value))
      .map(({ value, maskClass }) => ({ value, class: maskClass }));
    frames.set(frame, { frame, mask, segments: [...known, ...added], patient, part });
  }
  return [...frames.values()];
}

async function find(
  head: OpenHead,
  { files, backbone, decoded }: TuneGround,
  { frame, mask }: TuneCase,
): Promise<FoundMask> {
  const image = await readWholeFrame({ files, backbone, decoded }, frame);
  const { architecture } = backbone.card;
  const square = { width: architecture.imageSize, height: architecture.imageSize };
  return maskFor(head, image, mask === null ? square : readLabelRuns(mask));
}

/**
 * Of what was found on a frame, the segment that lies most on the finding, as a reader would point to it; where none lies
 * on it, all that was found, and where nothing was, the whole frame.
 */
export function ofFinding(
  { labelMap, segments }: Pick<FoundMask, 'labelMap' | 'segments'>,
  one: Pick<TuneCase, 'mask' | 'segments'>,
  maskClasses: readonly string[],
  headClasses: readonly string[],
): CaseMask {
  const named = segments.map(({ value, class: position }) => ({
    value,
    maskClass: Math.max(1, maskClasses.indexOf(headClasses[position - 1] ?? '') + 1),
  }));
  if (named.length === 0) {
    const { width, height } = decodeLabelMap(labelMap);
    const whole = encodeLabelMap({ width, height, labels: new Uint8Array(width * height).fill(1) });
    return { mask: whole, segments: [{ value: 1, maskClass: one.segments[0]?.maskClass ?? 1 }] };
  }
  const shared = new Map<number, number>();
  if (one.mask !== null) {
    const truth = decodeLabelMap(one.mask).labels;
    const wanted = new Set(one.segments.map(({ value }) => value));
    decodeLabelMap(labelMap).labels.forEach((value, i) => {
      if (value !== 0 && wanted.has(truth[i] as number)) shared.set(value, (shared.get(value) ?? 0) + 1);
    });
  }
  const best = named
    .filter(({ value }) => shared.has(value))
    .sort((a, b) => (shared.get(b.value) ?? 0) - (shared.get(a.value) ?? 0))[0];
  return { mask: labelMap, segments: best === undefined ? named : [best] };
}
