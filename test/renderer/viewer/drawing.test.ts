import { afterEach, describe, expect, it, vi } from 'vitest';
import { DrawSchedule, touched } from '../../../src-renderer/viewer/drawing.ts';
import type { Due } from '../../../src-renderer/viewer/drawing.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';

describe('touched', () => {
  it('takes in all that the change and its outline cover on screen, in whole pixels', () => {
    const random = createRandom(2);
    for (let round = 0; round < 200; round++) {
      const pixels = {
        x: random.below(900),
        y: random.below(500),
        width: 1 + random.below(60),
        height: 1 + random.below(60),
      };
      const view = {
        scale: random.between(0.05, 20),
        x: random.between(-900, 300),
        y: random.between(-500, 300),
      };
      const ratio = random.between(0, 1) < 0.5 ? 1 : 1.5;
      const { within, clip } = touched(pixels, view, ratio);
      // The line and its seam reach 1.625 CSS pixels to either side.
      const left = (pixels.x * view.scale + view.x - 1.625) * ratio;
      const bottom = ((pixels.y + pixels.height) * view.scale + view.y + 1.625) * ratio;
      expect(clip.x).toBeLessThanOrEqual(left);
      expect(clip.y + clip.height).toBeGreaterThanOrEqual(bottom);
      expect(Object.values(clip).every(Number.isInteger)).toBe(true);
      expect(within.x).toBeLessThan(pixels.x);
      expect(clip.width).toBeLessThan(((pixels.width + 4) * view.scale + 6) * ratio + 2);
    }
  });
});

describe('DrawSchedule', () => {
  afterEach(() => void vi.unstubAllGlobals());

  /** A screen whose next frame comes when the test says so. */
  function screen() {
    let waiting = new Map<number, () => void>();
    let next = 1;
    vi.stubGlobal('requestAnimationFrame', (run: () => void) => {
      waiting.set(next, run);
      return next++;
    });
    vi.stubGlobal('cancelAnimationFrame', (request: number) => void waiting.delete(request));
    const drawn: Due['mask'][] = [];
    const schedule = new DrawSchedule(({ mask }) => drawn.push(mask));
    const frame = (): void => {
      const due = waiting;
      waiting = new Map();
      for (const run of due.values()) run();
    };
    return { schedule, drawn, frame, idle: () => waiting.size === 0 };
  }
  const at = (x: number) => ({ x, y: 0, width: 1, height: 1 });

  it('draws a stroke at once, and what comes before the next frame of the screen with that', () => {
    const { schedule, drawn, frame, idle } = screen();
    for (const x of [0, 1, 2]) {
      schedule.mask(at(x));
      schedule.now();
    }
    expect(drawn).toEqual([at(0)]);
    frame();
    expect(drawn).toEqual([at(0), { x: 1, y: 0, width: 2, height: 1 }]);
    frame();
    expect([drawn.length, idle()]).toEqual([2, true]);
    schedule.mask(at(3));
    schedule.now();
    expect(drawn.at(-1)).toEqual(at(3));
  });

  it('draws nothing at once where nothing is due, and nothing after it was stopped', () => {
    const { schedule, drawn, frame } = screen();
    schedule.now();
    schedule.all();
    schedule.stop();
    frame();
    schedule.now();
    expect(drawn).toEqual([]);
    schedule.all();
    frame();
    expect(drawn).toEqual(['all']);
  });
});
