import { z } from 'zod';
import { FrameId, MaskVersionId } from '../../src-shared/domain/ids.ts';
import type { Caller } from '../foundations.ts';
import { ClassOfValue, parseQuery, readMaskBytes } from './maskRequest.ts';
import type { Masks } from './masks.service.ts';

/** LRL1 bytes of the largest mask, each pixel another value than its neighbour. */
const mostBytes = 130 * 1024 * 1024;

/** What a page may say about a mask that it sends. */
const Query = z.object({
  parent: z
    .union([z.literal('none'), MaskVersionId])
    .transform((parent) => (parent === 'none' ? null : parent)),
  tool: z.string().regex(/^[a-z0-9-]{1,40}$/),
  classes: ClassOfValue,
});

/**
 * GET /media/masks/<maskVersionId>: LRL1 bytes, which never change.
 * PUT /media/masks/<frameId>?parent=<maskVersionId or none>&tool=<name>&classes=<value>:<classId>,…: a reader's edit,
 * answered by its MaskSummary.
 */
export function masksMedia(masks: Masks) {
  return async (request: Request, path: readonly string[], caller: Caller): Promise<Response | undefined> => {
    const [room, name, ...rest] = path;
    if (room !== 'masks' || name === undefined || rest.length > 0) return undefined;
    if (request.method === 'GET') return read(masks, name);
    if (request.method === 'PUT') return write(masks, name, request, caller);
    return undefined;
  };
}

function read(masks: Masks, name: string): Response | undefined {
  const maskVersionId = MaskVersionId.safeParse(name);
  if (!maskVersionId.success) return undefined;
  const { bytes, sha256 } = masks.labelMap(maskVersionId.data);
  return new Response(bytes, {
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(bytes.length),
      'cache-control': 'private, max-age=31536000, immutable',
      etag: `"${sha256}"`,
    },
  });
}

async function write(
  masks: Masks,
  name: string,
  request: Request,
  caller: Caller,
): Promise<Response | undefined> {
  const frameId = FrameId.safeParse(name);
  if (!frameId.success) return undefined;
  const { parent, tool, classes } = parseQuery(request, Query);
  const bytes = await readMaskBytes(request, mostBytes);
  const edit = { frameId: frameId.data, parentId: parent, origin: 'reader', tool, bytes, classes } as const;
  return Response.json(masks.store(edit, caller.userId));
}
