import { fork } from 'node:child_process';
import type { Readable } from 'node:stream';

/** How a compute process ended. */
export interface ProcessExit {
  readonly code: number | null;
  readonly signal: string | null;
}

/**
 * The host's end of the channel to one compute process: a forked Node process here, a utilityProcess in Electron.
 * Messages are structured clones. Listeners are set once, right after the process was started.
 */
export interface ComputePort {
  readonly pid: number | undefined;
  postMessage(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, also when the process could not be started at all. */
  onExit(listener: (exit: ProcessExit) => void): void;
  /** At once, without asking. */
  kill(): void;
  /**
   * What the process wrote to its standard error, known when it has ended; only where the host listens to it instead
   * of passing it on.
   */
  readonly errorOutput?: Promise<string>;
}

/** More of an error output than this is no use to anybody; characters. */
const errorOutputKept = 1_000_000;

/** All of a stream as text, when it has ended. */
export function textOf(stream: Readable): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream.setEncoding('utf8');
    stream.on('data', (part: string) => {
      if (text.length < errorOutputKept) text += part;
    });
    const end = (): void => {
      resolve(text);
    };
    stream.once('end', end).once('close', end);
  });
}

/**
 * A Node process running the module at path `entry`. Its standard output goes nowhere, since a host may be
 * printing a document there; its errors go where the host's go, or are kept for the host to read.
 */
export function forkedNodePort(entry: string, errors: 'inherit' | 'keep' = 'inherit'): ComputePort {
  const child = fork(entry, [], {
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'ignore', errors === 'keep' ? 'pipe' : 'inherit', 'ipc'],
  });
  let ended = false;
  return {
    ...(child.stderr === null ? {} : { errorOutput: textOf(child.stderr) }),
    pid: child.pid,
    postMessage(message) {
      // A message to a process that is going away fails; that it went is told by onExit.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage(listener) {
      child.on('message', listener);
    },
    onExit(listener) {
      const once = (exit: ProcessExit): void => {
        if (ended) return;
        ended = true;
        listener(exit);
      };
      child.once('exit', (code, signal) => {
        once({ code, signal });
      });
      child.on('error', () => {
        if (child.pid === undefined) once({ code: null, signal: null });
      });
    },
    kill() {
      child.kill('SIGKILL');
    },
  };
}
