import sharp from 'sharp';
import { FrameId } from '../../src-shared/domain/ids.ts';
import type { Caller, Foundations } from '../foundations.ts';
import type { Studies } from './studies.service.ts';

/** The longest side of a thumbnail, in pixels. */
const thumbnailSide = 320;
/** Thumbnails kept in memory: a long film strip and its worklist. */
const keptThumbnails = 2000;

/**
 * GET /media/frames/<frameId>: the picture as shown. GET /media/thumbnails/<frameId>: a small JPEG of it.
 * Both never change for a frame.
 */
export function framesMedia(studies: Studies, { files }: Pick<Foundations, 'files'>) {
  const thumbnails = new Map<string, Promise<Uint8Array<ArrayBuffer>>>();

  const thumbnail = (sha256: string, read: () => Promise<Uint8Array>): Promise<Uint8Array<ArrayBuffer>> => {
    const known = thumbnails.get(sha256);
    if (known) return known;
    const made = read().then(shrink);
    thumbnails.set(sha256, made);
    // A failure is tried again; of too many the oldest goes.
    made.catch(() => thumbnails.delete(sha256));
    for (const oldest of thumbnails.keys()) {
      if (thumbnails.size <= keptThumbnails) break;
      thumbnails.delete(oldest);
    }
    return made;
  };

  return async (
    request: Request,
    path: readonly string[],
    _caller: Caller,
  ): Promise<Response | undefined> => {
    const [room, name, ...rest] = path;
    if ((room !== 'frames' && room !== 'thumbnails') || rest.length > 0) return undefined;
    if (request.method !== 'GET' && request.method !== 'HEAD') return undefined;
    const frameId = FrameId.safeParse(name);
    if (!frameId.success) return undefined;
    const { sha256, mediaType } = studies.frame(frameId.data);
    const etag = `"${room}-${sha256}"`;
    if (request.headers.get('if-none-match') === etag) return new Response(null, { status: 304 });
    const bytes =
      room === 'frames'
        ? await files.frames.get(sha256)
        : await thumbnail(sha256, () => files.frames.get(sha256));
    return new Response(bytes, {
      headers: {
        'content-type': room === 'frames' ? mediaType : 'image/jpeg',
        'content-length': String(bytes.length),
        'cache-control': 'private, max-age=31536000, immutable',
        etag,
      },
    });
  };
}

async function shrink(bytes: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return sharp(bytes)
    .resize({ width: thumbnailSide, height: thumbnailSide, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: 80 })
    .toBuffer();
}
