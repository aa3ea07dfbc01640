import { z } from 'zod';
import { ProposalSource } from '../../src-shared/contract/segmentation.contract.ts';
import { FrameId, SchemaId } from '../../src-shared/domain/ids.ts';
import { encodeProbabilities } from '../../src-shared/domain/probabilityMap.ts';
import type { Caller } from '../foundations.ts';
import { parseQuery } from '../masks/maskRequest.ts';
import type { Probabilities } from './probabilities.service.ts';

const Query = z.strictObject({
  source: ProposalSource.default('active'),
  /** Of `active`: whose head. */
  schema: SchemaId.nullable().default(null),
  /** Left out: anything but background. */
  class: z.string().min(1).max(64).nullable().default(null),
});

const asked = {
  said: 'What a segmentation head is asked',
  remedy: 'Reload the page, then ask again.',
};

/**
 * GET /media/head-probabilities/<frameId>?source=active|<headId>|<sha256>&schema=<schemaId>&class=<code>: LPM1 bytes
 * (src-shared/domain/probabilityMap.ts).
 * @param admit throws unless the caller may ask a segmentation head
 */
export function headProbabilitiesMedia(probabilities: Probabilities, admit: (caller: Caller) => void) {
  return async (request: Request, path: readonly string[], caller: Caller): Promise<Response | undefined> => {
    const [room, name, ...rest] = path;
    if (room !== 'head-probabilities' || rest.length > 0 || request.method !== 'GET') return undefined;
    const frameId = FrameId.safeParse(name);
    if (!frameId.success) return undefined;
    admit(caller);
    const { source, schema, class: classCode } = parseQuery(request, Query, asked);
    const started = performance.now();
    const map = await probabilities.of(
      { frameId: frameId.data, source, maskSchemaId: schema, classCode, userId: caller.userId },
      request.signal,
    );
    const bytes = encodeProbabilities(map);
    return new Response(bytes, {
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': String(bytes.length),
        // Another head may be active by the next time.
        'cache-control': 'no-store',
        'x-head-ms': (performance.now() - started).toFixed(1),
      },
    });
  };
}
