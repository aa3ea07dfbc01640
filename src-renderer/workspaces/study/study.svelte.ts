import { createContext } from 'svelte';
import type { MaskSummary, StudySummary } from '../../../src-shared/contract/studies.contract.ts';
import type { ClassId, FrameId, StudyId } from '../../../src-shared/domain/ids.ts';
import type { Failure } from '../../lib/failure.ts';
import { debounced } from '../../lib/timing.ts';
import { t } from '../../lib/words.ts';
import type { App } from '../shell/app.svelte.ts';
import { Findings } from './findings.svelte.ts';
import { Glances } from './glances.svelte.ts';
import { History } from './history.svelte.ts';
import { LiveAnswers } from './liveAnswers.svelte.ts';
import { maskSchemaFor } from './maskDocuments.ts';
import { PixelReader } from '../../viewer/tools/framePixels.ts';
import type { DrawnMask } from './editorPorts.ts';
import { FrameEdits } from './frameEdits.ts';
import { FrameMoves } from './frameMoves.ts';
import { MaskEditor } from './maskEditor.svelte.ts';
import { SegmentEdits } from './segmentEdits.ts';
import { Opinions } from './opinions.ts';
import { followMethods } from './proposalMethods.ts';
import { decodePicture } from './pictures.ts';
import { Reel } from './reel.svelte.ts';
import { Remarks } from './remarks/remarks.svelte.ts';
import { Signing } from './signing.svelte.ts';
import { SecondReading } from './reading/secondReading.svelte.ts';
import { Saliency } from './prediction/saliency.svelte.ts';
import { StudyReading } from './studyReading.svelte.ts';
import { StudyRecord } from './studyRecord.svelte.ts';
import { StudyView } from './viewState.svelte.ts';

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
  | 'preferences'
>;

