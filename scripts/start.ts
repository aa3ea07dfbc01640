/**
 * `npm start [-- --demo …]`: builds what is stale and opens the workstation, in Electron where it can run, otherwise
 * as the same application served to this machine's browser, saying in one line why.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { build, isFresh } from './build.ts';
import { electronBinary, fetchElectron, retryCommand } from './electronBinary.ts';

const root = path.resolve(import.meta.dirname, '..');

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The user's number on POSIX systems. */
  readonly uid: number | undefined;
}

/** Whether something can show a window here. */
export function hasDisplay({ platform, env }: Machine): boolean {
  if (platform === 'win32' || platform === 'darwin') return true;
  return Boolean(env['DISPLAY']) || Boolean(env['WAYLAND_DISPLAY']);
}

/** Why Electron cannot open a window on this machine even with its binary at hand, or null. */
export function electronObstacle(machine: Machine): string | null {
  if (!hasDisplay(machine)) return 'Electron needs a display, and there is none';
  if (machine.platform === 'linux' && machine.uid === 0) {
    return "Electron's sandbox refuses to run as root";
  }
  return null;
}

/** Electron's own host refused in a dialog, in words (a data folder in use, …): the other host would refuse as well. */
const refusedInWords = 3;

/** A start that fails this early is a machine on which Electron cannot run (a missing library, a locked sandbox). */
const earlyMs = 15_000;

interface Ended {
  readonly code: number;
  readonly afterMs: number;
}

/**
 * Runs a host in the foreground. It ends with this process, which it watches, and this process with the one that
 * started it.
 */
function host(program: string, args: readonly string[]): Promise<Ended | Error> {
  const started = Date.now();
  const child = spawn(program, args, { cwd: root, stdio: 'inherit' });
  const stop = (): void => void child.kill('SIGTERM');
  const parent = process.ppid;
  const orphaned = setInterval(() => {
    if (process.ppid !== parent) stop();
  }, 1000);
  process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
  return new Promise((resolve) => {
    const finish = (result: Ended | Error): void => {
      clearInterval(orphaned);
      process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop);
      resolve(result);
    };
    child.once('error', finish);
    child.once('exit', (code, signal) => {
      const asked = signal === 'SIGINT' || signal === 'SIGTERM' || signal === 'SIGHUP';
      finish({ code: code ?? (asked ? 0 : 1), afterMs: Date.now() - started });
    });
  });
}

/** Opens Electron; answers its exit code, or why it could not be opened. */
async function openElectron(machine: Machine, args: readonly string[]): Promise<number | string> {
  const obstacle = electronObstacle(machine);
  if (obstacle !== null) return obstacle;
  if (electronBinary() === null) {
    console.error('Fetching Electron (once; given up after 20 s without progress) …');
    const failure = await fetchElectron();
    if (failure !== null) return `Electron ${failure}; to try again: ${retryCommand}`;
  }
  const binary = electronBinary();
  if (binary === null) return `Electron is not there; to fetch it: ${retryCommand}`;
  const ended = await host(binary, [root, ...args]);
  if (ended instanceof Error) return `Electron did not start (${ended.message})`;
  const early = ended.code !== 0 && ended.code !== refusedInWords && ended.afterMs < earlyMs;
  if (early) return 'Electron did not start on this machine';
  return ended.code;
}

async function main(args: readonly string[]): Promise<number> {
  if (!isFresh()) {
    console.error('Building …');
    if (!(await build(undefined, true))) return 1;
  }
  const machine: Machine = { platform: process.platform, env: process.env, uid: process.getuid?.() };
  const opened = await openElectron(machine, args);
  if (typeof opened === 'number') return opened;

  console.error(`${opened}: serving the workstation to this machine's browser instead.`);
  const cli = path.join(root, 'dist', 'main', 'cli.js');
  const open = hasDisplay(machine) ? ['--open'] : [];
  const ended = await host(process.execPath, [cli, 'serve', ...open, ...args]);
  if (ended instanceof Error) {
    console.error(`The web host did not start: ${ended.message}`);
    return 1;
  }
  return ended.code;
}

if (import.meta.main) process.exitCode = await main(process.argv.slice(2));
