import { z } from 'zod';
import { MaskMethodName, ProposalRequest } from '../../src-shared/contract/proposals.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { FrameId } from '../../src-shared/domain/ids.ts';
import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { Caller } from '../foundations.ts';
import type { ClickProposals } from './clickProposals.service.ts';

/** More than the most marks take, however they are written. */
const mostBytes = 64 * 1000;

const Query = z.object({ method: MaskMethodName });

/**
 * POST /media/proposals/<frameId>?method=<MaskMethodName> with a ProposalRequest: see proposals.contract.ts.
 * @param admit throws unless the caller may edit masks
 */
export function clickProposalsMedia(proposals: ClickProposals, admit: (caller: Caller) => void) {
  return async (request: Request, path: readonly string[], caller: Caller): Promise<Response | undefined> => {
    const [room, name, ...rest] = path;
    if (room !== 'proposals' || rest.length > 0 || request.method !== 'POST') return undefined;
    const frameId = FrameId.safeParse(name);
    if (!frameId.success) return undefined;
    admit(caller);
    const { method } = parsed(Query, Object.fromEntries(new URL(request.url).searchParams));
    const marks = parsed(ProposalRequest, await readJson(request));
    const started = performance.now();
    const question = { frameId: frameId.data, method, request: marks, userId: caller.userId };
    const { map, confidence, note } = await proposals.propose(question, request.signal);
    const bytes = encodeLabelMap(map);
    return new Response(bytes, {
      headers: {
        'content-type': 'application/octet-stream',
        'content-length': String(bytes.length),
        'cache-control': 'no-store',
        'x-proposal-confidence': confidence === null ? '' : String(confidence),
        'x-proposal-note': encodeURIComponent(note),
        'x-proposal-ms': (performance.now() - started).toFixed(1),
      },
    });
  };
}

function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  throw notUnderstood(result.error.issues[0]?.path.join('.') ?? '');
}

/** @throws LapidaryError `too-large`, `request-invalid` */
async function readJson(request: Request): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let total = 0;
  for await (const part of request.body ?? []) {
    total += part.length;
    if (total > mostBytes) {
      throw new LapidaryError(
        'too-large',
        `The marks take more than ${mostBytes / 1000} kB.`,
        'Remove some of them.',
      );
    }
    parts.push(part);
  }
  try {
    return JSON.parse(Buffer.concat(parts).toString('utf8'));
  } catch {
    throw notUnderstood('the whole');
  }
}

function notUnderstood(where: string): LapidaryError {
  return new LapidaryError(
    'request-invalid',
    `What a mask should be proposed from cannot be understood (${where}).`,
    'Reload the page, then set the marks again.',
  );
}
