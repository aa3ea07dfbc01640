import type { ClassId } from '../../src-shared/domain/ids.ts';

/** A value of a mask version, and its class. */
export interface ValueOfClass {
  readonly value: number;
  readonly classId: ClassId;
}

/**
 * Gives the segments of a mask that takes the place of another their values, so that what findings say of a segment
 * stays with it: a value goes on where it has the same class, and means something else nowhere.
 *
 * @param wanted the value each segment would have, if it says one, and its class
 * @returns a value from 1 to 255 for each, none twice; null: there are more than that
 */
export function valuesBeside(
  parent: readonly ValueOfClass[],
  wanted: readonly { readonly value: number | null; readonly classId: ClassId }[],
): number[] | null {
  const classOf = new Map(parent.map(({ value, classId }) => [value, classId]));
  const taken = new Set<number>();
  const given = wanted.map(({ value, classId }) => {
    const known = value === null ? undefined : classOf.get(value);
    if (value === null || taken.has(value) || (known !== undefined && known !== classId)) return 0;
    taken.add(value);
    return value;
  });
  for (const [i, { value, classId }] of wanted.entries()) {
    if (given[i] !== 0) continue;
    // A class map does not say which segment; where there was one alone of its class, it is that.
    const same = parent.filter((one) => one.classId === classId);
    const only = value === null && same.length === 1 ? same[0]?.value : undefined;
    const next =
      only !== undefined && !taken.has(only)
        ? only
        : Array.from({ length: 255 }, (_, k) => k + 1).find((k) => !taken.has(k) && !classOf.has(k));
    if (next === undefined) return null;
    taken.add(next);
    given[i] = next;
  }
  return given;
}
