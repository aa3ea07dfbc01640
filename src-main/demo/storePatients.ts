import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ClassId, Sha256, UserId } from '../../src-shared/domain/ids.ts';
import type { TaskProgress } from '../compute/messages.ts';
import type { ComputeSupervisor } from '../compute/supervisor.ts';
import type { Database } from '../db/database.ts';
import type { Foundations } from '../foundations.ts';
import type { JobContext } from '../jobs/jobs.ts';
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
import { demoVersion } from './demoCohort.ts';
import type { PlannedPatient } from './plannedPatient.ts';
import { RenderedDemoFrame, renderDemoTask, type RenderDemoPayload } from './renderMessages.ts';

type Ground = Pick<Foundations, 'db' | 'files' | 'changes' | 'compute'>;

/** The name of the finding schema that every database starts with, of which the stones' types are classes. */
export const stoneSchema = 'Stone composition';
const maskClass = 'stone';
/** Times a process may be lost under one patient before it is given up. */
const lossesTolerated = 3;

/**
 * Renders planned patients and stores them, one by one: a patient is there wholly or not at all, so what was killed goes
 * on with the next one, and a second time adds nothing.
 * @param told after each patient: how many frames of all are there
 */
export async function storePatients(
  ground: Ground,
  patients: readonly PlannedPatient[],
  context: Pick<JobContext, 'userId' | 'signal' | 'gate'>,
  told: (frames: number, of: number) => void,
): Promise<void> {
  const { db, compute, changes } = ground;
  const waiting = patients.filter((patient) => findPatient(db, keyOf(db, patient)) === undefined);
  const total = patients.reduce((sum, { frames }) => sum + frames.length, 0);
  let frames = total - waiting.reduce((sum, one) => sum + one.frames.length, 0);
  // Each process renders on one core; patients are stored in the plan's order, which their running codes follow.
  const free = [compute.batch, compute.interactive];
  const rendered = inOrder(waiting, free.length, async (patient) => {
    await context.gate();
    const process = free.pop() ?? compute.batch;
    try {
      return await renderAgain(process, patient, context.signal);
    } finally {
      free.push(process);
    }
  });
  for await (const outcome of rendered) {
    if ('error' in outcome) throw outcome.error;
    await store(ground, context.userId, outcome.item, outcome.result);
    frames += outcome.result.length;
    told(frames, total);
    changes.announce({ topic: 'studies', id: null });
  }
}

function keyOf(db: Database, { set, code }: PlannedPatient): string {
  return importKey(db, 'demo', set, code);
}

/** Renders a patient once more where the process was lost under it. */
async function renderAgain(
  process: ComputeSupervisor,
  patient: PlannedPatient,
  signal: AbortSignal,
): Promise<RenderedDemoFrame[]> {
  for (let lost = 0; ; lost++) {
    try {
      return await render(process, patient, signal);
    } catch (error) {
      signal.throwIfAborted();
      const isLost = error instanceof LapidaryError && error.code === 'compute-process-lost';
      if (!isLost || lost >= lossesTolerated) throw error;
    }
  }
}

async function render(
  process: ComputeSupervisor,
  { frames }: PlannedPatient,
  signal: AbortSignal,
): Promise<RenderedDemoFrame[]> {
  const rendered: RenderedDemoFrame[] = [];
  const stop = new AbortController();
  const onProgress = ({ detail }: TaskProgress): void => {
    const frame = RenderedDemoFrame.safeParse(detail);
    if (frame.success) rendered.push(frame.data);
    else stop.abort(frame.error);
  };
  const payload: RenderDemoPayload = { frames: [...frames] };
  await process.run(renderDemoTask, payload, { signal: AbortSignal.any([signal, stop.signal]), onProgress });
  if (rendered.length !== frames.length) throw new Error('a planned frame was not rendered');
  return rendered;
}

async function store(
  { db, files }: Ground,
  userId: UserId,
  patient: PlannedPatient,
  pictures: readonly RenderedDemoFrame[],
): Promise<void> {
  const stored: (RenderedDemoFrame & { readonly sha256: Sha256 })[] = [];
  for (const picture of pictures) stored.push({ ...picture, sha256: await files.frames.put(picture.image) });
  db.transaction(() => {
    const schema = namedFindingSchema(db, stoneSchema);
    const maskSchema = findOrMakeSchema(db, userId, 'mask', [maskClass]);
    const stone = classOf(maskSchema, maskClass);
    const patientId = insertPatient(db, userId, { key: keyOf(db, patient), number: patient.code });
    const studyId = insertStudy(db, userId, {
      patientId,
      key: null,
      siteId: findOrMakeSite(db, patient.site),
      performedOn: patient.studyDate,
      description: patient.description,
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
      if (frameId === undefined) throw new Error('a planned frame got no row');
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
      return { frameId, segments: mask.segments };
    });
    for (const { instance, type } of patient.findings) {
      const frames = seen.map(({ frameId, segments }) => ({
        frameId,
        segmentId: segments.find(({ value }) => value === instance)?.id ?? null,
      }));
      const findingId = insertFinding(db, userId, { studyId, schemaId: schema.id, frames });
      insertLabel(db, userId, { findingId, classId: classOf(schema, type), source: 'synthetic' });
    }
    markSegmented(db, studyId);
  });
}

function classOf(schema: LabelSchema, code: string): ClassId {
  const found = schema.classes.find((one) => one.code === code);
  if (found === undefined) throw new Error(`the schema ${schema.name} has no class ${code}`);
  return found.id;
}
