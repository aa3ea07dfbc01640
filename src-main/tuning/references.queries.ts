import type { AdapterId, ClassId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import type { AdapterReferences, ReferenceValues } from './referenceMessages.ts';

export const measures = ['score-frame', 'score-finding', 'sharpness', 'exposure', 'distance'] as const;
export type Measure = (typeof measures)[number];

/**
 * Findings of `cases` are ids; of one that was erased while the run was tuned nothing is kept.
 * @param classes of the adapter's outputs, in order
 */
export function insertReferences(
  db: WritableDb,
  adapterId: AdapterId,
  classes: readonly ClassId[],
  references: AdapterReferences,
): void {
  const { scores, sharpness, exposure, distance } = references;
  const values: Readonly<Record<Measure, ReferenceValues>> = {
    'score-frame': scores.frame,
    'score-finding': scores.finding,
    sharpness,
    exposure,
    distance,
  };
  for (const measure of measures) {
    const { patients, ascending } = values[measure];
    db.run(`INSERT INTO adapter_references (adapter_id, measure, patients, ascending) VALUES (?, ?, ?, ?)`, [
      adapterId,
      measure,
      patients,
      bytesOf(Float64Array.from(ascending)),
    ]);
  }
  references.backgrounds.forEach((ascending, k) => {
    const classId = classes[k];
    if (classId === undefined) throw new Error('a background of a class that the adapter does not have');
    db.run(`INSERT INTO adapter_backgrounds (adapter_id, class_id, ascending) VALUES (?, ?, ?)`, [
      adapterId,
      classId,
      bytesOf(Float64Array.from(ascending)),
    ]);
  });
  db.run(`INSERT INTO adapter_scales (adapter_id, scales) VALUES (?, ?)`, [
    adapterId,
    bytesOf(references.scales),
  ]);
  references.cases.forEach(({ finding, feature }, position) => {
    db.run(
      `INSERT INTO adapter_cases (adapter_id, position, finding_id, feature)
       SELECT ?, ?, id, ? FROM findings WHERE id = ?`,
      [adapterId, position, bytesOf(feature), finding],
    );
  });
}

/** What is known of a measure; undefined of an adapter that was made before it was kept. */
export function referenceValues(
  db: ReadableDb,
  adapterId: AdapterId,
): ReadonlyMap<Measure, { readonly patients: number; readonly ascending: Float64Array }> {
  const rows = db.all<{ measure: Measure; patients: number; ascending: Uint8Array }>(
    `SELECT measure, patients, ascending FROM adapter_references WHERE adapter_id = ?`,
    [adapterId],
  );
  return new Map(
    rows.map(({ measure, patients, ascending }) => [
      measure,
      { patients, ascending: new Float64Array(aligned(ascending)) },
    ]),
  );
}

/** Per class: the probabilities of it that the background alone was given on frames of other classes, ascending. */
export function backgroundValues(db: ReadableDb, adapterId: AdapterId): ReadonlyMap<ClassId, Float64Array> {
  const rows = db.all<{ classId: ClassId; ascending: Uint8Array }>(
    `SELECT class_id AS classId, ascending FROM adapter_backgrounds WHERE adapter_id = ?`,
    [adapterId],
  );
  return new Map(rows.map(({ classId, ascending }) => [classId, new Float64Array(aligned(ascending))]));
}

/** What features of an adapter are compared with; undefined of an adapter that was made before it was kept. */
export function knownFeatures(
  db: ReadableDb,
  adapterId: AdapterId,
): { readonly scales: Float32Array; readonly cases: readonly Float32Array[] } | undefined {
  const found = db.get<{ scales: Uint8Array }>(`SELECT scales FROM adapter_scales WHERE adapter_id = ?`, [
    adapterId,
  ]);
  if (found === undefined) return undefined;
  const rows = db.all<{ feature: Uint8Array }>(
    `SELECT feature FROM adapter_cases WHERE adapter_id = ? ORDER BY position`,
    [adapterId],
  );
  return { scales: floatsOf(found.scales), cases: rows.map(({ feature }) => floatsOf(feature)) };
}

/** Little-endian, as all machines are that this runs on. */
export function bytesOf(values: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

export function floatsOf(bytes: Uint8Array): Float32Array {
  return new Float32Array(aligned(bytes));
}

function aligned(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer;
}
