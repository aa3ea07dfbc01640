import type {
  Contrast,
  FindingAbstention,
  FrameAbstention,
  FrameCheck,
  PredictionSet,
  setCaveats,
} from '../../src-shared/contract/predictions.contract.ts';
import type { AbstentionReason } from '../../src-shared/domain/findingWords.ts';
import type { AdapterId, ClassId, PredictionId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';
import { conformalSet, conformalThreshold } from '../tuning/conformal.ts';
import { distanceTo, scaled } from '../tuning/featureDistance.ts';
import {
  backgroundValues,
  knownFeatures,
  referenceValues,
  type Measure,
} from '../tuning/references.queries.ts';
import * as queries from './evidence.queries.ts';

type Shares = readonly { readonly classId: ClassId; readonly probability: number }[];

type Caveat = (typeof setCaveats)[number];

/** What the cases of an adapter say about its answers. */
export interface AdapterEvidence {
  readonly references: ReturnType<typeof referenceValues>;
  readonly backgrounds: ReturnType<typeof backgroundValues>;
  readonly caveats: readonly Caveat[];
}

export function adapterEvidence(db: ReadableDb, adapterId: AdapterId): AdapterEvidence {
  const made = queries.validationOf(db, adapterId);
  return {
    references: referenceValues(db, adapterId),
    backgrounds: backgroundValues(db, adapterId),
    caveats: [
      // A head in closed form has no epochs to choose from.
      ...(made?.method === 'prototype' ? [] : (['same-cases-chose-epoch'] as const)),
      'same-cases-chose-temperature',
      ...(made?.validation === 'within-group' ? (['same-patients'] as const) : []),
    ],
  };
}

/** Most probable class first; null where the adapter has no validation cases that were kept. */
export function predictionSet(
  classes: Shares,
  { references, caveats }: AdapterEvidence,
  unit: 'frame' | 'finding',
  level: number,
): PredictionSet | null {
  const scores = references.get(`score-${unit}`);
  const [best] = classes;
  if (scores === undefined || scores.ascending.length === 0 || best === undefined) return null;
  const threshold = conformalThreshold(scores.ascending, level);
  const within = conformalSet(
    classes.map(({ probability }) => probability),
    threshold,
  );
  return {
    level,
    classIds: within.length === 0 ? [best.classId] : within.flatMap((k) => classes[k]?.classId ?? []),
    bestConforms: within.length > 0,
    everyClass: threshold === Infinity,
    cases: scores.ascending.length,
    patients: scores.patients,
    caveats: [...caveats],
  };
}

/** A frame abstains where it lies beyond so many of the adapter's own. */
const limit = 0.99;
/** Fewer do not tell what is usual. */
const leastCases = 20;

const checked: readonly {
  readonly reason: FrameCheck['reason'];
  readonly measure: Measure & keyof queries.EvidenceRow;
  /** Which end of the values is the worse. */
  readonly worse: 'low' | 'high';
}[] = [
  { reason: 'blur', measure: 'sharpness', worse: 'low' },
  { reason: 'exposure', measure: 'exposure', worse: 'high' },
  { reason: 'out-of-distribution', measure: 'distance', worse: 'high' },
];

export type Measured = Pick<queries.EvidenceRow, 'sharpness' | 'exposure' | 'distance'>;

/** null where the adapter's cases were not kept. */
export function frameAbstention(measured: Measured, { references }: AdapterEvidence): FrameAbstention | null {
  if (!references.has('sharpness')) return null;
  const checks = checked.map(({ reason, measure, worse }): FrameCheck => {
    const usual = references.get(measure)?.ascending ?? new Float64Array();
    const value = measured[measure];
    const tooFewCases = usual.length < leastCases;
    const beyond = value === null || usual.length === 0 ? null : shareLessExtreme(usual, value, worse);
    const abstains = !tooFewCases && beyond !== null && beyond >= limit;
    return { reason, beyond, limit, cases: usual.length, tooFewCases, abstains };
  });
  return { reasons: checks.filter(({ abstains }) => abstains).map(({ reason }) => reason), checks };
}

function shareLessExtreme(ascending: Float64Array, value: number, worse: 'low' | 'high'): number {
  const { length } = ascending;
  const isBeyond = (usual: number): boolean => (worse === 'low' ? usual > value : !(usual < value));
  // The first of them, by halves: figures of a site ask this of every frame.
  let from = 0;
  let to = length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBeyond(ascending[middle] ?? NaN)) to = middle;
    else from = middle + 1;
  }
  return (worse === 'low' ? length - from : from) / length;
}

