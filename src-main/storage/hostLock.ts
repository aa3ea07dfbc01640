import { randomUUID } from 'node:crypto';
import { link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { writeDurably } from './durableWrite.ts';
import { systemCode, writeError } from './storageErrors.ts';

export const lockName = 'host.lock';

/** What the lock file says: who has the folder open, and through which door the command line reaches them. */
export const HostRecord = z.object({
  /** This holding of the folder, whatever process ids are reused. */
  id: z.uuid(),
  pid: z.int().positive(),
  /** Clock ticks after boot at which the process started (Linux); null where the system does not tell. */
  startTicks: z.string().nullable(),
  startedAt: z.iso.datetime(),
  host: z.enum(['electron', 'web', 'cli']),
  url: z.string().optional(),
  token: z.string().optional(),
});
export type HostRecord = z.infer<typeof HostRecord>;

export interface HostLock {
  /** An earlier holder died without giving the folder back. */
  readonly wasAbandoned: boolean;
  publish(door: { readonly url: string; readonly token: string }): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the folder for this process. The lock is the first of two: the database is opened for one connection alone,
 * which the system itself enforces, so that a race of two processes for an abandoned lock ends there at the latest.
 * @throws LapidaryError `data-folder-in-use`, `data-folder-read-only`, `disk-full`
 */
export async function takeHostLock(
  root: string,
  temporaryDir: string,
  host: HostRecord['host'],
): Promise<HostLock> {
  const file = path.join(root, lockName);
  const record: HostRecord = {
    id: randomUUID(),
    pid: process.pid,
    startTicks: await startTicksOf(process.pid),
    startedAt: new Date().toISOString(),
    host,
  };
  let wasAbandoned = false;
  for (;;) {
    if (await create(file, record)) break;
    const holder = await readRecord(file);
    if (holder && (await isAlive(holder))) throw inUse(holder);
    // The lock of a dead process is put aside; whoever comes second finds it gone and tries again.
    const aside = path.join(temporaryDir, randomUUID());
    try {
      await rename(file, aside);
    } catch (error) {
      if (systemCode(error) === 'ENOENT') continue;
      throw writeError(error);
    }
    if ((await readRecord(aside))?.id === holder?.id) wasAbandoned = true;
    // Another process was quicker, and what was put aside is its lock: back with it, unless there is a third.
    else await link(aside, file).catch(() => undefined);
    await rm(aside, { force: true });
  }

  return {
    wasAbandoned,
    publish: (door) => writeDurably(temporaryDir, file, encode({ ...record, ...door })),
    async release() {
      if ((await readRecord(file))?.id === record.id) await rm(file, { force: true });
    },
  };
}

/** Who has the folder open now; undefined: nobody. */
export async function readHolder(root: string): Promise<HostRecord | undefined> {
  const holder = await readRecord(path.join(root, lockName));
  return holder && (await isAlive(holder)) ? holder : undefined;
}

async function create(file: string, record: HostRecord): Promise<boolean> {
  try {
    const handle = await open(file, 'wx', 0o600);
    try {
      await handle.writeFile(encode(record));
      await handle.sync();
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return false;
    throw writeError(error);
  }
}

const encode = (record: HostRecord): Uint8Array => Buffer.from(`${JSON.stringify(record)}\n`, 'utf8');

/** Undefined where there is no lock, or one that its writer died over. */
async function readRecord(file: string): Promise<HostRecord | undefined> {
  for (;;) {
    let text: string;
    try {
      text = await readFile(file, 'utf8');
    } catch (error) {
      if (systemCode(error) === 'ENOENT') return undefined;
      throw error;
    }
    const record = HostRecord.safeParse(parseJson(text));
    if (record.success) return record.data;
    // Between its creation and its content there is a moment.
    const written = await stat(file).catch(() => undefined);
    if (!written || Date.now() - written.mtimeMs > 2000) return undefined;
    await delay(50);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the process of a record still runs: the same process, not one that was given its number since. */
async function isAlive(record: HostRecord): Promise<boolean> {
  const bootedAt = Date.now() - os.uptime() * 1000;
  // A minute's grace, since clocks are set while a computer runs.
  if (Date.parse(record.startedAt) < bootedAt - 60_000) return false;
  try {
    process.kill(record.pid, 0);
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return false;
  }
  const ticks = await startTicksOf(record.pid);
  return record.startTicks === null || ticks === null || ticks === record.startTicks;
}

/** Field 22 of proc_pid_stat(5); the command's name before it may hold blanks and parentheses. */
async function startTicksOf(pid: number): Promise<string | null> {
  if (process.platform !== 'linux') return null;
  try {
    const text = await readFile(`/proc/${pid}/stat`, 'utf8');
    const afterName = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // A process that ended and was not yet collected holds nothing any more.
    return afterName[0] === 'Z' ? 'ended' : (afterName[19] ?? null);
  } catch {
    return null;
  }
}

function inUse(holder: HostRecord): LapidaryError {
  return new LapidaryError(
    'data-folder-in-use',
    `The data folder is already open in another Lapidary (process ${holder.pid}, since ${holder.startedAt}).`,
    'Use the window that is already open, or close it first. The command line works through it when it is told the same data folder.',
  );
}
