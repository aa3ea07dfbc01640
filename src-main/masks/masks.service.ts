import type { MaskStep } from '../../src-shared/contract/masks.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type {
  ClassId,
  FrameId,
  MaskVersionId,
  SchemaId,
  StudyId,
  UserId,
} from '../../src-shared/domain/ids.ts';
import { decodeLabelMap, readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { WritableDb } from '../db/database.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { markSegmented, touchStudy } from '../studies/intake.queries.ts';
import {
  currentMaskOf,
  frameOfMask,
  insertMask,
  pointTo,
  readLabelMap,
  readMask,
  readMaskHistory,
} from '../studies/masks.queries.ts';
import type { MaskSummary } from '../studies/masks.queries.ts';
import { latestSchemas } from '../studies/schemas.queries.ts';
import { readFrame } from '../studies/studies.queries.ts';
import type { FrameRecord } from '../studies/studies.queries.ts';
import { insertShape } from './quality.queries.ts';
import { shapeAtOnce } from './runShape.ts';
import { appendStep, markStep, readSteps } from './steps.queries.ts';

/** A label map that is to become a frame's next mask version. */
export interface MaskEdit {
  readonly frameId: FrameId;
  /** The version it was drawn on; null: there was none. */
  readonly parentId: MaskVersionId | null;
  readonly origin: MaskSummary['origin'];
  /** What drew it; of a model as `toolOfModel` says it. */
  readonly tool: string;
  /** What a reader would call the step; null or left out: the tool, of a model 'proposal'. */
  readonly title?: string | null;
  /** LRL1 bytes of the frame's own size. */
  readonly bytes: Uint8Array;
  /** The class of every value that occurs. */
  readonly classes: ReadonlyMap<number, ClassId>;
}

export interface Masks {
  history(frameId: FrameId): MaskSummary[];
  /**
   * Makes an earlier version the current one; null: no mask. 'undo' and 'redo' mark the step that leads there, 'revert'
   * appends one. What is current already stays so, without a step.
   * @throws LapidaryError `not-found`, `mask-step-gone`
   */
  select(
    frameId: FrameId,
    maskVersionId: MaskVersionId | null,
    userId: UserId,
    as: 'undo' | 'redo' | 'revert',
  ): MaskSummary | null;
  /** What was done to the masks of a study, oldest first. */
  steps(studyId: StudyId): MaskStep[];
  /**
   * Stores a version, makes it the current one, and appends the step of its study.
   * @throws LapidaryError `mask-changed` when the parent is not the current version any more, `mask-damaged`,
   *   `mask-size`, `mask-class-unnamed`, `mask-class-unknown`, `not-found`
   */
  store(edit: MaskEdit, userId: UserId): MaskSummary;
  /** LRL1 bytes, and their hash. @throws LapidaryError `not-found` */
  labelMap(maskVersionId: MaskVersionId): {
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly sha256: string;
  };
}

export function createMasks({ db, changes }: Pick<Foundations, 'db' | 'changes'>): Masks {
  const frameOf = (frameId: FrameId): FrameRecord => {
    const frame = readFrame(db, frameId);
    if (!frame) throw missing('frame');
    return frame;
  };

  return {
    history(frameId) {
      frameOf(frameId);
      return readMaskHistory(db, frameId);
    },

    select(frameId, maskVersionId, userId, as) {
      const { studyId } = frameOf(frameId);
      const wanted = maskVersionId === null ? null : readMask(db, maskVersionId);
      if (wanted === undefined || (wanted !== null && frameOfMask(db, wanted.id) !== frameId)) {
        throw missing('mask version');
      }
      const current = currentMaskOf(db, frameId);
      if (current === maskVersionId) return wanted;
      db.transaction(() => {
        if (as === 'revert') {
          const title = maskVersionId === null ? 'no mask' : 'mask version';
          appendStep(db, { studyId, frameId, title, before: current, after: maskVersionId });
        } else if (!markStep(db, as, frameId, current, maskVersionId)) {
          throw stepGone(as);
        }
        pointTo(db, frameId, maskVersionId);
        touchStudy(db, studyId);
        recordEvent(db, userId, {
          kind: 'mask.selected',
          subjectKind: 'frame',
          subjectId: frameId,
          detail: { version: maskVersionId, as },
        });
      });
      changes.announce({ topic: 'masks', id: studyId, frameId, maskVersionId });
      return wanted;
    },

    steps: (studyId) => readSteps(db, studyId),

    store(edit, userId) {
      const frame = frameOf(edit.frameId);
      const labelMap = decodeLabelMap(edit.bytes);
      if (labelMap.width !== frame.width || labelMap.height !== frame.height) {
        throw new LapidaryError(
          'mask-size',
          `The mask is ${labelMap.width}×${labelMap.height} pixels, its picture ${frame.width}×${frame.height}.`,
          'Reload the frame and draw the mask again.',
        );
      }
      const shape = shapeAtOnce(readLabelRuns(edit.bytes));
      const stored = db.transaction(() => {
        if (currentMaskOf(db, edit.frameId) !== edit.parentId) throw changed();
        const summary = insertMask(db, userId, {
          frameId: edit.frameId,
          parentId: edit.parentId,
          schemaId: schemaOf(db, edit, labelMap),
          origin: edit.origin,
          tool: edit.tool,
          labelMap,
          classes: edit.classes,
        });
        appendStep(db, {
          studyId: frame.studyId,
          frameId: edit.frameId,
          title: edit.title ?? titleOf(edit),
          before: edit.parentId,
          after: summary.id,
        });
        if (shape) insertShape(db, summary.id, shape);
        if (summary.segments.length > 0) markSegmented(db, frame.studyId);
        touchStudy(db, frame.studyId);
        return summary;
      });
      changes.announce({
        topic: 'masks',
        id: frame.studyId,
        frameId: edit.frameId,
        maskVersionId: stored.id,
      });
      return stored;
    },

    labelMap(maskVersionId) {
      const map = readLabelMap(db, maskVersionId);
      if (!map) throw missing('mask version');
      return map;
    },
  };
}

/** The one mask schema that the named classes are of; an empty mask keeps its parent's, or takes the first there is. */
function schemaOf(db: WritableDb, edit: MaskEdit, { labels }: LabelMap): SchemaId {
  const used = new Set(labels);
  for (const value of used) {
    if (value !== 0 && !edit.classes.has(value)) {
      throw new LapidaryError(
        'mask-class-unnamed',
        `The mask uses the value ${value} without saying which class that is.`,
        'Choose a class for every segment.',
      );
    }
  }
  const classIds = [...new Set(edit.classes.values())];
  const schemas = db.all<{ id: SchemaId; classes: number }>(
    `SELECT s.id, count(*) AS classes FROM label_classes c JOIN label_schemas s ON s.id = c.schema_id
     WHERE s.kind = 'mask' AND c.id IN (SELECT value FROM json_each(?)) GROUP BY s.id`,
    [JSON.stringify(classIds)],
  );
  const [schema] = schemas;
  if (schema?.classes === classIds.length) return schema.id;
  const parent = edit.parentId === null ? undefined : readMask(db, edit.parentId)?.schemaId;
  const fallback = parent ?? latestSchemas(db, 'mask')[0]?.id;
  if (classIds.length === 0 && fallback) return fallback;
  throw new LapidaryError(
    'mask-class-unknown',
    'The segments of this mask are not all classes of one mask schema.',
    'Choose their classes again.',
  );
}

function titleOf({ origin, tool }: MaskEdit): string {
  return origin === 'model' ? 'proposal' : tool.replaceAll('-', ' ');
}

function stepGone(as: 'undo' | 'redo'): LapidaryError {
  return new LapidaryError(
    'mask-step-gone',
    `There is no step of this frame any more that ${as === 'undo' ? 'could be undone' : 'was undone'} that way.`,
    'The mask was changed elsewhere. Reload the study, or choose the version from the list of versions.',
  );
}

function changed(): LapidaryError {
  return new LapidaryError(
    'mask-changed',
    'This mask was changed elsewhere since it was opened.',
    'Look at the newer mask first; yours is kept on screen until you leave the frame.',
  );
}

function missing(what: string): LapidaryError {
  return new LapidaryError('not-found', `This ${what} is not in the database.`, 'Reload the study.');
}
