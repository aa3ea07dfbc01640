import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { Rect } from '../../../src-shared/domain/geometry.ts';
import type { ClassId, FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { beginEdit } from '../../viewer/edits.ts';
import type { Edit, Patch } from '../../viewer/edits.ts';
import { countLabels } from '../../viewer/labelPixels.ts';
import type { OverlayShape, PointerInput, ToolCursor } from '../../viewer/pointer.ts';
import type { ToolName } from '../../viewer/tools/tool.ts';
import { t } from '../../lib/words.ts';
import { ClassMarks } from './classMarks.svelte.ts';
import { beginDrawing, changesMeaning, drawnMask, lockedValues } from './drawing.ts';
import type { DrawingPorts } from './drawing.ts';
import type { ChangeName, DrawnMask, EditorPorts } from './editorPorts.ts';
import { MaskDocuments, standingOf } from './maskDocuments.ts';
import type { MaskDocument, Segment, Standing } from './maskDocuments.ts';
import { MaskSaver } from './maskSaver.svelte.ts';
import { MaskSteps } from './maskSteps.ts';
import type { StepPart } from './maskSteps.ts';
import { ToolDesk } from './toolDesk.svelte.ts';

const noCounts = new Uint32Array(256);

/** The mask of the frame on screen as it is edited: every change a transaction, a version and a step back. */
export class MaskEditor {
  readonly saver: MaskSaver;
  readonly marks = new ClassMarks();
  /** Tools, their settings, and the keyboard's pointer. */
  readonly desk: ToolDesk;
  readonly #ports: EditorPorts;
  readonly #documents: MaskDocuments;
  readonly #steps: MaskSteps;
  readonly #listeners = new Set<(rect: Rect) => void>();

  #document = $state.raw<MaskDocument | null>(null);
  #segments = $state.raw<readonly Segment[]>([]);
  #counts = $state.raw<Uint32Array>(noCounts);
  #value = $state<number | null>(null);
  #newClass = $state.raw<ClassId | null>(null);
  #preloading: Promise<void> | null = null;
  #isPreloaded = false;
  readonly #drawingPorts: DrawingPorts = {
    document: () => this.#document,
    aim: () => ({ value: this.#value, newClass: this.#newClass }),
    take: (segments, value) => {
      this.#segments = segments;
      this.#value = value;
    },
    isLocked: (classId) => this.marks.isLocked(classId),
    commit: (document, before, patch, name) => {
      const part = this.#commit(document, before, patch, name);
      if (part !== null) this.pushStep(name.title, [part]);
      return part !== null;
    },
    tell: (rect) => this.#tell(rect),
    say: (text) => this.#ports.say(text),
  };

  constructor(ports: EditorPorts) {
    this.#ports = ports;
    this.saver = new MaskSaver({
      save: (save) => ports.media.saveMask(save),
      select: (frameId, maskVersionId, as) => ports.client.masks.select({ frameId, maskVersionId, as }),
      current: ports.current,
      saved: ports.saved,
    });
    this.#documents = new MaskDocuments(ports.media, (frameId) => this.saver.waitsFor(frameId));
    this.#steps = new MaskSteps({
      client: ports.client,
      documents: this.#documents,
      saver: this.saver,
      frame: (frameId) => this.frameOf(frameId),
      onScreen: () => this.#document?.frameId ?? null,
      show: ports.show,
      settle: () => this.desk.settle(),
      restored: (document, patch) => this.#restored(document, patch),
    });
    this.desk = new ToolDesk({
      document: () => this.#document,
      begin: (erases, name) => (this.#isRefused() ? null : beginDrawing(this.#drawingPorts, erases, name)),
      scale: ports.scale,
      pixels: ports.pixels,
      propose: ports.propose,
      warm: ports.warm,
      say: ports.say,
      fail: ports.fail,
    });
  }

  /** The label map on screen; strokes change it in place and tell the listeners where. */
  get map(): LabelMap | null {
    return this.#document?.map ?? null;
  }
  get document(): MaskDocument | null {
    return this.#document;
  }
  get segments(): readonly Segment[] {
    return this.#segments;
  }
  /** What is to be seen of them. */
  get shownSegments(): readonly Segment[] {
    return this.#segments.filter(({ classId }) => !this.marks.isHidden(classId));
  }
  /** What is drawn; null: a new segment of `newClass` with the next stroke. */
  get value(): number | null {
    return this.#value;
  }
  get newClass(): ClassId | null {
    return this.#newClass;
  }
  get headId(): MaskVersionId | null {
    return this.#document?.head.id ?? null;
  }
  get frames(): readonly FrameSummary[] {
    return this.#ports.frames();
  }

  // What the viewport is handed.
  get tool(): ToolName {
    return this.desk.name;
  }
  get cursor(): ToolCursor {
    return this.desk.cursor;
  }
  get overlay(): readonly OverlayShape[] {
    return this.desk.overlay;
  }
  /** A mask that is proposed, and no part of the frame's own. */
  get preview(): LabelMap | null {
    return this.desk.preview;
  }
  pointer(input: PointerInput): void {
    this.desk.pointer(input);
  }
  choose(tool: ToolName): void {
    if (tool === 'hand' || !this.#isRefused()) this.desk.choose(tool);
  }

  /** How much of the frame a segment covers, 0…1. */
  share(value: number): number {
    const pixels = this.#document === null ? 0 : this.#document.map.labels.length;
    return pixels === 0 ? 0 : (this.#counts[value] ?? 0) / pixels;
  }

  /** Returns the disposer. */
  listen(listener: (rect: Rect) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  chooseSegment(value: number): void {
    this.#value = value;
  }
  chooseNewSegment(classId: ClassId): void {
    this.#value = null;
    this.#newClass = classId;
  }
  /** The next or previous segment of the frame. */
  stepSegment(by: number): void {
    const at = this.#segments.findIndex(({ value }) => value === this.#value);
    const count = this.#segments.length;
    const next = this.#segments[(Math.max(at, by > 0 ? -1 : 0) + by + count) % Math.max(1, count)];
    if (next !== undefined) this.#value = next.value;
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
    this.desk.settle();
    this.saver.close();
  }

  prefetch(frames: readonly FrameSummary[]): void {
    this.#documents.prefetch(frames);
  }

  /** Takes over what was done before this page was opened; once, however often it is asked. */
  preload(): Promise<void> {
    this.#preloading ??= this.#readSteps().catch((error: unknown) => {
      this.#preloading = null;
      throw error;
    });
    return this.#preloading;
  }

  /** The same once more, of what is left after frames have left the study. */
  readStepsAgain(): Promise<void> {
    this.#preloading = null;
    this.#isPreloaded = false;
    return this.preload();
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
    this.dropAll([frameId]);
  }

  /** Masks that were replaced from elsewhere: they are read anew, and what was done there can be undone from here. */
  dropAll(frameIds: readonly FrameId[]): void {
    for (const frameId of frameIds) {
      this.#documents.drop(frameId);
      this.#ports.history.forgetFrame(frameId);
    }
    // What was not read yet will hold them.
    if (!this.#isPreloaded) return;
    void this.#ports.client.masks
      .steps({ studyId: this.#ports.studyId })
      .then((steps) => {
        const done = steps.filter((step) => frameIds.includes(step.frameId) && !step.undone);
        this.#ports.history.append(done.map((step) => this.#steps.stored(step)));
      })
      .catch(this.#ports.fail);
  }

  frameOf(frameId: FrameId): FrameSummary | undefined {
    return this.#ports.frameOf(frameId);
  }

  /** The mask of any frame of the study as it stands now, with strokes that are not saved yet. */
  documentOf(frame: FrameSummary): Promise<MaskDocument> {
    return this.#documents.open(frame);
  }
  held(frameId: FrameId): MaskDocument | undefined {
    return this.#documents.held(frameId);
  }

  /** One change of one mask, as one step. Whether anything is different. */
  change(document: MaskDocument, name: ChangeName, work: (edit: Edit) => void): boolean {
    const part = this.changePart(document, name, work);
    if (part !== null) this.pushStep(name.title, [part]);
    return part !== null;
  }

  /** The same as a part of a step over several masks, which the caller pushes. */
  changePart(document: MaskDocument, name: ChangeName, work: (edit: Edit) => void): StepPart | null {
    if (this.#isRefused()) return null;
    this.desk.settle();
    const before = standingOf(document);
    const locked = lockedValues(document, (classId) => this.marks.isLocked(classId));
    const edit = beginEdit(document.map, { locked });
    work(edit);
    const part = this.#commit(document, before, edit.commit(), name);
    if (part === null) document.segments = before.segments;
    return part;
  }

  pushStep(title: string, parts: readonly StepPart[]): void {
    if (parts.length > 0) this.#ports.history.push(this.#steps.of(title, parts));
  }

  say(text: string): void {
    this.#ports.say(text);
  }

  show(frameId: FrameId): Promise<void> {
    return this.#ports.show(frameId);
  }

  /** The versions of the mask on screen. */
  async versions(): Promise<MaskSummary[]> {
    const frameId = this.#document?.frameId;
    return frameId === undefined ? [] : this.#ports.client.masks.history({ frameId });
  }

  /** Makes another version the current one; a step like any other. */
  async revert(version: MaskSummary): Promise<void> {
    if (this.#document === null || this.#isRefused()) return;
    this.#ports.history.push(await this.#steps.revert(this.#document, version));
  }

  /** Whether nothing may be drawn, which is said then. */
  #isRefused(): boolean {
    const locked = this.#ports.locked();
    if (locked) this.#ports.say(t('study.locked'));
    return locked;
  }

  async #readSteps(): Promise<void> {
    const steps = await this.#ports.client.masks.steps({ studyId: this.#ports.studyId });
    const stored = (undone: boolean) =>
      steps.filter((step) => step.undone === undone).map((step) => this.#steps.stored(step));
    this.#ports.history.preload(stored(false), stored(true));
    this.#isPreloaded = true;
  }

  /** Saves what has changed; null: nothing has. */
  #commit(document: MaskDocument, before: Standing, patch: Patch | null, name: ChangeName): StepPart | null {
    if (patch === null && document.segments === before.segments) return null;
    const counts = countLabels(document.map);
    // A segment that was begun and has no pixel is none.
    if (patch === null && !changesMeaning(before.segments, document.segments, counts)) return null;
    const drawn = drawnMask(document, counts);
    document.head = this.saver.save(document.frameId, before.head, {
      ...name,
      classes: drawn.segments,
      bytes: drawn.bytes,
    });
    this.#tellDrawn(document, drawn, counts, patch);
    return { frameId: document.frameId, patch, before, after: standingOf(document) };
  }

  #restored(document: MaskDocument, patch: Patch | null): void {
    if (document !== this.#document) return;
    const counts = countLabels(document.map);
    this.#tellDrawn(document, drawnMask(document, counts), counts, patch);
  }

  #tellDrawn(document: MaskDocument, drawn: DrawnMask, counts: Uint32Array, patch: Patch | null): void {
    if (document !== this.#document) return;
    this.#segments = document.segments;
    this.#counts = counts;
    if (this.#value !== null && !this.#segments.some(({ value }) => value === this.#value)) {
      this.#value = this.#segments[0]?.value ?? null;
    }
    this.#ports.drawn(drawn);
    this.#tell(patch?.rect ?? null);
  }

  #show(document: MaskDocument | null): void {
    this.desk.leaveFrame();
    this.#document = document;
    this.#segments = document?.segments ?? [];
    this.#counts = document === null ? noCounts : countLabels(document.map);
    this.#value = this.#segments[0]?.value ?? null;
  }

  #tell(rect: Rect | null): void {
    if (rect !== null) for (const listener of this.#listeners) listener(rect);
  }
}
