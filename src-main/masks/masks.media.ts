import { z } from 'zod';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { ClassId, FrameId, MaskVersionId } from '../../src-shared/domain/ids.ts';
import type { Caller } from '../foundations.ts';
import type { Masks } from './masks.service.ts';

/** LRL1 bytes of the largest mask, each pixel another value than its neighbour. */
const mostBytes = 130 * 1024 * 1024;

/** What a page may say about a mask that it sends. */
const Query = z.object({
  parent: z
    .union([z.literal('none'), MaskVersionId])
    .transform((parent) => (parent === 'none' ? null : parent)),
  tool: z.string().regex(/^[a-z0-9-]{1,40}$/),
  classes: z.string().max(20_000).default('').transform(parseClasses),
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
  const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!query.success) {
    throw new LapidaryError(
      'request-invalid',
      `What was said about the mask cannot be understood (${query.error.issues[0]?.path.join('.') ?? ''}).`,
      'Reload the page, then save the mask again.',
    );
  }
  const { parent, tool, classes } = query.data;
  const bytes = await limitedBody(request);
  const edit = { frameId: frameId.data, parentId: parent, origin: 'reader', tool, bytes, classes } as const;
  return Response.json(masks.store(edit, caller.userId));
}

async function limitedBody(request: Request): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of request.body ?? []) {
    total += part.length;
    if (total > mostBytes) {
      throw new LapidaryError('too-large', 'The mask is larger than any mask can be.', 'Reload the frame.');
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** "1:<classId>,2:<classId>" */
function parseClasses(text: string, context: z.RefinementCtx): ReadonlyMap<number, ClassId> {
  const classes = new Map<number, ClassId>();
  for (const pair of text.split(',').filter(Boolean)) {
    const [value, classId] = pair.split(':');
    const number = z.coerce.number().int().min(1).max(255).safeParse(value);
    const id = ClassId.safeParse(classId);
    if (!number.success || !id.success) {
      context.addIssue({ code: 'custom', message: 'not a list of value:class' });
      return z.NEVER;
    }
    classes.set(number.data, id.data);
  }
  return classes;
}
