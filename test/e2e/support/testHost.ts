import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { endProcess, waitForLine } from './childProcess.ts';
import { ensureBuilt } from './built.ts';

const root = path.resolve(import.meta.dirname, '../../..');

export interface TestHost {
  /** The page's address, launch token included. */
  readonly url: string;
  readonly dataDir: string;
  readonly pid: number;
  /** What it said on standard error so far. */
  log(): string;
  /** Asks it to end and waits; a data folder that was made for it is removed. Answers the exit code. */
  close(): Promise<number | null>;
  /** Ends it as a power cut would; the data folder stays. */
  kill(): Promise<void>;
}

export interface TestHostOptions {
  /** Left out: a folder of its own, removed at the end. */
  readonly dataDir?: string;
  /** Load the demo cohort. */
  readonly demo?: boolean;
}

/** The built web host in a process of its own, on any free port, without a browser. */
export async function startTestHost(options: TestHostOptions = {}): Promise<TestHost> {
  await ensureBuilt();
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'lapidary-host-')));
  const cli = path.join(root, 'dist', 'main', 'cli.js');
  const args = [cli, 'serve', '--data-dir', dataDir, ...(options.demo === true ? ['--demo'] : [])];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk: Buffer) => {
    log += chunk.toString();
  });
  const cleanUp = async (): Promise<void> => {
    if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const url = await waitForLine(child, (line) => /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/.exec(line)?.[0]);
    return {
      url,
      dataDir,
      pid: child.pid ?? 0,
      log: () => log,
      close: async () => {
        const code = await endProcess(child);
        await cleanUp();
        return code;
      },
      kill: async () => {
        const ended = new Promise((resolve) => child.once('exit', resolve));
        if (child.exitCode === null && child.signalCode === null) {
          child.kill('SIGKILL');
          await ended;
        }
      },
    };
  } catch (error) {
    await endProcess(child, 0);
    await cleanUp();
    throw error;
  }
}
