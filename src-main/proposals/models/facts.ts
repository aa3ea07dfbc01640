import type { MaskModelFact } from '../../../src-shared/contract/maskModels.contract.ts';
import type { MaskModelFactName } from '../../../src-shared/domain/maskModelCard.ts';

/** What a file tells, or what is customary where it does not. */
interface Found<T> {
  readonly value: T;
  readonly source: 'file' | 'assumed';
  readonly note: string;
}

export function inFile<T>(value: T, note = ''): Found<T> {
  return { value, source: 'file', note };
}

export function assumed<T>(value: T, note: string): Found<T> {
  return { value, source: 'assumed', note };
}

type Shown = NonNullable<MaskModelFact['value']>;

/** The facts of a model as they are found, each with where it is known from. */
export class FactSheet {
  readonly facts: MaskModelFact[] = [];

  /**
   * @param stated goes before what was found
   * @param missing said where nobody tells
   * @returns undefined: it is open
   */
  take<T extends Shown>(
    name: MaskModelFactName,
    stated: T | undefined,
    found: Found<T> | undefined,
    missing = '',
  ): T | undefined {
    return this.takeAs(name, stated, found, (value) => value, missing);
  }

  /** As `take`, of what is shown otherwise than it is. */
  takeAs<T>(
    name: MaskModelFactName,
    stated: T | undefined,
    found: Found<T> | undefined,
    show: (value: T) => Shown,
    missing = '',
  ): T | undefined {
    if (stated !== undefined) {
      this.facts.push({ name, value: show(stated), source: 'stated', note: '' });
      return stated;
    }
    if (found === undefined) {
      this.facts.push({ name, value: null, source: 'open', note: missing });
      return undefined;
    }
    this.facts.push({ name, value: show(found.value), source: found.source, note: found.note });
    return found.value;
  }

  get open(): MaskModelFactName[] {
    return this.facts.filter(({ value }) => value === null).map(({ name }) => name);
  }
}
