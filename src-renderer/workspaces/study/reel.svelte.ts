import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId } from '../../../src-shared/domain/ids.ts';
import { isAbort, toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import type { Media } from '../../lib/media.ts';
import { FrameCache } from '../../viewer/frameCache.ts';

/** Of decoded pictures, 4 bytes a pixel: 48 frames of 1920 × 1080, 12 of 3840 × 2160. */
export const pictureBudget = 400 * 1024 * 1024;
/** Frames decoded ahead on either side of one that rests, and before one that runs. */
const ahead = { resting: 4, running: 8 } as const;
/** Pictures decoded at a time while frames run. */
const lanes = 3;

/** A decoded picture with the frame it is of: never one shown for another. */
export interface Picture {
  readonly frameId: FrameId;
  readonly bitmap: ImageBitmap;
}

/** The frames of a study and the one on screen, with its neighbours decoded ahead. */
export class Reel {
  readonly #media: Pick<Media, 'frame'>;
  readonly #decode: (blob: Blob) => Promise<ImageBitmap>;
  readonly #cache: FrameCache<FrameId, ImageBitmap>;
  #frames = $state.raw<readonly FrameSummary[]>([]);
  /** Where each frame lies: a study may have thousands, and every step asks. */
  #places = $state.raw<ReadonlyMap<FrameId, number>>(new Map());
  #frameId = $state.raw<FrameId | null>(null);
  #picture = $state.raw<Picture | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #loading = $state(false);

  constructor(media: Pick<Media, 'frame'>, decode: (blob: Blob) => Promise<ImageBitmap>) {
    this.#media = media;
    this.#decode = decode;
    this.#cache = new FrameCache({
      load: (frameId, signal) => this.read(frameId, signal),
      bytesOf: (bitmap) => bitmap.width * bitmap.height * 4,
      release: (bitmap) => bitmap.close(),
      budgetBytes: pictureBudget,
    });
  }

  get frames(): readonly FrameSummary[] {
    return this.#frames;
  }
  get index(): number {
    return this.#frameId === null ? -1 : this.placeOf(this.#frameId);
  }
  get frame(): FrameSummary | null {
    return this.#frames[this.index] ?? null;
  }
  /** What can be shown: the picture of the frame, or the former one for the moment it takes to decode. */
  get picture(): Picture | null {
    return this.#picture;
  }
  get loading(): boolean {
    return this.#loading;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** What the decoded pictures hold, in bytes. */
  get bytes(): number {
    return this.#cache.bytes;
  }

  /** Takes the frames as the workstation has them; the one on screen stays, if it is still there. */
  take(frames: readonly FrameSummary[]): void {
    this.#frames = frames;
    this.#places = new Map(frames.map((frame, i) => [frame.id, i]));
  }

  takeMask(frameId: FrameId, mask: MaskSummary | null): void {
    const at = this.placeOf(frameId);
    const frame = this.#frames[at];
    if (frame !== undefined) this.#frames = this.#frames.with(at, { ...frame, mask });
  }

  /** −1: no frame of this study. */
  placeOf(frameId: FrameId): number {
    return this.#places.get(frameId) ?? -1;
  }

  frameOf(frameId: FrameId): FrameSummary | undefined {
    return this.#frames[this.placeOf(frameId)];
  }

  /** The frame so many steps away, held at the ends. */
  neighbour(by: number): FrameSummary | undefined {
    const to = Math.min(this.#frames.length - 1, Math.max(0, this.index + by));
    return this.#frames[to];
  }

  /** The frames nearest to the one on screen, the next ones first. */
  nearby(): FrameSummary[] {
    const at = this.index;
    const places = Array.from({ length: ahead.resting }, (_, i) => [at + i + 1, at - i - 1]).flat();
    return places.flatMap((place) => this.#frames[place] ?? []);
  }

  /** The frames that come next in a direction (−1, 1). */
  coming(direction: number): FrameSummary[] {
    const at = this.index;
    const places = Array.from({ length: ahead.running }, (_, i) => at + (i + 1) * direction);
    return places.flatMap((place) => this.#frames[place] ?? []);
  }

  isDecoded(frameId: FrameId): boolean {
    return this.#cache.has(frameId);
  }

  /** A picture of one's own, outside of what is kept here: whoever asks closes it. */
  async read(frameId: FrameId, signal: AbortSignal): Promise<ImageBitmap> {
    return this.#decode(await this.#media.frame(frameId, signal));
  }

  /** Puts a frame on screen; what was being loaded for frames that were passed is given up. */
  async show(frameId: FrameId): Promise<void> {
    if (this.#frameId === frameId && (this.#loading || this.#picture?.frameId === frameId)) return;
    this.#frameId = frameId;
    this.#failure = null;
    const held = this.#cache.peek(frameId);
    if (held !== undefined) {
      this.#loading = false;
      this.#settle(frameId, held);
      return;
    }
    // The former picture stays on screen until this one is here.
    this.#cache.pin(frameId, ...(this.#picture === null ? [] : [this.#picture.frameId]));
    this.#cache.keepLoading([frameId]);
    this.#loading = true;
    try {
      const bitmap = await this.#cache.get(frameId);
      if (this.#frameId !== frameId) return;
      this.#settle(frameId, bitmap);
      this.#loading = false;
    } catch (error) {
      if (this.#frameId !== frameId || isAbort(error)) return;
      this.#failure = toFailure(error);
      this.#picture = null;
      this.#loading = false;
    }
  }

  /** Decodes the neighbours of the frame on screen, one after the other. */
  prefetch(): void {
    this.#cache.prefetch(this.nearby().map((frame) => frame.id));
  }

  /** Decodes what comes next while frames run. */
  runAhead(frames: readonly FrameSummary[]): void {
    this.#cache.prefetch(
      frames.map((frame) => frame.id),
      lanes,
    );
  }

  dispose(): void {
    this.#picture = null;
    this.#cache.close();
  }

  #settle(frameId: FrameId, bitmap: ImageBitmap): void {
    this.#picture = { frameId, bitmap };
    this.#cache.pin(frameId);
  }
}
