import type { FrameSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import { soon } from '../../lib/timing.ts';

export interface MaskNewsPorts {
  /** A frame as this page has it. */
  readonly frame: (frameId: FrameId) => FrameSummary | undefined;
  /** Whether strokes on it are on their way: then the page knows more of its mask than the workstation. */
  readonly isUnsaved: (frameId: FrameId) => boolean;
  /** Whether a frame has to be asked for although its mask is the one that the page has. */
  readonly always: () => boolean;
  readonly read: (frameIds: FrameId[]) => Promise<readonly FrameSummary[]>;
  readonly take: (frames: readonly FrameSummary[]) => void;
  readonly fail: (error: unknown) => void;
}

/** Milliseconds that notices gather. */
const gathering = 150;
/** Frames asked for in one call. */
const atATime = 500;

/**
 * Masks of single frames that the workstation says have changed. Notices of this page's own strokes tell nothing new; of
 * the others, those frames alone are read: what a stroke costs does not depend on how many frames the study has.
 */
export class MaskNews {
  readonly #ports: MaskNewsPorts;
  /** The version that counts as far as the notices say; undefined: they do not. */
  readonly #waiting = new Map<FrameId, MaskVersionId | null | undefined>();
  readonly #soon = soon(gathering, () => void this.#look());

  constructor(ports: MaskNewsPorts) {
    this.#ports = ports;
  }

  changed(frameId: FrameId, version: MaskVersionId | null | undefined): void {
    this.#waiting.set(frameId, version);
    this.#soon();
  }

  dispose(): void {
    this.#waiting.clear();
    this.#soon.cancel();
  }

  async #look(): Promise<void> {
    const asked = this.#due();
    if (asked.size > 0) {
      try {
        this.#take(asked, await this.#ports.read([...asked.keys()]));
      } catch (error) {
        this.#ports.fail(error);
      }
    }
    if (this.#waiting.size > 0) this.#soon();
  }

  /** The frames to ask for, as the page has them now. */
  #due(): Map<FrameId, FrameSummary> {
    const { frame, isUnsaved, always } = this.#ports;
    const due = new Map<FrameId, FrameSummary>();
    for (const [frameId, version] of this.#waiting) {
      if (due.size === atATime) break;
      if (isUnsaved(frameId)) continue;
      this.#waiting.delete(frameId);
      const known = frame(frameId);
      if (known === undefined) continue;
      if (always() || version !== (known.mask?.id ?? null)) due.set(frameId, known);
    }
    return due;
  }

  #take(asked: ReadonlyMap<FrameId, FrameSummary>, frames: readonly FrameSummary[]): void {
    const { frame, isUnsaved, take } = this.#ports;
    // What was drawn or read while the question was on its way may be newer than the answer.
    const isOld = ({ id }: FrameSummary): boolean => frame(id) !== asked.get(id) || isUnsaved(id);
    for (const { id } of frames.filter(isOld)) {
      if (!this.#waiting.has(id)) this.#waiting.set(id, undefined);
    }
    take(frames.filter((one) => !isOld(one)));
  }
}
