import { z } from 'zod';
import { StudyId } from '../../src-shared/domain/ids.ts';
import type { Caller } from '../foundations.ts';
import { exportFormats, type MaskExports } from './export.service.ts';
import { parseQuery } from './maskRequest.ts';

const Query = z.object({
  format: z.enum(exportFormats),
  values: z.enum(['classes', 'instances']).default('classes'),
  rle: z.enum(['compressed', 'uncompressed']).default('compressed'),
});

/**
 * GET /media/mask-export/<studyId>?format=png|coco-polygon|coco-rle&values=classes|instances&rle=compressed|uncompressed:
 * the current masks of a study (docs/masks.md), made while they are sent.
 */
export function maskExportMedia(exports: MaskExports) {
  return async (request: Request, path: readonly string[], caller: Caller): Promise<Response | undefined> => {
    const [room, name, ...rest] = path;
    const studyId = StudyId.safeParse(name);
    if (room !== 'mask-export' || rest.length > 0 || !studyId.success || request.method !== 'GET') {
      return undefined;
    }
    const { fileName, mediaType, parts } = exports.export(
      studyId.data,
      parseQuery(request, Query),
      caller.userId,
    );
    return new Response(streamOf(parts), {
      headers: {
        'content-type': mediaType,
        'content-disposition': `attachment; filename="${fileName}"`,
        'cache-control': 'no-store',
      },
    });
  };
}

/** Bytes that are sent at a time: an annotation by itself is small. */
const chunkBytes = 64 * 1024;

function streamOf(parts: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator: AsyncIterator<Uint8Array, unknown> = parts[Symbol.asyncIterator]();
  return new ReadableStream({
    async pull(controller) {
      const gathered: Uint8Array[] = [];
      let bytes = 0;
      while (bytes < chunkBytes) {
        const { done, value } = await iterator.next();
        if (done === true) {
          if (bytes > 0) controller.enqueue(new Uint8Array(Buffer.concat(gathered)));
          controller.close();
          return;
        }
        gathered.push(value);
        bytes += value.length;
      }
      controller.enqueue(new Uint8Array(Buffer.concat(gathered)));
    },
    async cancel() {
      await iterator.return?.();
    },
  });
}
