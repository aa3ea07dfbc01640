import type { ClassId } from '../../src-shared/domain/ids.ts';
import type { LabelRuns } from '../../src-shared/domain/maskCodec.ts';
import type { ExportedClass } from './classesFile.ts';
import type { ExportFrame, ExportSegment } from './export.queries.ts';

/** What every format is made from. Nothing here identifies a patient. */
export interface ExportSource {
  readonly studyCode: string;
  readonly frames: readonly ExportFrame[];
  readonly classes: readonly ExportedClass[];
  readonly nameOf: (frame: ExportFrame) => string;
  /** The value of a class among `classes`. */
  readonly valueOf: (classId: ClassId) => number;
  /** @throws LapidaryError `not-found` where the study was erased meanwhile */
  readonly read: (frame: ExportFrame) => Promise<MaskOfFrame>;
  readonly segmentsOf: (frame: ExportFrame) => readonly ExportSegment[];
}

export interface MaskOfFrame {
  readonly runs: LabelRuns;
  readonly segments: readonly ExportSegment[];
}
