import type { FrameSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId } from '../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { bitmapOf } from '../../../src-shared/domain/masks/bitmap.ts';
import type { Bitmap } from '../../../src-shared/domain/masks/bitmap.ts';
import { interpolator } from '../../../src-shared/domain/masks/interpolate.ts';
import { t } from '../../lib/words.ts';
import { sameSize, visitBitmap } from '../../viewer/tools/bitmaps.ts';
import { freeValue } from './maskDocuments.ts';
import type { MaskDocument, Segment } from './maskDocuments.ts';
import type { MaskEditor } from './maskEditor.svelte.ts';
import type { StepPart } from './maskSteps.ts';

/** Verbs that carry masks from frame to frame of a series. */
export class FrameEdits {
  readonly #editor: MaskEditor;

  constructor(editor: MaskEditor) {
    this.#editor = editor;
  }

  /** Copies the mask, or one segment of it, to the next frame of the series, and goes there. */
  async copyToNext(value: number | null): Promise<void> {
    const editor = this.#editor;
    const from = editor.document;
    const here = from === null ? undefined : editor.frameOf(from.frameId);
    if (from === null || here === undefined) return;
    editor.desk.settle();
    const next = seriesOf(here, editor.frames).find((frame) => frame.position > here.position);
    if (next === undefined) {
      editor.say(t('tools.last-frame'));
      return;
    }
    if (!fits(here, next)) {
      editor.say(t('tools.next-unlike'));
      return;
    }
    const source = { segments: from.segments, map: { ...from.map, labels: from.map.labels.slice() } };
    const to = await editor.documentOf(next);
    const title = value === null ? 'mask copied' : 'segment copied';
    const changed = editor.change(to, { tool: 'copy', title }, (edit) => {
      const replaced = value === null ? undefined : value;
      if (replaced === undefined) {
        visitBitmap(bitmapOf(to.map), (row, start, end) => edit.fill(row, start, end, 0));
      }
      for (const segment of source.segments) {
        if (replaced !== undefined && segment.value !== replaced) continue;
        if (editor.marks.isLocked(segment.classId)) continue;
        const target = valueFor(to, segment);
        if (target === null) continue;
        if (replaced !== undefined) {
          visitBitmap(bitmapOf(to.map, target), (row, start, end) => edit.fill(row, start, end, 0));
        }
        visitBitmap(bitmapOf(source.map, segment.value), (row, start, end) =>
          edit.fill(row, start, end, target),
        );
      }
    });
    await editor.show(next.id);
    if (!changed) editor.say(t('tools.next-same'));
  }

  /**
   * Draws the frames between two annotated ones: those nearest around the frame on screen, or, where it is annotated
   * itself, it and its nearest neighbour over a gap. One step, however many frames.
   */
  async interpolate(): Promise<void> {
    const editor = this.#editor;
    const here = editor.document === null ? undefined : editor.frameOf(editor.document.frameId);
    if (here === undefined) return;
    editor.desk.settle();
    const gap = gapAround(here, seriesOf(here, editor.frames), (frame) => this.#isAnnotated(frame));
    if (gap === null) {
      editor.say(t('tools.no-gap'));
      return;
    }
    const { first, last, between } = gap;
    if (!between.every((frame) => fits(first, frame)) || !fits(first, last)) {
      editor.say(t('tools.between-unlike'));
      return;
    }
    const [a, b] = [await editor.documentOf(first), await editor.documentOf(last)];
    const pairs = pairsOf(a, b).filter(({ segment }) => !editor.marks.isLocked(segment.classId));
    if (pairs.length === 0) {
      editor.say(t('tools.nothing-shared'));
      return;
    }
    const parts: StepPart[] = [];
    for (const frame of between) {
      const share = (frame.position - first.position) / (last.position - first.position);
      const document = await editor.documentOf(frame);
      // Drawn while this was under way: a hand goes before what is computed.
      if (hasPixels(document.map)) continue;
      const part = editor.changePart(document, { tool: 'interpolate', title: 'interpolated' }, (edit) => {
        for (const { segment, at } of pairs) {
          const value = valueFor(document, segment);
          if (value === null) continue;
          visitBitmap(at(share), (row, start, end) => edit.fill(row, start, end, value));
        }
      });
      if (part !== null) parts.push(part);
    }
    editor.pushStep('interpolated', parts);
    const left = new Set([...a.segments, ...b.segments].map(({ classId }) => classId)).size > pairs.length;
    editor.say(t(left ? 'tools.interpolated-partly' : 'tools.interpolated', { count: parts.length }));
  }

  #isAnnotated(frame: FrameSummary): boolean {
    const held = this.#editor.held(frame.id);
    return held === undefined ? (frame.mask?.segments.length ?? 0) > 0 : hasPixels(held.map);
  }
}

function seriesOf(here: FrameSummary, frames: readonly FrameSummary[]): FrameSummary[] {
  return frames
    .filter((frame) => frame.seriesId === here.seriesId)
    .toSorted((a, b) => a.position - b.position);
}

function fits(a: FrameSummary, b: FrameSummary): boolean {
  const sameClasses = a.mask === null || b.mask === null || a.mask.schemaId === b.mask.schemaId;
  return sameSize(a, b) && sameClasses;
}

export interface Gap<Frame> {
  readonly first: Frame;
  readonly last: Frame;
  readonly between: readonly Frame[];
}

/** @param series in its order; of frames that are annotated themselves the gap before them goes first */
export function gapAround<Frame extends { readonly id: FrameId }>(
  here: Frame,
  series: readonly Frame[],
  isAnnotated: (frame: Frame) => boolean,
): Gap<Frame> | null {
  const at = series.findIndex(({ id }) => id === here.id);
  const before = series.findLastIndex((frame, i) => i < at && isAnnotated(frame));
  const after = series.findIndex((frame, i) => i > at && isAnnotated(frame));
  const ends = isAnnotated(here)
    ? [
        [before, at],
        [at, after],
      ]
    : [[before, after]];
  for (const [from = -1, to = -1] of ends) {
    const [first, last] = [series[from], series[to]];
    if (from >= 0 && to - from > 1 && first !== undefined && last !== undefined) {
      return { first, last, between: series.slice(from + 1, to) };
    }
  }
  return null;
}

/** Segments that are on both ends: of one value and class, else the only ones of their class. */
function pairsOf(a: MaskDocument, b: MaskDocument): { segment: Segment; at: (t: number) => Bitmap }[] {
  const [onA, onB] = [shown(a), shown(b)];
  return onA.flatMap((segment) => {
    const alike = onB.filter(({ classId }) => classId === segment.classId);
    const alone = onA.filter(({ classId }) => classId === segment.classId).length === 1 && alike.length === 1;
    const other = alike.find(({ value }) => value === segment.value) ?? (alone ? alike[0] : undefined);
    if (other === undefined) return [];
    const at = interpolator(bitmapOf(a.map, segment.value), bitmapOf(b.map, other.value));
    return [{ segment, at }];
  });
}

function shown({ segments, map }: MaskDocument): Segment[] {
  const values = new Set(map.labels);
  return segments.filter(({ value }) => values.has(value));
}

function hasPixels({ labels }: LabelMap): boolean {
  return labels.some((value) => value !== 0);
}

/** The value under which a segment goes on in another mask, which gains it where it has none; null: it is full. */
function valueFor(to: MaskDocument, { value, classId }: Segment): number | null {
  const taken = to.segments.find((one) => one.value === value);
  if (taken?.classId === classId) return value;
  const free = taken === undefined ? value : freeValue(to.segments);
  if (free !== null) to.segments = [...to.segments, { value: free, classId }];
  return free;
}
