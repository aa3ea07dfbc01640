import type { BackboneFact } from '../../../src-shared/contract/backbones.contract.ts';
import type { StatedFacts } from '../../../src-shared/domain/backboneFacts.ts';
import { entryOf, readEntry, statedFacts } from './facts.ts';
import type { FactName, FactValue } from './facts.ts';

/** What stands in the fields of the form that somebody touched. */
export class Entries {
  #entries = $state.raw<ReadonlyMap<FactName, string>>(new Map());
  /** Facts that were open at any time: they keep their place in the form when they are stated. */
  #onceOpen = $state.raw<ReadonlySet<FactName>>(new Set());

  has(name: FactName): boolean {
    return this.#entries.has(name);
  }
  wasOpen(name: FactName): boolean {
    return this.#onceOpen.has(name);
  }
  /** What the field of a fact holds. */
  of(fact: BackboneFact): string {
    return this.#entries.get(fact.name) ?? entryOf(fact.value);
  }
  /** What is wrong with what its field holds; empty: nothing. @param patchSize pixels */
  complaint(name: FactName, patchSize: number): string {
    const entry = this.#entries.get(name);
    if (entry === undefined) return '';
    const read = readEntry(name, entry, patchSize);
    return 'complaint' in read ? read.complaint : '';
  }
  wrong(patchSize: number): FactName[] {
    return [...this.#entries.keys()].filter((name) => this.complaint(name, patchSize) !== '');
  }
  /** Of those that can be. */
  stated(patchSize: number): StatedFacts {
    const values = new Map<FactName, FactValue>();
    for (const [name, entry] of this.#entries) {
      const read = readEntry(name, entry, patchSize);
      if ('value' in read) values.set(name, read.value);
    }
    return statedFacts(values);
  }

  set(changes: readonly (readonly [name: FactName, entry: string])[]): void {
    this.#entries = new Map([...this.#entries, ...changes]);
  }
  takeBack(name: FactName): void {
    this.#entries = new Map([...this.#entries].filter(([one]) => one !== name));
  }
  remember(open: readonly FactName[]): void {
    this.#onceOpen = new Set([...this.#onceOpen, ...open]);
  }
  clear(): void {
    this.#entries = new Map();
    this.#onceOpen = new Set();
  }
}
