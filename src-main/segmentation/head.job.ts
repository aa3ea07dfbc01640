import { z } from 'zod';
import { HeadId, Sha256, type ClassId } from '../../src-shared/domain/ids.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Backbones } from '../backbones/installed.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import type { JobContext, JobHandler } from '../jobs/jobs.ts';
import { lostProcess, runBatchTask } from '../tuning/batchTask.ts';
import {
  TrainHeadNews,
  TrainHeadReply,
  trainHeadTask,
  type HeadFrame,
  type TrainHeadPayload,
} from './headMessages.ts';
import * as queries from './heads.queries.ts';

export const HeadJobPayload = z.strictObject({ headId: HeadId });
export const HeadJobResult = z.strictObject({ headId: HeadId, sha256: Sha256 });
export type HeadJobResult = z.infer<typeof HeadJobResult>;

/** Losses of the compute process before the job gives up. */
const lossesTolerated = 3;

type Ground = Pick<Foundations, 'db' | 'files' | 'jobs' | 'changes' | 'compute'> & {
  readonly backbones: Backbones;
  /** What prepared frames may take on the disk, in 10⁶ bytes. */
  readonly cacheLimitMb: () => number;
};

/**
 * The work of training a head, in the batch process. What was killed begins again, to the same bits: the tokens that the
 * frozen network made are on the disk, and training over them takes minutes. The file comes first, its row last.
 */
export function headJob(ground: Ground): JobHandler<z.infer<typeof HeadJobPayload>, HeadJobResult> {
  const { db, changes } = ground;
  return {
    kind: 'segmentation-head',
    lane: 'batch',
    payload: HeadJobPayload,
    result: HeadJobResult,
    async run({ headId }, context) {
      const head = queries.headById(db, headId);
      if (head === undefined) throw removed();
      try {
        const reply = await train(ground, context, head);
        const { sha256, figures, provider } = reply;
        db.transaction(() => {
          queries.finishHead(db, headId, { sha256, figures, provider });
          recordEvent(db, context.userId, {
            kind: 'head.trained',
            subjectKind: 'head',
            subjectId: headId,
            detail: { sha256 },
          });
        });
        return { headId, sha256 };
      } catch (error) {
        const closing =
          context.signal.aborted &&
          !(context.signal.reason instanceof LapidaryError && context.signal.reason.code === 'job-cancelled');
        if (!closing) queries.setHeadState(db, headId, context.signal.aborted ? 'cancelled' : 'failed');
        throw error;
      } finally {
        changes.announce({ topic: 'heads', id: headId });
      }
    },
  };
}

async function train(ground: Ground, context: JobContext, head: queries.HeadRow): Promise<TrainHeadReply> {
  const { db, backbones, files, cacheLimitMb, compute, changes } = ground;
  const { folder } = await backbones.find(head.backboneSha256);
  const classes = queries.headClasses(db, head.id);
  const frames = queries.framesOfHead(db, head.id);
  const payload: TrainHeadPayload = {
    dataDir: files.root,
    backboneDir: folder,
    cacheLimitMb: cacheLimitMb(),
    classes: classes.map(({ code }) => code),
    frames: headFrames(db, frames, classes),
    training: head.training,
    split: frames.some(({ known }) => known === 0) ? 'image' : 'patient',
    seed: head.seed,
  };
  const hear = (done: number, total: number, detail: unknown): void => {
    const news = TrainHeadNews.parse(detail);
    if (news.kind === 'started') {
      queries.setHeadState(db, head.id, 'running', news.provider);
      changes.announce({ topic: 'heads', id: head.id });
      context.progress(0, total, 'preparing the frames');
      return;
    }
    const { epoch, trainLoss, validationLoss } = news;
    const validated = validationLoss === null ? '' : `, validation ${validationLoss.toFixed(3)}`;
    context.progress(done, total, `epoch ${epoch}, loss ${trainLoss.toFixed(3)}${validated}`);
  };
  for (let losses = 1; ; losses++) {
    try {
      const reply = await runBatchTask(ground, context, trainHeadTask, payload, ({ done, total, detail }) => {
        hear(done, total, detail);
      });
      return TrainHeadReply.parse(reply);
    } catch (error) {
      if (!(error instanceof LapidaryError) || !lostProcess.has(error.code)) throw error;
      context.signal.throwIfAborted();
      if (losses >= lossesTolerated) throw error;
      if (error.code === 'provider-lost') await compute.batch.restart();
    }
  }
}

/** With the bytes of their masks. */
function headFrames(
  db: Ground['db'],
  frames: readonly queries.PartedFrame[],
  classes: readonly { readonly id: ClassId }[],
): HeadFrame[] {
  const places = new Map(classes.map(({ id }, i) => [id, i + 1]));
  return frames.map(({ frameId, frameSha256, maskVersionId, patientId, known, part }) => {
    const { bytes, segments } = queries.maskOf(db, maskVersionId);
    return {
      frame: frameSha256,
      mask: bytes,
      segments: segments.flatMap(({ value, classId }) => {
        const place = places.get(classId);
        return place === undefined ? [] : [{ value, class: place }];
      }),
      patient: known === 1 ? patientId : frameId,
      part,
    };
  });
}

function removed(): LapidaryError {
  return new LapidaryError('head-missing', 'This segmentation head was removed.', 'Train a new one.');
}
