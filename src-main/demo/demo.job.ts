import { z } from 'zod';
import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ClassId, Sha256, UserId } from '../../src-shared/domain/ids.ts';
import type { TaskProgress } from '../compute/messages.ts';
import type { ComputeSupervisor } from '../compute/supervisor.ts';
import type { Database } from '../db/database.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import type { JobHandler } from '../jobs/jobs.ts';
import { insertFinding, insertLabel } from '../studies/findings.queries.ts';
import {
  findOrMakeSite,
  findPatient,
  importKey,
  insertPatient,
  insertSource,
  insertStudy,
  markSegmented,
} from '../studies/intake.queries.ts';
import { inOrder } from '../studies/inOrder.ts';
import { insertMask } from '../studies/masks.queries.ts';
import { findOrMakeSchema, namedFindingSchema } from '../studies/schemas.queries.ts';
import { demoCohort, demoVersion, type DemoCase } from './demoCohort.ts';
import { RenderedDemoFrame, renderDemoTask, type RenderDemoPayload } from './renderMessages.ts';

/** How much of the cohort; what is left out: all of it. */
export const DemoPayload = z.strictObject({
  patientsPerType: z.strictObject({ A: z.int().min(0), B: z.int().min(0) }).optional(),
  framesPerPatient: z.int().min(1).optional(),
});
export type DemoPayload = z.infer<typeof DemoPayload>;

export const DemoResult = z.object({ frames: z.int(), patients: z.int() });
export type DemoResult = z.infer<typeof DemoResult>;

type Ground = Pick<Foundations, 'db' | 'files' | 'changes' | 'compute'>;

/** The name of the finding schema that every database starts with, of which the demo's types are classes. */
const findingSchema = 'Stone composition';
const maskClass = 'stone';
/** Times a process may be lost under one case before the job gives up. */
const lossesTolerated = 3;

/**
 * Renders the demo cohort and stores it, patient by patient: a patient is there wholly or not at all, so a job that was
 * killed goes on with the next one, and a second job adds nothing.
 */
export function demoJob(ground: Ground): JobHandler<DemoPayload, DemoResult> {
  return {
    kind: 'demo',
    lane: 'import',
    payload: DemoPayload,
    result: DemoResult,
    async run(size, context) {
      const { db, compute, changes } = ground;
      const { cases } = demoCohort(size);
      const waiting = cases.filter((demoCase) => findPatient(db, keyOf(db, demoCase)) === undefined);
      const total = cases.reduce((sum, { frames }) => sum + frames.length, 0);
      let frames = total - waiting.reduce((sum, one) => sum + one.frames.length, 0);
      // Each process renders on one core; patients are stored in the plan's order, which their running codes follow.
      const free = [compute.batch, compute.interactive];
      const rendered = inOrder(waiting, free.length, async (demoCase) => {
        await context.gate();
        const process = free.pop() ?? compute.batch;
        try {
          return await renderAgain(process, demoCase, context.signal);
        } finally {
          free.push(process);
        }
      });
      for await (const outcome of rendered) {
        if ('error' in outcome) throw outcome.error;
        await store(ground, context.userId, outcome.item, outcome.result);
        frames += outcome.result.length;
        context.progress(frames, total, 'Rendering the demo cohort');
        changes.announce({ topic: 'studies', id: null });
      }
      recordEvent(db, context.userId, {
        kind: 'demo.loaded',
        subjectKind: 'workstation',
        subjectId: 'demo',
        detail: { version: demoVersion },
      });
      return { frames: total, patients: cases.length };
    },
  };
}

function keyOf(db: Database, demoCase: DemoCase): string {
  return importKey(db, 'demo', demoVersion, demoCase.patientCode);
}

/** Renders a case once more where the process was lost under it. */
async function renderAgain(
  process: ComputeSupervisor,
  demoCase: DemoCase,
  signal: AbortSignal,
): Promise<RenderedDemoFrame[]> {
  for (let lost = 0; ; lost++) {
    try {
      return await render(process, demoCase, signal);
    } catch (error) {
      signal.throwIfAborted();
      const isLost = error instanceof LapidaryError && error.code === 'compute-process-lost';
      if (!isLost || lost >= lossesTolerated) throw error;
    }
  }
}

async function render(
  process: ComputeSupervisor,
  { frames }: DemoCase,
  signal: AbortSignal,
): Promise<RenderedDemoFrame[]> {
  const rendered: RenderedDemoFrame[] = [];
  const stop = new AbortController();
  const onProgress = ({ detail }: TaskProgress): void => {
    const frame = RenderedDemoFrame.safeParse(detail);
    if (frame.success) rendered.push(frame.data);
    else stop.abort(frame.error);
  };
  const payload: RenderDemoPayload = { frames };
  await process.run(renderDemoTask, payload, { signal: AbortSignal.any([signal, stop.signal]), onProgress });
  if (rendered.length !== frames.length) throw new Error('a demo frame was not rendered');
  return rendered;
}

async function store(
  { db, files }: Ground,
  userId: UserId,
  demoCase: DemoCase,
  pictures: readonly RenderedDemoFrame[],
): Promise<void> {
  const stored: (RenderedDemoFrame & { readonly sha256: Sha256 })[] = [];
  for (const picture of pictures) stored.push({ ...picture, sha256: await files.frames.put(picture.image) });
  db.transaction(() => {
    const schema = namedFindingSchema(db, findingSchema);
    const maskSchema = findOrMakeSchema(db, userId, 'mask', [maskClass]);
    const stone = classOf(maskSchema, maskClass);
    const patientId = insertPatient(db, userId, { key: keyOf(db, demoCase), number: demoCase.patientCode });
    const studyId = insertStudy(db, userId, {
      patientId,
      key: null,
      siteId: findOrMakeSite(db, `Demo ${demoCase.site}`),
      performedOn: demoCase.studyDate,
      description: 'Synthetic demo case',
    });
    const seen = stored.map(({ image, labels, width, height, sha256 }) => {
      const { frameIds } = insertSource(db, userId, {
        studyId,
        kind: 'synthetic',
        sha256,
        byteLength: image.length,
        mediaType: 'image/jpeg',
        name: null,
        frames: [{ sha256, mediaType: 'image/jpeg', width, height }],
      });
      const [frameId] = frameIds;
      if (frameId === undefined) throw new Error('a demo frame got no row');
      const mask = insertMask(db, userId, {
        frameId,
        parentId: null,
        schemaId: maskSchema.id,
        origin: 'synthetic',
        tool: demoVersion,
        labelMap: { width, height, labels },
        classes: new Map([
          [1, stone],
          [2, stone],
        ]),
      });
      return { frameId, segmentId: mask.segments.find(({ value }) => value === 1)?.id ?? null };
    });
    const findingId = insertFinding(db, userId, { studyId, schemaId: schema.id, frames: seen });
    const classId = classOf(schema, demoCase.stoneType);
    insertLabel(db, userId, { findingId, classId, source: 'synthetic' });
    markSegmented(db, studyId);
  });
}

function classOf(schema: LabelSchema, code: string): ClassId {
  const found = schema.classes.find((one) => one.code === code);
  if (found === undefined) throw new Error(`the schema ${schema.name} has no class ${code}`);
  return found.id;
}
