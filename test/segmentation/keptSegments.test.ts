import { describe, expect, it } from 'vitest';
import { keepSegments } from '../../src-main/segmentation/keptSegments.ts';
import { ClassId } from '../../src-shared/domain/ids.ts';

const stone = ClassId.parse('0198c0de-0000-7000-8000-000000000001');
const tool = ClassId.parse('0198c0de-0000-7000-8000-000000000002');

function mask(rows: readonly string[], classes: Readonly<Record<number, ClassId>>) {
  const labels = Uint8Array.from(rows.join(''), Number);
  const map = { width: rows[0]?.length ?? 0, height: rows.length, labels };
  return {
    map,
    segments: Object.entries(classes).map(([value, classId]) => ({ value: Number(value), classId })),
  };
}

describe('segments of a mask that takes another’s place', () => {
  it('keep the value of the segment of their class that they lie on most', () => {
    const before = mask(['3300', '3300', '0055'], { 3: stone, 5: stone });
    const next = mask(['1110', '1100', '0222'], { 1: stone, 2: stone });
    const kept = keepSegments(next, before);
    expect([...kept.map.labels].join('')).toBe('333033000555');
    expect(kept.segments).toEqual([
      { value: 3, classId: stone },
      { value: 5, classId: stone },
    ]);
  });

  it('get a value that nobody had where there was nothing, or something of another class', () => {
    const before = mask(['1100', '0000'], { 1: tool });
    const next = mask(['1100', '0022'], { 1: stone, 2: stone });
    const { segments } = keepSegments(next, before);
    expect(segments.map(({ value }) => value)).toEqual([2, 3]);
  });

  it('of two that lie on one, the larger keeps it', () => {
    const before = mask(['444444'], { 4: stone });
    const next = mask(['110222'], { 1: stone, 2: stone });
    const kept = keepSegments(next, before);
    expect([...kept.map.labels]).toEqual([1, 1, 0, 4, 4, 4]);
  });

  it('stay as they are where there was no mask', () => {
    const next = mask(['12'], { 1: stone, 2: tool });
    expect(keepSegments(next, undefined)).toBe(next);
  });
});
