import { z } from 'zod';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Caller, Foundations } from '../foundations.ts';
import { limitedBody } from '../storage/limitedBody.ts';
import { maxFileBytes } from './imageLimits.ts';

const longestPath = 1000;
const deepest = 16;

const tooLargeRemedy = 'Split it, or save it in a more compact format.';

/**
 * PUT /media/trays/<trayId>/<relative path>: a file on its way in, answered by 204. The path may come as one
 * encoded segment or as several.
 */
export function traysMedia({ files }: Pick<Foundations, 'files'>) {
  return async (
    request: Request,
    path: readonly string[],
    _caller: Caller,
  ): Promise<Response | undefined> => {
    const [room, trayId, ...rest] = path;
    if (room !== 'trays' || request.method !== 'PUT' || rest.length === 0) return undefined;
    if (!z.uuid().safeParse(trayId).success || trayId === undefined) return undefined;
    const relativePath = checked(rest.join('/'));
    if (!(await files.trays.exists(trayId))) {
      throw new LapidaryError('not-found', 'This tray is no longer open.', 'Choose the files again.');
    }
    await files.trays.put(
      trayId,
      relativePath,
      limitedBody(request.body ?? [], maxFileBytes, tooLargeRemedy),
    );
    return new Response(null, { status: 204 });
  };
}

/** @throws LapidaryError `path-invalid` for a path that is not plainly below the tray */
function checked(relativePath: string): string {
  const parts = relativePath.split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\0\\]/.test(part));
  if (isPlain && relativePath.length <= longestPath && parts.length <= deepest) return relativePath;
  throw new LapidaryError(
    'path-invalid',
    'A file has a path that cannot be taken over.',
    'Move it to a folder that is less deep, or give it a plain name.',
  );
}
