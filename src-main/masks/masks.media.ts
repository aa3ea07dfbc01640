import { z } from 'zod';
import { ClassId, FrameId, MaskVersionId } from '../../src-shared/domain/ids.ts';
import type { Caller } from '../foundations.ts';
import type { Comparisons } from './compare.service.ts';
import { ClassOfValue, parseQuery, readMaskBytes } from './maskRequest.ts';
import type { MaskEdit, Masks } from './masks.service.ts';

/** LRL1 bytes of the largest mask, each pixel another value than its neighbour. */
const mostBytes = 130 * 1024 * 1024;

/** What a page may say about a mask that it sends. */
const Query = z.object({
  parent: z
    .union([z.literal('none'), MaskVersionId])
    .transform((parent) => (parent === 'none' ? null : parent)),
  tool: z.string().regex(/^[a-z0-9-]{1,40}$/),
  title: z
    .string()
    .regex(/^[\p{L}\p{N} ]{1,60}$/u)
    .optional(),
  classes: ClassOfValue,
});

const DifferenceQuery = z.object({ class: ClassId.optional() });

/**
 * GET /media/masks/<maskVersionId>: LRL1 bytes, which never change.
 * GET /media/masks/<a>/difference/<b>?class=<classId>: LRL1 bytes, 0 in neither, 1 in both, 2 only in a, 3 only in b; of one
 * class or, without it, of all that is not background.
 * PUT /media/masks/<frameId>?parent=<maskVersionId or none>&tool=<name>&title=<words>&classes=<value>:<classId>,…: a reader's edit,
 * answered by its MaskSummary.
 */
export function masksMedia(masks: Masks, comparisons: Pick<Comparisons, 'difference'>) {
  return async (request: Request, path: readonly string[], caller: Caller): Promise<Response | undefined> => {
    const [room, name, ...rest] = path;
    if (room !== 'masks' || name === undefined) return undefined;
    if (request.method === 'GET' && rest[0] === 'difference' && rest.length === 2) {
      return difference(comparisons, name, rest[1], request);
    }
    if (rest.length > 0) return undefined;
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

function difference(
  comparisons: Pick<Comparisons, 'difference'>,
  nameA: string,
  nameB: string | undefined,
  request: Request,
): Response | undefined {
  const [a, b] = [MaskVersionId.safeParse(nameA), MaskVersionId.safeParse(nameB)];
  if (!a.success || !b.success) return undefined;
  const { class: classId } = parseQuery(request, DifferenceQuery);
  return new Response(comparisons.difference(a.data, b.data, classId ?? null), {
    headers: {
      'content-type': 'application/octet-stream',
      'cache-control': 'private, max-age=31536000, immutable',
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
  const { parent, tool, title, classes } = parseQuery(request, Query);
  const bytes = await readMaskBytes(request, mostBytes);
  const edit: MaskEdit = {
    frameId: frameId.data,
    parentId: parent,
    origin: 'reader',
    tool,
    title: title ?? null,
    bytes,
    classes,
  };
  return Response.json(masks.store(edit, caller.userId));
}
