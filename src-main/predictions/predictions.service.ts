import type { SimilarFindings, StudyPredictions } from '../../src-shared/contract/predictions.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { AdapterId, FindingId, JobId, Sha256, StudyId, UserId } from '../../src-shared/domain/ids.ts';
import type { Foundations } from '../foundations.ts';
import { MethodId, methods } from '../networks/methods/registry.ts';
import type { Adapters } from '../tuning/adapters.service.ts';
import type { Backbones } from '../backbones/installed.ts';
import { pooledProbabilities } from '../tuning/metrics.ts';
import { networkOf } from './adapterNetwork.ts';
import {
  adapterEvidence,
  findingAbstention,
  frameAbstention,
  predictionSet,
  storedContrast,
  votesOf,
  type AdapterEvidence,
} from './evidence.ts';
import { evidenceOf } from './evidence.queries.ts';
import { PredictJobResult, type PredictJobPayload } from './predict.job.ts';
import * as queries from './predictions.queries.ts';
import { similarFindings } from './similar.service.ts';
import { staleness } from './staleness.ts';

/** What adapters say of findings, and what each answer came from. */
export interface Predictions {
  /**
   * Queues every finding of the studies (null: of all) with the active adapters, or the one named.
   * @throws LapidaryError `no-active-adapter`, `adapter-missing`, `adapter-of-another-network`, `backbone-missing`,
   *   `backbone-damaged`
   */
  start(
    request: {
      readonly studyIds: readonly StudyId[] | null;
      readonly adapterId: AdapterId | null;
      /** null: where few frames are asked about. */
      readonly contrast: boolean | null;
    },
    userId: UserId,
  ): Promise<{ readonly jobId: JobId }>;
  /** What a finished job came to. @throws LapidaryError the job's own error */
  report(jobId: JobId): Promise<PredictJobResult>;
  ofStudy(studyId: StudyId): StudyPredictions;
  similar(findingId: FindingId, limit: number): Promise<SimilarFindings>;
  /** The frozen networks that those answers came from. */
  networksOf(studyId: StudyId): readonly Sha256[];
}

export function createPredictions({
  db,
  jobs,
  adapters,
  backbones,
  confidence,
}: Pick<Foundations, 'db' | 'jobs'> & {
  readonly adapters: Adapters;
  readonly backbones: Backbones;
  /** The level of conformal sets. */
  readonly confidence: () => number;
}): Predictions {
  return {
    async start({ studyIds, adapterId, contrast }, userId) {
      const chosen = adapterId === null ? adapters.active() : [adapters.get(adapterId)];
      if (chosen.length === 0) {
        throw new LapidaryError(
          'no-active-adapter',
          'No adapter is active yet, so there is nothing to predict with.',
          'Tune a method on labelled cases and activate its adapter, or name an adapter.',
        );
      }
      for (const adapter of chosen) await networkOf(adapter, backbones);
      const payload: PredictJobPayload = {
        adapterIds: chosen.map(({ id }) => id),
        studyIds: studyIds === null ? null : [...studyIds],
        contrast,
      };
      return { jobId: jobs.enqueue('predict', payload, userId) };
    },

    report: (jobId) => jobs.finished(jobId, PredictJobResult),

    networksOf: (studyId) => [
      ...new Set(queries.predictionsOfStudy(db, studyId).map(({ backboneSha256 }) => backboneSha256)),
    ],

    similar: (findingId, limit) => similarFindings(db, findingId, limit),

    ofStudy(studyId) {
      const level = confidence();
      const rows = queries.predictionsOfStudy(db, studyId);
      const known = new Map(
        [...new Set(rows.map(({ adapterId }) => adapterId))].map((id) => [id, adapterEvidence(db, id)]),
      );
      const knownOf = (id: AdapterId): AdapterEvidence => known.get(id) ?? adapterEvidence(db, id);
      const predictions = rows.map((row): StudyPredictions['predictions'][number] => {
        const classes = queries.classesOfPrediction(db, row.id).map((one) => ({ ...one }));
        const evidence = evidenceOf(db, row.id);
        const adapter = knownOf(row.adapterId);
        return {
          id: row.id,
          findingId: row.findingId,
          frameId: row.frameId,
          maskVersionId: row.maskVersionId,
          adapterId: row.adapterId,
          method: row.method,
          backbone: row.backboneName,
          provider: row.provider,
          createdAt: row.createdAt,
          classes,
          stale: staleness(row, backbones),
          set: predictionSet(classes, adapter, 'frame', level),
          contrast: storedContrast(db, row.id, classes, evidence?.withoutMask ?? null, adapter),
          abstention: evidence === undefined ? null : frameAbstention(evidence, adapter),
        };
      });
      const newest = rows.reduce<queries.ShownRow | undefined>(
        (best, row) => (best === undefined || row.id > best.id ? row : best),
        undefined,
      );
      const restingOn = newest?.adapterId ?? adapters.active()[0]?.id;
      return {
        answering: adapters.active().map(({ schemaId }) => schemaId),
        calibration: (restingOn !== undefined && queries.calibrationOf(db, restingOn)) || null,
        predictions,
        findings: pooled(predictions).map((finding) => {
          const { alike, classes } = finding;
          const asked = alike.filter(({ contrast }) => (contrast?.background ?? null) !== null);
          return {
            findingId: finding.findingId,
            frames: alike.length,
            classes,
            votes: votesOf(alike),
            set: predictionSet(classes, knownOf(finding.adapterId), 'finding', level),
            abstention: findingAbstention(alike, classes[0]?.classId),
            background: {
              suffices: asked.filter(({ contrast }) => contrast?.backgroundSuffices).length,
              asked: asked.length,
              notComputed: alike.filter(
                ({ maskVersionId, contrast }) => maskVersionId !== null && contrast === null,
              ).length,
            },
          };
        }),
        unanswered: adapters
          .active()
          .filter(({ method }) => methods[MethodId.parse(method)].usesMask)
          .flatMap(({ schemaId }) => queries.findingFrames(db, schemaId, [studyId]))
          .filter(({ maskVersionId }) => maskVersionId === null)
          .map(({ findingId, frameId }) => ({ findingId, frameId, reason: 'no-mask' as const })),
      };
    },
  };
}

interface PooledFinding extends Pick<StudyPredictions['findings'][number], 'findingId' | 'classes'> {
  readonly adapterId: AdapterId;
  /** The frames that were pooled. */
  readonly alike: StudyPredictions['predictions'];
}

/** Per finding: the mean of its frames' log-probabilities, of the frames that its newest adapter answered. */
function pooled(predictions: StudyPredictions['predictions']): PooledFinding[] {
  return [...Map.groupBy(predictions, ({ findingId }) => findingId)].flatMap(([findingId, members]) => {
    const newest = members.reduce((best, one) => (one.id > best.id ? one : best));
    const alike = members.filter(({ adapterId }) => adapterId === newest.adapterId);
    const classIds = newest.classes.map(({ classId }) => classId);
    const shares = pooledProbabilities(
      alike.map(({ classes }) => {
        const of = new Map(classes.map(({ classId, probability }) => [classId, probability]));
        return classIds.map((classId) => Math.log(Math.max(of.get(classId) ?? 0, Number.MIN_VALUE)));
      }),
    );
    const classes = classIds
      .map((classId, k) => ({ classId, probability: shares[k] ?? 0 }))
      .sort((a, b) => b.probability - a.probability);
    return [{ findingId, adapterId: newest.adapterId, alike, classes }];
  });
}
