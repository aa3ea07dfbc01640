import { answerMedia } from '../web/answers.ts';
import { uploadLimit } from '../web/bodies.ts';
import type { Pages } from '../web/pages.ts';
import { mediaPolicy, pagePolicy, withPolicy } from '../web/policy.ts';
import type { Log, Served } from '../web/served.ts';
import { isOurs } from './address.ts';

/** Answers the window's requests under the application's scheme, with the same pages, media and policies as the web host. */
export function answerWindow(
  served: Served,
  pages: Pages,
  log: Log,
): (request: Request) => Promise<Response> {
  return async (request) => {
    if (!isOurs(request.url)) return withPolicy(new Response(null, { status: 403 }), mediaPolicy);
    const { pathname } = new URL(request.url);
    if (pathname.startsWith('/media/')) {
      if (Number(request.headers.get('content-length') ?? 0) > uploadLimit) {
        return withPolicy(new Response(null, { status: 413 }), mediaPolicy);
      }
      return answerMedia(request, served.caller('page'), served, log);
    }
    if (request.method !== 'GET') {
      return withPolicy(new Response(null, { status: 405, headers: { allow: 'GET' } }), pagePolicy);
    }
    return pages.answer(pathname);
  };
}
