/** The compute process's side: takes tasks from the port and hands them to their handlers. */
import os from 'node:os';
import type { z } from 'zod';
import { LapidaryError, toErrorReport } from '../../src-shared/domain/errors.ts';
import { cancelled } from './cancelled.ts';
import { toChild } from './messages.ts';
import type { ComputeConfiguration, FromChild, LogLevel, ToChild } from './messages.ts';
import type { Runtime } from './runtime.ts';
import { openRuntime } from './sessions.ts';

export interface TaskContext {
  readonly taskId: string;
  /** Aborted when the task is cancelled. */
  readonly signal: AbortSignal;
  /** As the host had set it when the task started. */
  readonly configuration: ComputeConfiguration;
  /** Opened at first use, as the host configured it. Throws LapidaryError 'provider-unavailable', 'provider-unproved'. */
  readonly runtime: Runtime;
  progress(done: number, total: number, detail?: unknown): void;
  /**
   * To be awaited between micro-batches: lets messages in, holds while the process is paused, and throws
   * LapidaryError 'cancelled' once the task is.
   */
  yieldNow(): Promise<void>;
  /** No names of patients or files. */
  log(level: LogLevel, text: string): void;
}

/** One kind of task; made by taskHandler. */
export interface TaskHandler {
  readonly start: (payload: unknown, context: TaskContext) => Promise<unknown>;
}

/** A task with the schema of its payload. What `run` returns crosses the port as a structured clone. */
export function taskHandler<Schema extends z.ZodType>(
  payload: Schema,
  run: (payload: z.output<Schema>, context: TaskContext) => Promise<unknown>,
): TaskHandler {
  return {
    async start(raw, context) {
      const parsed = payload.safeParse(raw);
      if (!parsed.success) {
        const where = parsed.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ');
        throw misuse('task-payload-invalid', `The payload of a task is invalid at: ${where}.`);
      }
      return run(parsed.data, context);
    },
  };
}

/** This process's channel to its host, whichever kind of process it is. */
interface ParentChannel {
  post(message: FromChild): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What Electron adds to `process` in a utility process. */
interface ParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

/**
 * Takes tasks until the host goes away, and then ends the process. Called once by the process's entry module.
 * Handlers run side by side and interleave at their yields.
 */
export function serveTasks(handlers: Readonly<Record<string, TaskHandler>>): void {
  const server = new TaskServer(handlers, parentChannel());
  server.listen();
}

class TaskServer {
  readonly #handlers: Readonly<Record<string, TaskHandler>>;
  readonly #channel: ParentChannel;
  readonly #running = new Map<string, AbortController>();
  #runtime: Runtime | null = null;
  #configuration: ComputeConfiguration = {};
  #background = false;
  #resumed: PromiseWithResolvers<undefined> | null = null;

  constructor(handlers: Readonly<Record<string, TaskHandler>>, channel: ParentChannel) {
    this.#handlers = handlers;
    this.#channel = channel;
  }

