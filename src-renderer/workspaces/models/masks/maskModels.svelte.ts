import type { MaskModelEntry } from '../../../../src-shared/contract/maskModels.contract.ts';
import { toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import { soon } from '../../../lib/timing.ts';
import type { App } from '../../shell/app.svelte.ts';
import { Selection } from '../selection.svelte.ts';
import { MaskBringing } from './maskBringing.svelte.ts';
import type { ImportedModel } from './maskBringing.svelte.ts';

type MaskModelsApp = Pick<App, 'client' | 'media' | 'changes' | 'jobs'>;

/** The models of others that propose masks here, and the one that is being brought. */
export class MaskModels {
  readonly #app: MaskModelsApp;
  readonly bringing: MaskBringing;
  readonly list = new Selection<MaskModelEntry, 'remove'>((model) => model.sha256);
  #read = $state(false);
  #failure = $state.raw<Failure | null>(null);
  #brings = $state(false);
  #news = $state.raw<ImportedModel | null>(null);
  readonly #readSoon = soon(200, () => void this.reload());

  constructor(app: MaskModelsApp) {
    this.#app = app;
    this.bringing = new MaskBringing(app, (imported) => void this.#arrived(imported));
  }

  /** Reads the list and follows changes. Returns the disposer, which closes an open tray. */
  start(): () => void {
    void this.reload();
    const unlisten = this.#app.changes.listen(['mask-models'], () => this.#readSoon());
    return () => {
      unlisten();
      this.#readSoon.cancel();
      this.bringing.close();
    };
  }

  /** Whether the list was read once. */
  get read(): boolean {
    return this.#read;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Whether one is being brought: in sight instead of the card, and of nothing where nothing is there. */
  get brings(): boolean {
    return this.#brings;
  }
  /** What its import came to, where it was imported since the page was opened. */
  news(model: MaskModelEntry): ImportedModel | null {
    return this.#news?.sha256 === model.sha256 ? this.#news : null;
  }

  select(model: MaskModelEntry): void {
    this.list.select(model.sha256);
    this.#brings = false;
  }
  showBring(): void {
    this.#brings = true;
  }
  showCard(): void {
    this.#brings = false;
  }
  /** Files that were sent are forgotten; an import that runs goes on. */
  closeBring(): void {
    if (this.bringing.step.at !== 'importing') this.bringing.close();
    this.#brings = false;
  }

  /** Masks that were made with its help stay. */
  async remove(model: MaskModelEntry): Promise<void> {
    await this.list.during(model, 'remove', async () => {
      await this.#app.client.maskModels.remove({ sha256: model.sha256 });
      await this.reload();
    });
  }

  async reload(): Promise<void> {
    try {
      this.list.set((await this.#app.client.maskModels.list()).models);
      this.#failure = null;
    } catch (error) {
      this.#failure = toFailure(error);
    }
    this.#read = true;
  }

  async #arrived(imported: ImportedModel): Promise<void> {
    await this.reload();
    this.#news = imported;
    this.list.select(imported.sha256);
    this.#brings = false;
  }
}
