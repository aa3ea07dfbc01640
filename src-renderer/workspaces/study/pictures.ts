import type { Size } from '../../../src-shared/domain/geometry.ts';
import type { FrameId } from '../../../src-shared/domain/ids.ts';
import type { PictureSource } from '../../viewer/drawing.ts';
import { FrameCache } from '../../viewer/frameCache.ts';

/**
 * Of decoded pictures, in bytes, 4 a pixel: 63 frames of 1920 × 1080, 15 of 3840 × 2160. Of frames that pass, reduced to
 * what is shown, 129 in a window of 1340 × 754 pixels, whatever they were taken in.
 */
export const pictureBudget = 500 * 1024 * 1024;
/** From this share of a frame's own pixels a side on, a picture is not worth reducing. */
const reducible = 0.8;

/** A decoded picture with the frame it is of: never one shown for another. */
export interface Picture extends PictureSource {
  readonly frameId: FrameId;
  /** Of the bitmap among those that are kept. */
  readonly key: PictureKey;
}

/** What decoding needs of a frame. */
export interface PictureFrame extends Size {
  readonly id: FrameId;
}

/** Fetches and decodes; `size`: in these pixels, null: in its own. */
export type ReadPicture = (frameId: FrameId, size: Size | null, signal: AbortSignal) => Promise<ImageBitmap>;

/**
 * `size`: in these pixels, null: in its own. Decoding happens beside the page, reducing in it: hence the quality that
 * takes the least time, for pictures that pass.
 */
export function decodePicture(blob: Blob, size: Size | null): Promise<ImageBitmap> {
  if (size === null) return createImageBitmap(blob);
  const { width: resizeWidth, height: resizeHeight } = size;
  return createImageBitmap(blob, { resizeWidth, resizeHeight, resizeQuality: 'low' });
}

/** A frame in its own pixels, or with the pixels it is reduced to. */
export type PictureKey = FrameId | `${FrameId} ${number} ${number}`;

/**
 * Decoded pictures within one budget, each in the frame's own pixels or in those it is shown in while frames pass:
 * those are drawn faster, and more of them are kept. Wherever a `scale` is asked for it is the screen's pixels per pixel
 * of the frame; from 0.8 on the frame's own pixels are meant.
 */
export class Pictures {
  readonly #cache: FrameCache<PictureKey, ImageBitmap>;

  constructor(read: ReadPicture) {
    this.#cache = new FrameCache({
      load: (key, signal) => read(...frameOf(key), signal),
      bytesOf: ({ width, height }) => width * height * 4,
      release: (bitmap) => bitmap.close(),
      budgetBytes: pictureBudget,
    });
  }

  /** What they hold, in bytes. */
  get bytes(): number {
    return this.#cache.bytes;
  }

  /** Whether one with enough pixels is here. */
  has(frame: PictureFrame, scale: number): boolean {
    return this.#cache.has(keyOf(frame, scale)) || this.#cache.has(frame.id);
  }

  /** One with enough pixels if it is here, at once. */
  peek(frame: PictureFrame, scale: number): Picture | undefined {
    for (const key of [keyOf(frame, scale), frame.id]) {
      const bitmap = this.#cache.peek(key);
      if (bitmap !== undefined) return pictureOf(frame, key, bitmap);
    }
    return undefined;
  }

  async get(frame: PictureFrame, scale: number): Promise<Picture> {
    const key = keyOf(frame, scale);
    return pictureOf(frame, key, await this.#cache.get(key));
  }

  /** Loads these ahead of need, at most `lanes` at a time; see FrameCache. */
  prefetch(frames: readonly PictureFrame[], scale: number, lanes = 1): void {
    const wanting = frames.filter((frame) => !this.has(frame, scale));
    this.#cache.prefetch(
      wanting.map((frame) => keyOf(frame, scale)),
      lanes,
    );
  }

  /** Gives up every load but this one. */
  keepLoading(key: PictureKey): void {
    this.#cache.keepLoading([key]);
  }

  /** What is on screen or comes next: never released while it is. */
  pin(...keys: readonly (PictureKey | undefined)[]): void {
    this.#cache.pin(...keys.filter((key) => key !== undefined));
  }

  close(): void {
    this.#cache.close();
  }
}

/** Whether it has fewer pixels than its frame: to be looked at, not to be drawn on or measured. */
export function isReduced(picture: Picture): boolean {
  return picture.key !== picture.frameId;
}

function pictureOf(frame: PictureFrame, key: PictureKey, bitmap: ImageBitmap): Picture {
  const { width, height } = key === frame.id ? bitmap : frame;
  return { frameId: frame.id, key, bitmap, width, height };
}

export function keyOf({ id, width, height }: PictureFrame, scale: number): PictureKey {
  if (scale >= reducible) return id;
  const pixels = (side: number): number => Math.max(1, Math.round(side * scale));
  return `${id} ${pixels(width)} ${pixels(height)}`;
}

function frameOf(key: PictureKey): [FrameId, Size | null] {
  const [id, width, height] = key.split(' ');
  // The first part of every key is an id.
  const frameId = id as FrameId;
  return [frameId, width === undefined ? null : { width: Number(width), height: Number(height) }];
}