/** At least so many of a finding's frames have to vote for its class. */
const leastAgreement = 2 / 3;

/** Frames by their most probable class, most first. */
export function votesOf(
  frames: readonly { readonly classes: Shares }[],
): { classId: ClassId; frames: number }[] {
  const counts = new Map<ClassId, number>();
  for (const { classes } of frames) {
    const [best] = classes;
    if (best !== undefined) counts.set(best.classId, (counts.get(best.classId) ?? 0) + 1);
  }
  return [...counts]
    .map(([classId, count]) => ({ classId, frames: count }))
    .sort((a, b) => b.frames - a.frames || (a.classId < b.classId ? -1 : 1));
}

/**
 * Whether a finding's answer should be withheld.
 * @param best the finding's own most probable class
 */
export function findingAbstention(
  frames: readonly { readonly classes: Shares; readonly abstention: FrameAbstention | null }[],
  best: ClassId | undefined,
): FindingAbstention | null {
  const agreement = (votesOf(frames).find(({ classId }) => classId === best)?.frames ?? 0) / frames.length;
  const disagree = agreement < leastAgreement;
  if (!disagree && frames.every(({ abstention }) => abstention === null)) return null;
  const counts = new Map<AbstentionReason, number>();
  for (const reason of frames.flatMap(({ abstention }) => abstention?.reasons ?? [])) {
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const usual = [...counts].filter(([, count]) => 2 * count >= frames.length).map(([reason]) => reason);
  return {
    reasons: [...usual, ...(disagree ? (['frames-disagree'] as const) : [])],
    frames: [...counts].map(([reason, count]) => ({ reason, frames: count })),
    agreement,
    leastAgreement,
  };
}

/** How far features lie from an adapter's labelled cases; null of an adapter whose cases were not kept. */
export function distances(db: ReadableDb, adapterId: AdapterId): (feature: Float32Array) => number | null {
  const known = knownFeatures(db, adapterId);
  if (known === undefined) return () => null;
  const { scales, cases } = known;
  return (feature) => (feature.length === scales.length ? distanceTo(cases, scaled(feature, scales)) : null);
}

/** The stored answers to what else the network was shown; null where it was not asked. */
export function storedContrast(
  db: ReadableDb,
  predictionId: PredictionId,
  classes: Shares,
  withoutMask: queries.WithoutMask | null,
  adapter: AdapterEvidence,
): Contrast | null {
  if (withoutMask === null) return null;
  const without = queries.contrastOf(db, predictionId, 'without').map((one) => ({ ...one }));
  const background = queries.contrastOf(db, predictionId, 'background').map((one) => ({ ...one }));
  if (without.length === 0) return null;
  return contrast(
    classes,
    { withoutMask, without, background: background.length === 0 ? null : background },
    adapter,
  );
}

/** Beyond so many backgrounds of other classes it is unusual how much a background speaks for a class. */
const backgroundLimit = 0.95;

/** @param classes the answer with the mask, most probable first */
export function contrast(
  classes: Shares,
  instead: Pick<Contrast, 'withoutMask' | 'without' | 'background'>,
  { backgrounds }: AdapterEvidence,
): Contrast {
  const [best] = classes;
  const { background } = instead;
  const usual = (best && backgrounds.get(best.classId)) ?? new Float64Array();
  const share = background?.find(({ classId }) => classId === best?.classId)?.probability ?? null;
  const backgroundBeyond =
    share === null || usual.length < leastCases ? null : shareLessExtreme(usual, share, 'high');
  return {
    ...instead,
    backgroundSuffices:
      backgroundBeyond !== null &&
      backgroundBeyond >= backgroundLimit &&
      backgroundAnswersAlike(classes, background ?? []),
    backgroundBeyond,
    backgroundLimit,
    backgroundCases: usual.length,
  };
}

/**
 * The same class, with at least half of what the answer has above chance: from there on the larger part of the
 * certainty does not need the finding.
 */
function backgroundAnswersAlike([best]: Shares, background: Shares): boolean {
  const [instead] = background;
  if (best === undefined || instead?.classId !== best.classId) return false;
  const chance = 1 / background.length;
  return instead.probability - chance >= (best.probability - chance) / 2;
}
