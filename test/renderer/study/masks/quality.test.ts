import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type {
  FrameQuality,
  MaskQuality,
  QualityThresholds,
} from '../../../../src-shared/contract/masks.contract.ts';
import type { FrameId, MaskVersionId, StudyId } from '../../../../src-shared/domain/ids.ts';
import { QualityQueue } from '../../../../src-renderer/workspaces/study/masks/quality.svelte.ts';
import { reasonWords } from '../../../../src-renderer/workspaces/study/masks/reasons.ts';

interface Question {
  readonly thresholds: QualityThresholds;
  readonly offset: number;
  readonly limit: number;
}

function frame(number: number, reasons: FrameQuality['reasons'] = ['holes']): FrameQuality {
  return {
    frameId: `frame-${number}` as FrameId,
    number,
    maskVersionId: `mask-${number}` as MaskVersionId,
    coverage: 0.2,
    components: 1,
    smallestPixels: 900,
    holes: 1,
    touchesBorder: false,
    modelDice: null,
    reasons,
  };
}

/** A workstation that measures some masks a call, and tells of those that are flagged. */
function bench(flagged: FrameQuality[], { masked = flagged.length, measuredACall = Infinity } = {}) {
  const host = { seen: true, flagged, unmeasured: masked === 0 ? 0 : Math.max(0, masked - measuredACall) };
  const asked: Question[] = [];
  const shown: string[] = [];
  const quality = new QualityQueue({
    studyId: 'study' as StudyId,
    show: async (frameId) => void shown.push(frameId),
    isSeen: () => host.seen,
    client: {
      masks: {
        quality: async ({ thresholds, offset = 0, limit = 200 }: Partial<Question>): Promise<MaskQuality> => {
          await Promise.resolve();
          asked.push({ thresholds: thresholds as QualityThresholds, offset, limit });
          if (asked.length > 1) host.unmeasured = Math.max(0, host.unmeasured - measuredACall);
          const frames = host.flagged.slice(offset, offset + limit);
          const next = offset + limit < host.flagged.length ? offset + limit : null;
          return { frames, next, masked, flagged: host.flagged.length, unmeasured: host.unmeasured };
        },
      },
    } as unknown as ConstructorParameters<typeof QualityQueue>[0]['client'],
  });
  return { quality, host, asked, shown };
}

const numbers = (quality: QualityQueue): number[] => quality.frames.map(({ number }) => number);

describe('masks worth another look', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('asks again until all are measured, showing what is known meanwhile', async () => {
    const { quality, asked } = bench([frame(1), frame(2)], { masked: 30, measuredACall: 10 });
    const read = quality.want();
    // The first answer, and not the second.
    for (let i = 0; i < 20 && quality.counts === null; i++) await Promise.resolve();
    expect([numbers(quality), quality.counts?.unmeasured, quality.busy]).toEqual([[1, 2], 20, true]);
    await read;
    expect([asked.length, quality.counts?.unmeasured, quality.busy]).toEqual([3, 0, false]);
  });

  it('gives up where nothing more gets measured, rather than asking for ever', async () => {
    const { quality, asked } = bench([frame(1)], { masked: 5, measuredACall: 0 });
    await quality.want();
    expect([asked.length, quality.counts?.unmeasured, quality.busy]).toEqual([4, 5, false]);
  });

  it('steps through the list, over its pages, and from the last to the first', async () => {
    const { quality, shown, asked } = bench(Array.from({ length: 130 }, (_, i) => frame(i + 1)));
    for (let i = 0; i < 101; i++) await quality.step(1);
    expect([shown.at(-1), quality.frames.length, asked.map(({ offset }) => offset)]).toEqual([
      'frame-101',
      130,
      [0, 100],
    ]);
    for (let i = 0; i < 30; i++) await quality.step(1);
    expect(shown.at(-1)).toBe('frame-1');
    await quality.step(-1);
    expect(shown.at(-1)).toBe('frame-130');
  });

  it('keeps what is listed in its place after an edit, and the mended frame until it is left', async () => {
    const { quality, host } = bench([frame(1, ['holes', 'tiny']), frame(2), frame(3)]);
    await quality.step(1);
    await quality.step(1);
    // Frame 2 was mended, frame 3 got worse and comes first now, frame 9 is new.
    host.flagged = [frame(3, ['holes', 'tiny', 'many-components']), frame(1, ['holes', 'tiny']), frame(9)];
    quality.changed();
    await vi.advanceTimersByTimeAsync(1000);
    expect(numbers(quality)).toEqual([1, 2, 3, 9]);
    expect(quality.frames.map(({ reasons }) => reasons.length)).toEqual([2, 0, 3, 1]);
    await quality.step(1);
    expect(numbers(quality)).toEqual([1, 3, 9]);
    expect(quality.frames[quality.selected]?.number).toBe(3);
  });

  it('goes on where a frame was taken out of the list', async () => {
    const { quality, host, shown } = bench([frame(1), frame(2), frame(3)]);
    await quality.step(1);
    await quality.select('frame-2' as FrameId);
    host.flagged = [frame(1), frame(3)];
    await quality.retry();
    await quality.select('frame-1' as FrameId);
    await quality.step(1);
    expect(shown.at(-1)).toBe('frame-3');
  });

  it('asks with thresholds that find nothing of what is left out, and takes its words away', async () => {
    const { quality, asked } = bench([frame(1, ['touches-border']), frame(2, ['holes', 'touches-border'])]);
    await quality.want();
    quality.leaveOut('touches-border', true);
    quality.leaveOut('many-components', true);
    quality.change({ dice: 0.5 });
    expect(quality.frames.map(({ number, reasons }) => [number, reasons])).toEqual([[2, ['holes']]]);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1000);
    // Three changes, one question.
    expect(asked).toHaveLength(2);
    expect(asked[1]?.thresholds).toMatchObject({ components: 1_000_000, dice: 0.5, holes: 0 });
  });

  it('does not read before it is wanted, and drops answers that an edit has overtaken', async () => {
    const { quality, host, asked } = bench([frame(1)]);
    quality.changed();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked).toHaveLength(0);
    const first = quality.want();
    host.flagged = [frame(7)];
    await quality.retry();
    await first;
    expect(numbers(quality)).toEqual([7]);
  });

  it('are read again when they are looked at, where they changed unseen', async () => {
    const { quality, host, asked } = bench([frame(1), frame(2)]);
    await quality.want();
    host.seen = false;
    quality.changed();
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toHaveLength(1);
    host.flagged = [frame(2)];
    host.seen = true;
    await quality.want();
    await quality.want();
    expect([asked.length, numbers(quality)]).toEqual([2, [2]]);
  });

  it('of a study of thousands are read again when drawing rests, not after each stroke', async () => {
    const { quality, asked } = bench([frame(1)], { masked: 12_000 });
    await quality.want();
    for (let stroke = 0; stroke < 10; stroke++) {
      quality.changed();
      await vi.advanceTimersByTimeAsync(700);
    }
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1500);
    expect(asked).toHaveLength(2);
  });
});

describe('the words for a reason', () => {
  it('say what was measured', () => {
    const measured = {
      ...frame(1),
      components: 7,
      holes: 1,
      smallestPixels: 1,
      coverage: 0.96,
      modelDice: 0.41,
    };
    const words = (
      ['many-components', 'holes', 'tiny-component', 'covers-nearly-all', 'differs-from-model'] as const
    )
      .map((reason) => reasonWords(reason, measured))
      .join(', ');
    expect(words).toBe(
      '7 pieces, a hole, a piece of 1 pixel, covers 96%, differs from the model’s (Dice .41)',
    );
  });
});
