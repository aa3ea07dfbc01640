import type { ClassId } from '../../../src-shared/domain/ids.ts';
import { bitmapOf } from '../../../src-shared/domain/masks/bitmap.ts';
import type { Bitmap } from '../../../src-shared/domain/masks/bitmap.ts';
import { components, fillHoles, keepLargest } from '../../../src-shared/domain/masks/components.ts';
import { grow, shrink, smooth } from '../../../src-shared/domain/masks/morphology.ts';
import { t } from '../../lib/words.ts';
import type { Edit } from '../../viewer/edits.ts';
import { visitBitmap } from '../../viewer/tools/bitmaps.ts';
import { freeValue } from './maskDocuments.ts';
import type { MaskDocument, Segment } from './maskDocuments.ts';
import type { MaskEditor } from './maskEditor.svelte.ts';

export const shapeActions = ['fill-holes', 'grow', 'shrink', 'smooth', 'keep-largest', 'split'] as const;
export type ShapeAction = (typeof shapeActions)[number];

/** As the steps are stored, in English; `stepTitle` says them. */
const titles: Readonly<Record<ShapeAction, string>> = {
  'fill-holes': 'holes filled',
  grow: 'segment grown',
  shrink: 'segment shrunk',
  smooth: 'segment smoothed',
  'keep-largest': 'largest part kept',
  split: 'segment split',
};

/** Verbs over whole segments of the mask on screen; what is gained never comes out of another segment. */
export class SegmentEdits {
  readonly #editor: MaskEditor;

  constructor(editor: MaskEditor) {
    this.#editor = editor;
  }

  /** On the current segment. */
  run(action: ShapeAction): void {
    const found = this.#free(this.#editor.value);
    if (found === null) return;
    const { document, segment } = found;
    const name = { tool: action, title: titles[action] };
    const changed =
      action === 'split'
        ? this.#editor.change(document, name, (edit) => splitInto(document, segment, edit))
        : this.#editor.change(document, name, (edit) => {
            const before = bitmapOf(document.map, segment.value);
            reshape(document, segment.value, before, this.#reshaped(action, before), edit);
          });
    if (!changed) this.#editor.say(t('tools.nothing-to-change'));
  }

  /** Takes a segment out of the mask; null: all that are not locked. */
  remove(value: number | null): void {
    const { document } = this.#editor;
    if (document === null) return;
    if (value !== null && this.#free(value) === null) return;
    const name =
      value === null
        ? { tool: 'eraser', title: 'mask cleared' }
        : { tool: 'eraser', title: 'segment removed' };
    this.#editor.change(document, name, (edit) => {
      visitBitmap(bitmapOf(document.map, value ?? undefined), (row, start, end) =>
        edit.fill(row, start, end, 0),
      );
      if (value !== null) document.segments = document.segments.filter((one) => one.value !== value);
    });
  }

  /** Says what a segment is. */
  reclass(value: number, classId: ClassId): void {
    const found = this.#free(value);
    if (found === null || found.segment.classId === classId) return;
    if (this.#editor.marks.isLocked(classId)) {
      this.#editor.say(t('tools.class-locked'));
      return;
    }
    const { document } = found;
    this.#editor.change(document, { tool: 'class', title: 'segment class' }, () => {
      document.segments = document.segments.map((one) => (one.value === value ? { value, classId } : one));
    });
  }

  /** One segment becomes part of another. */
  merge(value: number, into: number): void {
    const found = this.#free(value);
    if (found === null || value === into || this.#free(into) === null) return;
    const { document } = found;
    this.#editor.change(document, { tool: 'merge', title: 'segments merged' }, (edit) => {
      visitBitmap(bitmapOf(document.map, value), (row, start, end) => edit.fill(row, start, end, into));
      document.segments = document.segments.filter((one) => one.value !== value);
    });
    this.#editor.chooseSegment(into);
  }

  #reshaped(action: Exclude<ShapeAction, 'split'>, bitmap: Bitmap): Bitmap {
    const { radius } = this.#editor.desk.settings;
    switch (action) {
      case 'fill-holes':
        return fillHoles(bitmap);
      case 'grow':
        return grow(bitmap, radius);
      case 'shrink':
        return shrink(bitmap, radius);
      case 'smooth':
        return smooth(bitmap, radius);
      case 'keep-largest':
        return keepLargest(bitmap);
      default:
        return action satisfies never;
    }
  }

  /** A segment that may be changed; null: there is none, and why has been said. */
  #free(value: number | null): { document: MaskDocument; segment: Segment } | null {
    const { document } = this.#editor;
    const segment = document?.segments.find((one) => one.value === value);
    if (document === null || segment === undefined) {
      this.#editor.say(t('tools.no-segment'));
      return null;
    }
    if (this.#editor.marks.isLocked(segment.classId)) {
      this.#editor.say(t('tools.segment-locked'));
      return null;
    }
    return { document, segment };
  }
}

function reshape({ map }: MaskDocument, value: number, before: Bitmap, after: Bitmap, edit: Edit): void {
  const { width, height, labels } = map;
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const at = row * width + column;
      if (before.bits[at] === after.bits[at]) continue;
      if (after.bits[at] === 0) edit.fill(row, column, column + 1, 0);
      else if (labels[at] === 0) edit.fill(row, column, column + 1, value);
    }
  }
}

/** Every part but the largest becomes a segment of its own, while there are values left. */
function splitInto(document: MaskDocument, { value, classId }: Segment, edit: Edit): void {
  const { width, height } = document.map;
  const parts = components(bitmapOf(document.map, value), 8);
  const largest =
    parts.pixels.subarray(1).reduce((best, pixels, i, all) => (pixels > (all[best] ?? 0) ? i : best), 0) + 1;
  const values = new Map<number, number>();
  for (let part = 1; part <= parts.count; part++) {
    const free = part === largest ? null : freeValue(document.segments);
    if (free === null) continue;
    values.set(part, free);
    document.segments = [...document.segments, { value: free, classId }];
  }
  for (let at = 0; at < width * height; at++) {
    const to = values.get(parts.labels[at] ?? 0);
    if (to === undefined) continue;
    const [row, column] = [Math.floor(at / width), at % width];
    edit.fill(row, column, column + 1, to);
  }
}
