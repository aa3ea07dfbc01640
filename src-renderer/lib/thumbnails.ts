import type { FrameId } from '../../src-shared/domain/ids.ts';
import { FrameCache } from '../viewer/frameCache.ts';
import type { Media } from './media.ts';

interface Thumbnail {
  readonly url: string;
  readonly bytes: number;
}

/** Small pictures by frame. They live in the page's memory alone: nothing of a patient goes into a browser's cache. */
export class Thumbnails {
  readonly #cache: FrameCache<FrameId, Thumbnail>;

  constructor(media: Pick<Media, 'thumbnail'>) {
    this.#cache = new FrameCache({
      load: async (frameId, signal) => {
        const blob = await media.thumbnail(frameId, signal);
        return { url: URL.createObjectURL(blob), bytes: blob.size };
      },
      bytesOf: (thumbnail) => thumbnail.bytes,
      release: (thumbnail) => URL.revokeObjectURL(thumbnail.url),
      budgetBytes: 48 * 1024 * 1024,
    });
  }

  /** At once where it is already here. */
  peek(frameId: FrameId): string | undefined {
    return this.#cache.peek(frameId)?.url;
  }

  async url(frameId: FrameId): Promise<string> {
    return (await this.#cache.get(frameId)).url;
  }
}
