import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import { MaskNews } from '../../../src-renderer/workspaces/study/maskNews.ts';
import { Reel } from '../../../src-renderer/workspaces/study/reel.svelte.ts';

const frameId = (i: number): FrameId => `f${i}` as FrameId;
const version = (name: string): MaskVersionId => name as MaskVersionId;
const frame = (i: number, mask: string | null): FrameSummary =>
  ({ id: frameId(i), mask: mask === null ? null : { id: mask } }) as unknown as FrameSummary;

/** A study of 12,000 frames in a page, and the workstation's masks of them; answers come when they are let through. */
function bench() {
  const reel = new Reel({} as never, () => Promise.reject(new Error('no pictures here')));
  reel.take(Array.from({ length: 12_000 }, (_, i) => frame(i, 'old')));
  const host = new Map<FrameId, string | null>();
  const state = { always: false, unsaved: new Set<FrameId>(), failed: [] as unknown[], broken: false };
  const asked: FrameId[][] = [];
  let release = (): void => undefined;
  const news = new MaskNews({
    frame: (id) => reel.frameOf(id),
    isUnsaved: (id) => state.unsaved.has(id),
    always: () => state.always,
    read: async (ids) => {
      asked.push(ids);
      if (state.broken) throw new Error('gone');
      const answer = ids.map((id) => frame(Number(id.slice(1)), host.get(id) ?? null));
      await new Promise<void>((resolve) => (release = resolve));
      return answer;
    },
    take: (frames) => reel.takeSome(frames),
    fail: (error) => state.failed.push(error),
  });
  const save = (i: number, mask: string): void => {
    host.set(frameId(i), mask);
    reel.takeMask(frameId(i), { id: mask } as unknown as MaskSummary);
    news.changed(frameId(i), version(mask));
  };
  const answer = async (): Promise<void> => {
    await vi.advanceTimersByTimeAsync(200);
    release();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { reel, host, state, asked, news, save, answer };
}

describe('news of masks', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('of strokes of this page ask for nothing', async () => {
    const { save, answer, asked } = bench();
    for (let stroke = 0; stroke < 20; stroke++) {
      save(7, `mask-${stroke}`);
      await answer();
    }
    expect(asked).toEqual([]);
  });

  it('from elsewhere ask for those frames alone, once for all that gathers', async () => {
    const { news, host, answer, asked, reel } = bench();
    for (const i of [3, 11_000, 3]) {
      host.set(frameId(i), `new-${i}`);
      news.changed(frameId(i), version(`new-${i}`));
    }
    await answer();
    expect(asked).toEqual([[frameId(3), frameId(11_000)]]);
    expect([2, 3, 11_000].map((i) => reel.frames[i]?.mask?.id)).toEqual(['old', 'new-3', 'new-11000']);
  });

  it('ask for a mask that is known where the study itself may have become another', async () => {
    const { save, state, answer, asked } = bench();
    state.always = true;
    save(1, 'first');
    await answer();
    expect(asked).toEqual([[frameId(1)]]);
  });

  it('wait until what was drawn on the frame is saved', async () => {
    const { news, host, state, answer, asked, reel } = bench();
    state.unsaved.add(frameId(5));
    host.set(frameId(5), 'theirs');
    news.changed(frameId(5), version('theirs'));
    await answer();
    expect(asked).toEqual([]);
    state.unsaved.clear();
    await answer();
    expect([asked.length, reel.frameOf(frameId(5))?.mask?.id]).toEqual([1, 'theirs']);
  });

  it('never take back a stroke that was saved while the answer was on its way', async () => {
    const { news, host, save, answer, asked, reel } = bench();
    host.set(frameId(5), 'theirs');
    news.changed(frameId(5), version('theirs'));
    await vi.advanceTimersByTimeAsync(200);
    save(5, 'mine');
    await answer();
    expect(reel.frameOf(frameId(5))?.mask?.id).toBe('mine');
    // The answer was older than the stroke: it is asked for again.
    await answer();
    expect([asked.length, reel.frameOf(frameId(5))?.mask?.id]).toEqual([2, 'mine']);
  });

  it('that cannot be read are told of', async () => {
    const { news, state, answer } = bench();
    state.broken = true;
    news.changed(frameId(5), version('theirs'));
    await answer();
    expect(state.failed).toHaveLength(1);
  });
});
