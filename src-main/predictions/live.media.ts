import { z } from 'zod';
import { FindingId, FrameId } from '../../src-shared/domain/ids.ts';
import type { Caller } from '../foundations.ts';
import { ClassOfValue, parseQuery, readMaskBytes } from '../masks/maskRequest.ts';
import type { Live } from './live.service.ts';

/** Which values of the mask are the finding, and the mask class of each; whether more is asked than the answer. */
const Query = z.object({ segments: ClassOfValue, contrast: z.enum(['0', '1']).default('0') });

/**
 * POST /media/live/<findingId>/<frameId>?segments=<value>:<classId>,…&contrast=0|1 with the LRL1 bytes of a mask that is being
 * drawn: answered by a LiveAnswer, and nothing is stored.
 * @param admit throws unless the caller may ask an adapter
 */
export function liveMedia(live: Live, admit: (caller: Caller) => void) {
  return async (request: Request, path: readonly string[], caller: Caller): Promise<Response | undefined> => {
    const [room, finding, frame, ...rest] = path;
    if (room !== 'live' || rest.length > 0 || request.method !== 'POST') return undefined;
    const findingId = FindingId.safeParse(finding);
    const frameId = FrameId.safeParse(frame);
    if (!findingId.success || !frameId.success) return undefined;
    admit(caller);
    const { segments, contrast } = parseQuery(request, Query);
    const question = { findingId: findingId.data, frameId: frameId.data, segments };
    const mask = await readMaskBytes(request, live.mostBytes(question.findingId, question.frameId));
    return Response.json(await live.answer({ ...question, mask, contrast: contrast === '1' }));
  };
}
