/** The host's side: keeps one compute process running while there is work for it, and survives its crashes. */
import { setTimeout as delay } from 'node:timers/promises';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { cancelled } from './cancelled.ts';
import { fromChild } from './messages.ts';
import type { ComputeConfiguration, FromChild, LogLevel, TaskProgress, ToChild } from './messages.ts';
import type { ComputePort, ProcessExit } from './port.ts';

export interface RunOptions {
  /**
   * Aborting asks the task to stop at its next yield; the promise then rejects with LapidaryError 'cancelled', or
   * resolves if the task had just finished. A task that does not stop within the grace period takes the whole
   * process with it.
   */
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TaskProgress) => void;
}

export interface ComputeSupervisor {
  readonly name: 'interactive' | 'batch' | 'probe';
  /**
   * Runs one task and returns what its handler returned, unparsed. Rejects with the handler's LapidaryError (after
   * 'provider-lost' the process is restarted, so that the next task finds the device as it is by then);
   * with 'compute-process-lost' if the process went away (resume from the checkpoint); with
   * 'compute-process-unstable' while the process keeps crashing.
   */
  run(kind: string, payload: unknown, options?: RunOptions): Promise<unknown>;
  /** Holds all tasks at their next yield, those of a restarted process too. */
  pause(): void;
  resume(): void;
  /** For the tasks that start from now on. What the change leaves out stays as it is. */
  configure(change: ComputeConfiguration): void;
  /**
   * Ends the process, which counts as no crash; what was running rejects with 'compute-process-lost'. The next task
   * starts a new one. Resolves when the old one is gone.
   */
  restart(): Promise<void>;
  /** Ends the process; what was running rejects with 'compute-process-lost'. */
  close(): Promise<void>;
}

export interface SupervisorOptions {
  readonly name: 'interactive' | 'batch' | 'probe';
  readonly spawn: () => ComputePort;
  readonly configuration?: ComputeConfiguration;
  readonly onLog?: (level: LogLevel, text: string) => void;
  readonly timing?: Partial<SupervisorTiming>;
}

/** Milliseconds. */
export interface SupervisorTiming {
  /** From the start of a process to its first word. */
  readonly startLimit: number;
  /** From a cancellation to the end of the task. */
  readonly cancelLimit: number;
  /** Wait before the restart after the first crash in a row; doubles with each further one. */
  readonly firstBackoff: number;
  /** After this long without a crash a process that was given up gets another chance. */
  readonly coolDown: number;
}

const usualTiming: SupervisorTiming = {
  startLimit: 60_000,
  cancelLimit: 30_000,
  firstBackoff: 250,
  coolDown: 60_000,
};

/** Crashes in a row, no task having ended properly in between, after which new tasks are refused for a while. */
const crashesTolerated = 5;

interface Task {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: LapidaryError) => void;
  readonly onProgress: ((progress: TaskProgress) => void) | undefined;
}

interface LiveProcess {
  readonly port: ComputePort;
  readonly tasks: Map<string, Task>;
  /** Resolves when it is ready for tasks; rejects if it ends before. */
  readonly ready: Promise<void>;
}

export function createComputeSupervisor(options: SupervisorOptions): ComputeSupervisor {
  return new Supervisor(options);
}

class Supervisor implements ComputeSupervisor {
  readonly name: 'interactive' | 'batch' | 'probe';
  readonly #spawn: () => ComputePort;
  readonly #onLog: (level: LogLevel, text: string) => void;
  readonly #timing: SupervisorTiming;
  #configuration: ComputeConfiguration;
  #process: Promise<LiveProcess> | null = null;
  #live: LiveProcess | null = null;
  #exited: Promise<void> = Promise.resolve();
  #crashesInARow = 0;
  #lastCrash = -Infinity;
  #nextTask = 1;
  #paused = false;
  #closed = false;

  constructor({ name, spawn, configuration = {}, onLog, timing }: SupervisorOptions) {
    this.name = name;
    this.#spawn = spawn;
    this.#onLog = onLog ?? ((): void => undefined);
    this.#timing = { ...usualTiming, ...timing };
    this.#configuration = configuration;
  }

