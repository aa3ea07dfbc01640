import { z } from 'zod';
import {
  ReportChoice,
  reportFormats,
  type ReportRequest,
} from '../../src-shared/contract/exports.contract.ts';
import { StudyId } from '../../src-shared/domain/ids.ts';
import type { Caller } from '../foundations.ts';
import { documentKinds } from './documentKinds.ts';
import type { Exports } from './exports.service.ts';

/** What an address says of the choice; in an address everything is text. */
const Query = z
  .strictObject({
    version: z
      .string()
      .regex(/^[1-9]\d{0,8}$/)
      .transform(Number)
      .optional(),
    language: ReportChoice.shape.language,
    paper: ReportChoice.shape.paper,
  })
  .transform(({ version, ...rest }) => ({ version: version ?? null, ...rest }));

/** Where a document is. */
export function reportAddress({ studyId, format, version, language, paper }: ReportRequest): string {
  const chosen = Object.entries({ version, language, paper }).flatMap(([name, value]) =>
    value === null || value === undefined ? [] : [[name, String(value)]],
  );
  const query = new URLSearchParams(chosen).toString();
  return `/media/reports/${studyId}.${documentKinds[format].ending}${query === '' ? '' : `?${query}`}`;
}

/** GET what `reportAddress` says: made afresh at every request, never cached. */
export function reportsMedia(exports: Exports) {
  return async (request: Request, path: readonly string[], caller: Caller): Promise<Response | undefined> => {
    const [room, name, ...rest] = path;
    if (room !== 'reports' || name === undefined || rest.length > 0) return undefined;
    const dot = name.indexOf('.');
    const studyId = StudyId.safeParse(name.slice(0, dot));
    const format = reportFormats.find((one) => documentKinds[one].ending === name.slice(dot + 1));
    const query = Query.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (request.method !== 'GET' || !studyId.success || !format || !query.success) return undefined;
    const document = await exports.report({ studyId: studyId.data, format, ...query.data }, caller.userId);
    return new Response(new Uint8Array(document.bytes), {
      headers: {
        'content-type': document.mediaType,
        'content-disposition': `${format === 'pdf' ? 'inline' : 'attachment'}; filename="${document.fileName}"`,
        'cache-control': 'no-store',
      },
    });
  };
}
