import { createMasks } from '../../src-main/masks/masks.service.ts';
import { createArrangement } from '../../src-main/review/arrange.service.ts';
import { createReadings } from '../../src-main/review/readings.service.ts';
import { createSigning } from '../../src-main/review/signing.service.ts';
import { currentMaskOf } from '../../src-main/studies/masks.queries.ts';
import { readSchemas } from '../../src-main/studies/schemas.queries.ts';
import type { StudyPredictions } from '../../src-shared/contract/predictions.contract.ts';
import type { FindingSummary } from '../../src-shared/contract/studies.contract.ts';
import { ClassId, FrameId, SchemaId, SegmentId } from '../../src-shared/domain/ids.ts';
import type { FindingId, StudyId } from '../../src-shared/domain/ids.ts';
import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { Workbench } from '../support/openWorkbench.ts';
import { benchWithFrames } from '../support/workbench.ts';

const noPredictions: StudyPredictions = {
  answering: [],
  calibration: null,
  predictions: [],
  findings: [],
  unanswered: [],
};

/** What a study's readings are made, arranged and signed with. `predictions` may be set to what a model says. */
export function reviewOn(bench: Workbench) {
  const model = { predictions: noPredictions };
  return {
    model,
    masks: createMasks(bench),
    readings: createReadings(bench),
    arrange: createArrangement(bench),
    signing: createSigning({
      ...bench,
      software: '0.0.0',
      study: (studyId) => bench.studies.get(studyId),
      predictions: () => model.predictions,
      notice: () => '',
    }),
  };
}

export const [width, height] = [8, 6];

/** A study of `count` small frames that is read. */
export async function readingBench(count = 2) {
  const bench = await benchWithFrames(count, width, height);
  const { db, user } = bench;
  const review = reviewOn(bench);
  const [schema] = readSchemas(db, { kind: 'finding' });
  const [maskSchema] = readSchemas(db, { kind: 'mask' });
  if (schema === undefined || maskSchema === undefined) throw new Error('the database was not seeded');
  const studyId: StudyId = bench.study().study.id;
  const frame = (i: number): FrameId => FrameId.parse(bench.frameIds[i]);
  const finding = (id: FindingId): FindingSummary => {
    const found = bench.study().findings.find((one) => one.id === id);
    if (found === undefined) throw new Error('there is no such finding');
    return found;
  };

  return {
    ...bench,
    ...review,
    studyId,
    schemaId: SchemaId.parse(schema.id),
    maskSchemaId: SchemaId.parse(maskSchema.id),
    frame,
    /** As it is now. */
    finding,
    classOf: (code: string): ClassId => ClassId.parse(schema.classes.find((one) => one.code === code)?.id),
    /** As whoever changes it sees it now. */
    seen: (id: FindingId) => ({ findingId: id, revision: finding(id).revision }),
    add: (i: number, segmentId: SegmentId | null = null): FindingSummary =>
      review.readings.addFinding(
        { studyId, schemaId: SchemaId.parse(schema.id), frameId: frame(i), segmentId },
        user,
      ),
    /** Draws columns of the frame as segments 1 … `segments`. */
    draw(i: number, segments: number): SegmentId[] {
      const labels = Uint8Array.from({ length: width * height }, (_, at) =>
        at % width < segments ? (at % width) + 1 : 0,
      );
      const classId = ClassId.parse(maskSchema.classes[0]?.id);
      const stored = review.masks.store(
        {
          frameId: frame(i),
          parentId: currentMaskOf(db, frame(i)),
          origin: 'reader',
          tool: 'brush',
          bytes: encodeLabelMap({ width, height, labels }),
          classes: new Map(Array.from({ length: segments }, (_, k) => [k + 1, classId])),
        },
        user,
      );
      return stored.segments.map(({ id }) => SegmentId.parse(id));
    },
    /** Signs what there is now. */
    sign: () => review.signing.sign(studyId, review.signing.readiness(studyId).sha256, user),
    events: (kind: string) =>
      db
        .all<{ detail: string }>('SELECT detail FROM events WHERE kind = ? ORDER BY rowid', [kind])
        .map(({ detail }) => JSON.parse(detail) as Record<string, unknown>),
  };
}

export type ReadingBench = Awaited<ReturnType<typeof readingBench>>;

/** The code that something is refused with; 'done' where it is not. */
export function codeOf(act: () => unknown): unknown {
  try {
    act();
    return 'done';
  } catch (error) {
    return (error as { code?: unknown }).code ?? error;
  }
}

/** Every row of every table: two of these are equal where nothing was changed in between. */
export function wholeDatabase({ db }: Pick<Workbench, 'db'>): Record<string, unknown[]> {
  const tables = db.all<{ name: string }>(
    `SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'`,
  );
  return Object.fromEntries(tables.map(({ name }) => [name, db.all(`SELECT * FROM "${name}"`)]));
}
