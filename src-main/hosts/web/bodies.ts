import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';

/** The largest single upload, in bytes: an hour of endoscopy video is smaller. */
export const uploadLimit = 8 * 1024 ** 3;

function tooLarge(limit: number): LapidaryError {
  return new LapidaryError(
    'too-large',
    `The upload is larger than ${String(Math.floor(limit / 1024 ** 2))} MB.`,
    'Send a smaller file, or import it from the command line.',
  );
}

/**
 * The body of a request, read only as fast as it is consumed, failing with `too-large` past `limit` bytes and with
 * `upload-interrupted` when the sender goes away. Whoever stops reading early leaves the connection usable for the answer.
 */
function bodyOf(request: IncomingMessage, limit: number): ReadableStream<Uint8Array> {
  let received = 0;
  let settled = false;
  return new ReadableStream<Uint8Array>(
    {
      start: (controller) => {
        const fail = (error: LapidaryError): void => {
          if (settled) return;
          settled = true;
          controller.error(error);
        };
        request.on('data', (chunk: Buffer) => {
          if (settled) return;
          received += chunk.length;
          if (received > limit) {
            fail(tooLarge(limit));
            return;
          }
          controller.enqueue(new Uint8Array(chunk));
          if ((controller.desiredSize ?? 0) <= 0) request.pause();
        });
        request.on('end', () => {
          if (settled) return;
          settled = true;
          controller.close();
        });
        request.on('close', () => {
          fail(new LapidaryError('upload-interrupted', 'The upload broke off.', 'Send the file once more.'));
        });
        request.pause();
      },
      pull: () => {
        request.resume();
      },
      cancel: () => {
        settled = true;
        request.resume();
      },
    },
    new ByteLengthQueuingStrategy({ highWaterMark: 1024 * 1024 }),
  );
}

/**
 * Node's request as the web's. The signal aborts when the caller goes away before the answer is complete.
 *
 * @throws LapidaryError `too-large`, by the announced length
 */
export function toRequest(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  limit: number,
): Request {
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const gone = new AbortController();
  response.on('close', () => {
    if (!response.writableFinished) gone.abort();
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    // Credentials end at the door.
    if (value === undefined || name === 'cookie' || name === 'authorization') continue;
    headers.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  const method = request.method ?? 'GET';
  if (method === 'GET' || method === 'HEAD')
    return new Request(url, { method, headers, signal: gone.signal });
  // A streamed body asks for this word (Fetch standard, RequestDuplex).
  const init: RequestInit & { readonly duplex: 'half' } = {
    method,
    headers,
    signal: gone.signal,
    body: bodyOf(request, limit),
    duplex: 'half',
  };
  return new Request(url, init);
}

/** Writes the web's response to Node's. A caller who leaves in the middle is no error. */
export async function send(
  answer: Response,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.writeHead(answer.status, [...answer.headers].flat());
  if (answer.body === null || request.method === 'HEAD') {
    await answer.body?.cancel();
    response.end();
  } else {
    await pipeline(Readable.fromWeb(answer.body as NodeReadableStream), response).catch((error: unknown) => {
      if (!response.destroyed) throw error;
    });
  }
  // An upload that was refused halfway is read to its end and forgotten, so that the answer arrives.
  request.resume();
}
