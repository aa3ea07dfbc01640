import { createORPCClient, ORPCError } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { Contract } from '../../../src-shared/contract/contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { readRunningHost } from '../../storage/runningHost.ts';
import { createWorkstation, forkedNodePort, type Workstation } from '../../workstation.ts';
import type { Places } from './places.ts';

export type Api = ContractRouterClient<Contract>;

/** The workstation as a command sees it: in this process, or in the host that has the data folder open. */
export interface Session {
  readonly api: Api;
  /** @param place below /media, "reports/…" @throws LapidaryError the refusal in the answer */
  readonly fetchMedia: (place: string, upload?: MediaUpload) => Promise<Response>;
  readonly close: () => Promise<void>;
}

/** Bytes that go to a place under /media. */
export interface MediaUpload {
  readonly method: 'PUT' | 'POST';
  readonly body: Uint8Array<ArrayBuffer>;
}

export interface SessionOptions {
  readonly dataDir: string;
  readonly places: Places;
  readonly log: (line: string) => void;
}

/** Talks to the host that has the folder open, or opens it here. */
export async function openSession(options: SessionOptions): Promise<Session> {
  const running = await readRunningHost(options.dataDir);
  if (running?.door) return remoteSession(running.door);
  return localSession(await openHere(options));
}

export function openHere({
  dataDir,
  places,
  log,
  host = 'cli',
}: SessionOptions & { readonly host?: 'cli' | 'web' }): Promise<Workstation> {
  const { modelsDir, migrationsDir, computeEntry } = places;
  const spawnCompute = (name: string) => forkedNodePort(computeEntry, name === 'probe' ? 'keep' : 'inherit');
  return createWorkstation({ dataDir, modelsDir, migrationsDir, host, spawnCompute, log });
}

function localSession(workstation: Workstation): Session {
  const caller = workstation.caller('command-line');
  return {
    api: createRouterClient(workstation.router, { context: { caller } }),
    fetchMedia: (place, upload) =>
      workstation.media(new Request(`http://workstation/media/${place}`, upload), caller),
    close: () => workstation.close(),
  };
}

async function remoteSession(door: { readonly url: string; readonly token: string }): Promise<Session> {
  const authorization = `Bearer ${door.token}`;
  const socket = new WebSocket(`${door.url.replace(/^http/, 'ws')}/rpc`, { headers: { authorization } });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', () => {
      resolve();
    });
    socket.once('error', (cause) => {
      reject(
        new LapidaryError(
          'host-not-reached',
          'Lapidary has this data folder open but does not answer.',
          'Wait a moment and try again, or close its window first.',
          { cause },
        ),
      );
    });
  });
  // The link wants a browser's socket, of which ws has all that it uses.
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  return {
    api: createORPCClient<Api>(link),
    async fetchMedia(place, upload) {
      const url = new URL(`/media/${place}`, door.url);
      const response = await fetch(url, { ...upload, headers: { authorization } });
      if (response.ok) return response;
      throw refusalIn(await response.json().catch(() => undefined)) ?? new Error(`status ${response.status}`);
    },
    close: () =>
      new Promise((resolve) => {
        socket.once('close', () => {
          resolve();
        });
        socket.close();
      }),
  };
}

const Refusal = z.object({ code: z.string(), message: z.string(), remedy: z.string() });

function refusalIn(body: unknown): LapidaryError | undefined {
  const { data } = Refusal.safeParse(body);
  return data && new LapidaryError(data.code, data.message, data.remedy);
}

/** An error as it was before it crossed a wire. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof ORPCError)) return error;
  if (error.code === 'REFUSED') return refusalIn(error.data) ?? error;
  if (error.code !== 'BAD_REQUEST') return error;
  const { data } = InputProblem.safeParse(error.cause);
  const [issue] = data?.issues ?? [];
  const where = issue?.path?.map(String).join('.') ?? '';
  return new LapidaryError(
    'bad-input',
    `This was not understood: ${where === '' ? 'the input' : where}: ${issue?.message ?? error.message}.`,
    'Check the values on the command line; --help lists them.',
  );
}

const InputProblem = z.object({
  issues: z.array(z.object({ message: z.string(), path: z.array(z.unknown()).optional() })),
});
