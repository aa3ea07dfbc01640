import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { EventEmitter } from 'node:events';

interface ForkOptions {
  readonly stdio?: readonly ('ignore' | 'inherit' | 'pipe')[];
  readonly serviceName?: string;
}

/** A forked Node process in the place of Electron's utility process: structured clones both ways, `exit` with a code. */
class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  #running = true;

  constructor(entry: string, args: readonly string[], options: ForkOptions) {
    super();
    this.#child = fork(entry, args, {
      serialization: 'advanced',
      execArgv: ['--import', new URL('./parentPort.ts', import.meta.url).href],
      stdio: ['ignore', options.stdio?.[1] ?? 'inherit', options.stdio?.[2] ?? 'inherit', 'ipc'],
    });
    this.#child.on('spawn', () => this.emit('spawn'));
    this.#child.on('message', (message) => this.emit('message', message));
    this.#child.on('exit', (code) => {
      this.#running = false;
      this.emit('exit', code ?? 1);
    });
  }

  get pid(): number | undefined {
    return this.#running ? this.#child.pid : undefined;
  }

  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(message as object, () => undefined);
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM');
  }
}

export const utilityProcess = {
  fork: (entry: string, args: readonly string[] = [], options: ForkOptions = {}): UtilityProcess =>
    new UtilityProcess(entry, args, options),
};
