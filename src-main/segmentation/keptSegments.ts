import type { ClassId } from '../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';

export interface ValuedMask {
  readonly map: LabelMap;
  readonly segments: readonly { readonly value: number; readonly classId: ClassId }[];
}

/**
 * A mask that takes another's place, its values renamed so that segments keep who they are: each takes the value of the
 * segment of its class under it with which it shares most pixels, the largest overlaps first; the others get values that
 * were free. Findings are of segments, and a better outline of a stone is still that stone.
 */
export function keepSegments(next: ValuedMask, before: ValuedMask | undefined): ValuedMask {
  if (before === undefined) return next;
  const { map, segments } = next;
  const shared = new Uint32Array(256 * 256);
  for (let i = 0; i < map.labels.length; i++) {
    const pair = (map.labels[i] as number) * 256 + (before.map.labels[i] as number);
    shared[pair] = (shared[pair] as number) + 1;
  }
  const pairs = segments
    .flatMap((one) =>
      before.segments
        .filter(({ classId }) => classId === one.classId)
        .map((other) => ({
          from: one.value,
          to: other.value,
          pixels: shared[one.value * 256 + other.value] as number,
        })),
    )
    .filter(({ pixels }) => pixels > 0)
    .sort((a, b) => b.pixels - a.pixels || a.from - b.from || a.to - b.to);
  const renamed = new Map<number, number>();
  const taken = new Set<number>();
  for (const { from, to } of pairs) {
    if (renamed.has(from) || taken.has(to)) continue;
    renamed.set(from, to);
    taken.add(to);
  }
  const known = new Set(before.segments.map(({ value }) => value));
  const free = Array.from({ length: 255 }, (_, i) => i + 1).filter((value) => !taken.has(value));
  // A value that was another segment's would pass that segment's identity on: it serves only where no other is left.
  const unused = [...free.filter((value) => !known.has(value)), ...free.filter((value) => known.has(value))];
  for (const { value } of segments) {
    if (!renamed.has(value)) renamed.set(value, unused.shift() ?? value);
  }
  const table = new Uint8Array(256);
  for (const [from, to] of renamed) table[from] = to;
  return {
    map: { ...map, labels: map.labels.map((label) => table[label] as number) },
    segments: segments.map(({ value, classId }) => ({ value: table[value] as number, classId })),
  };
}
