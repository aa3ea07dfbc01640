import { createHash } from 'node:crypto';
import os from 'node:os';
import { ProviderReport } from '../../src-shared/contract/system.contract.ts';
import type { ComputePort } from '../compute/port.ts';
import { runtimeVersion } from '../compute/runtimeVersion.ts';
import type { Foundations } from '../foundations.ts';
import { probeProviders } from './providers.ts';
import { readProbes, writeProbe, type ProbedOn } from './probes.queries.ts';

/** What is known about this machine's providers, kept in the data folder. */
export interface ProviderProbes {
  /** What the last examination found. Findings of another machine or another version of the runtime do not count. */
  known(): readonly ProviderReport[];
  /** Tries every provider, one after the other: some seconds. Whoever asks meanwhile gets the same answer. */
  examine(): Promise<readonly ProviderReport[]>;
  /**
   * In the background, when a start is over: examines a machine that was not examined yet. Its failure is no failure of
   * the start; whoever asks next tries again.
   * @param again also where it was: drivers change between starts
   */
  examineSoon(again: boolean): void;
  /** Called after every examination. */
  onExamined(listener: () => void): void;
  /** Ends an examination that is going on. */
  close(): Promise<void>;
}

/** Milliseconds: a start has better things to do with the processor than to examine it. */
const startDelay = 3000;

export function createProviderProbes({
  db,
  spawn,
}: Pick<Foundations, 'db'> & {
  /** A process that serves the probe task (probe.task.ts). */
  readonly spawn: () => ComputePort;
}): ProviderProbes {
  const here: ProbedOn = { runtime: runtimeVersion, machine: machineHash() };
  const listeners: (() => void)[] = [];
  const closing = new AbortController();
  let examining: Promise<readonly ProviderReport[]> | null = null;
  let soon: NodeJS.Timeout | undefined;

  async function examine(): Promise<readonly ProviderReport[]> {
    const reports = await probeProviders(spawn, closing.signal);
    if (closing.signal.aborted) return reports;
    db.transaction(() => {
      for (const report of reports) writeProbe(db, report.name, here, report);
    });
    for (const listener of listeners) listener();
    return reports;
  }

  const known = (): readonly ProviderReport[] =>
    readProbes(db, here).flatMap(({ report }) => {
      const read = ProviderReport.safeParse(report);
      return read.success ? [read.data] : [];
    });
  const examineOnce = (): Promise<readonly ProviderReport[]> => {
    examining ??= examine().finally(() => (examining = null));
    return examining;
  };

  return {
    known,
    examine: examineOnce,
    examineSoon(again) {
      if (!again && known().length > 0) return;
      soon = setTimeout(() => {
        examineOnce().catch(() => undefined);
      }, startDelay);
      soon.unref();
    },
    onExamined: (listener) => {
      listeners.push(listener);
    },
    async close() {
      clearTimeout(soon);
      closing.abort();
      await examining?.catch(() => undefined);
    },
  };
}

/** Tells this machine from another that opens the same data folder, without naming it. */
function machineHash(): string {
  const parts = [os.hostname(), process.platform, process.arch, os.cpus()[0]?.model ?? ''];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
