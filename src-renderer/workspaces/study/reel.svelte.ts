import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { Size } from '../../../src-shared/domain/geometry.ts';
import type { FrameId } from '../../../src-shared/domain/ids.ts';
import { isAbort, toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import type { Media } from '../../lib/media.ts';
import { isReduced, keyOf, Pictures } from './pictures.ts';
import type { Picture, PictureKey } from './pictures.ts';

/** Frames decoded ahead on either side of one that rests, and before one that runs. */
const ahead = { resting: 4, running: 8 } as const;
/** Pictures decoded at a time while frames run. */
const lanes = 3;

/** The frames of a study and the one on screen, with its neighbours decoded ahead. */
export class Reel {
  readonly #media: Pick<Media, 'frame'>;
  readonly #decode: (blob: Blob, size: Size | null) => Promise<ImageBitmap>;
  readonly #pictures: Pictures;
  #frames = $state.raw<readonly FrameSummary[]>([]);
  /** Where each frame lies: a study may have thousands, and every step asks. */
  #places = $state.raw<ReadonlyMap<FrameId, number>>(new Map());
  #frameId = $state.raw<FrameId | null>(null);
  #picture = $state.raw<Picture | null>(null);
  #awaited: PictureKey | null = null;
  #failure = $state.raw<Failure | null>(null);
  #loading = $state(false);

  constructor(media: Pick<Media, 'frame'>, decode: (blob: Blob, size: Size | null) => Promise<ImageBitmap>) {
    this.#media = media;
    this.#decode = decode;
    this.#pictures = new Pictures(async (frameId, size, signal) =>
      decode(await media.frame(frameId, signal), size),
    );
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
  /** The frame's picture in all its pixels, once it is on screen. */
  wholePicture(frameId: FrameId): ImageBitmap | null {
    const shown = this.#picture;
    return shown === null || shown.frameId !== frameId || isReduced(shown) ? null : shown.bitmap;
  }
  get loading(): boolean {
    return this.#loading;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** What the decoded pictures hold, in bytes. */
  get bytes(): number {
    return this.#pictures.bytes;
  }

  /** Takes the frames as the workstation has them; the one on screen stays, if it is still there. */
  take(frames: readonly FrameSummary[]): void {
    this.#frames = frames;
    this.#places = new Map(frames.map((frame, i) => [frame.id, i]));
    if (this.#frameId === null || this.#places.has(this.#frameId)) return;
    // Nothing of a frame that is gone stays on screen.
    this.#frameId = null;
    this.#picture = null;
    this.#awaited = null;
    this.#failure = null;
    this.#loading = false;
  }

  /** Takes some of them anew; the others stay. */
  takeSome(changed: readonly FrameSummary[]): void {
    const frames = [...this.#frames];
    for (const frame of changed) {
      const at = this.placeOf(frame.id);
      if (at >= 0) frames[at] = frame;
    }
    this.#frames = frames;
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

  /** @param scale pixels of the screen a pixel of the frame is shown in */
  isDecoded(frameId: FrameId, scale: number): boolean {
    const frame = this.frameOf(frameId);
    return frame !== undefined && this.#pictures.has(frame, scale);
  }

  /** A picture of one's own, outside of what is kept here: whoever asks closes it. */
  async read(frameId: FrameId, signal: AbortSignal): Promise<ImageBitmap> {
    return this.#decode(await this.#media.frame(frameId, signal), null);
  }

  /** Puts a frame on screen; what was being loaded for frames that were passed is given up. */
  show(frameId: FrameId): Promise<void> {
    return this.glance(frameId, 1);
  }

  /**
   * The same for a frame that passes.
   * @param scale pixels of the screen a pixel of the frame is shown in: it need not come in more
   */
  async glance(frameId: FrameId, scale: number): Promise<void> {
    const frame = this.frameOf(frameId);
    if (frame === undefined) return;
    const key = keyOf(frame, scale);
    if (this.#frameId === frameId && (this.#awaited === key || this.#shows(key))) return;
    this.#frameId = frameId;
    this.#failure = null;
    const held = this.#pictures.peek(frame, scale);
    if (held !== undefined) {
      this.#settle(held);
      return;
    }
    // The former picture stays on screen until this one is here.
    this.#pictures.pin(key, this.#picture?.key);
    this.#pictures.keepLoading(key);
    this.#awaited = key;
    this.#loading = true;
    try {
      const picture = await this.#pictures.get(frame, scale);
      if (this.#awaited === key) this.#settle(picture);
    } catch (error) {
      if (this.#awaited !== key || isAbort(error)) return;
      this.#failure = toFailure(error);
      this.#picture = null;
      this.#awaited = null;
      this.#loading = false;
    }
  }

  /** Decodes the neighbours of the frame on screen, one after the other. */
  prefetch(): void {
    this.#pictures.prefetch(this.nearby(), 1);
  }

  /** Decodes what comes next while frames run. */
  runAhead(frames: readonly FrameSummary[], scale: number): void {
    this.#pictures.prefetch(frames, scale, lanes);
  }

  dispose(): void {
    this.#picture = null;
    this.#pictures.close();
  }

  #shows(key: PictureKey): boolean {
    const shown = this.#picture;
    return shown !== null && shown.frameId === this.#frameId && (shown.key === key || !isReduced(shown));
  }

  #settle(picture: Picture): void {
    this.#picture = picture;
    this.#awaited = null;
    this.#loading = false;
    this.#pictures.pin(picture.key);
  }
}
