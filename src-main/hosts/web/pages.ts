import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { pagePolicy, withPolicy } from './policy.ts';

/** The files of the built page. */
export interface Pages {
  /** The file at a path as it stands in an address ('/' is the page itself); 404 for every other path. */
  answer(pathname: string): Promise<Response>;
}

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.jpg': 'image/jpeg',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * Reads the files once, a megabyte or two. Only they can be asked for, so no spelling of a path leads out of the folder,
 * and a page that is open goes on working while another one is built in its place.
 *
 * @throws LapidaryError `page-not-built`
 */
export async function openPages(rendererDir: string): Promise<Pages> {
  const files = new Map<string, { readonly type: string; readonly bytes: Uint8Array<ArrayBuffer> }>();
  const entries = await readdir(rendererDir, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const type = types[path.extname(file)];
    if (type === undefined) continue;
    const address = `/${path.relative(rendererDir, file).split(path.sep).join('/')}`;
    files.set(address, { type, bytes: await readFile(file) });
  }
  const index = files.get('/index.html');
  if (index === undefined) {
    throw new LapidaryError(
      'page-not-built',
      `The page is not in ${rendererDir}.`,
      'Build it with `npm run build`, or reinstall Lapidary.',
    );
  }
  files.set('/', index);
  return {
    answer: async (pathname) => {
      const file = files.get(pathname);
      if (file === undefined) {
        return withPolicy(new Response('There is nothing here.\n', { status: 404 }), pagePolicy);
      }
      return withPolicy(new Response(file.bytes, { headers: { 'content-type': file.type } }), pagePolicy);
    },
  };
}
