import { limits } from './checkpoint.ts';

type Stated = string | number | boolean;

/** What a file states, as far as it is short enough to be kept; what is not kept is noted. */
export function statedValues(
  stated: Iterable<readonly [string, Stated]>,
  notes: string[],
): ReadonlyMap<string, Stated> {
  const values = new Map<string, Stated>();
  let left = 0;
  for (const [name, value] of stated) {
    const isKept =
      values.size < limits.values &&
      name.length <= limits.nameLength &&
      (typeof value !== 'string' || value.length <= limits.textLength);
    if (isKept) values.set(name, value);
    else left++;
  }
  if (left > 0) notes.push(`${left} of the texts that the file states are too long, and were left out.`);
  return values;
}
