import type { Readable } from 'node:stream';
import { utilityProcess } from 'electron';
import type { ComputePort } from '../../compute/port.ts';
import { textOf } from '../../workstation.ts';

/**
 * A compute process of the desktop application: Electron's utility process, since a packaged Electron cannot be
 * started as a bare Node (the fuse `runAsNode` is off).
 */
export function utilityPort(entry: string, errors: 'inherit' | 'keep' = 'inherit'): ComputePort {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Lapidary compute',
    stdio: ['ignore', 'ignore', errors === 'keep' ? 'pipe' : 'inherit'],
  });
  let running = true;
  return {
    ...(errors === 'keep' && child.stderr ? { errorOutput: textOf(child.stderr as Readable) } : {}),
    get pid() {
      return child.pid;
    },
    postMessage: (message) => {
      if (running) child.postMessage(message);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      child.once('exit', (code) => {
        running = false;
        listener({ code, signal: null });
      });
    },
    kill: () => {
      // Electron's own kill asks politely; a process stuck in a driver does not listen.
      if (child.pid === undefined) child.kill();
      else killNow(child.pid);
    },
  };
}

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It was gone already, which is what was wanted.
  }
}
