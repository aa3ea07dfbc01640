import { createContext } from 'svelte';
import type {
  ErasePreview,
  EraseSubject,
  StudySummary,
} from '../../../src-shared/contract/studies.contract.ts';
import type { ClassId, FrameId, PatientId, StudyId } from '../../../src-shared/domain/ids.ts';
import { download } from '../../lib/download.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import { debounced, soon } from '../../lib/timing.ts';
import type { App } from '../shell/app.svelte.ts';
import { Findings } from './findings.svelte.ts';
import { History } from './history.svelte.ts';
import { LiveAnswers } from './liveAnswers.svelte.ts';
import { maskSchemaFor } from './maskDocuments.ts';
import { MaskEditor } from './maskEditor.svelte.ts';
import type { DrawnMask } from './maskEditor.svelte.ts';
import { Reel } from './reel.svelte.ts';

type StudyApp = Pick<
  App,
  | 'client'
  | 'media'
  | 'changes'
  | 'jobs'
  | 'toasts'
  | 'navigation'
  | 'ready'
  | 'schemas'
  | 'schema'
  | 'labelClass'
  | 'attempt'
>;

export type MoveTarget =
  | { readonly patientId: PatientId }
  | { readonly name: string; readonly number: string; readonly birthDate: string | null };

/** One study on screen: its frames, the mask being edited, its findings, and one history of all that was done. */
export class Study {
  readonly id: StudyId;
  readonly reel: Reel;
  readonly editor: MaskEditor;
  readonly findings: Findings;
  readonly live: LiveAnswers;
  readonly history = new History();
  readonly #app: StudyApp;
  #summary = $state.raw<StudySummary | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #maskShown = $state(true);
  #opacity = $state(0.18);
  #reporting = $state.raw<'pdf' | 'csv' | null>(null);
  #labelToast: number | null = null;
  #opening: AbortController | null = null;
  readonly #readSoon = soon(150, () => void this.#read());
  readonly #rememberSoon = debounced(800, () => void this.#remember());

  constructor(
    app: StudyApp,
    id: StudyId,
    decode = (blob: Blob): Promise<ImageBitmap> => createImageBitmap(blob),
  ) {
    this.#app = app;
    this.id = id;
    this.reel = new Reel(app.media, decode);
    this.findings = new Findings(app, id, this.history);
    this.live = new LiveAnswers({
      media: app.media,
      beforePaint(run) {
        const request = requestAnimationFrame(run);
        return () => cancelAnimationFrame(request);
      },
    });
    this.editor = new MaskEditor({
      media: app.media,
      client: app.client,
      history: this.history,
      current: async (frameId) => {
        const { frames } = await app.client.studies.get({ studyId: id });
        return frames.find((frame) => frame.id === frameId)?.mask ?? null;
      },
      saved: (frameId, mask) => this.reel.takeMask(frameId, mask),
      drawn: (mask) => this.#askLive(mask),
      show: (frameId) => this.show(frameId),
    });
  }

