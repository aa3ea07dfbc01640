import { newId } from '../../src-main/db/newId.ts';
import type { WritableDb } from '../../src-main/db/database.ts';
import type { UserId } from '../../src-shared/domain/ids.ts';

export const hash = (n: number): string => n.toString(16).padStart(64, '0');
const adapters = 3;

/** A second kind of findings beside what every database has. */
export function addSchema(db: WritableDb): void {
  const schemaId = newId();
  db.run(
    `INSERT INTO label_schemas (id, kind, name, version, created_at) VALUES (?, 'finding', 'Colour', 1, ?)`,
    [schemaId, new Date().toISOString()],
  );
  // With a gap: a place in the list is not a position.
  for (const [position, code] of ['red', 'green', 'blue'].entries()) {
    db.run(
      `INSERT INTO label_classes (id, schema_id, code, name, color, position) VALUES (?, ?, ?, ?, '#000000', ?)`,
      [newId(), schemaId, code, code, 2 * position + 1],
    );
  }
}

export function makeAdapters(db: WritableDb, owner: UserId, schemaIds: readonly string[]) {
  const now = new Date().toISOString();
  const patients = new Map<number, string>();
  const ids = Array.from({ length: adapters }, (_, i) => {
    const [cohort, split, job, run, adapter] = [newId(), newId(), newId(), newId(), newId()];
    const schemaId = schemaIds[i === 2 ? 1 : 0] ?? schemaIds[0] ?? '';
    db.run('INSERT INTO cohorts (id, name, schema_id, created_at) VALUES (?, ?, ?, ?)', [
      cohort,
      `cohort ${cohort}`,
      schemaId,
      now,
    ]);
    db.run(
      `INSERT INTO splits (id, cohort_id, kind, validation, seed, created_at) VALUES (?, ?, 'patient', 'patient', 1, ?)`,
      [split, cohort, now],
    );
    db.run(
      `INSERT INTO jobs (id, kind, state, payload, created_by, created_at) VALUES (?, 'tune', 'done', '{}', ?, ?)`,
      [job, owner, now],
    );
    db.run(
      `INSERT INTO tuning_runs (id, job_id, split_id, method, options, hyperparameters, seed, backbone_name,
         backbone_sha256, state, created_at) VALUES (?, ?, ?, 'linear', '{}', '{}', 1, 'b', ?, 'done', ?)`,
      [run, job, split, hash(1), now],
    );
    db.run(
      `INSERT INTO adapters (id, run_id, schema_id, sha256, backbone_sha256, preprocessing_sha256, temperature,
         calibration_cases, created_at) VALUES (?, ?, ?, ?, ?, ?, 1, 40, ?)`,
      [adapter, run, schemaId, hash(2), hash(1), hash(3), now],
    );
    for (const measure of ['sharpness', 'exposure', 'distance']) {
      const values = Float64Array.from({ length: 512 }, (_, k) => k / 512);
      db.run(
        'INSERT INTO adapter_references (adapter_id, measure, patients, ascending) VALUES (?, ?, 9, ?)',
        [adapter, measure, new Uint8Array(values.buffer)],
      );
    }
    return { split, adapter };
  });
  const patient = (n: number): string => {
    const known = patients.get(n);
    if (known !== undefined) return known;
    const id = newId();
    db.run('INSERT INTO patients (id, code, created_at) VALUES (?, ?, ?)', [id, `X-${id}`, now]);
    patients.set(n, id);
    return id;
  };
  const put = (part: string) => (i: number, finding: string, frame: string, who: number, classId: string) =>
    db.run(
      'INSERT INTO split_cases (split_id, finding_id, frame_id, part, class_id, patient_id) VALUES (?, ?, ?, ?, ?, ?)',
      [ids[i]?.split ?? '', finding, frame, part, classId, patient(who)],
    );
  return { adapterIds: ids.map(({ adapter }) => adapter), patient, train: put('train'), test: put('test') };
}

export function insertFrames(db: WritableDb, studyId: string, count: number): string[] {
  const series = newId();
  db.run(`INSERT INTO series (id, study_id, kind, number) VALUES (?, ?, 'stills', 1)`, [series, studyId]);
  return Array.from({ length: count }, (_, position) => {
    const [source, frame] = [newId(), newId()];
    db.run(
      `INSERT INTO sources (id, series_id, kind, sha256, byte_length, media_type, imported_at)
       VALUES (?, ?, 'synthetic', ?, 1, 'image/png', ?)`,
      [source, series, hash(position), new Date().toISOString()],
    );
    db.run(
      `INSERT INTO frames (id, series_id, source_id, source_index, position, sha256, media_type, width, height)
       VALUES (?, ?, ?, 0, ?, ?, 'image/png', 8, 8)`,
      [frame, series, source, position, hash(position)],
    );
    return frame;
  });
}

export function insertPrediction(
  db: WritableDb,
  one: {
    readonly findingId: string;
    readonly frameId: string;
    readonly adapterId: string;
    readonly at: string;
    readonly sharpness: number;
    readonly shares: readonly (readonly [string, number])[];
  },
): void {
  const id = newId();
  db.run(
    `INSERT INTO predictions (id, finding_id, frame_id, adapter_id, frame_sha256, backbone_sha256, adapter_sha256,
       preprocessing_sha256, temperature, provider, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, 'cpu', ?)`,
    [id, one.findingId, one.frameId, one.adapterId, hash(0), hash(1), hash(2), hash(3), one.at],
  );
  for (const [classId, share] of one.shares) {
    db.run(
      'INSERT INTO prediction_classes (prediction_id, class_id, logit, probability) VALUES (?, ?, ?, ?)',
      [id, classId, Math.log(share), share],
    );
  }
  db.run(
    'INSERT INTO prediction_evidence (prediction_id, feature, sharpness, exposure, distance) VALUES (?, ?, ?, ?, ?)',
    [id, new Uint8Array(4), one.sharpness, 0.5, 0.5],
  );
}
