import { z } from 'zod';
import { ClassId, FindingId, FrameId, SchemaId, SegmentId, StudyId } from '../domain/ids.ts';
import { procedure } from './procedure.ts';
import { FindingSummary } from './studies.contract.ts';

export const reviewContract = {
  /** The reader's opinion; null takes it back. Every call is kept, so undo is a call with the former value. */
  label: procedure('findings.label')
    .input(z.object({ findingId: FindingId, classId: ClassId.nullable() }))
    .output(FindingSummary),
  addFinding: procedure('findings.label')
    .input(
      z.object({
        studyId: StudyId,
        schemaId: SchemaId,
        frameId: FrameId,
        segmentId: SegmentId.nullable(),
      }),
    )
    .output(FindingSummary),
};
