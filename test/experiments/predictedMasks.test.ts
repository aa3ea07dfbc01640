import { describe, expect, it } from 'vitest';
import { ofFinding } from '../../src-main/experiments/predictedMasks.ts';
import { decodeLabelMap, encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';

function bytes(rows: readonly string[]): Uint8Array {
  const labels = Uint8Array.from(rows.join(''), Number);
  return encodeLabelMap({ width: rows[0]?.length ?? 0, height: rows.length, labels });
}

const segment = (value: number) => ({ value, class: 1, pixels: 1, confidence: 1 });
const truth = { mask: bytes(['0770', '0990']), segments: [{ value: 9, maskClass: 2 }] };
const classes = ['tool', 'stone'];

describe('the mask that is predicted of a finding', () => {
  it('is the segment that lies most on it, not the largest one', () => {
    const labelMap = bytes(['1111', '0220']);
    const found = ofFinding({ labelMap, segments: [segment(1), segment(2)] }, truth, classes, ['stone']);
    expect(found).toEqual({ mask: labelMap, segments: [{ value: 2, maskClass: 2 }] });
  });

  it('is all that was found where nothing lies on it, and the whole frame where nothing was', () => {
    const beside = bytes(['1100', '0002']);
    const all = ofFinding({ labelMap: beside, segments: [segment(1), segment(2)] }, truth, classes, ['stone']);
    expect(all.segments.map(({ value }) => value)).toEqual([1, 2]);
    const nothing = ofFinding({ labelMap: bytes(['0000', '0000']), segments: [] }, truth, classes, ['stone']);
    expect(decodeLabelMap(nothing.mask ?? new Uint8Array()).labels).toEqual(new Uint8Array(8).fill(1));
    expect(nothing.segments).toEqual([{ value: 1, maskClass: 2 }]);
  });
});
