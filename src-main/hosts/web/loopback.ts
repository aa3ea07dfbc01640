import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { Admission } from './admission.ts';
import { createAdmission } from './admission.ts';
import { answerMedia, describeFault, refuseInWords } from './answers.ts';
import { send, toRequest, uploadLimit } from './bodies.ts';
import type { Pages } from './pages.ts';
import { mediaPolicy, pagePolicy, withPolicy } from './policy.ts';
import type { Door, Log, Served } from './served.ts';

export interface LoopbackOptions {
  readonly served: Served;
  readonly log: Log;
  /** Left out, only the command line is let in: the desktop window has its own way to the workstation. */
  readonly pages?: Pages;
  /** 0 or left out: any free port. */
  readonly port?: number;
  readonly uploadLimit?: number;
}

export interface Loopback {
  readonly admission: Admission;
  /** Lets running answers finish for a moment, then hangs up. */
  close(): Promise<void>;
}

/** The longest message of one call, in bytes; anything big travels by URL. */
const messageLimit = 32 * 1024 * 1024;
const patienceMs = 2000;

const notAdmitted =
  'Lapidary does not know this browser. Open the address that was printed where Lapidary was started.\n';

/**
 * HTTP and WebSocket on 127.0.0.1, and nowhere else: calls on /rpc, bytes under /media, the page on every other path.
 *
 * @throws LapidaryError `port-taken`
 */
export async function openLoopback(options: LoopbackOptions): Promise<Loopback> {
  const { served, log, pages } = options;
  const server = createServer();
  // A big file over a slow disk takes its time; who may send at all is decided before its first byte.
  server.requestTimeout = 0;
  const port = await listen(server, options.port ?? 0);
  const admission = createAdmission(port);

  function door(request: IncomingMessage): Door | undefined {
    const verdict = admission.admit(request);
    if (verdict.kind !== 'admitted') return undefined;
    return verdict.door === 'page' && pages === undefined ? undefined : verdict.door;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<Response> {
    const verdict = admission.admit(request);
    if (verdict.kind === 'exchange' && pages !== undefined) {
      const headers = { 'set-cookie': verdict.cookie, location: '/' };
      return withPolicy(new Response(null, { status: 303, headers }), pagePolicy);
    }
    const through = door(request);
    const url = URL.parse(request.url ?? '', admission.origin);
    if (through === undefined || url === null || url.origin !== admission.origin) {
      return withPolicy(new Response(notAdmitted, { status: 403 }), mediaPolicy);
    }
    if (url.pathname.startsWith('/media/')) {
      const limit = options.uploadLimit ?? uploadLimit;
      try {
        const caller = served.caller(through);
        return await answerMedia(toRequest(request, response, url, limit), caller, served, log);
      } catch (error) {
        if (!(error instanceof LapidaryError)) throw error;
        const { code, message, remedy } = error;
        return withPolicy(Response.json({ code, message, remedy }, { status: 413 }), mediaPolicy);
      }
    }
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return withPolicy(new Response(null, { status: 405, headers: { allow: 'GET' } }), pagePolicy);
    }
    if (pages === undefined) return withPolicy(new Response(null, { status: 404 }), pagePolicy);
    return pages.answer(url.pathname);
  }

  server.on('request', (request, response) => {
    answer(request, response)
      .then((found) => send(found, request, response))
      .catch((error: unknown) => {
        log(`An answer failed: ${describeFault(error)}`);
        response.destroy();
      });
  });

  const calls = new RPCHandler(served.router, { clientInterceptors: [refuseInWords(log)] });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageLimit,
    perMessageDeflate: false,
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A caller who hangs up while being answered is no error.
    socket.on('error', () => socket.destroy());
    const through = door(request);
    if (through === undefined || request.url !== '/rpc') {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (connection: WebSocket) => {
      connection.on('error', (error) => {
        log(`A connection broke: ${describeFault(error)}`);
      });
      void calls.upgrade(connection, { context: { caller: served.caller(through) } });
    });
  });

  return {
    admission,
    close: async () => {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      for (const connection of sockets.clients) connection.close(1001, 'Lapidary is closing');
      server.closeIdleConnections();
      const lastCall = setTimeout(() => {
        for (const connection of sockets.clients) connection.terminate();
        server.closeAllConnections();
      }, patienceMs);
      await closed;
      clearTimeout(lastCall);
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        error.code === 'EADDRINUSE' || error.code === 'EACCES'
          ? new LapidaryError(
              'port-taken',
              `Port ${String(port)} of this machine cannot be used (${error.code}).`,
              'Choose another one with --port, or leave --port out to use any free one.',
              { cause: error },
            )
          : error,
      );
    });
    server.listen({ host: '127.0.0.1', port, exclusive: true }, resolve);
  });
  return (server.address() as AddressInfo).port;
}
