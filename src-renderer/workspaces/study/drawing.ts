import type { Rect } from '../../../src-shared/domain/geometry.ts';
import type { ClassId } from '../../../src-shared/domain/ids.ts';
import { encodeLabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { t } from '../../lib/words.ts';
import { beginEdit } from '../../viewer/edits.ts';
import type { Patch } from '../../viewer/edits.ts';
import type { Drawing } from '../../viewer/tools/tool.ts';
import type { ChangeName, DrawnMask } from './editorPorts.ts';
import { freeValue, standingOf } from './maskDocuments.ts';
import type { MaskDocument, Segment, Standing } from './maskDocuments.ts';

export interface DrawingPorts {
  readonly document: () => MaskDocument | null;
  /** What the reader wants to draw: a segment by its value, or a new one of a class. */
  readonly aim: () => { readonly value: number | null; readonly newClass: ClassId | null };
  /** The mask has these segments now, and the next stroke draws this one. */
  readonly take: (segments: readonly Segment[], value: number | null) => void;
  readonly isLocked: (classId: ClassId) => boolean;
  /** Whether anything is different from before. */
  readonly commit: (
    document: MaskDocument,
    before: Standing,
    patch: Patch | null,
    name: ChangeName,
  ) => boolean;
  readonly tell: (rect: Rect | null) => void;
  readonly say: (text: string) => void;
}

/** Values that no edit may touch. */
export function lockedValues(
  { segments }: MaskDocument,
  isLocked: (classId: ClassId) => boolean,
): ReadonlySet<number> {
  return new Set(segments.flatMap(({ value, classId }) => (isLocked(classId) ? [value] : [])));
}

/** Begins to draw the segment in hand, or to erase; null: nothing can be drawn, and why has been said. */
export function beginDrawing(ports: DrawingPorts, erases: boolean, name: ChangeName): Drawing | null {
  const document = ports.document();
  if (document === null) return null;
  const before = standingOf(document);
  const former = ports.aim().value;
  const value = erases ? 0 : valueToPaint(ports, document);
  if (value === null) return null;
  const edit = beginEdit(document.map, { locked: lockedValues(document, ports.isLocked) });
  const takeBack = (): void => {
    document.segments = before.segments;
    ports.take(before.segments, former);
  };
  return {
    fill: (row, start, end) => edit.fill(row, start, end, value),
    show: ports.tell,
    commit: () => {
      const changed = ports.commit(document, before, edit.commit(), name);
      if (!changed) takeBack();
      return changed;
    },
    rollBack: () => {
      takeBack();
      ports.tell(edit.rollBack());
    },
  };
}

function valueToPaint(ports: DrawingPorts, document: MaskDocument): number | null {
  const { value, newClass } = ports.aim();
  const own = document.segments.find((segment) => segment.value === value);
  const classId = own?.classId ?? newClass;
  if (classId === null) {
    ports.say(t('tools.no-class'));
    return null;
  }
  if (ports.isLocked(classId)) {
    ports.say(t('tools.drawn-class-locked'));
    return null;
  }
  if (own !== undefined) return own.value;
  const free = freeValue(document.segments);
  if (free === null) {
    ports.say(t('tools.segments-full', { most: 255 }));
    return null;
  }
  document.segments = [...document.segments, { value: free, classId }];
  ports.take(document.segments, free);
  return free;
}

/** Whether values that occur mean something else than before. */
export function changesMeaning(
  before: readonly Segment[],
  after: readonly Segment[],
  counts: Uint32Array,
): boolean {
  const former = new Map(before.map(({ value, classId }) => [value, classId]));
  return after.some(({ value, classId }) => (counts[value] ?? 0) > 0 && former.get(value) !== classId);
}

/** A mask as it is on screen. @param counts its pixels by value */
export function drawnMask({ frameId, map, segments }: MaskDocument, counts: Uint32Array): DrawnMask {
  return {
    frameId,
    segments: segments.filter(({ value }) => (counts[value] ?? 0) > 0),
    bytes: encodeLabelMap(map),
  };
}
