import type {
  ClassId,
  FindingId,
  FrameId,
  MaskVersionId,
  PatientId,
  Sha256,
} from '../../src-shared/domain/ids.ts';

/** One frame of one labelled finding, as it stands when a split is drawn. */
export interface CaseFrame {
  readonly findingId: FindingId;
  readonly frameId: FrameId;
  readonly frameSha256: Sha256;
  readonly patientId: PatientId;
  /** Running code: patients are ordered by it, so that a draw depends on the seed and not on random ids. */
  readonly patientCode: string;
  readonly site: string | null;
  readonly classId: ClassId;
  readonly maskVersionId: MaskVersionId | null;
}

export const parts = ['train', 'validation', 'test'] as const;
export type Part = (typeof parts)[number];

/** A case is one labelled finding; its frames stay together in whatever part it goes to. */
export interface Case {
  readonly findingId: FindingId;
  readonly patientId: PatientId;
  readonly classId: ClassId;
  readonly frames: readonly CaseFrame[];
}

/** Frames as cases, both in the order given. */
export function casesOf(frames: readonly CaseFrame[]): Case[] {
  return [...Map.groupBy(frames, ({ findingId }) => findingId).values()].map((members) => {
    const [first] = members;
    if (first === undefined) throw new Error('a group without members');
    const { findingId, patientId, classId } = first;
    return { findingId, patientId, classId, frames: members };
  });
}
