import { describe, expect, it } from 'vitest';
import { Glances, maskBudget } from '../../../src-renderer/workspaces/study/glances.svelte.ts';
import { Reel } from '../../../src-renderer/workspaces/study/reel.svelte.ts';
import type { FrameSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';

const idOf = (at: number): FrameId => `f${at}` as FrameId;
const size = { width: 1920, height: 1080 };

function harness(frames: number, masked: (at: number) => boolean = () => true) {
  const log: string[] = [];
  const unsaved = new Set<string>();
  const aborted: string[] = [];
  let waiting: ((time: number) => void) | null = null;
  const reel = new Reel({ frame: async (id) => id as unknown as Blob }, async () => {
    return { ...size, close: () => undefined };
  });
  reel.take(
    Array.from(
      { length: frames },
      (_, i) => ({ id: idOf(i), mask: masked(i) ? { id: `m${i}` } : null }) as unknown as FrameSummary,
    ),
  );
  const glances = new Glances({
    media: {
      mask: async (id, signal) => {
        signal.addEventListener('abort', () => aborted.push(id));
        await Promise.resolve();
        // As long as a map of the size, without its bytes.
        return { of: id, labels: { length: size.width * size.height } } as unknown as LabelMap;
      },
    },
    reel,
    leave: () => log.push('leave'),
    rest: (frameId) => log.push(`rest ${frameId}`),
    isUnsaved: (frameId) => unsaved.has(frameId),
    scale: () => 1,
    nextFrame(run) {
      waiting = run;
      return () => (waiting = null);
    },
  });
  let time = 0;
  const tick = async (): Promise<void> => {
    const run = waiting;
    waiting = null;
    run?.((time += 16));
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { reel, glances, log, unsaved, aborted, tick };
}
const of = (map: LabelMap | null) => (map as unknown as { of: MaskVersionId } | null)?.of;

describe('Glances', () => {
  it('brings every picture with the mask of its own frame, or with none', async () => {
    const { reel, glances, tick } = harness(60, (at) => at % 3 !== 0);
    await reel.show(idOf(0));
    glances.run(1);
    const seen = new Set<string>();
    for (let ticks = 0; ticks < 200 && reel.index < 59; ticks++) {
      await tick();
      const at = reel.index;
      seen.add(idOf(at));
      expect(reel.picture?.frameId).toBe(idOf(at));
      expect(of(glances.maskOf(idOf(at)))).toBe(at === 0 || at % 3 === 0 ? undefined : `m${at}`);
      expect(glances.maskOf(idOf(at + 1))).toBeNull();
    }
    expect(seen.size).toBe(60);
  });

  it('opens a frame when it is let go, and leaves the one that was open when it runs', async () => {
    const { reel, glances, log, tick } = harness(10);
    await reel.show(idOf(0));
    glances.run(1);
    for (let ticks = 0; ticks < 40 && reel.index < 3; ticks++) await tick();
    expect(glances.running).toBe(true);
    glances.release();
    expect(glances.running).toBe(false);
    expect(log).toEqual(['leave', 'leave', 'leave', 'rest f3']);
  });

  it('shows no stored mask where a newer one was drawn', async () => {
    const { reel, glances, unsaved } = harness(10);
    glances.to(idOf(4));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(of(glances.maskOf(idOf(4)))).toBe('m4');
    unsaved.add('f4');
    expect(glances.maskOf(idOf(4))).toBeNull();
    expect(reel.frame?.id).toBe('f4');
  });

  it('gives up the masks of frames that a handle passes over', async () => {
    const { glances, aborted } = harness(100);
    for (const at of [10, 50, 90]) glances.to(idOf(at));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(aborted).toEqual(['m10', 'm50']);
    expect(of(glances.maskOf(idOf(90)))).toBe('m90');
  });

  it('holds label maps within their budget', async () => {
    const { glances } = harness(400);
    let most = 0;
    for (let at = 0; at < 400; at++) {
      await glances.version(`m${at}` as MaskVersionId);
      most = Math.max(most, glances.bytes);
    }
    expect(most).toBeLessThanOrEqual(maskBudget);
    expect(most).toBeGreaterThan(0.9 * maskBudget);
  });
});
