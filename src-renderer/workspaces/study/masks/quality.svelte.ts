import type {
  FrameQuality,
  MaskQuality,
  QualityThresholds,
} from '../../../../src-shared/contract/masks.contract.ts';
import type { FrameId, StudyId } from '../../../../src-shared/domain/ids.ts';
import type { Client } from '../../../lib/bridge.ts';
import { toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import { debounced, soon } from '../../../lib/timing.ts';
import { usualThresholds, withoutReasons } from './reasons.ts';
import type { QualityReason } from './reasons.ts';

export interface QualityPorts {
  readonly client: { readonly masks: Pick<Client['masks'], 'quality'> };
  readonly studyId: StudyId;
  readonly show: (frameId: FrameId) => Promise<void>;
  /** Whether the list is on screen. */
  readonly isSeen: () => boolean;
}

/** Frames of one answer. The first is small, so that something is there at once. */
const pages = { first: 100, further: 500 } as const;
/** Milliseconds that edits gather before the list is read again, and that the form of thresholds must rest. */
const rests = { edits: 400, form: 400 } as const;
/** Every reading looks at all masks: of more than these, one waits until nothing has changed for so many milliseconds. */
const many = { masks: 1500, rest: 1500 } as const;
/** Answers in a row that measured nothing, after which it is not asked any more. */
const mostStalls = 3;

/** The masks of a study that are worth another look, the most conspicuous first. */
export class QualityQueue {
  readonly #ports: QualityPorts;
  #frames = $state.raw<readonly FrameQuality[]>([]);
  #next = $state.raw<number | null>(null);
  #counts = $state.raw<Pick<MaskQuality, 'masked' | 'flagged' | 'unmeasured'> | null>(null);
  #thresholds = $state.raw<QualityThresholds>(usualThresholds);
  #leftOut = $state.raw<ReadonlySet<QualityReason>>(new Set());
  #selectedId = $state.raw<FrameId | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #busy = $state(false);
  #wanted = false;
  /** Masks have changed while nobody looked at the list. */
  #old = false;
  #place = -1;
  /** Answers to older questions are dropped. */
  #turn = 0;
  #reading: Promise<void> = Promise.resolve();
  readonly #again = soon(rests.edits, () => void this.#start('keep'));
  readonly #rested = debounced(many.rest, () => void this.#start('keep'));
  readonly #asked = debounced(rests.form, () => void this.#start('new'));

  /** Frames with what is left out taken away. */
  readonly #shown = $derived(
    this.#frames.flatMap((quality) => {
      const reasons = quality.reasons.filter((reason) => !this.#leftOut.has(reason));
      const kept = reasons.length > 0 || quality.frameId === this.#selectedId;
      return kept ? [{ ...quality, reasons }] : [];
    }),
  );

  constructor(ports: QualityPorts) {
    this.#ports = ports;
  }

  /** One without a reason is the selected one, whose mask has been mended since. */
  get frames(): readonly FrameQuality[] {
    return this.#shown;
  }
  /** null: not known yet. */
  get counts(): Pick<MaskQuality, 'masked' | 'flagged' | 'unmeasured'> | null {
    return this.#counts;
  }
  get more(): boolean {
    return this.#next !== null;
  }
  get busy(): boolean {
    return this.#busy;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get thresholds(): QualityThresholds {
    return this.#thresholds;
  }
  get selected(): number {
    return this.#shown.findIndex((quality) => quality.frameId === this.#selectedId);
  }
  isLeftOut(reason: QualityReason): boolean {
    return this.#leftOut.has(reason);
  }

  /** Reads the list unless it is there; from then on it is kept up to date. */
  async want(): Promise<void> {
    if (!this.#wanted || this.#old) {
      this.#reading = this.#start(this.#wanted ? 'keep' : 'new');
      this.#wanted = true;
    }
    await this.#reading;
  }

  /** Masks of the study have changed. */
  changed(): void {
    if (!this.#wanted) return;
    this.#old = true;
    if (!this.#ports.isSeen()) return;
    if ((this.#counts?.masked ?? 0) > many.masks) this.#rested();
    else this.#again();
  }

  async retry(): Promise<void> {
    await this.#start('keep');
  }

  change(change: Partial<QualityThresholds>): void {
    this.#thresholds = { ...this.#thresholds, ...change };
    this.#asked();
  }

  leaveOut(reason: QualityReason, left: boolean): void {
    const next = new Set(this.#leftOut);
    if (left) next.add(reason);
    else next.delete(reason);
    this.#leftOut = next;
    this.#asked();
  }

  async select(frameId: FrameId): Promise<void> {
    this.#place = this.#shown.findIndex((quality) => quality.frameId === frameId);
    this.#selectedId = frameId;
    await this.#ports.show(frameId);
  }

  /** To the next or the previous one of the list; after the last comes the first. Whether there was one. */
  async step(by: 1 | -1): Promise<boolean> {
    // What may have changed since is no reason to wait.
    await (this.#wanted ? this.#reading : this.want());
    const list = this.#shown;
    // A selected frame that was taken out leaves its place to the one after it.
    const at = this.selected;
    const from = at >= 0 ? at + by : by > 0 ? Math.max(0, this.#place) : this.#place - 1;
    if (from >= list.length && this.more) await this.readMore();
    const target = this.#shown[from] ?? (by > 0 ? this.#shown[0] : this.#shown.at(-1));
    if (target === undefined) return false;
    await this.select(target.frameId);
    return true;
  }

  async readMore(): Promise<void> {
    const offset = this.#next;
    if (offset === null || this.#busy) return;
    const turn = this.#turn;
    this.#busy = true;
    try {
      const answer = await this.#ask(offset, pages.further);
      if (turn !== this.#turn) return;
      const known = new Set(this.#frames.map((quality) => quality.frameId));
      this.#frames = [...this.#frames, ...answer.frames.filter((quality) => !known.has(quality.frameId))];
      this.#tell(answer);
    } catch (error) {
      if (turn === this.#turn) this.#failure = toFailure(error);
    } finally {
      if (turn === this.#turn) this.#busy = false;
    }
  }

  dispose(): void {
    this.#turn++;
    this.#again.cancel();
    this.#rested.cancel();
    this.#asked.cancel();
  }

  /**
   * Reads until all masks are measured, showing what is known meanwhile.
   * @param order 'keep': what is listed keeps its place, so that nothing jumps under a hand
   */
  async #start(order: 'new' | 'keep'): Promise<void> {
    const turn = ++this.#turn;
    this.#old = false;
    this.#busy = true;
    this.#failure = null;
    try {
      for (let left = Infinity, stalls = 0; left > 0 && stalls < mostStalls;) {
        const answer = await this.#asMany(order === 'keep' ? this.#frames.length : pages.first);
        if (turn !== this.#turn) return;
        this.#frames =
          order === 'keep' ? inOldOrder(this.#frames, answer.frames, this.#selectedId) : answer.frames;
        this.#tell(answer);
        stalls = answer.unmeasured < left ? 0 : stalls + 1;
        left = answer.unmeasured;
      }
    } catch (error) {
      if (turn === this.#turn) this.#failure = toFailure(error);
    } finally {
      if (turn === this.#turn) this.#busy = false;
    }
  }

  /** At least so many frames from the beginning, where there are so many. */
  async #asMany(many: number): Promise<MaskQuality> {
    let answer = await this.#ask(0, many > pages.first ? pages.further : pages.first);
    while (answer.next !== null && answer.frames.length < many) {
      const further = await this.#ask(answer.next, pages.further);
      answer = { ...further, frames: [...answer.frames, ...further.frames] };
    }
    return answer;
  }

  #ask(offset: number, limit: number): Promise<MaskQuality> {
    const thresholds = withoutReasons(this.#thresholds, this.#leftOut);
    return this.#ports.client.masks.quality({ studyId: this.#ports.studyId, thresholds, offset, limit });
  }

  #tell({ next, masked, flagged, unmeasured }: MaskQuality): void {
    this.#next = next;
    this.#counts = { masked, flagged, unmeasured };
  }
}

/** What was read, in the order in which it is listed; the selected one stays, without reasons if it has none left. */
function inOldOrder(
  listed: readonly FrameQuality[],
  read: readonly FrameQuality[],
  selectedId: FrameId | null,
): FrameQuality[] {
  const found = new Map(read.map((quality) => [quality.frameId, quality]));
  const old = listed.flatMap((quality) => {
    const now = found.get(quality.frameId);
    if (now !== undefined) return [now];
    return quality.frameId === selectedId ? [{ ...quality, reasons: [] }] : [];
  });
  const known = new Set(old.map((quality) => quality.frameId));
  return [...old, ...read.filter((quality) => !known.has(quality.frameId))];
}
