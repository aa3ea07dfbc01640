import { z } from 'zod';
import { saliencyKinds } from '../../src-shared/contract/predictions.contract.ts';
import { FindingId, FrameId } from '../../src-shared/domain/ids.ts';
import { encodeProbabilities } from '../../src-shared/domain/probabilityMap.ts';
import type { Caller } from '../foundations.ts';
import { parseQuery } from '../masks/maskRequest.ts';
import type { Saliency } from './saliency.service.ts';

const Query = z.strictObject({ kind: z.enum(saliencyKinds).default('rollout') });

const asked = {
  said: 'What a prediction is asked',
  remedy: 'Reload the page, then ask again.',
};

/**
 * GET /media/saliency/<findingId>/<frameId>?kind=rollout|gradient: LPM1 bytes (src-shared/domain/probabilityMap.ts) of
 * what the newest prediction stems from. They are no probabilities: each map is scaled to 0…1 by its own maximum. Header
 * `x-saliency-class`: the id of the class that is explained.
 * @param admit throws unless the caller may ask an adapter
 */
export function saliencyMedia(saliency: Saliency, admit: (caller: Caller) => void) {
  return async (request: Request, path: readonly string[], caller: Caller): Promise<Response | undefined> => {
    const [room, finding, frame, ...rest] = path;
    if (room !== 'saliency' || rest.length > 0 || request.method !== 'GET') return undefined;
    const findingId = FindingId.safeParse(finding);
    const frameId = FrameId.safeParse(frame);
    if (!findingId.success || !frameId.success) return undefined;
    admit(caller);
    const { kind } = parseQuery(request, Query, asked);
    const question = { findingId: findingId.data, frameId: frameId.data, kind, userId: caller.userId };
    const { map, classId } = await saliency.of(question, request.signal);
    const bytes = encodeProbabilities(map);
    return new Response(bytes, {
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': String(bytes.length),
        // Another prediction may be the newest by the next time.
        'cache-control': 'no-store',
        'x-saliency-class': classId,
      },
    });
  };
}
