import { describe, expect, it } from 'vitest';
import {
  agreementOf,
  Comparison,
  differenceOf,
} from '../../../src-renderer/workspaces/study/comparison.svelte.ts';
import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';

const map = (rows: readonly string[]): LabelMap => ({
  width: rows[0]?.length ?? 0,
  height: rows.length,
  labels: Uint8Array.from(rows.join(''), Number),
});

function harness() {
  const closed: string[] = [];
  const failed: unknown[] = [];
  const waiting = new Map<string, () => void>();
  const comparison = new Comparison({
    frameOf: (id) =>
      id.startsWith('f') ? ({ id, mask: { id: `mask of ${id}` } } as unknown as FrameSummary) : undefined,
    picture: (id) =>
      new Promise((resolve) => {
        const bitmap = { close: () => closed.push(id) } as unknown as ImageBitmap;
        waiting.set(id, () => resolve(bitmap));
      }),
    map: async (id) => {
      if (id.startsWith('bad')) throw new Error('damaged');
      return map(['01']);
    },
    versions: async () => ['m1', 'bad'].map((id) => ({ id }) as unknown as MaskSummary),
    fail: (error) => failed.push(error),
  });
  return { comparison, closed, failed, waiting };
}
const frame = (id: string) => ({ kind: 'frame', frameId: id as FrameId }) as const;
const version = (id: string) =>
  ({ kind: 'version', frameId: 'f1' as FrameId, maskVersionId: id as MaskVersionId }) as const;
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('Comparison', () => {
  it('shows the other side when all of it is there, and gives its picture back', async () => {
    const { comparison, closed, waiting } = harness();
    const comparing = comparison.compare(frame('f2'));
    comparison.hold(true);
    expect(comparison.swapped).toBe(false);
    await settled();
    waiting.get('f2')?.();
    await comparing;
    expect(comparison.other?.frame.id).toBe('f2');
    expect(comparison.other?.mask?.id).toBe('mask of f2');
    expect(comparison.swapped).toBe(true);
    await comparison.compare(null);
    expect([comparison.other, comparison.swapped, closed]).toEqual([null, false, ['f2']]);
  });

  it('shows what was asked for last, whichever comes first', async () => {
    const { comparison, closed, waiting } = harness();
    const first = comparison.compare(frame('f2'));
    const second = comparison.compare(frame('f3'));
    await settled();
    waiting.get('f3')?.();
    await second;
    waiting.get('f2')?.();
    await first;
    expect(comparison.other?.frame.id).toBe('f3');
    expect(closed).toEqual(['f2']);
  });

  it('of frames has no difference, and of what is not there no other side', async () => {
    const { comparison, waiting } = harness();
    const comparing = comparison.compare(frame('f2'), 'difference');
    expect(comparison.look).toBe('beside');
    await settled();
    waiting.get('f2')?.();
    await comparing;
    await comparison.compare(frame('gone'));
    expect([comparison.compared, comparison.other]).toEqual([null, null]);
  });

  it('says why a version cannot be shown', async () => {
    const { comparison, failed, waiting } = harness();
    const good = comparison.compare(version('m1'), 'difference');
    await settled();
    waiting.get('f1')?.();
    await good;
    expect(comparison.other?.mask?.id).toBe('m1');
    await comparison.compare(version('bad'));
    expect(failed).toHaveLength(1);
    expect(comparison.compared).toBeNull();
  });
});

describe('two versions', () => {
  const a = map(['1200', '1100', '0000']);
  const b = map(['0210', '0110', '0000']);

  it('differ where only one of them has a segment, whatever its value', () => {
    expect([...differenceOf(a, b).labels]).toEqual([...map(['2130', '2130', '0000']).labels]);
  });

  it('agree by Dice and by the distances of their outlines', () => {
    expect(agreementOf(a, b)).toEqual({ dice: 0.5, distances: { mean: 0.5, p95: 1, max: 1 } });
    expect(agreementOf(a, map(['0000', '0000', '0000']))).toEqual({ dice: 0, distances: null });
  });
});
