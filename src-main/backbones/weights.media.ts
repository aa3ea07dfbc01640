import { z } from 'zod';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Caller, Foundations } from '../foundations.ts';
import { limitedBody } from '../storage/limitedBody.ts';

const tooLargeRemedy = 'No network of this size is read; save its image encoder by itself.';

/** ViT-g in float32 has 4.5 GB. */
const maxWeightsBytes = 8 * 1024 ** 3;

/** PUT /media/weights/<trayId>/<name>: weights, or a file that belongs to them, on their way in; answered by 204. */
export function weightsMedia(
  { files }: Pick<Foundations, 'files'>,
  assertPermitted: (caller: Caller) => void,
) {
  return async (request: Request, path: readonly string[], caller: Caller): Promise<Response | undefined> => {
    const [room, trayId, name, ...rest] = path;
    if (room !== 'weights' || request.method !== 'PUT' || name === undefined || rest.length > 0)
      return undefined;
    assertPermitted(caller);
    if (trayId === undefined || !z.uuid().safeParse(trayId).success) return undefined;
    if (!/^[^/\\\0]{1,255}$/.test(name) || name === '.' || name === '..') {
      throw new LapidaryError(
        'path-invalid',
        'A file has a name that cannot be taken over.',
        'Give it a plain name.',
      );
    }
    if (!(await files.trays.exists(trayId))) {
      throw new LapidaryError('not-found', 'This tray is no longer open.', 'Choose the files again.');
    }
    await files.trays.put(trayId, name, limitedBody(request.body ?? [], maxWeightsBytes, tooLargeRemedy));
    return new Response(null, { status: 204 });
  };
}
