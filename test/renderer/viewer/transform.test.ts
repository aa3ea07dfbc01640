import { describe, expect, it } from 'vitest';
import {
  fit,
  fitMargin,
  largestScale,
  oneToOne,
  panBy,
  toPicture,
  toScreen,
  zoomAt,
} from '../../../src-renderer/viewer/transform.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';

const picture = { width: 1920, height: 1080 };
const window = { width: 900, height: 700 };

describe('view transforms', () => {
  it('fits the whole picture into the middle', () => {
    const view = fit(picture, window);
    const corner = toScreen(view, { x: 0, y: 0 });
    const far = toScreen(view, { x: 1920, y: 1080 });
    expect(corner.x).toBeCloseTo(fitMargin);
    expect(far.x).toBeCloseTo(900 - fitMargin);
    expect(corner.y + far.y).toBeCloseTo(700);
  });

  it('keeps the place under the pointer while zooming', () => {
    const random = createRandom(2);
    let view = fit(picture, window);
    for (let step = 0; step < 200; step++) {
      const inside = { x: random.between(600, 1300), y: random.between(400, 700) };
      const anchor = toScreen(view, inside);
      if (anchor.x < 100 || anchor.x > 800 || anchor.y < 100 || anchor.y > 600) {
        view = fit(picture, window);
        continue;
      }
      const before = view.scale;
      view = zoomAt(view, anchor, random.between(0.6, 1.7), picture, window);
      const now = toPicture(view, anchor);
      if (view.scale > before) {
        expect(now.x).toBeCloseTo(inside.x, 5);
        expect(now.y).toBeCloseTo(inside.y, 5);
      }
      expect(view.scale).toBeLessThanOrEqual(largestScale);
    }
  });

  it('never lets the picture leave the window', () => {
    let view = fit(picture, window);
    for (const [dx, dy] of [
      [5000, 0],
      [-9000, 3000],
      [200, -9000],
    ] as const) {
      view = panBy(view, dx, dy, picture, window);
      const corner = toScreen(view, { x: 0, y: 0 });
      const far = toScreen(view, { x: 1920, y: 1080 });
      expect(far.x).toBeGreaterThanOrEqual(64 - 1e-9);
      expect(far.y).toBeGreaterThanOrEqual(64 - 1e-9);
      expect(corner.x).toBeLessThanOrEqual(900 - 64 + 1e-9);
      expect(corner.y).toBeLessThanOrEqual(700 - 64 + 1e-9);
    }
  });

  it('shows one picture pixel per screen pixel on any screen', () => {
    expect(oneToOne(fit(picture, window), picture, window, 2).scale).toBeCloseTo(0.5);
    expect(oneToOne(fit(picture, window), picture, window, 1).scale).toBeCloseTo(1);
  });
});
