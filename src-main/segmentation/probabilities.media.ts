import { z } from 'zod';
import { ProposalSource } from '../../src-shared/contract/segmentation.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { FrameId, SchemaId } from '../../src-shared/domain/ids.ts';
import { encodeProbabilities } from '../../src-shared/domain/probabilityMap.ts';
import type { Caller } from '../foundations.ts';
import type { Probabilities } from './probabilities.service.ts';

const Query = z.strictObject({
  source: ProposalSource.default('active'),
  /** Of `active`: whose head. */
  schema: SchemaId.nullable().default(null),
  /** Left out: anything but background. */
  class: z.string().min(1).max(64).nullable().default(null),
});

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
    const { source, schema, class: classCode } = parsed(request);
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

/** @throws LapidaryError `request-invalid` */
function parsed(request: Request): z.output<typeof Query> {
  const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (query.success) return query.data;
  throw new LapidaryError(
    'request-invalid',
    `What a segmentation head is asked cannot be understood (${query.error.issues[0]?.path.join('.') ?? ''}).`,
    'Reload the page, then ask again.',
  );
}
