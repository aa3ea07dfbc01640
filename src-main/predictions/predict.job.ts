import { newId } from '../db/newId.ts';
import { z } from 'zod';
import { PredictionReport } from '../../src-shared/contract/predictions.contract.ts';
import { AdapterId, PredictionId, StudyId } from '../../src-shared/domain/ids.ts';
import type { TaskProgress } from '../compute/messages.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import type { JobContext, JobHandler } from '../jobs/jobs.ts';
import { MethodId, methods } from '../networks/methods/registry.ts';
import { adapterClasses, type AdapterRow, type Adapters } from '../tuning/adapters.service.ts';
import type { Backbones } from '../backbones/installed.ts';
import { networkOf } from './adapterNetwork.ts';
import { distances } from './evidence.ts';
import { evidenceOf, isLocked } from './evidence.queries.ts';
import { PredictNews, predictTask, type PredictPayload } from './predictMessages.ts';
import * as queries from './predictions.queries.ts';
import { answerRows, itemOf, keepEvidence } from './storedAnswers.ts';

export const PredictJobPayload = z.object({
  adapterIds: z.array(AdapterId),
  /** null: all. */
  studyIds: z.array(StudyId).nullable(),
  /** null: of up to `contrastedFrames`. */
  contrast: z.boolean().nullable().default(null),
});
export type PredictJobPayload = z.infer<typeof PredictJobPayload>;

export const PredictJobResult = PredictionReport;
export type PredictJobResult = z.infer<typeof PredictJobResult>;

/** Up to so many frames are answered by the interactive process, beside whatever the batch process is tuning. */
const interactiveFrames = 64;
/**
 * Up to so many frames a job asks an adapter about come with contrasts, which cost several times the answer: a reader's
 * own few are there in seconds. Of more, most are never looked at, and those that are can be asked about then.
 */
export const contrastedFrames = 50;
/** Frames handed to the compute process, and written in one transaction, at a time. */
const chunk = 256;

type Ground = Pick<Foundations, 'db' | 'files' | 'changes' | 'compute'> & {
  readonly adapters: Adapters;
  readonly backbones: Backbones;
};

/** A frame to be answered; of a method that reads no mask, whatever it is, without one. */
interface Question extends queries.FindingFrame {
  readonly usesMask: boolean;
}

/**
 * The work of a prediction job. What has a current prediction is kept, so that a job that was killed goes on where it
 * was and a second one costs nothing.
 */
export function predictJob(ground: Ground): JobHandler<PredictJobPayload, PredictJobResult> {
  return {
    kind: 'predict',
    lane: 'interactive',
    payload: PredictJobPayload,
    result: PredictJobResult,
    async run({ adapterIds, studyIds, contrast }, context) {
      const report: PredictJobResult = { predicted: 0, kept: 0, withoutContrast: 0, skipped: [] };
      for (const adapterId of adapterIds) {
        await predictWith(ground, context, ground.adapters.get(adapterId), { studyIds, contrast }, report);
      }
      return report;
    },
  };
}

async function predictWith(
  ground: Ground,
  context: JobContext,
  adapter: AdapterRow,
  { studyIds, contrast }: Pick<PredictJobPayload, 'studyIds' | 'contrast'>,
  report: PredictJobResult,
): Promise<void> {
  const { db } = ground;
  const distance = distances(db, adapter.id);
  const { usesMask } = methods[MethodId.parse(adapter.method)];
  const questions: Question[] = [];
  // Answered by this very job before it was killed: what it asks for is decided as it was at first.
  let before = 0;
  for (const frame of queries.findingFrames(db, adapter.schemaId, studyIds)) {
    const question = { ...frame, usesMask, maskVersionId: usesMask ? frame.maskVersionId : null };
    const newest =
      frame.locked === 1 ? undefined : queries.newestPrediction(db, frame.findingId, frame.frameId);
    if (frame.locked === 1) {
      report.skipped.push(signed(question));
    } else if (usesMask && frame.maskVersionId === null) {
      report.skipped.push({
        findingId: frame.findingId,
        frameId: frame.frameId,
        code: 'no-mask',
        message: 'The finding has no mask on this frame, and the method reads the frame through it.',
      });
    } else if (
      isCurrent(newest, question, adapter) &&
      !(contrast === true && lacksContrast(db, newest, question))
    ) {
      report.kept += 1;
      if (isNewer(newest.id, context.jobId)) before += 1;
    } else {
      questions.push(question);
    }
  }
  const contrasted = contrast ?? before + questions.length <= contrastedFrames;
  const process = questions.length <= interactiveFrames ? 'interactive' : 'batch';
  for (let from = 0; from < questions.length; from += chunk) {
    await context.gate();
    const asked = questions.slice(from, from + chunk);
    const answering = { adapter, contrast: contrasted, distance, process } as const;
    await predictChunk(ground, context, answering, asked, report, (done) => {
      context.progress(from + done, questions.length, 'predicting');
    });
  }
}

/** Ids of different kinds rise alike. */
const isNewer = (id: string, than: string): boolean => id > than;

