import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Door } from './served.ts';

/**
 * Who may come in. Other programs and other people of this machine, and any site open in the browser, can reach
 * 127.0.0.1 too, so an address alone opens nothing:
 *
 * - The page: the address that is printed holds a launch token; it is exchanged for an HttpOnly, SameSite=Strict
 *   cookie. `Host` must be ours (against names rebound to 127.0.0.1) and `Origin` and `Sec-Fetch-Site`, where the
 *   browser sends them, must be ours (a cookie knows no port: to a site on another port of 127.0.0.1 it is "same site").
 * - The command line: a bearer token from the lock file of the data folder, which only its owner can read. A browser
 *   cannot take this door: whatever carries an Origin is refused.
 */
export interface Admission {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  /** For the terminal: good as long as the host runs. */
  readonly address: string;
  /** For starting a browser, whose command line others may see: good once, for a minute. */
  singleUseAddress(): string;
  readonly commandToken: string;
  admit(request: IncomingMessage): Verdict;
}

export type Verdict =
  | { readonly kind: 'admitted'; readonly door: Door }
  /** The launch token was right: set the cookie and lead to the address without it. */
  | { readonly kind: 'exchange'; readonly cookie: string }
  | { readonly kind: 'refused'; readonly reason: string };

const refused = (reason: string): Verdict => ({ kind: 'refused', reason });
const secret = (): string => randomBytes(32).toString('base64url');
const singleUseMs = 60_000;

/** Compares in a time that tells nothing about how much of the guess was right. */
function sameSecret(guess: string, truth: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(guess), digest(truth));
}

function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...rest] = part.split('=');
    if (key?.trim() === name) return rest.join('=').trim();
  }
  return undefined;
}

export function createAdmission(port: number, now: () => number = Date.now): Admission {
  const host = `127.0.0.1:${String(port)}`;
  const origin = `http://${host}`;
  const launchToken = secret();
  const session = secret();
  const commandToken = secret();
  // Cookies are shared between the ports of a host name: the name keeps two workstations apart.
  const cookieName = `lapidary-${String(port)}`;
  const singleUse = new Map<string, number>();

  function takeSingleUse(guess: string): boolean {
    let taken = false;
    for (const [token, expiry] of singleUse) {
      const hit = sameSecret(guess, token);
      if (hit || expiry < now()) singleUse.delete(token);
      taken ||= hit && expiry >= now();
    }
    return taken;
  }

  function admitPage(request: IncomingMessage): Verdict {
    const { origin: from, 'sec-fetch-site': site } = request.headers;
    const reads =
      (request.method === 'GET' || request.method === 'HEAD') && request.headers.upgrade === undefined;
    if (from === undefined ? !reads : from !== origin) return refused('another origin');
    if (site !== undefined && site !== 'same-origin' && site !== 'none') return refused('another site');
    const cookie = cookieOf(request, cookieName);
    if (cookie === undefined || !sameSecret(cookie, session)) return refused('no session');
    return { kind: 'admitted', door: 'page' };
  }

  return {
    origin,
    address: `${origin}/?token=${launchToken}`,
    singleUseAddress: () => {
      const token = secret();
      singleUse.set(token, now() + singleUseMs);
      return `${origin}/?token=${token}`;
    },
    commandToken,
    admit: (request) => {
      if (request.headers.host !== host) return refused('another host name');
      const { authorization } = request.headers;
      if (authorization !== undefined) {
        if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined) {
          return refused('a browser at the door of the command line');
        }
        if (!sameSecret(authorization, `Bearer ${commandToken}`)) return refused('wrong token');
        return { kind: 'admitted', door: 'command-line' };
      }
      const url = URL.parse(request.url ?? '/', origin);
      const token = url?.searchParams.get('token') ?? null;
      if (url?.pathname === '/' && token !== null && request.method === 'GET' && !request.headers.upgrade) {
        if (!sameSecret(token, launchToken) && !takeSingleUse(token)) return refused('wrong token');
        return { kind: 'exchange', cookie: `${cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/` };
      }
      return admitPage(request);
    },
  };
}
