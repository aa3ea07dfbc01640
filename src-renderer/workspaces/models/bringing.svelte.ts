import type { BackboneFact, BackboneProposal } from '../../../src-shared/contract/backbones.contract.ts';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import type { Client } from '../../lib/bridge.ts';
import { t } from '../../lib/words.ts';
import { weightFiles } from './collect.ts';
import { Entries, formObstacle } from './entries.svelte.ts';
import { factOrder, factTitles, readEntry, statedFacts } from './facts.ts';
import type { FactName } from './facts.ts';
import { TrayRoad } from './trayRoad.svelte.ts';

export type Imported = Awaited<ReturnType<Client['backbones']['imported']>>;

/** A backbone on its way in: which of its files has the weights, which entry of the catalogue it is, what is stated. */
export class Bringing extends TrayRoad<BackboneProposal, Imported> {
  readonly #entries = new Entries<FactName>((name, entry) => readEntry(name, entry, this.#patchSize));
  #main = $state.raw<string | null>(null);
  #entry = $state.raw<string | null>(null);
  #leaveUnknown = $state(false);

  /** Files among which the weights have to be chosen; empty: there is nothing to choose. */
  get mains(): readonly string[] {
    const names = weightFiles(this.files.map(({ name }) => name));
    return names.length > 1 ? names : [];
  }
  /** The file that holds the weights, or the index of sharded ones; null: the only one that can be. */
  get main(): string | null {
    return this.#main;
  }
  /** The entry of the catalogue that a person says the file is. */
  get catalogueEntry(): string | null {
    return this.#entry;
  }
  get leaveUnknown(): boolean {
    return this.#leaveUnknown;
  }

  wasOpen(name: FactName): boolean {
    return this.#entries.wasOpen(name);
  }
  isStated(name: FactName): boolean {
    return this.#entries.has(name);
  }
  /** What its field holds. */
  entry(fact: BackboneFact): string {
    return this.#entries.of(fact);
  }
  /** What is wrong with what its field holds; empty: nothing. */
  complaint(name: FactName): string {
    return this.#entries.complaint(name);
  }

  async chooseMain(name: string | null): Promise<void> {
    if (this.step.at !== 'refused' && this.step.at !== 'proposal') return;
    this.#main = name;
    await this.lookAgain();
  }

  /** What a field holds now. */
  state(name: FactName, entry: string): void {
    this.stateAll([[name, entry]]);
  }
  stateAll(changes: readonly (readonly [name: FactName, entry: string])[]): void {
    this.#entries.set(changes);
    this.changed();
  }
  /** Back to what is known without a person. */
  takeBack(name: FactName): void {
    this.#entries.takeBack(name);
    this.changed();
  }
  /** @param id of the entry of the catalogue that the file is; null: not stated */
  sayEntry(id: string | null): void {
    this.#entry = id;
    this.changed();
  }
  setLeaveUnknown(leave: boolean): void {
    this.#leaveUnknown = leave;
  }

  protected override openTray(): Promise<{ readonly trayId: string }> {
    return this.app.client.backbones.openTray();
  }
  protected override closeTray(trayId: string): Promise<unknown> {
    return this.app.client.backbones.closeTray({ trayId });
  }
  protected override inspect(trayId: string): Promise<BackboneProposal> {
    return this.app.client.backbones.inspectTray({ trayId, ...this.#request() });
  }
  protected override start(trayId: string): Promise<{ readonly jobId: JobId }> {
    const leaveUnknown = this.#leaveUnknown;
    return this.app.client.backbones.importTray({ trayId, ...this.#request(), leaveUnknown });
  }
  protected override imported(jobId: JobId): Promise<Imported> {
    return this.app.client.backbones.imported({ jobId });
  }
  protected override remember(proposal: BackboneProposal): void {
    this.#entries.remember(proposal.open);
  }
  protected override forgetStated(): void {
    this.#main = null;
    this.#entries.clear();
    this.#entry = null;
    this.#leaveUnknown = false;
  }
  protected override inForm({ open, keys }: BackboneProposal) {
    const { wrong } = this.#entries;
    const stillOpen = open.filter((name) => !this.#entries.has(name));
    const obstacle = (names: readonly FactName[]) => formObstacle(names, [], factOrder, factTitles);
    return {
      before: formObstacle(stillOpen, wrong, factOrder, factTitles),
      after:
        obstacle(open) ?? (keys.unknown.length > 0 && !this.#leaveUnknown ? t('models.say-unknown') : null),
    };
  }

  get #patchSize(): number {
    return this.proposal?.shape.patchSize ?? 1;
  }

  #request() {
    return { main: this.#main, stated: statedFacts(this.#entries.stated), entry: this.#entry };
  }
}
