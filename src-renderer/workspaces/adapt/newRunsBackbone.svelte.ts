import type { Backbone } from '../../../src-shared/contract/backbones.contract.ts';
import type { App } from '../shell/app.svelte.ts';

/** Which backbone runs will use that are started now. */
export class NewRunsBackbone {
  readonly #app: Pick<App, 'client' | 'changes'>;
  #chosen = $state.raw<Backbone | null>(null);

  constructor(app: Pick<App, 'client' | 'changes'>) {
    this.#app = app;
  }

  /** Null: not read yet, or none can be used. */
  get chosen(): Backbone | null {
    return this.#chosen;
  }

  /** Follows changes; returns the disposer. */
  start(): () => void {
    void this.#read();
    return this.#app.changes.listen(['backbones'], () => void this.#read());
  }

  async #read(): Promise<void> {
    try {
      const { backbones } = await this.#app.client.backbones.list();
      this.#chosen = backbones.find((one) => one.chosen) ?? null;
    } catch {
      // Whatever keeps runs from starting is said when they are started.
      this.#chosen = null;
    }
  }
}
