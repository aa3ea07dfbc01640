import { LapidaryError } from '../../src-shared/domain/errors.ts';

/**
 * A body on its way into a tray, up to so many bytes.
 * @param remedy what to do with a larger one
 * @throws LapidaryError `too-large`, while it is read
 */
export async function* limitedBody(
  body: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  mostBytes: number,
  remedy: string,
): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const part of body) {
    total += part.length;
    if (total > mostBytes) {
      throw new LapidaryError('too-large', `A file has more than ${mostBytes / 1024 / 1024} MB.`, remedy);
    }
    yield part;
  }
}
