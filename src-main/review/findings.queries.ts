import type {
  Component,
  FindingDetails,
  FindingFrame,
  LaboratoryResult,
} from '../../src-shared/contract/studies.contract.ts';
import type {
  FindingId,
  FrameId,
  LocationId,
  SchemaId,
  SegmentId,
  StudyId,
  UserId,
} from '../../src-shared/domain/ids.ts';
import type { StoneView } from '../../src-shared/domain/findingWords.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { newId } from '../db/newId.ts';

export function writeDetails(
  db: WritableDb,
  userId: UserId,
  findingId: FindingId,
  { side, locationId, size, uncertain, note }: FindingDetails,
): void {
  db.run(
    `INSERT INTO finding_details (finding_id, side, location_id, size_mm, size_basis, uncertain, note, changed_by, changed_at)
     VALUES (:findingId, :side, :locationId, :mm, :basis, :uncertain, :note, :userId, :at)
     ON CONFLICT (finding_id) DO UPDATE SET side = excluded.side, location_id = excluded.location_id,
       size_mm = excluded.size_mm, size_basis = excluded.size_basis, uncertain = excluded.uncertain,
       note = excluded.note, changed_by = excluded.changed_by, changed_at = excluded.changed_at`,
    {
      findingId,
      side,
      locationId,
      mm: size?.mm ?? null,
      basis: size?.basis ?? null,
      uncertain: Number(uncertain),
      note,
      userId,
      at: new Date().toISOString(),
    },
  );
}

export function writeComponents(
  db: WritableDb,
  findingId: FindingId,
  components: readonly Component[],
): void {
  db.run('DELETE FROM finding_components WHERE finding_id = ?', [findingId]);
  for (const { classId, share } of components) {
    db.run('INSERT INTO finding_components (finding_id, class_id, share) VALUES (?, ?, ?)', [
      findingId,
      classId,
      share,
    ]);
  }
}

/** @returns whether the finding is on that frame */
export function writeView(
  db: WritableDb,
  findingId: FindingId,
  frameId: FrameId,
  view: StoneView | null,
): boolean {
  const { changes } = db.run('UPDATE finding_frames SET view = ? WHERE finding_id = ? AND frame_id = ?', [
    view,
    findingId,
    frameId,
  ]);
  return changes > 0;
}

/** @param result null: what was entered before is taken back */
export function insertLaboratoryResult(
  db: WritableDb,
  userId: UserId,
  findingId: FindingId,
  result: LaboratoryResult | null,
): void {
  const id = newId();
  db.run(
    `INSERT INTO laboratory_results (id, finding_id, main_class_id, method, reported_on, note, entered_by, entered_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      id,
      findingId,
      result?.classId ?? null,
      result?.method ?? 'other',
      result?.reportedOn ?? null,
      result?.note ?? '',
      userId,
      new Date().toISOString(),
    ],
  );
  for (const { classId, share } of result?.components ?? []) {
    db.run('INSERT INTO laboratory_components (result_id, class_id, share) VALUES (?, ?, ?)', [
      id,
      classId,
      share,
    ]);
  }
}

export function locationExists(db: ReadableDb, locationId: LocationId): boolean {
  return db.get('SELECT 1 FROM locations WHERE id = ?', [locationId]) !== undefined;
}

export function segmentIsOn(db: ReadableDb, segmentId: SegmentId, frameId: FrameId): boolean {
  return db.get('SELECT 1 FROM segments WHERE id = ? AND frame_id = ?', [segmentId, frameId]) !== undefined;
}

/** Whether a finding of the schema is that segment of the frame, or (null) all of it. */
export function findingExists(
  db: ReadableDb,
  schemaId: SchemaId,
  frameId: FrameId,
  segmentId: SegmentId | null,
): boolean {
  const row = db.get(
    `SELECT 1 FROM finding_frames ff JOIN findings f ON f.id = ff.finding_id
     WHERE ff.frame_id = ? AND ff.segment_id IS ? AND f.schema_id = ?`,
    [frameId, segmentId, schemaId],
  );
  return row !== undefined;
}

/** Which of these are frames of the study. */
export function framesOfStudy(
  db: ReadableDb,
  studyId: StudyId,
  frameIds: readonly FrameId[],
): ReadonlySet<FrameId> {
  const rows = db.all<{ id: FrameId }>(
    `SELECT fr.id FROM frames fr JOIN series se ON se.id = fr.series_id
     WHERE se.study_id = ? AND fr.id IN (SELECT value FROM json_each(?))`,
    [studyId, JSON.stringify(frameIds)],
  );
  return new Set(rows.map(({ id }) => id));
}

/** Says where a finding is seen, and whether it counts; what was said before is gone. */
export function writePlaces(
  db: WritableDb,
  findingId: FindingId,
  frames: readonly FindingFrame[],
  removed: boolean,
): void {
  db.run('DELETE FROM finding_frames WHERE finding_id = ?', [findingId]);
  db.run('DELETE FROM removed_finding_frames WHERE finding_id = ?', [findingId]);
  const table = removed ? 'removed_finding_frames' : 'finding_frames';
  for (const { frameId, segmentId, view } of frames) {
    db.run(`INSERT INTO ${table} (finding_id, frame_id, segment_id, view) VALUES (?, ?, ?, ?)`, [
      findingId,
      frameId,
      segmentId,
      view,
    ]);
  }
  db.run('UPDATE findings SET removed_at = ?, scope = ? WHERE id = ?', [
    removed ? new Date().toISOString() : null,
    frames.some(({ segmentId }) => segmentId !== null) ? 'region' : 'frame',
    findingId,
  ]);
}
