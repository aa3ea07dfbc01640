import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { Rect } from '../../src-shared/domain/geometry.ts';

/** A finished edit: the values of its rectangle before and after, row by row, so that undo is exact to the bit. */
export interface Patch {
  readonly rect: Rect;
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

/** An edit under way. The map already shows it; `commit` records it, `rollBack` takes it back. */
export interface Edit {
  /** Sets columns start … end − 1 of a row. */
  fill(row: number, start: number, end: number, value: number): void;
  /** Null when no pixel is different from before. */
  commit(): Patch | null;
  rollBack(): Rect | null;
}

export interface EditLimits {
  /** Values whose pixels stay as they are: none is overwritten, and none is added. */
  readonly locked: ReadonlySet<number>;
}

const unlimited: EditLimits = { locked: new Set() };

/** Begins an edit: rows are remembered as they were when they are first touched. */
export function beginEdit(map: LabelMap, { locked }: EditLimits = unlimited): Edit {
  const { width, labels } = map;
  const former = new Map<number, Uint8Array>();
  let over = false;

  const close = (): void => {
    if (over) throw new Error('This edit has ended.');
    over = true;
  };

  return {
    fill(row, start, end, value) {
      if (over) throw new Error('This edit has ended.');
      if (locked.has(value)) return;
      const offset = row * width;
      if (!former.has(row)) former.set(row, labels.slice(offset, offset + width));
      if (locked.size === 0) {
        labels.fill(value, offset + start, offset + end);
        return;
      }
      for (let at = offset + start; at < offset + end; at++) {
        if (!locked.has(labels[at] ?? 0)) labels[at] = value;
      }
    },
    commit() {
      close();
      return difference(map, former);
    },
    rollBack() {
      close();
      const patch = difference(map, former);
      for (const [row, values] of former) labels.set(values, row * width);
      return patch?.rect ?? null;
    },
  };
}

/** Writes one side of a patch back into the map and says where. */
export function applyPatch(map: LabelMap, patch: Patch, side: 'before' | 'after'): Rect {
  const { rect } = patch;
  const values = patch[side];
  for (let row = 0; row < rect.height; row++) {
    const from = row * rect.width;
    map.labels.set(values.subarray(from, from + rect.width), (rect.y + row) * map.width + rect.x);
  }
  return rect;
}

/** What turns one map into another of the same size; null where they are equal. */
export function patchBetween(before: LabelMap, after: LabelMap): Patch | null {
  if (before.width !== after.width || before.height !== after.height) {
    throw new RangeError('A patch needs two maps of one size.');
  }
  const former = new Map<number, Uint8Array>();
  for (let row = 0; row < before.height; row++) {
    former.set(row, before.labels.subarray(row * before.width, (row + 1) * before.width));
  }
  return difference(after, former);
}

/** Bytes a patch holds in memory. */
export function patchBytes(patch: Patch): number {
  return patch.before.length + patch.after.length;
}

function difference(map: LabelMap, former: ReadonlyMap<number, Uint8Array>): Patch | null {
  const { width, labels } = map;
  let left = width;
  let right = -1;
  let top = Infinity;
  let bottom = -1;
  for (const [row, values] of former) {
    const offset = row * width;
    let first = 0;
    while (first < width && values[first] === labels[offset + first]) first++;
    if (first === width) continue;
    let last = width - 1;
    while (values[last] === labels[offset + last]) last--;
    left = Math.min(left, first);
    right = Math.max(right, last);
    top = Math.min(top, row);
    bottom = Math.max(bottom, row);
  }
  if (bottom < 0) return null;
  const rect: Rect = { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
  const before = new Uint8Array(rect.width * rect.height);
  const after = new Uint8Array(rect.width * rect.height);
  for (let row = 0; row < rect.height; row++) {
    const offset = (top + row) * width + left;
    const now = labels.subarray(offset, offset + rect.width);
    after.set(now, row * rect.width);
    const then = former.get(top + row);
    before.set(then === undefined ? now : then.subarray(left, left + rect.width), row * rect.width);
  }
  return { rect, before, after };
}