/** Contrasts that are asked for by name are computed also where the rest is current. */
function lacksContrast(db: Ground['db'], { id }: queries.PredictionRow, { usesMask }: Question): boolean {
  return usesMask && (evidenceOf(db, id)?.withoutMask ?? null) === null;
}

/** What a job answers with. */
interface Answering {
  readonly adapter: AdapterRow;
  readonly contrast: boolean;
  /** From a feature to the adapter's own cases. */
  readonly distance: (feature: Float32Array) => number | null;
  readonly process: 'interactive' | 'batch';
}

function signed({ findingId, frameId }: Question): PredictJobResult['skipped'][number] {
  return {
    findingId,
    frameId,
    code: 'study-signed',
    message: 'The study is signed. Its predictions stay as they were when it was.',
  };
}

function isCurrent(
  newest: queries.PredictionRow | undefined,
  question: Question,
  adapter: AdapterRow,
): newest is queries.PredictionRow {
  return (
    newest !== undefined &&
    newest.adapterId === adapter.id &&
    newest.adapterSha256 === adapter.sha256 &&
    newest.maskVersionId === question.maskVersionId &&
    newest.frameSha256 === question.frameSha256 &&
    newest.backboneSha256 === adapter.backboneSha256 &&
    newest.preprocessingSha256 === adapter.preprocessingSha256
  );
}

async function predictChunk(
  { db, files, changes, compute, backbones }: Ground,
  context: JobContext,
  answering: Answering,
  questions: readonly Question[],
  report: PredictJobResult,
  onAnswered: (done: number) => void,
): Promise<void> {
  const { adapter, contrast, process } = answering;
  const backbone = await networkOf(adapter, backbones);
  const payload: PredictPayload = {
    dataDir: files.root,
    backboneDir: backbone.folder,
    adapter: adapter.sha256,
    items: questions.map((question) => itemOf(db, question)),
    contrast,
  };
  const heard: PredictNews[] = [];
  const broken = new AbortController();
  const onProgress = ({ done, detail }: TaskProgress): void => {
    const news = PredictNews.safeParse(detail);
    if (!news.success) broken.abort(news.error);
    else heard.push(news.data);
    onAnswered(done);
  };
  try {
    const signal = AbortSignal.any([context.signal, broken.signal]);
    await compute[process].run(predictTask, payload, { signal, onProgress });
  } catch (error) {
    throw broken.signal.aborted ? broken.signal.reason : error;
  } finally {
    // What was answered before a cancellation or a crash is kept.
    write(db, context, answering, questions, heard, report);
    const studies = new Set(heard.map(({ item }) => questions[item]?.studyId ?? null));
    for (const id of studies) {
      changes.announce({ topic: 'predictions', id });
      changes.announce({ topic: 'study', id });
    }
  }
}

function write(
  db: Ground['db'],
  { userId }: JobContext,
  { adapter, contrast, distance }: Answering,
  questions: readonly Question[],
  heard: readonly PredictNews[],
  report: PredictJobResult,
): void {
  const classes = adapterClasses(db, adapter.id);
  db.transaction(() => {
    const studies = new Set<StudyId>();
    for (const news of heard) {
      const question = questions[news.item];
      if (question === undefined) throw new Error('an answer to a question that was not asked');
      if (news.kind === 'skipped') {
        const { findingId, frameId } = question;
        report.skipped.push({ findingId, frameId, code: news.code, message: news.message });
        continue;
      }
      // It may have been signed since it was asked about.
      if (isLocked(db, question.studyId)) {
        report.skipped.push(signed(question));
        continue;
      }
      if (!queries.isOnFrame(db, question)) {
        const { findingId, frameId } = question;
        const message = 'The finding is not on this frame any more.';
        report.skipped.push({ findingId, frameId, code: 'not-found', message });
        continue;
      }
      const id = PredictionId.parse(newId());
      const rows = (logits: readonly number[]) => answerRows(classes, logits, adapter.temperature);
      queries.insertPrediction(
        db,
        {
          id,
          findingId: question.findingId,
          frameId: question.frameId,
          maskVersionId: question.maskVersionId,
          adapterId: adapter.id,
          frameSha256: question.frameSha256,
          backboneSha256: adapter.backboneSha256,
          adapterSha256: adapter.sha256,
          preprocessingSha256: adapter.preprocessingSha256,
          temperature: adapter.temperature,
          provider: news.provider,
          createdAt: new Date().toISOString(),
        },
        rows(news.logits),
      );
      keepEvidence(db, id, news.evidence, distance, rows);
      if (question.usesMask && news.evidence.contrast === null) report.withoutContrast += 1;
      studies.add(question.studyId);
      report.predicted += 1;
    }
    for (const studyId of studies) {
      queries.markPredicted(db, studyId);
      recordEvent(db, userId, {
        kind: 'study.predicted',
        subjectKind: 'study',
        subjectId: studyId,
        detail: { adapter: adapter.id, ...(questions[0]?.usesMask === true ? { contrast } : {}) },
      });
    }
  });
}
