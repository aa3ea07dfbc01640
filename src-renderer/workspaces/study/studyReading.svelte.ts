import type {
  FrameSummary,
  MaskSummary,
  StudySummary,
} from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId, MaskVersionId, StudyId } from '../../../src-shared/domain/ids.ts';
import type { Client } from '../../lib/bridge.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import { soon } from '../../lib/timing.ts';
import type { Findings } from './findings.svelte.ts';
import type { MaskEditor } from './maskEditor.svelte.ts';
import { MaskNews } from './maskNews.ts';
import type { Reel } from './reel.svelte.ts';

/** From here on a study is read again less often. */
const manyFrames = 1500;

export interface ReadingPorts {
  readonly client: Client;
  readonly studyId: StudyId;
  readonly reel: Reel;
  readonly findings: Findings;
  readonly editor: () => Pick<MaskEditor, 'saver' | 'dropIfReplaced'>;
  /** The mask on screen was replaced from elsewhere. */
  readonly reopen: (frameId: FrameId) => void;
  /** Frames are in this study no more. `at`: the place of the one on screen, before. */
  readonly left: (at: number) => void;
}

/** What the page knows of a study, and how it stays as the workstation has it: read as a whole, or frame by frame. */
export class StudyReading {
  readonly #ports: ReadingPorts;
  readonly #news: MaskNews;
  #summary = $state.raw<StudySummary | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #asked = 0;
  #shown = 0;
  readonly #soon = soon(150, () => void this.read());
  /** Of thousands of frames, what is told of each is too much to be read after every change. */
  readonly #later = soon(2000, () => void this.read());

  constructor(ports: ReadingPorts) {
    this.#ports = ports;
    this.#news = new MaskNews({
      frame: (frameId) => ports.reel.frameOf(frameId),
      isUnsaved: (frameId) => ports.editor().saver.waitsFor(frameId),
      // Its first mask makes a study another one.
      always: () => this.#summary?.state === 'new',
      read: (frameIds) => this.frames(frameIds),
      take: (frames) => this.take(frames),
      // What does not come is asked for with all the rest, which says why.
      fail: () => this.#soon(),
    });
  }

  get summary(): StudySummary | null {
    return this.#summary;
  }
  get failure(): Failure | null {
    return this.#failure;
  }

  /** Something of the study is not as it was read. */
  changed(): void {
    if (this.#ports.reel.frames.length > manyFrames) this.#later();
    else this.#soon();
  }

  /** The mask of a frame is not as it was; the version that counts now where that is known. */
  maskChanged(frameId: FrameId, version: MaskVersionId | null | undefined): void {
    this.#news.changed(frameId, version);
  }

  /** All of it. Answers the frame the reader left off at. */
  async read(): Promise<FrameId | null> {
    const { client, studyId, reel, findings } = this.#ports;
    const before = reel.frames;
    const asked = ++this.#asked;
    try {
      const [detail] = await Promise.all([client.studies.get({ studyId }), findings.readPredictions()]);
      // Answers may come in another order than they were asked for: what is older than what is shown tells nothing.
      if (asked < this.#shown) return detail.lastFrameId;
      this.#shown = asked;
      this.#summary = detail.study;
      this.#failure = null;
      const at = reel.index;
      const known = reel.frames;
      this.#takeAll(detail.frames, before);
      findings.take(detail.findings);
      if (known.some(({ id }) => reel.frameOf(id) === undefined)) this.#ports.left(at);
      const here = reel.frame;
      if (here !== null && findings.selected === null) findings.follow(here.id);
      return detail.lastFrameId;
    } catch (error) {
      if (asked > this.#shown) this.#failure = toFailure(error);
      return null;
    }
  }

  /** Some frames as the workstation has them now. */
  async frames(frameIds: FrameId[]): Promise<readonly FrameSummary[]> {
    const { client, studyId } = this.#ports;
    const { state, frames } = await client.studies.frames({ studyId, frameIds });
    if (this.#summary !== null && this.#summary.state !== state) this.#summary = { ...this.#summary, state };
    return frames;
  }

  /** Shows some frames as they were read. */
  take(frames: readonly FrameSummary[]): void {
    this.#ports.reel.takeSome(frames);
    for (const { id, mask } of frames) this.#ports.findings.takeMask(id, mask?.id ?? null);
    this.#dropReplaced(frames);
  }

  /** The workstation holds this mask of the frame now. */
  takeMask(frameId: FrameId, mask: MaskSummary | null): void {
    this.#ports.reel.takeMask(frameId, mask);
    this.#ports.findings.takeMask(frameId, mask?.id ?? null);
  }

  dispose(): void {
    this.#soon.cancel();
    this.#later.cancel();
    this.#news.dispose();
  }

  /** @param before the frames as they were when the others were asked for */
  #takeAll(frames: readonly FrameSummary[], before: readonly FrameSummary[]): void {
    const { reel, editor } = this.#ports;
    const former = new Map(before.map(({ id, mask }) => [id, mask?.id]));
    // Of a mask that is being drawn, or was while the answer was on its way, the page knows more than the answer.
    const isOld = ({ id, mask }: FrameSummary): boolean =>
      editor().saver.waitsFor(id) || (former.has(id) && former.get(id) !== mask?.id);
    const kept = new Map(reel.frames.filter(isOld).map((frame) => [frame.id, frame]));
    reel.take(frames.map((frame) => kept.get(frame.id) ?? frame));
    for (const frameId of kept.keys()) this.#news.changed(frameId, undefined);
    this.#dropReplaced(reel.frames);
  }

  /** What is held of masks that were replaced from elsewhere; the one on screen is shown anew. */
  #dropReplaced(frames: readonly FrameSummary[]): void {
    const { reel, editor, reopen } = this.#ports;
    for (const frame of frames) {
      const replaced = editor().dropIfReplaced(frame);
      if (replaced && frame.id === reel.frame?.id) reopen(frame.id);
    }
  }
}
