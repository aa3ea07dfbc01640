import type { ComputePort } from '../compute/port.ts';
import { createComputeSupervisor, type RunOptions } from '../compute/supervisor.ts';

/**
 * A process apart in which files of others are read and made into backbones: what such a file may bring about, it brings about
 * there, and neither a click nor a tuning run waits for it. It ends when nothing was asked of it for a while.
 */
export interface Workshop {
  run(kind: string, payload: unknown, options?: RunOptions): Promise<unknown>;
  close(): Promise<void>;
}

/** Milliseconds: long enough for the next question about the same file. */
const idleLimit = 30_000;

/**
 * @param spawn a process that serves the tasks of importMessages.ts
 * @param background whether it gives way to whoever works at the machine
 */
export function createWorkshop(spawn: () => ComputePort, background: boolean): Workshop {
  const supervisor = createComputeSupervisor({ name: 'probe', spawn, configuration: { background } });
  let running = 0;
  let idle: NodeJS.Timeout | undefined;
  return {
    async run(kind, payload, options) {
      clearTimeout(idle);
      running += 1;
      try {
        return await supervisor.run(kind, payload, options);
      } finally {
        running -= 1;
        if (running === 0) {
          idle = setTimeout(() => {
            if (running === 0) void supervisor.restart();
          }, idleLimit);
          idle.unref();
        }
      }
    },
    async close() {
      clearTimeout(idle);
      await supervisor.close();
    },
  };
}
