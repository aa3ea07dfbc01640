import { describe, expect, it } from 'vitest';
import { pictureBudget } from '../../../src-renderer/workspaces/study/pictures.ts';
import { Reel } from '../../../src-renderer/workspaces/study/reel.svelte.ts';
import type { FrameSummary, MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { Size } from '../../../src-shared/domain/geometry.ts';
import type { FrameId } from '../../../src-shared/domain/ids.ts';

const hd = { width: 1920, height: 1080 };
const idOf = (at: number): FrameId => `f${at}` as FrameId;

/** A workstation whose frames arrive when the test says so; a decoded picture knows the frame it is of. */
function harness(frames = 20, size: Size = hd) {
  const waiting = new Map<string, () => void>();
  const aborted: string[] = [];
  const asked: string[] = [];
  const closed: string[] = [];
  let held = false;
  const reel = new Reel(
    {
      frame: (frameId, signal) => {
        asked.push(frameId);
        return new Promise((resolve, reject) => {
          signal.addEventListener('abort', () => {
            aborted.push(frameId);
            reject(new DOMException('stopped', 'AbortError'));
          });
          const answer = (): void => resolve({ of: frameId } as unknown as Blob);
          if (held) waiting.set(frameId, answer);
          else answer();
        });
      },
    },
    async (blob, reduced) => {
      const { of } = blob as unknown as { of: string };
      return { ...(reduced ?? size), of, close: () => closed.push(of) } as unknown as ImageBitmap;
    },
  );
  reel.take(Array.from({ length: frames }, (_, i) => ({ id: idOf(i), mask: null, ...size }) as FrameSummary));
  const shown = () => {
    const picture = reel.picture;
    const of = (picture?.bitmap as unknown as { of: string } | undefined)?.of;
    return { frameId: picture?.frameId, of };
  };
  return { reel, waiting, aborted, asked, closed, shown, hold: () => (held = true) };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('Reel', () => {
  it('never shows a picture as that of another frame, whichever arrives first', async () => {
    const { reel, waiting, shown, hold } = harness();
    await reel.show(idOf(0));
    hold();
    const first = reel.show(idOf(1));
    const second = reel.show(idOf(2));
    expect(shown()).toEqual({ frameId: 'f0', of: 'f0' });
    expect(reel.frame?.id).toBe('f2');
    // Answers in the wrong order, the first after it was given up.
    waiting.get('f2')?.();
    await second;
    expect(shown()).toEqual({ frameId: 'f2', of: 'f2' });
    waiting.get('f1')?.();
    await first;
    await settled();
    expect(shown()).toEqual({ frameId: 'f2', of: 'f2' });
  });

  it('gives up the loads of frames that are passed', async () => {
    const { reel, aborted, asked, hold } = harness();
    hold();
    for (let at = 0; at < 6; at++) void reel.show(idOf(at));
    await settled();
    expect(asked).toEqual(['f0', 'f1', 'f2', 'f3', 'f4', 'f5']);
    expect(aborted).toEqual(['f0', 'f1', 'f2', 'f3', 'f4']);
    expect(reel.failure).toBeNull();
  });

  it('stays within its budget over 3,000 frames and never closes what is on screen', async () => {
    const { reel, closed, shown } = harness(3000);
    let most = 0;
    for (let at = 0; at < 3000; at++) {
      await reel.show(idOf(at));
      if (closed.includes(shown().of ?? '')) throw new Error(`frame ${at} was closed while it was shown`);
      closed.length = 0;
      most = Math.max(most, reel.bytes);
    }
    expect(most).toBeLessThanOrEqual(pictureBudget);
    expect(most).toBeGreaterThan(0.9 * pictureBudget);
  });

  it('keeps the former picture open while the next one is on its way', async () => {
    // Two pictures are more than the budget holds.
    const size = { width: 20_000, height: 8000 };
    const { reel, closed, waiting, shown, hold } = harness(20, size);
    await reel.show(idOf(0));
    hold();
    const next = reel.show(idOf(1));
    reel.runAhead([{ id: idOf(5), ...size } as FrameSummary], 1);
    waiting.get('f5')?.();
    await settled();
    expect(closed).not.toContain('f0');
    waiting.get('f1')?.();
    await next;
    expect(shown()).toEqual({ frameId: 'f1', of: 'f1' });
  });

  it('decodes ahead in the direction frames run, and both ways from one that rests', () => {
    const { reel } = harness();
    void reel.show(idOf(10));
    expect(reel.coming(-1).map(({ id }) => id)).toEqual(['f9', 'f8', 'f7', 'f6', 'f5', 'f4', 'f3', 'f2']);
    expect(reel.coming(1)).toHaveLength(8);
    expect(reel.nearby().map(({ id }) => id)).toEqual(['f11', 'f9', 'f12', 'f8', 'f13', 'f7', 'f14', 'f6']);
  });

  it('finds its place among 12,000 frames without looking through them', async () => {
    const { reel } = harness(0);
    let looks = 0;
    const frames = Array.from(
      { length: 12_000 },
      (_, i) => ({ id: idOf(i), mask: null, ...hd }) as FrameSummary,
    );
    reel.take(
      new Proxy(frames, {
        get(list, key) {
          if (typeof key === 'string' && /^\d+$/.test(key)) looks++;
          return Reflect.get(list, key) as unknown;
        },
      }),
    );
    looks = 0;
    await reel.show(idOf(11_998));
    expect(reel.index).toBe(11_998);
    expect(reel.frame?.id).toBe('f11998');
    expect(reel.neighbour(5)?.id).toBe('f11999');
    expect(reel.coming(-1)).toHaveLength(8);
    expect(looks).toBeLessThan(20);
    reel.takeMask(idOf(7), { id: 'mask' } as unknown as MaskSummary);
    expect(reel.frameOf(idOf(7))?.mask?.id).toBe('mask');
    expect(reel.frameOf('elsewhere' as FrameId)).toBeUndefined();
  });

  it('shows frames that pass in the pixels of the screen, and the whole picture of the one that rests', async () => {
    const { reel, asked } = harness();
    const looks: unknown[] = [];
    const look = (): unknown =>
      looks.push([reel.picture?.frameId, reel.picture?.bitmap.width, reel.picture?.width]);
    await reel.show(idOf(0));
    look();
    for (const at of [1, 2]) {
      await reel.glance(idOf(at), 0.5);
      look();
    }
    expect(reel.wholePicture(idOf(2))).toBeNull();
    await reel.show(idOf(2));
    look();
    expect(reel.wholePicture(idOf(2))?.width).toBe(1920);
    expect(looks).toEqual([
      ['f0', 1920, 1920],
      ['f1', 960, 1920],
      ['f2', 960, 1920],
      ['f2', 1920, 1920],
    ]);
    // What is here in more pixels is not made smaller, and what is nearly as large as its frame is not made.
    asked.length = 0;
    await reel.glance(idOf(0), 0.5);
    expect([reel.picture?.frameId, reel.picture?.bitmap.width]).toEqual(['f0', 1920]);
    await reel.glance(idOf(3), 0.9);
    expect([reel.picture?.bitmap.width, asked]).toEqual([1920, ['f3']]);
  });

  it('keeps 100 frames of 1080p, and of 4K, as a large window shows them', async () => {
    for (const [size, scale] of [
      [hd, 0.7],
      [{ width: 3840, height: 2160 }, 0.35],
    ] as const) {
      const { reel, asked } = harness(100, size);
      for (let at = 0; at < 100; at++) await reel.glance(idOf(at), scale);
      for (let at = 99; at >= 0; at--) await reel.glance(idOf(at), scale);
      expect(asked).toHaveLength(100);
      expect(reel.bytes).toBeLessThanOrEqual(pictureBudget);
    }
  });

  it('takes a frame up again after it could not be decoded', async () => {
    let broken = true;
    const reel = new Reel({ frame: async () => new Blob() }, async () => {
      if (broken) throw new Error('no picture');
      return { ...hd, close: () => undefined };
    });
    reel.take([{ id: idOf(0), mask: null, ...hd } as FrameSummary]);
    await reel.show(idOf(0));
    expect([reel.picture, reel.loading]).toEqual([null, false]);
    expect(reel.failure).not.toBeNull();
    broken = false;
    await reel.show(idOf(0));
    expect([reel.picture?.frameId, reel.failure]).toEqual(['f0', null]);
  });
});
