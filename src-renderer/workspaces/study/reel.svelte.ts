import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId } from '../../../src-shared/domain/ids.ts';
import { isAbort, toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import type { Media } from '../../lib/media.ts';
import { FrameCache } from '../../viewer/frameCache.ts';

const pictureBudget = 400 * 1024 * 1024;
const ahead = 4;

/** A decoded picture with the frame it is of: never one shown for another. */
export interface Picture {
  readonly frameId: FrameId;
  readonly bitmap: ImageBitmap;
}

/** The frames of a study and the one on screen, with its neighbours decoded ahead. */
export class Reel {
  readonly #cache: FrameCache<FrameId, ImageBitmap>;
  #frames = $state.raw<readonly FrameSummary[]>([]);
  #frameId = $state.raw<FrameId | null>(null);
  #picture = $state.raw<Picture | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #loading = $state(false);

  constructor(media: Pick<Media, 'frame'>, decode: (blob: Blob) => Promise<ImageBitmap>) {
    this.#cache = new FrameCache({
      load: async (frameId, signal) => decode(await media.frame(frameId, signal)),
      bytesOf: (bitmap) => bitmap.width * bitmap.height * 4,
      release: (bitmap) => bitmap.close(),
      budgetBytes: pictureBudget,
    });
  }

  get frames(): readonly FrameSummary[] {
    return this.#frames;
  }
  get index(): number {
    return this.#frames.findIndex((frame) => frame.id === this.#frameId);
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

  /** Takes the frames as the workstation has them; the one on screen stays, if it is still there. */
  take(frames: readonly FrameSummary[]): void {
    this.#frames = frames;
  }

  takeMask(frameId: FrameId, mask: MaskSummary | null): void {
    this.#frames = this.#frames.map((frame) => (frame.id === frameId ? { ...frame, mask } : frame));
  }

  frameOf(frameId: FrameId): FrameSummary | undefined {
    return this.#frames.find((frame) => frame.id === frameId);
  }

  /** The frame so many steps away, held at the ends. */
  neighbour(by: number): FrameSummary | undefined {
    const to = Math.min(this.#frames.length - 1, Math.max(0, this.index + by));
    return this.#frames[to];
  }

  /** The frames nearest to the one on screen, the next ones first. */
  nearby(): FrameSummary[] {
    const at = this.index;
    const places = Array.from({ length: ahead }, (_, i) => [at + i + 1, at - i - 1]).flat();
    return places.flatMap((place) => this.#frames[place] ?? []);
  }

  async show(frameId: FrameId): Promise<void> {
    if (this.#frameId === frameId && (this.#loading || this.#picture?.frameId === frameId)) return;
    this.#frameId = frameId;
    this.#failure = null;
    this.#cache.pin(frameId);
    const held = this.#cache.peek(frameId);
    if (held !== undefined) {
      this.#loading = false;
      this.#picture = { frameId, bitmap: held };
    } else {
      this.#loading = true;
      try {
        const bitmap = await this.#cache.get(frameId);
        if (this.#frameId !== frameId) return;
        this.#picture = { frameId, bitmap };
        this.#loading = false;
      } catch (error) {
        if (this.#frameId !== frameId || isAbort(error)) return;
        this.#failure = toFailure(error);
        this.#picture = null;
        this.#loading = false;
      }
    }
    this.#cache.prefetch(this.nearby().map((frame) => frame.id));
  }

  dispose(): void {
    this.#picture = null;
    this.#cache.close();
  }
}
