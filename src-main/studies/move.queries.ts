import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { PatientId } from '../../src-shared/domain/ids.ts';
import type { StudyId, UserId } from '../../src-shared/domain/ids.ts';
import type { WritableDb } from '../db/database.ts';
import { findPatient, findStudy, importKey, insertPatient, touchStudy } from './intake.queries.ts';

/** An existing patient, or what a new one is called. */
export type MoveTarget =
  | { readonly patientId: PatientId }
  | { readonly name: string; readonly number: string; readonly birthDate: string | null };

export const patientKey = (db: WritableDb, number: string): string => importKey(db, 'patient', number.trim());
export const studyKey = (db: WritableDb, patientKeyOrId: string, study: string): string =>
  importKey(db, 'study', patientKeyOrId, study.trim());

/**
 * Gives a study to another patient. A patient held out for testing passes that on with the study, so that no later
 * run trains on what was once tested; a nameless patient whose last study leaves is removed. Call it in a transaction.
 * @throws LapidaryError `not-found`, `patient-exists`, `patient-unnamed`
 */
export function moveStudy(
  db: WritableDb,
  userId: UserId,
  studyId: StudyId,
  from: PatientId,
  to: MoveTarget,
): PatientId {
  const target = targetPatient(db, userId, to);
  if (target === from) return from;
  db.run('UPDATE studies SET patient_id = ?, import_key = NULL WHERE id = ?', [target, studyId]);
  // So that the next import of this study under its right patient finds it here.
  const named = db.get<{ number: string; patient: string | null }>(
    `SELECT what.number, p.import_key AS patient FROM identities AS what, patients p
     WHERE what.subject_id = ? AND what.number IS NOT NULL AND p.id = ?`,
    [studyId, target],
  );
  if (named?.patient) {
    const key = studyKey(db, named.patient, named.number);
    if (!findStudy(db, target, key)) db.run('UPDATE studies SET import_key = ? WHERE id = ?', [key, studyId]);
  }
  passOnHeldOut(db, from, target);
  removeNameless(db, from);
  touchStudy(db, studyId);
  return target;
}

/** @throws LapidaryError `not-found`, `patient-exists`, `patient-unnamed` */
export function targetPatient(db: WritableDb, userId: UserId, to: MoveTarget): PatientId {
  return 'patientId' in to ? existing(db, to.patientId) : added(db, userId, to);
}

/** Whoever gets what was of a patient held out for testing is held out, too. */
export function passOnHeldOut(db: WritableDb, from: PatientId, to: PatientId): void {
  db.run(
    `INSERT INTO held_out_patients (patient_id, since) SELECT ?, since FROM held_out_patients WHERE patient_id = ?
     ON CONFLICT (patient_id) DO NOTHING`,
    [to, from],
  );
}

/** Removes a patient of whom nothing is left and nothing known. */
export function removeNameless(db: WritableDb, patientId: PatientId): void {
  db.run(
    `DELETE FROM patients WHERE id = :id
       AND NOT EXISTS (SELECT 1 FROM studies WHERE patient_id = :id)
       AND NOT EXISTS (SELECT 1 FROM split_cases WHERE patient_id = :id)
       AND NOT EXISTS (SELECT 1 FROM identities WHERE subject_id = :id)`,
    { id: patientId },
  );
}

function existing(db: WritableDb, patientId: PatientId): PatientId {
  const row = db.get('SELECT 1 FROM patients WHERE id = ?', [patientId]);
  if (row) return patientId;
  throw new LapidaryError('not-found', 'This patient is not in the database.', 'Choose the patient again.');
}

function added(
  db: WritableDb,
  userId: UserId,
  to: { readonly name: string; readonly number: string; readonly birthDate: string | null },
): PatientId {
  const name = to.name.trim() || null;
  const number = to.number.trim() || null;
  if (name === null && number === null) {
    throw new LapidaryError(
      'patient-unnamed',
      'A new patient needs a name or a number.',
      'Enter one of the two.',
    );
  }
  const key = number === null ? null : patientKey(db, number);
  if (key !== null && findPatient(db, key) !== undefined) {
    throw new LapidaryError(
      'patient-exists',
      'There is a patient with this number already.',
      'Choose that patient from the list, or correct the number.',
    );
  }
  return insertPatient(db, userId, { key, name, number, birthDate: to.birthDate });
}
