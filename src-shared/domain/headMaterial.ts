import type { PatientId, StudyId } from './ids.ts';

/** What a study has for a segmentation head to learn from. */
export interface StudyMaterial {
  readonly studyId: StudyId;
  readonly patientId: PatientId;
  /** With a current mask of the schema in question. */
  readonly frames: number;
  /** Those among them of nobody that the database knows: each is divided as if it were of a patient of its own. */
  readonly unknownFrames: number;
}

/** What a training would be given. */
export interface Material {
  readonly frames: number;
  readonly studies: number;
  /** Known ones. */
  readonly patients: number;
  readonly unknownFrames: number;
}

export function sumMaterial(studies: readonly StudyMaterial[]): Material {
  const known = studies.filter(({ frames, unknownFrames }) => frames > unknownFrames);
  return {
    frames: studies.reduce((sum, { frames }) => sum + frames, 0),
    studies: studies.length,
    patients: new Set(known.map(({ patientId }) => patientId)).size,
    unknownFrames: studies.reduce((sum, { unknownFrames }) => sum + unknownFrames, 0),
  };
}