  /** Reads the study and follows its changes; returns the disposer. */
  start(): () => void {
    void this.#open();
    const unlisten = this.#app.changes.listen(
      ['study', 'masks', 'labels', 'predictions', 'adapters'],
      (id) => {
        if (id === null || id === this.id) this.#readSoon();
      },
    );
    const forgetLive = this.#app.changes.listen(['adapters'], () => this.live.drop());
    return () => {
      unlisten();
      forgetLive();
      this.live.drop();
      this.#dismissLabelToast();
      this.#readSoon.cancel();
      this.#rememberSoon.cancel();
      this.#opening?.abort();
      this.editor.dispose();
      this.reel.dispose();
    };
  }

  get summary(): StudySummary | null {
    return this.#summary;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get maskShown(): boolean {
    return this.#maskShown;
  }
  get opacity(): number {
    return this.#opacity;
  }
  /** A report that is being made. */
  get reporting(): 'pdf' | 'csv' | null {
    return this.#reporting;
  }

  showMask(shown: boolean): void {
    this.#maskShown = shown;
  }
  setOpacity(opacity: number): void {
    this.#opacity = Math.min(1, Math.max(0, opacity));
    this.#maskShown = true;
  }

  async show(frameId: FrameId): Promise<void> {
    const frame = this.reel.frameOf(frameId);
    if (frame === undefined) return;
    if (this.reel.frame?.id === frameId && this.editor.map !== null) return;
    this.#opening?.abort();
    const opening = new AbortController();
    this.#opening = opening;
    this.editor.close();
    this.live.drop();
    this.findings.follow(frameId);
    const picture = this.reel.show(frameId);
    try {
      await this.editor.open(frame, this.#maskClass(frameId), opening.signal);
    } catch (error) {
      if (!opening.signal.aborted) this.#app.toasts.fail(error);
    }
    await picture;
    if (opening.signal.aborted) return;
    this.editor.prefetch(this.reel.nearby());
    this.#rememberSoon();
  }

  async step(by: number): Promise<void> {
    const frame = this.reel.neighbour(by);
    if (frame !== undefined && frame.id !== this.reel.frame?.id) await this.show(frame.id);
  }

  /** Selects the next or previous finding and brings it on screen. */
  async stepFinding(by: number): Promise<void> {
    const { list, selected } = this.findings;
    const at = list.findIndex((finding) => finding.id === selected?.id);
    const next = list[at < 0 ? 0 : Math.min(list.length - 1, Math.max(0, at + by))];
    if (next !== undefined) await this.selectFinding(next.id);
  }

  async selectFinding(findingId: (typeof this.findings.list)[number]['id']): Promise<void> {
    const finding = this.findings.list.find((one) => one.id === findingId);
    if (finding === undefined) return;
    this.findings.select(findingId);
    const first = finding.frames[0];
    if (first !== undefined && !finding.frames.some(({ frameId }) => frameId === this.reel.frame?.id)) {
      await this.show(first.frameId);
      this.findings.select(findingId);
    }
  }

  async label(classId: ClassId | null): Promise<void> {
    const finding = this.findings.selected;
    if (finding === null) return;
    const code = classId === null ? null : this.#app.labelClass(classId)?.code;
    await this.#app.attempt(async () => {
      if (!(await this.findings.label(finding.id, classId))) return;
      this.#dismissLabelToast();
      this.#labelToast = this.#app.toasts.show({
        tone: 'quiet',
        title:
          code === null ? `Finding ${finding.number}: label cleared` : `Finding ${finding.number}: ${code}`,
        action: { title: 'Undo', run: () => void this.undo() },
      });
    });
  }

  /** The model's first choice becomes the reader's label. */
  async labelAsPredicted(): Promise<void> {
    const finding = this.findings.selected;
    const first = finding === null ? undefined : this.findings.prediction(finding.id)?.classes[0];
    if (first !== undefined) await this.label(first.classId);
  }

  async undo(): Promise<void> {
    // It offers to undo the last label, which is no longer the last thing that was done.
    this.#dismissLabelToast();
    if (this.editor.stroking) {
      this.editor.cancelStroke();
      return;
    }
    await this.#app.attempt(async () => {
      if (this.history.nextUndo !== undefined) await this.history.undo();
      else if (!(await this.editor.undoOlder())) {
        this.#app.toasts.show({ tone: 'quiet', title: 'Nothing left to undo' });
      }
    });
  }

  async redo(): Promise<void> {
    await this.#app.attempt(() => this.history.redo());
  }

  /** The reader's answer to a mask that was changed from elsewhere. */
  async settleConflict(whose: 'mine' | 'theirs'): Promise<void> {
    const frameId = this.editor.saver.conflictFrame;
    if (frameId === null) return;
    if (whose === 'mine') {
      await this.editor.saver.keepMine();
      return;
    }
    this.editor.saver.takeTheirs();
    this.editor.drop(frameId);
    await this.#read();
    if (this.reel.frame?.id === frameId) await this.#reopen(frameId);
  }

  async predict(): Promise<void> {
    await this.#app.attempt(async () => {
      await this.#app.client.predictions.start({ studyIds: [this.id] });
    });
  }

  async report(format: 'pdf' | 'csv'): Promise<void> {
    this.#reporting = format;
    await this.#app.attempt(async () => {
      const { url, fileName } = await this.#app.client.exports.report({ studyId: this.id, format });
      download(url, fileName);
    });
    this.#reporting = null;
  }

  async addFinding(segmentValue: number | null): Promise<void> {
    const frame = this.reel.frame;
    if (frame === null) return;
    const segment = frame.mask?.segments.find((one) => one.value === segmentValue);
    await this.#app.attempt(() => this.findings.add(frame.id, segment?.id ?? null));
  }

  /** To another patient; the way back is offered, since a slip here mixes two people up. */
  async move(to: MoveTarget, name: string): Promise<boolean> {
    const from = this.#summary?.patient;
    return this.#app.attempt(async () => {
      await this.#app.client.studies.move({ studyId: this.id, to });
      await this.#read();
      this.#app.toasts.show({
        tone: 'good',
        title: `Moved to ${name}`,
        ...(from === undefined
          ? {}
          : { action: { title: 'Undo', run: () => void this.move({ patientId: from.id }, from.code) } }),
      });
    });
  }

  async erasePreview(subject: EraseSubject): Promise<ErasePreview> {
    return this.#app.client.studies.erasePreview(subject);
  }

  async erase(subject: EraseSubject, preview: ErasePreview): Promise<boolean> {
    return this.#app.attempt(async () => {
      const adapters = preview.adapters.map((adapter) => adapter.id);
      await this.#app.client.studies.erase({ subject, adapters });
      this.#app.toasts.show({ tone: 'quiet', title: 'Erased' });
      this.#app.navigation.forgetStudy(this.id);
    });
  }

  /** What the active adapter says of the selected finding under the mask as it is on screen now. */
  #askLive({ frameId, segments, bytes }: DrawnMask): void {
    const finding = this.findings.selected;
    const seen = finding?.frames.find((one) => one.frameId === frameId);
    if (finding === null || seen === undefined || !this.findings.isAnswered(finding)) return;
    const own = this.reel.frameOf(frameId)?.mask?.segments.find((one) => one.id === seen.segmentId);
    const stored = this.findings.prediction(finding.id)?.parts.find((one) => one.frameId === frameId);
    // A finding of the whole frame is every segment, as it is where predictions are made.
    const shown = seen.segmentId === null ? segments : segments.filter(({ value }) => value === own?.value);
    if (shown.length === 0) this.live.drop();
    else {
      const beside = stored?.id ?? null;
      this.live.ask({ findingId: finding.id, frameId, segments: shown, bytes, beside });
    }
  }

  #dismissLabelToast(): void {
    if (this.#labelToast !== null) this.#app.toasts.dismiss(this.#labelToast);
    this.#labelToast = null;
  }

  async #open(): Promise<void> {
    await this.#app.ready;
    const lastFrameId = await this.#read();
    const frames = this.reel.frames;
    const start = frames.find((frame) => frame.id === lastFrameId) ?? frames[0];
    if (start !== undefined) await this.show(start.id);
  }

  /** Answers the frame the reader left off at. */
  async #read(): Promise<FrameId | null> {
    try {
      const [detail] = await Promise.all([
        this.#app.client.studies.get({ studyId: this.id }),
        this.findings.readPredictions(),
      ]);
      this.#summary = detail.study;
      this.#failure = null;
      this.#takeFrames(detail.frames);
      this.findings.take(detail.findings);
      const here = this.reel.frame;
      if (here !== null && this.findings.selected === null) this.findings.follow(here.id);
      return detail.lastFrameId;
    } catch (error) {
      this.#failure = toFailure(error);
      return null;
    }
  }

  #takeFrames(frames: Awaited<ReturnType<App['client']['studies']['get']>>['frames']): void {
    const kept = new Map(this.reel.frames.map((frame) => [frame.id, frame]));
    // While strokes are on their way, what the page knows of a mask is newer than what was read.
    this.reel.take(
      frames.map((frame) => (this.editor.saver.waitsFor(frame.id) ? (kept.get(frame.id) ?? frame) : frame)),
    );
    for (const frame of this.reel.frames) {
      const replaced = this.editor.dropIfReplaced(frame);
      if (replaced && frame.id === this.reel.frame?.id) void this.#reopen(frame.id);
    }
  }

  async #reopen(frameId: FrameId): Promise<void> {
    this.editor.close();
    await this.show(frameId);
  }

  #maskClass(frameId: FrameId): ClassId | null {
    const frame = this.reel.frameOf(frameId);
    if (frame === undefined) return null;
    const schemaId = maskSchemaFor(frame, this.reel.frames, this.#app.schemas);
    return schemaId === null ? null : (this.#app.schema(schemaId)?.classes[0]?.id ?? null);
  }

  async #remember(): Promise<void> {
    const frame = this.reel.frame;
    // A convenience: if it fails, the next start opens at the first frame.
    if (frame !== null) {
      await this.#app.client.studies.remember({ studyId: this.id, frameId: frame.id }).catch(() => undefined);
    }
  }
}

export const [getStudy, setStudy] = createContext<Study>();
