import { implement } from '@orpc/server';
import { contract } from '../../src-shared/contract/contract.ts';
import type { Job } from '../../src-shared/contract/jobs.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { JobId, UserId } from '../../src-shared/domain/ids.ts';
import type { Caller } from '../../src-main/foundations.ts';
import type { Served } from '../../src-main/hosts/web/served.ts';

export const someJob: Job = {
  id: JobId.parse('01930000-0000-7000-8000-000000000001'),
  kind: 'import',
  state: 'running',
  done: 0,
  total: 3,
  note: 'reading',
  paused: false,
  error: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  finishedAt: null,
};

/** What the fake was asked and what of it is still going on. */
export interface Fake extends Served {
  readonly callers: Caller[];
  readonly watching: { now: number };
  readonly stored: Map<string, Uint8Array>;
}

/** A few procedures of the real contract and a media echo, to test the doors without a house behind them. */
export function fakeWorkstation(): Fake {
  const callers: Caller[] = [];
  const watching = { now: 0 };
  const stored = new Map<string, Uint8Array>();
  const os = implement(contract).$context<{ caller: Caller }>();
  const router = {
    system: {
      info: os.system.info.handler(({ context }) => {
        callers.push(context.caller);
        return {
          version: '0.0.0',
          host: 'web',
          dataDir: '/data',
          backbone: { name: 'none', sha256: '0'.repeat(64), notice: '' },
        };
      }),
      doctor: os.system.doctor.handler(() => {
        throw new TypeError('Meier, Anna has no kidney');
      }),
    },
    jobs: {
      get: os.jobs.get.handler(() => {
        throw new LapidaryError('job-not-found', 'There is no such job.', 'Reload the list.');
      }),
      watch: os.jobs.watch.handler(async function* ({ signal }) {
        watching.now += 1;
        try {
          for (let done = 0; done < 3; done++) yield { ...someJob, done };
          await new Promise((resolve) => signal?.addEventListener('abort', resolve, { once: true }));
        } finally {
          watching.now -= 1;
        }
      }),
      changes: os.jobs.changes.handler(async function* () {
        yield { topic: 'jobs' as const, id: null };
        throw new LapidaryError('broken', 'It broke.', 'Mend it.');
      }),
    },
    imports: {
      startPaths: os.imports.startPaths.handler(({ input }) => {
        if (input.paths.length === 0)
          throw new LapidaryError('nothing', 'Nothing to import.', 'Name a file.');
        return { jobId: someJob.id };
      }),
    },
    studies: {
      list: os.studies.list.handler(({ input }) => ({ studies: [], next: input.search })),
    },
  };
  return {
    callers,
    watching,
    stored,
    router: router as unknown as Served['router'],
    caller: (door) => ({ userId: UserId.parse('01930000-0000-7000-8000-000000000002'), door }),
    media: async (request) => {
      const { pathname } = new URL(request.url);
      if (request.method === 'PUT') {
        stored.set(pathname, new Uint8Array(await request.arrayBuffer()));
        return Response.json({ bytes: stored.get(pathname)?.length });
      }
      const bytes = stored.get(pathname);
      if (bytes === undefined) throw new LapidaryError('frame-missing', 'No such frame.', 'Import it.');
      return new Response(bytes.slice(), {
        headers: {
          'content-type': 'image/png',
          'cache-control': 'public',
          'content-security-policy': 'none',
        },
      });
    },
  };
}
