import { createORPCClient, mapEventIterator, ORPCError } from '@orpc/client';
import type { ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../src-shared/contract/contract.ts';
import type { ErrorReport } from '../../src-shared/domain/errors.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { t } from './words.ts';

/** The workstation as a page sees it: every procedure of the contract, typed. Calls that fail throw LapidaryError. */
export type Client = ContractRouterClient<Contract>;

export type Connection = 'open' | 'lost';

export interface Bridge {
  /** Inputs must be plain values (in Svelte: `$state.snapshot`); a proxy throws DataCloneError in both hosts. */
  readonly client: Client;
  readonly host: 'electron' | 'web';
  /** The address of bytes: `mediaUrl(['frames', frameId])`. Steps are encoded; a step may hold slashes only as `%2F`. */
  readonly mediaUrl: (steps: readonly string[], query?: Readonly<Record<string, string>>) => string;
  /** fetch, with refusals as LapidaryError. */
  readonly fetchMedia: (url: string, init?: RequestInit) => Promise<Response>;
  /** PUT of a body that may be large, telling how many of its bytes have gone; refusals as LapidaryError. */
  readonly putMedia: (
    url: string,
    body: Blob,
    signal: AbortSignal,
    onSent: (bytes: number) => void,
  ) => Promise<void>;
  /**
   * Told of every change, from now on. 'lost': calls fail and event iterators have ended; the bridge tries again by
   * itself. 'open': calls work again, subscriptions must be made anew. Returns the disposer.
   */
  readonly onConnection: (listener: (state: Connection) => void) => () => void;
}

type Link = ClientLink<Record<never, never>>;

interface Channel {
  readonly link: Link;
  readonly closed: Promise<void>;
}

declare global {
  interface Window {
    /** Set by the preload script of the desktop window. */
    readonly lapidary?: { readonly host: 'electron' };
  }
}

/** The word on which the preload script hands a port on to the main process. */
const portRequest = 'lapidary:connect';
const retryMs = [250, 500, 1000, 2000, 4000] as const;

function hostGone(cause?: unknown): LapidaryError {
  return new LapidaryError('host-gone', t('failure.host-gone'), t('failure.host-gone.remedy'), { cause });
}

function isReport(value: unknown): value is ErrorReport {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['code', 'message', 'remedy'].every((key) => typeof Reflect.get(value, key) === 'string')
  );
}

function toLapidaryError({ code, message, remedy }: ErrorReport, cause?: unknown): LapidaryError {
  return new LapidaryError(code, message, remedy, { cause });
}

function inWords(error: unknown): unknown {
  if (error instanceof LapidaryError) return error;
  if (error instanceof ORPCError) {
    if (isReport(error.data)) return toLapidaryError(error.data, error);
    return new LapidaryError(
      'call-refused',
      t('failure.call-refused', { code: String(error.code) }),
      t('failure.reload'),
      { cause: error },
    );
  }
  return hostGone(error);
}

function isIterator(value: unknown): value is AsyncIteratorObject<unknown, unknown, void> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function mediaRefusal(status: number, report: unknown): LapidaryError {
  if (isReport(report)) return toLapidaryError(report);
  return new LapidaryError(
    'media-refused',
    t('failure.media-refused', { code: String(status) }),
    t('failure.reload'),
  );
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

/** By XMLHttpRequest: fetch does not tell how much of a body has gone. */
const putMedia: Bridge['putMedia'] = (url, body, signal, onSent) =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = (): void => request.abort();
    request.upload.addEventListener('progress', ({ loaded }) => onSent(loaded));
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(mediaRefusal(request.status, parsed(request.responseText)));
    });
    request.addEventListener('error', () => reject(hostGone()));
    request.addEventListener('abort', () => reject(new DOMException('It was stopped.', 'AbortError')));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort));
    request.open('PUT', url);
    if (signal.aborted) {
      reject(new DOMException('It was stopped.', 'AbortError'));
      return;
    }
    signal.addEventListener('abort', abort);
    request.send(body);
  });

/** A window of Electron: the preload script passes one end of a channel on to the main process. */
async function openPort(): Promise<Channel> {
  const { port1, port2 } = new MessageChannel();
  window.postMessage(portRequest, '/', [port2]);
  const closed = new Promise<void>((resolve) => {
    port1.addEventListener('close', () => {
      resolve();
    });
  });
  port1.start();
  return { link: new PortLink({ port: port1 }), closed };
}

/** A page of the web host: a WebSocket to where the page came from. */
async function openSocket(): Promise<Channel> {
  const address = new URL('/rpc', location.href);
  address.protocol = 'ws:';
  const websocket = new WebSocket(address);
  const closed = new Promise<void>((resolve) => {
    websocket.addEventListener('close', () => {
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    websocket.addEventListener('open', () => {
      resolve();
    });
    void closed.then(() => {
      reject(hostGone());
    });
  });
  return { link: new SocketLink({ websocket }), closed };
}

/** @throws LapidaryError `host-gone` when there is no workstation at the other end */
export async function connect(): Promise<Bridge> {
  const host = window.lapidary?.host ?? 'web';
  const open = host === 'electron' ? openPort : openSocket;
  const listeners = new Set<(state: Connection) => void>();
  let channel: Channel | undefined = await open();

  const tell = (state: Connection): void => {
    for (const listener of listeners) listener(state);
  };

  async function keepOpen(): Promise<void> {
    for (;;) {
      if (channel !== undefined) {
        await channel.closed;
        channel = undefined;
        tell('lost');
      }
      for (let attempt = 0; channel === undefined; attempt++) {
        await new Promise((resolve) => setTimeout(resolve, retryMs[Math.min(attempt, retryMs.length - 1)]));
        channel = await open().catch(() => undefined);
      }
      tell('open');
    }
  }
  void keepOpen();

  const link: Link = {
    call: async (path, input, options) => {
      // One host clones what it is given and the other writes it as JSON: cloned first, both accept the same values.
      const plain: unknown = structuredClone(input);
      const reword = (error: unknown): unknown => (options.signal?.aborted === true ? error : inWords(error));
      try {
        if (channel === undefined) throw hostGone();
        const output = await channel.link.call(path, plain, options);
        if (!isIterator(output)) return output;
        return mapEventIterator(output, {
          value: async (value) => value,
          error: async (error) => reword(error),
        });
      } catch (error) {
        throw reword(error);
      }
    },
  };

  return {
    client: createORPCClient<Client>(link),
    host,
    mediaUrl: (steps, query = {}) => {
      const search = new URLSearchParams(query).toString();
      return `/media/${steps.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`;
    },
    fetchMedia: async (url, init) => {
      const response = await fetch(url, init).catch((error: unknown) => {
        throw init?.signal?.aborted === true ? error : hostGone(error);
      });
      if (response.ok) return response;
      throw mediaRefusal(response.status, await response.json().catch(() => undefined));
    },
    putMedia,
    onConnection: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
