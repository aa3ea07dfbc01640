import path from 'node:path';
import { readHolder } from './hostLock.ts';

/** A host that has a data folder open. `door` is where its command line is answered; null: it has none (yet). */
export interface RunningHost {
  readonly pid: number;
  readonly startedAt: string;
  readonly host: 'electron' | 'web' | 'cli';
  readonly door: { readonly url: string; readonly token: string } | null;
}

/** The host that has this data folder open, for the command line to talk to; undefined: none. */
export async function readRunningHost(root: string): Promise<RunningHost | undefined> {
  const holder = await readHolder(path.resolve(root));
  if (!holder) return undefined;
  const { pid, startedAt, host, url, token } = holder;
  return { pid, startedAt, host, door: url !== undefined && token !== undefined ? { url, token } : null };
}