  listen(): void {
    this.#channel.onMessage((raw) => {
      const message = toChild.safeParse(raw);
      if (message.success) this.#receive(message.data);
      else this.#log('error', 'A message that makes no sense was refused.');
    });
    this.#channel.post({ type: 'ready' });
  }

  #receive(message: ToChild): void {
    switch (message.type) {
      case 'configure':
        this.#configure(message.configuration);
        break;
      case 'start':
        void this.#run(message.taskId, message.kind, message.payload);
        break;
      case 'cancel':
        this.#running.get(message.taskId)?.abort(cancelled());
        break;
      case 'pause':
        this.#resumed ??= Promise.withResolvers<undefined>();
        break;
      case 'resume':
        this.#resumed?.resolve(undefined);
        this.#resumed = null;
        break;
    }
  }

  #configure(configuration: ComputeConfiguration): void {
    this.#configuration = configuration;
    // Tasks that hold the former runtime keep it; later ones get one as configured now.
    this.#runtime = null;
    this.#setBackground(configuration.background === true);
  }

  #setBackground(background: boolean): void {
    if (background === this.#background) return;
    this.#background = background;
    const { PRIORITY_BELOW_NORMAL, PRIORITY_NORMAL } = os.constants.priority;
    try {
      os.setPriority(background ? PRIORITY_BELOW_NORMAL : PRIORITY_NORMAL);
    } catch {
      this.#log('warning', 'The system did not let the process change its priority.');
    }
  }

  async #run(taskId: string, kind: string, payload: unknown): Promise<void> {
    const abort = new AbortController();
    this.#running.set(taskId, abort);
    try {
      const handler = Object.hasOwn(this.#handlers, kind) ? this.#handlers[kind] : undefined;
      if (handler === undefined) throw misuse('unknown-task', `There is no task "${kind}".`);
      const value = await handler.start(payload, this.#context(taskId, abort.signal));
      this.#channel.post({ type: 'result', taskId, value });
    } catch (error) {
      if (!(error instanceof LapidaryError)) this.#log('error', `Task "${kind}": ${traceOf(error)}`);
      else if (error.cause !== undefined) this.#log('warning', `Task "${kind}": ${traceOf(error.cause)}`);
      this.#channel.post({ type: 'error', taskId, error: toErrorReport(error) });
    } finally {
      this.#running.delete(taskId);
    }
  }

  #context(taskId: string, signal: AbortSignal): TaskContext {
    const openOnce = (): Runtime => {
      refuseUnproved(this.#configuration);
      return (this.#runtime ??= openRuntime(runtimeSettings(this.#configuration)));
    };
    return {
      taskId,
      signal,
      configuration: this.#configuration,
      get runtime() {
        return openOnce();
      },
      progress: (done, total, detail) => {
        const progress = detail === undefined ? { done, total } : { done, total, detail };
        this.#channel.post({ type: 'progress', taskId, progress });
      },
      yieldNow: async () => {
        await new Promise(setImmediate);
        while (this.#resumed !== null && !signal.aborted) {
          await Promise.race([this.#resumed.promise, aborted(signal)]);
        }
        signal.throwIfAborted();
      },
      log: (level, text) => {
        this.#log(level, text);
      },
    };
  }

  #log(level: LogLevel, text: string): void {
    this.#channel.post({ type: 'log', level, text });
  }
}

function refuseUnproved({ provider = 'cpu', refusal = '' }: ComputeConfiguration): void {
  if (refusal === '') return;
  throw new LapidaryError(
    'provider-unproved',
    `The provider "${provider}", which is chosen in the settings, cannot be used: ${refusal}`,
    'Examine this machine again, on the System page or with "lapidary doctor"; or choose "cpu" in the settings.',
  );
}

function runtimeSettings({ provider, threads }: ComputeConfiguration): Parameters<typeof openRuntime>[0] {
  return { ...(provider === undefined ? {} : { provider }), ...(threads === undefined ? {} : { threads }) };
}

function parentChannel(): ParentChannel {
  const { parentPort } = process as { readonly parentPort?: ParentPort };
  if (parentPort !== undefined) {
    return {
      post: (message) => {
        parentPort.postMessage(message);
      },
      onMessage: (listener) => {
        parentPort.on('message', ({ data }) => {
          listener(data);
        });
      },
    };
  }
  if (process.send === undefined) throw new Error('This module is the entry of a compute process.');
  // A host that dies takes the channel with it; its compute process must not outlive it.
  process.once('disconnect', () => process.exit(0));
  // Ctrl-C reaches the whole process group; how to end is for the host to decide.
  process.on('SIGINT', () => undefined);
  return {
    post: (message) => {
      process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => {
      process.on('message', listener);
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener(
      'abort',
      () => {
        resolve();
      },
      { once: true },
    );
  });
}

/** An error's kind and where it arose. Not its message, which may quote a path or a file's content. */
function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 8)].join('\n');
}

function misuse(code: string, message: string): LapidaryError {
  return new LapidaryError(code, message, 'Both parts of Lapidary must be of the same version: restart it.');
}
