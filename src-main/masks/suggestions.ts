import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import type { ClassId } from '../../src-shared/domain/ids.ts';

/** Something that is called as a class may be. */
export interface NamedValue {
  readonly value: number;
  readonly name: string;
}

/**
 * The classes that are called as some values are, by code or name, case aside: all of the one schema that has the most of
 * them, so that a mask can hold them together. A person still has to agree.
 */
export function suggestClasses(
  values: readonly NamedValue[],
  schemas: readonly LabelSchema[],
  schemaName: string | null = null,
): ReadonlyMap<number, ClassId> {
  let best = new Map<number, ClassId>();
  const first = schemas.filter(({ name }) => name === schemaName);
  for (const { classes } of [...first, ...schemas]) {
    const found = new Map<number, ClassId>();
    for (const { value, name } of values) {
      const same = (text: string): boolean => text.toLowerCase() === name.toLowerCase();
      const one = classes.find(({ code }) => same(code)) ?? classes.find((other) => same(other.name));
      if (one) found.set(value, one.id);
    }
    if (found.size > best.size) best = found;
  }
  return best;
}
