import { describe, expect, it } from 'vitest';
import { rasteriseStroke } from '../../../src-renderer/viewer/brush.ts';
import { applyPatch, beginEdit, patchBetween } from '../../../src-renderer/viewer/edits.ts';
import type { Patch } from '../../../src-renderer/viewer/edits.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import type { Random } from '../../../src-shared/domain/random.ts';

const width = 97;
const height = 61;

function randomMap(random: Random): LabelMap {
  const labels = new Uint8Array(width * height);
  for (let i = 0; i < labels.length; i++) labels[i] = random.below(3);
  return { width, height, labels };
}

function randomStroke(map: LabelMap, random: Random): Patch | null {
  const edit = beginEdit(map);
  const value = random.below(5);
  let from = { x: random.between(-5, width + 5), y: random.between(-5, height + 5) };
  for (let move = 0; move < 4; move++) {
    const to = { x: from.x + random.between(-20, 20), y: from.y + random.between(-20, 20) };
    rasteriseStroke(from, to, random.between(0.5, 12), map, (row, start, end) =>
      edit.fill(row, start, end, value),
    );
    from = to;
  }
  return edit.commit();
}

describe('edits', () => {
  it('undo and redo to the bit over random strokes', () => {
    const random = createRandom(11);
    const map = randomMap(random);
    const states = [map.labels.slice()];
    const patches: Patch[] = [];
    for (let stroke = 0; stroke < 60; stroke++) {
      const patch = randomStroke(map, random);
      if (patch === null) continue;
      patches.push(patch);
      states.push(map.labels.slice());
    }
    expect(patches.length).toBeGreaterThan(40);
    // A walk back and forth, ending at the start.
    let at = patches.length;
    for (let step = 0; step < 300; step++) {
      const back = at === patches.length || (at > 0 && random.uniform() < 0.55);
      const patch = patches[back ? at - 1 : at];
      if (patch === undefined) throw new Error('off the path');
      applyPatch(map, patch, back ? 'before' : 'after');
      at += back ? -1 : 1;
      expect(Buffer.compare(map.labels, states[at] ?? new Uint8Array())).toBe(0);
    }
  });

  it('records the smallest rectangle that changed, and nothing when nothing did', () => {
    const map: LabelMap = { width: 10, height: 8, labels: new Uint8Array(80) };
    const edit = beginEdit(map);
    edit.fill(2, 1, 9, 4);
    edit.fill(2, 1, 3, 0);
    edit.fill(5, 4, 6, 4);
    expect(edit.commit()?.rect).toEqual({ x: 3, y: 2, width: 6, height: 4 });
    const again = beginEdit(map);
    again.fill(5, 4, 6, 4);
    expect(again.commit()).toBeNull();
    expect(() => again.fill(0, 0, 1, 1)).toThrow(/ended/);
  });

  it('rolls back an edit under way', () => {
    const random = createRandom(3);
    const map = randomMap(random);
    const before = map.labels.slice();
    const edit = beginEdit(map);
    for (let row = 0; row < height; row += 2) edit.fill(row, random.below(40), 40 + random.below(50), 7);
    expect(Buffer.compare(map.labels, before)).not.toBe(0);
    edit.rollBack();
    expect(Buffer.compare(map.labels, before)).toBe(0);
  });

  it('finds the patch between two maps', () => {
    const random = createRandom(5);
    const before = randomMap(random);
    const after: LabelMap = { ...before, labels: before.labels.slice() };
    randomStroke(after, random);
    const patch = patchBetween(before, after);
    if (patch === null) throw new Error('the stroke changed nothing');
    applyPatch(before, patch, 'after');
    expect(Buffer.compare(before.labels, after.labels)).toBe(0);
    expect(patchBetween(before, after)).toBeNull();
  });
});
