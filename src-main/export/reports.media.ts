import { StudyId } from '../../src-shared/domain/ids.ts';
import type { Caller } from '../foundations.ts';
import { reportFormats, type Exports } from './exports.service.ts';

/** GET /media/reports/<studyId>.pdf and .csv: made afresh at every request, never cached. */
export function reportsMedia(exports: Exports) {
  return async (request: Request, path: readonly string[], caller: Caller): Promise<Response | undefined> => {
    const [room, name, ...rest] = path;
    if (room !== 'reports' || name === undefined || rest.length > 0) return undefined;
    const dot = name.lastIndexOf('.');
    const studyId = StudyId.safeParse(name.slice(0, dot));
    const format = reportFormats.find((f) => f === name.slice(dot + 1));
    if (request.method !== 'GET' || !studyId.success || !format) return undefined;
    const document = await exports.report(studyId.data, format, caller.userId);
    return new Response(new Uint8Array(document.bytes), {
      headers: {
        'content-type': document.mediaType,
        'content-disposition': `${format === 'pdf' ? 'inline' : 'attachment'}; filename="${document.fileName}"`,
        'cache-control': 'no-store',
      },
    });
  };
}
