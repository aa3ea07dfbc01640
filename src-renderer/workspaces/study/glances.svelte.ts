import type { FrameSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { Media } from '../../lib/media.ts';
import { FrameCache } from '../../viewer/frameCache.ts';
import type { Reel } from './reel.svelte.ts';
import { Scrubber } from './scrubber.ts';

/** Of decoded label maps, in bytes, one a pixel: 126 of 1920 × 1080, 31 of 3840 × 2160. */
export const maskBudget = 250 * 1024 * 1024;
/** Masks fetched at a time while frames run. */
const lanes = 2;

export interface GlancePorts {
  readonly media: Pick<Media, 'mask'>;
  readonly reel: Reel;
  /** The frame on screen is left, and what comes is looked at alone. */
  readonly leave: () => void;
  /** The frame on screen stays: everything of it is opened. */
  readonly rest: (frameId: FrameId) => void;
  /** Whether the mask that is stored is older than the one that was drawn. */
  readonly isUnsaved: (frameId: FrameId) => boolean;
  /** Pixels of the screen that a pixel of a frame is shown in. */
  readonly scale: () => number;
  readonly nextFrame: (run: (time: number) => void) => () => void;
}

/**
 * Frames that are looked at in passing, with their masks as they are stored: nothing can be drawn on them before they
 * rest. A frame's mask is shown over its own picture or not at all.
 */
export class Glances {
  readonly #ports: GlancePorts;
  readonly #masks: FrameCache<MaskVersionId, LabelMap>;
  readonly #scrubber: Scrubber;
  #running = $state(false);
  #mask = $state.raw<{ readonly frameId: FrameId; readonly map: LabelMap } | null>(null);

  constructor(ports: GlancePorts) {
    this.#ports = ports;
    this.#masks = new FrameCache({
      load: (id, signal) => ports.media.mask(id, signal),
      bytesOf: (map) => map.labels.length,
      release: () => undefined,
      budgetBytes: maskBudget,
    });
    const { reel } = ports;
    this.#scrubber = new Scrubber({
      neighbour: (by) => {
        const next = reel.neighbour(by);
        return next === undefined || next.id === reel.frame?.id ? null : next.id;
      },
      ready: (frameId) => this.#isReady(frameId),
      glance: (frameId) => this.#glance(frameId),
      jump: (frameId) => this.#jump(frameId),
      ahead: (direction) => this.#runAhead(direction),
      rest: () => {
        if (reel.frame !== null) ports.rest(reel.frame.id);
      },
      nextFrame: ports.nextFrame,
    });
  }

  /** Whether frames are passing. */
  get running(): boolean {
    return this.#running;
  }
  /** What the label maps hold, in bytes. */
  get bytes(): number {
    return this.#masks.bytes;
  }

  /** A stored version, which never changes: shared with whoever else asks. */
  version(id: MaskVersionId): Promise<LabelMap> {
    return this.#masks.get(id);
  }

  /** The stored mask of a frame if it can be shown; null: it has none, or none that is decoded. */
  maskOf(frameId: FrameId): LabelMap | null {
    return this.#mask?.frameId === frameId && !this.#ports.isUnsaved(frameId) ? this.#mask.map : null;
  }

  /** Frame by frame in a direction (−1, 1), until `release`. */
  run(direction: number): void {
    this.#running = true;
    this.#scrubber.run(direction);
  }
  /** Straight to a frame. */
  to(frameId: FrameId): void {
    if (this.#ports.reel.frame?.id === frameId) return;
    this.#running = true;
    this.#scrubber.to(frameId);
  }
  release(): void {
    this.#running = false;
    this.#scrubber.release();
  }

  /** Brings a frame's stored mask on screen as soon as it is there. */
  look(frame: FrameSummary): void {
    const version = frame.mask?.id;
    this.#mask = null;
    if (version === undefined) return;
    const held = this.#masks.peek(version);
    if (held !== undefined) {
      this.#mask = { frameId: frame.id, map: held };
      return;
    }
    this.#masks.get(version).then(
      (map) => {
        if (this.#ports.reel.frame?.id === frame.id) this.#mask = { frameId: frame.id, map };
      },
      // Said where the mask is opened to be drawn on.
      () => undefined,
    );
  }

  dispose(): void {
    this.#running = false;
    this.#mask = null;
    this.#masks.close();
  }

  #glance(frameId: FrameId): void {
    const frame = this.#ports.reel.frameOf(frameId);
    if (frame === undefined) return;
    this.#ports.leave();
    // What it cannot show it says itself.
    void this.#ports.reel.glance(frameId, this.#ports.scale());
    this.look(frame);
  }

  /** What was on its way for frames that are passed over is given up. */
  #jump(frameId: FrameId): void {
    const version = this.#ports.reel.frameOf(frameId)?.mask?.id;
    this.#masks.keepLoading(version === undefined ? [] : [version]);
    this.#glance(frameId);
  }

  #isReady(frameId: FrameId): boolean {
    const { reel } = this.#ports;
    const mask = reel.frameOf(frameId)?.mask ?? null;
    return reel.isDecoded(frameId, this.#ports.scale()) && (mask === null || this.#masks.has(mask.id));
  }

  #runAhead(direction: number): void {
    const coming = this.#ports.reel.coming(direction);
    this.#ports.reel.runAhead(coming, this.#ports.scale());
    this.#masks.prefetch(
      coming.flatMap(({ mask }) => mask?.id ?? []),
      lanes,
    );
  }
}