/** One study on screen: its frames, the mask being edited, its findings, and one history of all that was done. */
export class Study {
  readonly id: StudyId;
  readonly reel: Reel;
  readonly editor: MaskEditor;
  readonly segmentEdits: SegmentEdits;
  readonly frameEdits: FrameEdits;
  readonly frameMoves: FrameMoves;
  readonly findings: Findings;
  readonly opinions: Opinions;
  readonly second: SecondReading;
  readonly record: StudyRecord;
  readonly signing: Signing;
  readonly remarks: Remarks;
  readonly live: LiveAnswers;
  readonly saliency: Saliency;
  readonly glances: Glances;
  readonly view: StudyView;
  readonly history = new History();
  readonly #app: StudyApp;
  readonly #reading: StudyReading;
  readonly #pixels = new PixelReader();
  #maskShown = $state(true);
  #opacity = $state(0.18);
  #opening: AbortController | null = null;
  /** Notes where the reader is; `flush` where the page goes before it has. */
  readonly rememberSoon = debounced(800, () => void this.#remember());

  constructor(app: StudyApp, id: StudyId, decode = decodePicture) {
    this.#app = app;
    this.id = id;
    this.reel = new Reel(app.media, decode);
    this.findings = new Findings(app, id, this.history);
    this.#reading = new StudyReading({
      client: app.client,
      studyId: id,
      reel: this.reel,
      findings: this.findings,
      editor: () => this.editor,
      reopen: (frameId) => void this.#reopen(frameId),
      left: (at) => this.frameMoves.left(at),
    });
    const changed = async (): Promise<void> => void (await this.#reading.read());
    this.record = new StudyRecord(app, id, { patient: () => this.summary?.patient ?? null, changed });
    this.frameMoves = new FrameMoves(app, this, { leave: () => this.#leave(), changed });
    this.opinions = new Opinions(app, this.findings, {
      change: (work) => this.change(work),
      undo: () => void this.undo(),
      frameId: () => this.reel.frame?.id ?? null,
    });
    this.second = new SecondReading(app, id, this.history, this.findings);
    this.signing = new Signing(app, id, { settled: () => this.editor.saver.settled(), changed });
    this.remarks = new Remarks(app, id, this.history, {
      frame: () => this.reel.frame,
      frames: () => this.reel.frames,
      scale: () => this.view.camera.view.scale,
      show: (frameId) => this.show(frameId),
      change: (work) => this.change(work),
    });
    this.live = new LiveAnswers({
      media: app.media,
      beforePaint(run) {
        const request = requestAnimationFrame(run);
        return () => cancelAnimationFrame(request);
      },
    });
    this.saliency = new Saliency({
      media: app.media,
      view: {
        showHeat: (frameId, map, opacity) => this.view.showHeat(frameId, map, opacity),
        hideHeat: () => this.view.hideHeat(),
        setHeatOpacity: (opacity) => this.view.setHeatOpacity(opacity),
      },
    });
    this.glances = new Glances({
      media: app.media,
      reel: this.reel,
      leave: () => this.#leave(),
      rest: (frameId) => void this.show(frameId),
      isUnsaved: (frameId) => this.editor.saver.waitsFor(frameId),
      scale: () => this.view.camera.view.scale * globalThis.devicePixelRatio,
      nextFrame(run) {
        const request = requestAnimationFrame(run);
        return () => cancelAnimationFrame(request);
      },
    });
    this.view = new StudyView({
      frame: () => this.reel.frame,
      map: () => this.editor.map,
      frameOf: (frameId) => this.reel.frameOf(frameId),
      picture: (frameId, signal) => this.reel.read(frameId, signal),
      mask: (id) => this.glances.version(id),
      versions: (frameId) => app.client.masks.history({ frameId }),
      lend: (tool) => this.editor.desk.lend(tool),
      fail: (error) => app.toasts.fail(error),
    });
    this.editor = new MaskEditor({
      studyId: id,
      media: { ...app.media, mask: (id) => this.glances.version(id) },
      client: app.client,
      history: this.history,
      frames: () => this.reel.frames,
      frameOf: (frameId) => this.reel.frameOf(frameId),
      locked: () => this.locked,
      scale: () => this.view.camera.view.scale,
      pixels: (frameId) => {
        const picture = this.reel.wholePicture(frameId);
        return picture === null ? null : this.#pixels.of(picture);
      },
      propose: (request, signal) => app.media.propose(request, signal),
      // What fails here fails again, and is told, when a proposal is asked for.
      warm: () => void app.client.proposals.warm().catch(() => undefined),
      current: async (frameId) => (await this.#reading.frames([frameId]))[0]?.mask ?? null,
      saved: (frameId, mask) => this.takeMask(frameId, mask),
      drawn: (mask) => this.#askLive(mask),
      show: (frameId) => this.show(frameId),
      say: (title) => void app.toasts.show({ tone: 'quiet', title }),
      fail: (error) => app.toasts.fail(error),
    });
    this.segmentEdits = new SegmentEdits(this.editor);
    this.frameEdits = new FrameEdits(this.editor);
  }

  /** Reads the study and follows its changes; returns the disposer. */
  start(): () => void {
    void this.#open();
    const unlisten = this.#app.changes.listen(
      ['study', 'masks', 'labels', 'predictions', 'adapters'],
      (id, { frameId, maskVersionId }) => {
        if (id !== null && id !== this.id) return;
        if (frameId !== undefined) this.#reading.maskChanged(frameId, maskVersionId);
        else this.#reading.changed();
      },
    );
    const unlistenMethods = followMethods(this.#app, this.editor.desk.settings);
    const leave = this.signing.start();
    const forgetRemarks = this.remarks.start();
    const forgetLive = this.#app.changes.listen(['adapters'], () => this.live.renew());
    return () => {
      unlisten();
      unlistenMethods();
      forgetLive();
      leave();
      forgetRemarks();
      this.live.drop();
      this.opinions.dismiss();
      this.#reading.dispose();
      this.rememberSoon.flush();
      this.#opening?.abort();
      this.view.dispose();
      this.editor.dispose();
      this.glances.dispose();
      this.reel.dispose();
    };
  }

  get summary(): StudySummary | null {
    return this.#reading.summary;
  }
  get failure(): Failure | null {
    return this.#reading.failure;
  }
  /** Signed, and no amendment is open: nothing of its reading changes. */
  get locked(): boolean {
    return this.summary?.locked ?? false;
  }
  get maskShown(): boolean {
    return this.#maskShown;
  }
  get opacity(): number {
    return this.#opacity;
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
    this.#leave();
    const opening = new AbortController();
    this.#opening = opening;
    this.findings.follow(frameId);
    const picture = this.reel.show(frameId);
    this.glances.look(frame);
    try {
      await this.editor.open(frame, this.#maskClass(frameId), opening.signal);
    } catch (error) {
      if (!opening.signal.aborted) this.#app.toasts.fail(error);
    }
    await picture;
    if (opening.signal.aborted) return;
    this.reel.prefetch();
    this.editor.prefetch(this.reel.nearby());
    this.rememberSoon();
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

  /** Something that changes the reading: it runs unless the study is signed, and says what went wrong. */
  async change(work: () => Promise<unknown>): Promise<boolean> {
    return !this.#isLocked() && (await this.#app.attempt(work));
  }

  async undo(): Promise<void> {
    // It offers to undo the last label, which is no longer the last thing that was done.
    this.opinions.dismiss();
    if (this.editor.desk.cancel()) return;
    if (this.history.nextUndo?.signedToo !== true && this.#isLocked()) return;
    await this.#app.attempt(async () => {
      await this.editor.preload();
      if ((await this.history.undo()) === undefined) {
        this.#app.toasts.show({ tone: 'quiet', title: t('study.nothing-to-undo') });
      }
    });
  }

  async redo(): Promise<void> {
    if (this.history.nextRedo?.signedToo !== true && this.#isLocked()) return;
    await this.#app.attempt(async () => {
      await this.editor.preload();
      await this.history.redo();
    });
  }

  /** Something that may fail, and then says so. */
  run(work: () => Promise<void>): void {
    void this.#app.attempt(work);
  }

  /** The workstation holds this mask of the frame now. */
  takeMask(frameId: FrameId, mask: MaskSummary | null): void {
    this.#reading.takeMask(frameId, mask);
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
    await this.#app.attempt(async () => this.#reading.take(await this.#reading.frames([frameId])));
    if (this.reel.frame?.id === frameId) await this.#reopen(frameId);
  }

  async predict(): Promise<void> {
    if (this.#isLocked()) return;
    await this.#app.attempt(async () => {
      await this.#app.client.predictions.start({ studyIds: [this.id] });
    });
  }

  async addFinding(segmentValue: number | null): Promise<void> {
    const frame = this.reel.frame;
    if (frame === null || this.#isLocked()) return;
    const segment = frame.mask?.segments.find((one) => one.value === segmentValue);
    await this.#app.attempt(() => this.findings.add(frame.id, segment?.id ?? null));
  }

  #isLocked(): boolean {
    if (this.locked) this.#app.toasts.show({ tone: 'quiet', title: t('study.locked') });
    return this.locked;
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

  /** Nothing can be drawn any more, and nothing that was asked for the frame on screen is waited for. */
  #leave(): void {
    this.#opening?.abort();
    if (this.editor.map !== null) this.editor.close();
    this.#pixels.drop();
    this.live.drop();
  }

  async #open(): Promise<void> {
    await this.#app.ready;
    const lastFrameId = await this.#reading.read();
    // Asked for again where it is needed.
    void this.editor.preload().catch(() => undefined);
    const frames = this.reel.frames;
    const start = frames.find((frame) => frame.id === lastFrameId) ?? frames[0];
    if (start !== undefined) await this.show(start.id);
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
