import { describe, expect, it } from 'vitest';
import { touched } from '../../../src-renderer/viewer/drawing.ts';
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
