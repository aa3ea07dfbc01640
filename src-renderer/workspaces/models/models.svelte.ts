import type { Backbone, CatalogueEntry } from '../../../src-shared/contract/backbones.contract.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import { soon } from '../../lib/timing.ts';
import type { App } from '../shell/app.svelte.ts';
import { Bringing } from './bringing.svelte.ts';
import type { Imported } from './bringing.svelte.ts';
import { matches } from './words.ts';

type ModelsApp = Pick<App, 'client' | 'media' | 'changes' | 'jobs'>;
type Hash = Backbone['sha256'];

/** What the right side of the page shows. */
export type View = 'card' | 'bring' | 'catalogue';

export interface Check {
  readonly ok: boolean;
  readonly message: string;
  readonly remedy: string;
}

/** The networks that are installed, which one new runs use, and what could be brought. */
export class Models {
  readonly #app: ModelsApp;
  readonly bringing: Bringing;
  #backbones = $state.raw<readonly Backbone[]>([]);
  #read = $state(false);
  #failure = $state.raw<Failure | null>(null);
  #view = $state<View>('card');
  #selected = $state.raw<Hash | null>(null);
  #entries = $state.raw<readonly CatalogueEntry[] | null>(null);
  #catalogueFailure = $state.raw<Failure | null>(null);
  #filter = $state('');
  /** The backbone that something is being done with; null: none. */
  #busy = $state.raw<{ readonly sha256: Hash; readonly what: 'choose' | 'verify' | 'remove' } | null>(null);
  #checks = $state.raw<ReadonlyMap<Hash, Check>>(new Map());
  #asksRemoval = $state(false);
  #refusal = $state.raw<Failure | null>(null);
  #news = $state.raw<Imported | null>(null);
  readonly #readSoon = soon(200, () => void this.#readList());
  readonly #shownEntries = $derived((this.#entries ?? []).filter((entry) => matches(entry, this.#filter)));

  constructor(app: ModelsApp) {
    this.#app = app;
    this.bringing = new Bringing(app, (imported) => void this.#arrived(imported));
  }

  /** Reads what is installed and follows changes. Returns the disposer, which closes an open tray. */
  start(): () => void {
    void this.#readList();
    const unlisten = this.#app.changes.listen(['backbones', 'adapters', 'runs'], () => this.#readSoon());
    return () => {
      unlisten();
      this.#readSoon.cancel();
      this.bringing.close();
    };
  }

  get backbones(): readonly Backbone[] {
    return this.#backbones;
  }
  /** Whether the list was read once. */
  get read(): boolean {
    return this.#read;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get view(): View {
    return this.#view;
  }
  /** The one whose card is shown: what was selected, else the one that new runs use. */
  get selected(): Backbone | null {
    return (
      this.#backbones.find((one) => one.sha256 === this.#selected) ??
      this.#backbones.find((one) => one.chosen) ??
      this.#backbones[0] ??
      null
    );
  }
  /** Null: not read yet. */
  get entries(): readonly CatalogueEntry[] | null {
    return this.#entries === null ? null : this.#shownEntries;
  }
  /** Every entry, whatever the filter. */
  get catalogue(): readonly CatalogueEntry[] {
    return this.#entries ?? [];
  }
  get catalogueFailure(): Failure | null {
    return this.#catalogueFailure;
  }
  get filter(): string {
    return this.#filter;
  }
  get asksRemoval(): boolean {
    return this.#asksRemoval;
  }
  /** Why the last thing asked of the selected one was refused. */
  get refusal(): Failure | null {
    return this.#refusal;
  }

  busy(backbone: Backbone): 'choose' | 'verify' | 'remove' | null {
    return this.#busy?.sha256 === backbone.sha256 ? this.#busy.what : null;
  }
  /** What reading every byte of it came to, since the page was opened. */
  check(backbone: Backbone): Check | null {
    return this.#checks.get(backbone.sha256) ?? null;
  }
  /** What its import came to, where it was imported since the page was opened. */
  news(backbone: Backbone): Imported | null {
    return this.#news?.sha256 === backbone.sha256 ? this.#news : null;
  }

  select(sha256: Hash): void {
    if (sha256 !== this.selected?.sha256) {
      this.#asksRemoval = false;
      this.#refusal = null;
    }
    this.#selected = sha256;
    this.#view = 'card';
  }
  /** Moves the selection by rows. */
  step(by: number): void {
    const at = this.#backbones.findIndex((one) => one.sha256 === this.selected?.sha256);
    const to = this.#backbones[Math.min(this.#backbones.length - 1, Math.max(0, at + by))];
    if (to !== undefined) this.select(to.sha256);
  }

  showCard(): void {
    this.#view = 'card';
  }
  showBring(): void {
    this.#view = 'bring';
    if (this.#entries === null) void this.#readCatalogue();
  }
  /** Files that were sent are forgotten; an import that runs goes on. */
  closeBring(): void {
    if (this.bringing.step.at !== 'importing') this.bringing.close();
    this.#view = 'card';
  }
  async showCatalogue(): Promise<void> {
    this.#view = 'catalogue';
    if (this.#entries === null) await this.#readCatalogue();
  }
  filterBy(text: string): void {
    this.#filter = text;
  }

  /** New runs use it from now on. */
  async choose(backbone: Backbone): Promise<void> {
    if (backbone.chosen || backbone.state !== 'ready') return;
    await this.#do(backbone, 'choose', async () => {
      await this.#app.client.backbones.choose({ sha256: backbone.sha256 });
      await this.#readList();
    });
  }

  /** Reads every byte of its weights. */
  async verify(backbone: Backbone): Promise<void> {
    await this.#do(backbone, 'verify', async () => {
      const { networks } = await this.#app.client.backbones.verify({ sha256: backbone.sha256 });
      const found = networks.find((one) => one.sha256 === backbone.sha256);
      if (found !== undefined) this.#checks = new Map(this.#checks).set(backbone.sha256, found);
    });
  }

  askRemoval(asks: boolean): void {
    this.#asksRemoval = asks;
    this.#refusal = null;
  }
  async remove(backbone: Backbone): Promise<void> {
    await this.#do(backbone, 'remove', async () => {
      await this.#app.client.backbones.remove({ sha256: backbone.sha256 });
      this.#selected = null;
      await this.#readList();
    });
    this.#asksRemoval = false;
  }

  async reload(): Promise<void> {
    await this.#readList();
  }

  async #do(
    backbone: Backbone,
    what: 'choose' | 'verify' | 'remove',
    work: () => Promise<void>,
  ): Promise<void> {
    if (this.#busy !== null) return;
    this.#busy = { sha256: backbone.sha256, what };
    this.#refusal = null;
    try {
      await work();
    } catch (error) {
      this.#refusal = toFailure(error);
      this.#selected = backbone.sha256;
      this.#view = 'card';
    }
    this.#busy = null;
  }

  async #arrived(imported: Imported): Promise<void> {
    await this.#readList();
    this.#news = imported;
    this.select(imported.sha256);
  }

  async #readList(): Promise<void> {
    try {
      this.#backbones = (await this.#app.client.backbones.list()).backbones;
      this.#failure = null;
      // Which entries are installed may have changed.
      if (this.#entries !== null) await this.#readCatalogue();
    } catch (error) {
      this.#failure = toFailure(error);
    }
    this.#read = true;
  }

  async #readCatalogue(): Promise<void> {
    try {
      this.#entries = (await this.#app.client.backbones.catalogue()).entries;
      this.#catalogueFailure = null;
    } catch (error) {
      this.#catalogueFailure = toFailure(error);
    }
  }
}
