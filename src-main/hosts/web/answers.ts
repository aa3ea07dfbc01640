import { mapEventIterator, ORPCError } from '@orpc/client';
import { ValidationError } from '@orpc/contract';
import type { ErrorReport } from '../../../src-shared/domain/errors.ts';
import { LapidaryError, toErrorReport } from '../../../src-shared/domain/errors.ts';
import { mediaPolicy, withPolicy } from './policy.ts';
import type { Log, Served } from './served.ts';

/**
 * How errors leave the house: every door answers `{ code, message, remedy }`, and what nobody foresaw goes to the log
 * as the error's kind and place. Its message stays here, since it may quote a name or a path.
 */

/** The kind of an error and the lines it passed, without its message. */
export function describeFault(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [`${error.name}${code}`, ...frames].join('\n');
}

function reportOf(error: unknown, where: string, log: Log): ErrorReport {
  if (error instanceof LapidaryError) return toErrorReport(error);
  if (error instanceof ORPCError && error.cause instanceof ValidationError && error.code === 'BAD_REQUEST') {
    const [issue] = error.cause.issues;
    const place = (issue?.path ?? []).map((step) => String(typeof step === 'object' ? step.key : step));
    return {
      code: 'bad-input',
      message: `${where} was asked something it does not understand: ${place.join('.') || 'input'}: ${issue?.message ?? 'not valid'}.`,
      remedy:
        'Check the value. If you did not type it, this is a fault of Lapidary: send the log to your administrator.',
    };
  }
  log(`${where} failed: ${describeFault(error)}`);
  return toErrorReport(error);
}

function isReported(error: unknown): boolean {
  return error instanceof ORPCError && error.code === 'REFUSED';
}

function isIterator(value: unknown): value is AsyncIteratorObject<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

interface ProcedureCall {
  readonly path: readonly string[];
  readonly signal?: AbortSignal | undefined;
  readonly next: () => Promise<unknown>;
}

/** For an RPC handler's `clientInterceptors`: every error becomes the contract's REFUSED, in event iterators too. */
export function refuseInWords(log: Log): (call: ProcedureCall) => Promise<unknown> {
  return async ({ path, signal, next }) => {
    const refusal = (error: unknown): unknown => {
      // Whoever called has hung up: nobody to answer, and nothing wrong.
      if (isReported(error) || signal?.aborted === true) return error;
      const data = reportOf(error, path.join('.'), log);
      return new ORPCError('REFUSED', { defined: true, status: 422, message: data.message, data });
    };
    try {
      const output = await next();
      if (!isIterator(output)) return output;
      return mapEventIterator(output, {
        value: async (value) => value,
        error: async (error) => refusal(error),
      });
    } catch (error) {
      throw refusal(error);
    }
  };
}

/** HTTP's nearest word for a refusal, from the shape of its code. */
function statusOf(code: string): number {
  if (code === 'unexpected') return 500;
  if (code === 'too-large') return 413;
  if (code === 'not-found' || code.endsWith('-not-found') || code.endsWith('-missing')) return 404;
  if (code === 'superseded' || code.endsWith('-changed')) return 409;
  return 422;
}

/** Answers a request for /media/…: the workstation's answer or its refusal in words, under the policy for media. */
export async function answerMedia(
  request: Request,
  caller: Parameters<Served['media']>[1],
  served: Served,
  log: Log,
): Promise<Response> {
  try {
    return withPolicy(await served.media(request, caller), mediaPolicy);
  } catch (error) {
    const report = reportOf(error, `${request.method} media`, log);
    return withPolicy(Response.json(report, { status: statusOf(report.code) }), mediaPolicy);
  }
}
