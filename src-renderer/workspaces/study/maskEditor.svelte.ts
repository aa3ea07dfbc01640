import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { ClassId, FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import { encodeLabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { Client } from '../../lib/bridge.ts';
import type { Media } from '../../lib/media.ts';
import { rasteriseStroke } from '../../viewer/brush.ts';
import { applyPatch, beginEdit, patchBetween } from '../../viewer/edits.ts';
import type { Edit, Patch } from '../../viewer/edits.ts';
import type { Point, Rect } from '../../../src-shared/domain/geometry.ts';
import { countLabels } from '../../viewer/labelPixels.ts';
import type { History, Step } from './history.svelte.ts';
import { freeValue, MaskDocuments, segmentsOf } from './maskDocuments.ts';
import type { MaskDocument, Segment } from './maskDocuments.ts';
import { MaskSaver, VersionRef } from './maskSaver.svelte.ts';

export type Tool = 'hand' | 'brush' | 'eraser';
export const brushSizes = { smallest: 1, largest: 400 } as const;

export interface EditorPorts {
  readonly media: Pick<Media, 'mask' | 'saveMask'>;
  readonly client: Pick<Client, 'masks'>;
  readonly history: History;
  readonly current: (frameId: FrameId) => Promise<MaskSummary | null>;
  /** The workstation holds this mask of the frame now. */
  readonly saved: (frameId: FrameId, mask: MaskSummary | null) => void;
  /** What the mask on screen has become, with every step that changed it. */
  readonly drawn: (mask: DrawnMask) => void;
  /** Brings a frame on screen, so that an undo is seen where it happens. */
  readonly show: (frameId: FrameId) => Promise<void>;
}

/** A mask as it is on screen. */
export interface DrawnMask {
  readonly frameId: FrameId;
  /** Of the values that occur. */
  readonly segments: readonly Segment[];
  /** LRL1 */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Where a mask stands: the version and what its values are. */
interface Standing {
  readonly head: VersionRef;
  readonly segments: readonly Segment[];
}

/** Brush and eraser over the mask of the frame on screen: each stroke a transaction, a version and a step back. */
export class MaskEditor {
  readonly saver: MaskSaver;
  readonly #ports: EditorPorts;
  readonly #documents: MaskDocuments;
  readonly #listeners = new Set<(rect: Rect) => void>();

  #document = $state.raw<MaskDocument | null>(null);
  #segments = $state.raw<readonly Segment[]>([]);
  #tool = $state<Tool>('hand');
  #size = $state(32);
  #value = $state<number | null>(null);
  #newClass = $state.raw<ClassId | null>(null);
  #stroke: { readonly edit: Edit; readonly before: Standing; readonly value: number; last: Point } | null =
    null;

  constructor(ports: EditorPorts) {
    this.#ports = ports;
    this.saver = new MaskSaver({
      save: (save) => ports.media.saveMask(save),
      select: (frameId, maskVersionId) => ports.client.masks.select({ frameId, maskVersionId }),
      current: ports.current,
      saved: ports.saved,
    });
    this.#documents = new MaskDocuments(ports.media, (frameId) => this.saver.waitsFor(frameId));
  }

  /** The label map on screen; strokes change it in place and tell the listeners where. */
  get map(): LabelMap | null {
    return this.#document?.map ?? null;
  }
  get segments(): readonly Segment[] {
    return this.#segments;
  }
  get tool(): Tool {
    return this.#tool;
  }
  /** Diameter in picture pixels. */
  get size(): number {
    return this.#size;
  }
  /** What the brush paints; null: a new segment of `newClass` with the next stroke. */
  get value(): number | null {
    return this.#value;
  }
  get newClass(): ClassId | null {
    return this.#newClass;
  }
  get stroking(): boolean {
    return this.#stroke !== null;
  }
  get headId(): MaskVersionId | null {
    return this.#document?.head.id ?? null;
  }

  /** Returns the disposer. */
  listen(listener: (rect: Rect) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  choose(tool: Tool): void {
    this.#tool = tool;
  }
  resize(size: number): void {
    this.#size = Math.round(Math.min(brushSizes.largest, Math.max(brushSizes.smallest, size)));
  }
  /** About a tenth more or less per step, at least one pixel. */
  resizeBy(steps: number): void {
    for (let i = 0; i < Math.abs(steps); i++) {
      this.resize(this.#size + Math.sign(steps) * Math.max(1, Math.round(this.#size * 0.12)));
    }
  }
  chooseSegment(value: number): void {
    this.#value = value;
  }
  chooseNewSegment(classId: ClassId): void {
    this.#value = null;
    this.#newClass = classId;
  }

  /** Shows a frame's mask; `maskClass` is what is drawn where nothing is yet. Dropped when the signal is aborted. */
  async open(frame: FrameSummary, maskClass: ClassId | null, signal: AbortSignal): Promise<void> {
    const document = await this.#documents.open(frame);
    if (signal.aborted) return;
    this.#show(document);
    if (maskClass !== null) this.#newClass ??= maskClass;
  }

  close(): void {
    this.#show(null);
  }

  dispose(): void {
    this.endStroke();
    this.saver.close();
  }

  prefetch(frames: readonly FrameSummary[]): void {
    this.#documents.prefetch(frames);
  }

  /** Whether what is held of a frame was replaced from elsewhere; then it is dropped, with its history. */
  dropIfReplaced(frame: FrameSummary): boolean {
    const held = this.#documents.held(frame.id);
    const same = held === undefined || held.head.id === (frame.mask?.id ?? null);
    if (same || this.saver.waitsFor(frame.id)) return false;
    this.drop(frame.id);
    return true;
  }

  drop(frameId: FrameId): void {
    this.#documents.drop(frameId);
    this.#ports.history.forgetFrame(frameId);
  }

  beginStroke(at: Point, tool: Exclude<Tool, 'hand'>): void {
    const document = this.#document;
    if (document === null || this.#stroke !== null) return;
    const before = standing(document);
    const value = tool === 'eraser' ? 0 : this.#paintValue(document);
    if (value === null) return;
    this.#stroke = { edit: beginEdit(document.map), before, value, last: at };
    this.extendStroke(at);
  }

  extendStroke(to: Point): void {
    const stroke = this.#stroke;
    const map = this.map;
    if (stroke === null || map === null) return;
    const rect = rasteriseStroke(stroke.last, to, this.#size / 2, map, (row, start, end) =>
      stroke.edit.fill(row, start, end, stroke.value),
    );
    stroke.last = to;
    if (rect !== null) this.#tell(rect);
  }

  endStroke(): void {
    const stroke = this.#stroke;
    this.#stroke = null;
    if (stroke === null || this.#document === null) return;
    const patch = stroke.edit.commit();
    const tool = stroke.value === 0 ? 'eraser' : 'brush';
    if (patch !== null) this.#record(this.#document, stroke.before, patch, tool, `${tool} stroke`);
  }

  cancelStroke(): void {
    const rect = this.#stroke?.edit.rollBack() ?? null;
    this.#stroke = null;
    if (rect !== null) this.#tell(rect);
  }

  /** Takes a segment out of the mask; null: all of them. */
  clear(value: number | null): void {
    this.endStroke();
    const document = this.#document;
    if (document === null) return;
    const { width, height, labels } = document.map;
    const edit = beginEdit(document.map);
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        const held = labels[row * width + column];
        if (held !== 0 && (value === null || held === value)) edit.fill(row, column, column + 1, 0);
      }
    }
    const patch = edit.commit();
    if (patch === null) return;
    const title = value === null ? 'mask cleared' : 'segment removed';
    this.#record(document, standing(document), patch, 'eraser', title);
    this.#tell(patch.rect);
  }

  /** Says what a segment is. */
  reclass(value: number, classId: ClassId): void {
    this.endStroke();
    const document = this.#document;
    const former = document?.segments.find((segment) => segment.value === value);
    if (document === null || former === undefined || former.classId === classId) return;
    const before = standing(document);
    document.segments = document.segments.map((one) => (one.value === value ? { value, classId } : one));
    this.#record(document, before, null, 'class', 'segment class');
  }

  /** The versions of the mask on screen. */
  async versions(): Promise<MaskSummary[]> {
    const frameId = this.#document?.frameId;
    return frameId === undefined ? [] : this.#ports.client.masks.history({ frameId });
  }

  /** Makes another version the current one; a step like any other. */
  async revert(version: MaskSummary): Promise<void> {
    if (this.#document === null) return;
    const step = await this.#stepTo(this.#document, version);
    await step.redo();
    this.#ports.history.push(step);
  }

  /** Undo past what this page has done, along the versions' parents. Whether there was one. */
  async undoOlder(): Promise<boolean> {
    const document = this.#document;
    const head = document?.head.summary ?? null;
    if (document === null || head === null) return false;
    const parent = (await this.versions()).find((version) => version.id === head.parentId);
    if (parent === undefined) return false;
    const step = await this.#stepTo(document, parent);
    await step.redo();
    this.#ports.history.pushUndone({ ...step, undo: step.redo, redo: step.undo });
    return true;
  }

  #paintValue(document: MaskDocument): number | null {
    if (this.#value !== null && document.segments.some((segment) => segment.value === this.#value)) {
      return this.#value;
    }
    const value = freeValue(document.segments);
    const classId = this.#newClass;
    if (value === null || classId === null) return null;
    document.segments = [...document.segments, { value, classId }];
    this.#segments = document.segments;
    this.#value = value;
    return value;
  }

  #record(document: MaskDocument, before: Standing, patch: Patch | null, tool: string, title: string): void {
    const drawn = drawnMask(document);
    document.head = this.saver.save(document.frameId, before.head, {
      tool,
      classes: drawn.segments,
      bytes: drawn.bytes,
    });
    this.#ports.drawn(drawn);
    this.#segments = document.segments;
    this.#ports.history.push(this.#step(document.frameId, title, patch, before, standing(document)));
  }

  /** The step from what is shown to another version. */
  async #stepTo(document: MaskDocument, version: MaskSummary): Promise<Step> {
    this.endStroke();
    const map = await this.#documents.version(version.id);
    const after = { head: new VersionRef(version), segments: segmentsOf(version) };
    return this.#step(
      document.frameId,
      'mask version',
      patchBetween(document.map, map),
      standing(document),
      after,
    );
  }

  #step(frameId: FrameId, title: string, patch: Patch | null, before: Standing, after: Standing): Step {
    return {
      title,
      frameId,
      undo: () => this.#restore(frameId, patch, 'before', before),
      redo: () => this.#restore(frameId, patch, 'after', after),
    };
  }

  async #restore(
    frameId: FrameId,
    patch: Patch | null,
    side: 'before' | 'after',
    to: Standing,
  ): Promise<void> {
    await this.#ports.show(frameId);
    this.endStroke();
    const document = this.#documents.held(frameId);
    if (document === undefined) return;
    if (patch !== null) applyPatch(document.map, patch, side);
    document.segments = to.segments;
    document.head = to.head;
    this.saver.select(frameId, to.head);
    if (document !== this.#document) return;
    this.#segments = to.segments;
    this.#ports.drawn(drawnMask(document));
    if (patch !== null) this.#tell(patch.rect);
  }

  #show(document: MaskDocument | null): void {
    this.endStroke();
    this.#document = document;
    this.#segments = document?.segments ?? [];
    this.#value = this.#segments[0]?.value ?? null;
  }

  #tell(rect: Rect): void {
    for (const listener of this.#listeners) listener(rect);
  }
}

function drawnMask({ frameId, map, segments }: MaskDocument): DrawnMask {
  const counts = countLabels(map);
  return {
    frameId,
    segments: segments.filter(({ value }) => (counts[value] ?? 0) > 0),
    bytes: encodeLabelMap(map),
  };
}

function standing({ head, segments }: MaskDocument): Standing {
  return { head, segments };
}
