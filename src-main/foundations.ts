import type { UserId } from '../src-shared/domain/ids.ts';
import type { ComputeSupervisor } from './compute/supervisor.ts';
import type { Database } from './db/database.ts';
import type { Changes } from './events/changes.ts';
import type { Jobs } from './jobs/jobs.ts';
import type { DataFolder } from './storage/dataFolder.ts';

/** Who is asking, through which door. Made by the host for each connection, never by the caller. */
export interface Caller {
  readonly userId: UserId;
  /** A page may not name paths of this machine; the command line, run by the same person, may. */
  readonly door: 'page' | 'command-line';
}

/** What every feature is built from. */
export interface Foundations {
  readonly db: Database;
  readonly files: DataFolder;
  readonly jobs: Jobs;
  readonly changes: Changes;
  /** The two compute processes: clicks must never wait for tuning. */
  readonly compute: { readonly interactive: ComputeSupervisor; readonly batch: ComputeSupervisor };
  /** Where the shipped networks lie (read only). */
  readonly modelsDir: string;
  /** The user whom a database starts with. */
  readonly localUser: UserId;
}
