import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import type { Arguments, OptionSpecs } from './commandLine.ts';
import type { Places } from './places.ts';
import type { Api, Session } from './session.ts';

/** The terminal, as commands use it. */
export interface Terminal {
  /** On standard output whatever the form of the answer. */
  print(line: string): void;
  /** A line of the answer, for people; not with --json. */
  say(line: string): void;
  /** A line beside the answer: warnings, what is happening. */
  note(line: string): void;
  /** What is being done right now; overwritten by the next. */
  progress(line: string): void;
}

export interface CommandContext {
  readonly args: Arguments;
  readonly terminal: Terminal;
  readonly dataDir: string;
  readonly places: Places;
  readonly log: (line: string) => void;
  /** Opened at first use and closed when the command ends. */
  readonly session: () => Promise<Session>;
}

export interface Command {
  readonly name: string;
  readonly summary: string;
  /** What follows the name in the usage line. */
  readonly usage: string;
  readonly options: OptionSpecs;
  /** The document; what is said to people goes through the terminal. */
  run(context: CommandContext): Promise<CommandResult>;
}

export interface CommandResult {
  /** null: the command prints for itself and has no document. */
  readonly document: object | null;
  /** Left out: done. */
  readonly failed?: boolean;
}

/** Waits for a job to end and shows how far it is. @throws LapidaryError the job's own, or `job-cancelled` */
export async function followJob(api: Api, jobId: JobId, terminal: Terminal): Promise<void> {
  const watched = new AbortController();
  try {
    for await (const job of await api.jobs.watch(undefined, { signal: watched.signal })) {
      if (job.id !== jobId) continue;
      const share = job.total === 0 ? '' : ` ${Math.floor((100 * job.done) / job.total)}%`;
      terminal.progress(`${job.kind}${share} ${job.note}`);
      if (job.finishedAt === null) continue;
      if (job.error !== null) throw new LapidaryError(job.error.code, job.error.message, job.error.remedy);
      if (job.state === 'done') return;
      throw new LapidaryError(
        'job-cancelled',
        'This was cancelled.',
        'Start it again if it is still wanted.',
      );
    }
    throw new LapidaryError(
      'host-not-reached',
      'Lapidary was closed while it was at work.',
      'What was begun goes on when it is opened again.',
    );
  } finally {
    terminal.progress('');
    watched.abort();
  }
}
