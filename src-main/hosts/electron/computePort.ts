import { utilityProcess } from 'electron';
import type { ComputePort } from '../../compute/port.ts';

/**
 * A compute process of the desktop application: Electron's utility process, since a packaged Electron cannot be
 * started as a bare Node (the fuse `runAsNode` is off).
 */
export function utilityPort(entry: string): ComputePort {
  const child = utilityProcess.fork(entry, [], {
    serviceName: 'Lapidary compute',
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let running = true;
  return {
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