  async run(kind: string, payload: unknown, { signal, onProgress }: RunOptions = {}): Promise<unknown> {
    refuseIfAborted(signal);
    const process = await this.#running();
    refuseIfAborted(signal);
    const taskId = String(this.#nextTask++);
    let giveUp: NodeJS.Timeout | undefined;
    const cancel = (): void => {
      send(process.port, { type: 'cancel', taskId });
      giveUp = setTimeout(() => {
        this.#onLog('error', `The ${this.name} process did not stop a cancelled task in time; it is ended.`);
        process.port.kill();
      }, this.#timing.cancelLimit);
    };
    try {
      return await new Promise<unknown>((resolve, reject) => {
        process.tasks.set(taskId, { resolve, reject, onProgress });
        // It may have ended between becoming ready and now.
        if (this.#live !== process) {
          reject(lost());
          return;
        }
        signal?.addEventListener('abort', cancel, { once: true });
        send(process.port, { type: 'start', taskId, kind, payload });
      });
    } finally {
      clearTimeout(giveUp);
      signal?.removeEventListener('abort', cancel);
      process.tasks.delete(taskId);
    }
  }

  pause(): void {
    this.#paused = true;
    if (this.#live !== null) send(this.#live.port, { type: 'pause' });
  }

  resume(): void {
    this.#paused = false;
    if (this.#live !== null) send(this.#live.port, { type: 'resume' });
  }

  configure(change: ComputeConfiguration): void {
    this.#configuration = { ...this.#configuration, ...change };
    if (this.#live !== null) {
      send(this.#live.port, { type: 'configure', configuration: this.#configuration });
    }
  }

  async restart(): Promise<void> {
    const former = this.#live;
    if (former === null) return;
    // A process that is no longer the live one ends without counting as a crash.
    this.#live = null;
    this.#process = null;
    former.port.kill();
    await this.#exited;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#live?.port.kill();
    await this.#exited;
  }

  /** The running process, started if there is none. Callers at the same time share one start. */
  #running(): Promise<LiveProcess> {
    if (this.#process !== null) return this.#process;
    const starting = this.#start();
    this.#process = starting;
    starting.catch(() => {
      if (this.#process === starting) this.#process = null;
    });
    return starting;
  }

  async #start(): Promise<LiveProcess> {
    if (this.#crashesInARow >= crashesTolerated && Date.now() - this.#lastCrash < this.#timing.coolDown) {
      throw new LapidaryError(
        'compute-process-unstable',
        `The ${this.name} compute process ended ${this.#crashesInARow} times in a row before finishing anything.`,
        'Wait a minute and try again. If it goes on, choose the "cpu" provider in the settings and free some memory.',
      );
    }
    if (this.#crashesInARow > 0) {
      const exponent = Math.min(this.#crashesInARow, crashesTolerated) - 1;
      await delay(this.#timing.firstBackoff * 2 ** exponent);
    }
    // One that was told to end still holds memory, and perhaps a device.
    await this.#exited;
    if (this.#closed) throw lost();
    const live = this.#attach(this.#spawn());
    await live.ready;
    return live;
  }

  #attach(port: ComputePort): LiveProcess {
    const { promise: ready, resolve, reject } = Promise.withResolvers<undefined>();
    const { promise: exited, resolve: onExited } = Promise.withResolvers<undefined>();
    const live: LiveProcess = { port, ready, tasks: new Map() };
    const startLimit = setTimeout(() => {
      port.kill();
    }, this.#timing.startLimit);
    this.#live = live;
    this.#exited = exited;
    port.onMessage((raw) => {
      const message = fromChild.safeParse(raw);
      if (!message.success) {
        this.#onLog('error', `The ${this.name} process sent a message that makes no sense; it is ended.`);
        port.kill();
      } else if (message.data.type === 'ready') {
        clearTimeout(startLimit);
        send(port, { type: 'configure', configuration: this.#configuration });
        if (this.#paused) send(port, { type: 'pause' });
        resolve(undefined);
      } else {
        this.#receive(live, message.data);
      }
    });
    port.onExit((exit) => {
      clearTimeout(startLimit);
      this.#ended(live, exit);
      reject(lost());
      onExited(undefined);
    });
    return live;
  }

  #receive(live: LiveProcess, message: Exclude<FromChild, { type: 'ready' }>): void {
    if (message.type === 'log') {
      this.#onLog(message.level, message.text);
      return;
    }
    const task = live.tasks.get(message.taskId);
    if (task === undefined) return;
    switch (message.type) {
      case 'progress':
        task.onProgress?.(message.progress);
        break;
      case 'result':
        this.#crashesInARow = 0;
        task.resolve(message.value);
        break;
      case 'error':
        this.#crashesInARow = 0;
        task.reject(new LapidaryError(message.error.code, message.error.message, message.error.remedy));
        // A device stays lost for the process that lost it.
        if (message.error.code === 'provider-lost') void this.restart();
        break;
    }
  }

  #ended(live: LiveProcess, { code, signal }: ProcessExit): void {
    const wanted = this.#live === live;
    if (wanted) {
      this.#live = null;
      this.#process = null;
    }
    if (wanted && !this.#closed) {
      this.#crashesInARow += 1;
      this.#lastCrash = Date.now();
      const how = signal ?? `code ${code ?? 'unknown'}`;
      this.#onLog('error', `The ${this.name} process ended (${how}) with ${live.tasks.size} tasks running.`);
    }
    for (const task of live.tasks.values()) task.reject(lost());
  }
}

function send(port: ComputePort, message: ToChild): void {
  port.postMessage(message);
}

function lost(): LapidaryError {
  return new LapidaryError(
    'compute-process-lost',
    'The compute process ended while it was working.',
    'Nothing that was reported done is lost; the work goes on from its last checkpoint when it is started again.',
  );
}

function refuseIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled();
}
