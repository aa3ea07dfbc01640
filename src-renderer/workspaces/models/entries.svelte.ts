import { t } from '../../lib/words.ts';
import { entryOf } from './forms.ts';
import type { FactValue, ReadEntry } from './forms.ts';
import { inSentence } from './words.ts';

/** What stands in the fields of the form that somebody touched. */
export class Entries<Name extends string> {
  readonly #read: (name: Name, entry: string) => ReadEntry;
  #entries = $state.raw<ReadonlyMap<Name, string>>(new Map());
  /** Facts that were open at any time: they keep their place in the form when they are stated. */
  #onceOpen = $state.raw<ReadonlySet<Name>>(new Set());

  /** @param read what a field's text means */
  constructor(read: (name: Name, entry: string) => ReadEntry) {
    this.#read = read;
  }

  has(name: Name): boolean {
    return this.#entries.has(name);
  }
  wasOpen(name: Name): boolean {
    return this.#onceOpen.has(name);
  }
  /** What the field of a fact holds. */
  of(fact: { readonly name: Name; readonly value: string | number | readonly number[] | null }): string {
    return this.#entries.get(fact.name) ?? entryOf(fact.value);
  }
  /** What is wrong with what its field holds; empty: nothing. */
  complaint(name: Name): string {
    const entry = this.#entries.get(name);
    if (entry === undefined) return '';
    const read = this.#read(name, entry);
    return 'complaint' in read ? read.complaint : '';
  }
  get wrong(): Name[] {
    return [...this.#entries.keys()].filter((name) => this.complaint(name) !== '');
  }
  /** Of those that can be. */
  get stated(): ReadonlyMap<Name, FactValue> {
    const values = new Map<Name, FactValue>();
    for (const [name, entry] of this.#entries) {
      const read = this.#read(name, entry);
      if ('value' in read) values.set(name, read.value);
    }
    return values;
  }

  set(changes: readonly (readonly [name: Name, entry: string])[]): void {
    this.#entries = new Map([...this.#entries, ...changes]);
  }
  takeBack(name: Name): void {
    this.#entries = new Map([...this.#entries].filter(([one]) => one !== name));
  }
  remember(open: readonly Name[]): void {
    this.#onceOpen = new Set([...this.#onceOpen, ...open]);
  }
  clear(): void {
    this.#entries = new Map();
    this.#onceOpen = new Set();
  }
}

/** What is still open, or has to be corrected, in words; null: neither. @param open as the form has it now */
export function formObstacle<Name extends string>(
  open: readonly Name[],
  wrong: readonly Name[],
  order: readonly Name[],
  titles: Readonly<Record<Name, string>>,
): string | null {
  const titled = (names: readonly Name[]): string =>
    order
      .filter((name) => names.includes(name))
      .map((name) => inSentence(titles[name]))
      .join(t('models.between'));
  if (open.length > 0) return t('models.still-to-state', { facts: titled(open) });
  if (wrong.length > 0) return t('models.still-to-correct', { facts: titled(wrong) });
  return null;
}
