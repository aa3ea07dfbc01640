import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import type { AdapterId, ClassId, FindingId, FrameId, PredictionId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';
import {
  adapterEvidence,
  findingAbstention,
  frameAbstention,
  type AdapterEvidence,
} from '../predictions/evidence.ts';
import { pooledProbabilities } from '../tuning/metrics.ts';
import type { ReadSignedAnswers } from './signedAnswers.ts';
import * as queries from './siteFigures.queries.ts';

/** What a model says of a finding, as figures count it. */
export interface CountedPrediction {
  readonly adapterId: AdapterId;
  /** Its most probable class, and the probability of it. */
  readonly classId: ClassId;
  readonly confidence: number;
  readonly abstained: boolean;
  /** It was made after the reader's label. */
  readonly later: boolean;
}

/** A finding, and when its reader labelled it; null: not labelled. */
export interface ReadFinding extends Pick<queries.FindingRow, 'id' | 'schemaId' | 'studyId' | 'locked'> {
  readonly readAt: string | null;
}

/**
 * The prediction of each finding that counts. Of a signed study the one that was signed. Else, over all frames as the
 * study shows it, the newest of those made before the reader's label; where there is none, or no label, the newest.
 */
export function countedPredictions(
  db: ReadableDb,
  signedAnswers: ReadSignedAnswers,
  findings: readonly ReadFinding[],
  schemas: readonly LabelSchema[],
): Map<FindingId, CountedPrediction> {
  return new Map([
    ...signedOnes(
      signedAnswers,
      findings.filter(({ locked }) => locked === 1),
      schemas,
    ),
    ...storedOnes(
      db,
      findings.filter(({ locked }) => locked === 0),
    ),
  ]);
}

function signedOnes(
  signedAnswers: ReadSignedAnswers,
  findings: readonly ReadFinding[],
  schemas: readonly LabelSchema[],
): Map<FindingId, CountedPrediction> {
  const byCode = new Map(
    schemas.flatMap((schema) => schema.classes.map(({ id, code }) => [`${schema.id} ${code}`, id] as const)),
  );
  const known = new Map(findings.map((finding) => [finding.id, finding]));
  const counted = new Map<FindingId, CountedPrediction>();
  const studyIds = [...new Set(findings.map(({ studyId }) => studyId))];
  for (const { findingId, code, probability, abstained, adapterId, at } of signedAnswers(studyIds)) {
    const finding = known.get(findingId);
    const classId = finding && byCode.get(`${finding.schemaId} ${code}`);
    if (finding === undefined || classId === undefined) continue;
    counted.set(findingId, {
      adapterId,
      classId,
      confidence: probability,
      abstained,
      later: finding.readAt !== null && at > finding.readAt,
    });
  }
  return counted;
}

interface Frame {
  /** Most probable first; of equals the one whose id comes first, as where a study is shown. */
  readonly classes: { readonly classId: ClassId; readonly probability: number }[];
  readonly abstention: ReturnType<typeof frameAbstention>;
}

function storedOnes(db: ReadableDb, findings: readonly ReadFinding[]): Map<FindingId, CountedPrediction> {
  const known = new Map(findings.map((finding) => [finding.id, finding]));
  const stored = Map.groupBy(queries.storedPredictions(db, [...known.keys()]), ({ findingId }) => findingId);
  const chosen = [...stored].map(([findingId, rows]) => ({
    findingId,
    ...choose(rows, known.get(findingId)?.readAt ?? null),
  }));
  const answers = answersOf(
    db,
    chosen.flatMap(({ rows }) => rows),
  );
  const counted = new Map<FindingId, CountedPrediction>();
  for (const { findingId, rows, later } of chosen) {
    const frames = rows.flatMap(({ id }) => answers.get(id) ?? []);
    const best = pooled(frames);
    const [row] = rows;
    if (best === undefined || row === undefined) continue;
    const abstained = (findingAbstention(frames, best.classId)?.reasons.length ?? 0) > 0;
    counted.set(findingId, { ...best, adapterId: row.adapterId, abstained, later });
  }
  return counted;
}

function answersOf(db: ReadableDb, rows: readonly queries.StoredRow[]): Map<PredictionId, Frame> {
  const ids = rows.map(({ id }) => id);
  const known = new Map<AdapterId, AdapterEvidence>();
  const evidenceOf = (adapterId: AdapterId): AdapterEvidence => {
    const evidence = known.get(adapterId) ?? adapterEvidence(db, adapterId);
    known.set(adapterId, evidence);
    return evidence;
  };
  const measured = new Map(queries.measuredOf(db, ids).map((one) => [one.at, one]));
  const frames = rows.map(({ adapterId }, at): Frame => {
    const values = measured.get(at);
    return {
      classes: [],
      abstention: values === undefined ? null : frameAbstention(values, evidenceOf(adapterId)),
    };
  });
  for (const share of queries.sharesOf(db, ids)) frames[share.at]?.classes.push(share);
  for (const { classes } of frames) classes.sort((a, b) => b.probability - a.probability);
  return new Map(ids.flatMap((id, at) => (frames[at] === undefined ? [] : [[id, frames[at]] as const])));
}

/** Of all predictions of a finding the newest of each frame that one adapter made. */
function choose(
  stored: readonly queries.StoredRow[],
  readAt: string | null,
): { readonly rows: readonly queries.StoredRow[]; readonly later: boolean } {
  const all = stored.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const before = readAt === null ? all : all.filter(({ createdAt }) => createdAt <= readAt);
  const later = before.length === 0;
  const newest = new Map<FrameId, queries.StoredRow>();
  for (const row of later ? all : before) newest.set(row.frameId, row);
  const rows = [...newest.values()];
  const adapterId = rows.reduce<queries.StoredRow | undefined>(
    (best, row) => (best === undefined || row.id > best.id ? row : best),
    undefined,
  )?.adapterId;
  return { rows: rows.filter((row) => row.adapterId === adapterId), later };
}

/** Frames are pooled as a study pools them: the mean of their log-probabilities, renormalised. */
function pooled(frames: readonly Frame[]): { classId: ClassId; confidence: number } | undefined {
  const [first, ...others] = frames;
  const [only] = first?.classes ?? [];
  if (first === undefined || only === undefined) return undefined;
  if (others.length === 0) return { classId: only.classId, confidence: only.probability };
  const shares = pooledProbabilities(
    frames.map(({ classes }) =>
      first.classes.map(({ classId }) =>
        Math.log(
          Math.max(classes.find((one) => one.classId === classId)?.probability ?? 0, Number.MIN_VALUE),
        ),
      ),
    ),
  );
  const at = shares.indexOf(Math.max(...shares));
  return { classId: first.classes[at]?.classId ?? only.classId, confidence: shares[at] ?? 0 };
}
