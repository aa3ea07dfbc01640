import { describe, expect, it } from 'vitest';
import { Camera } from '../../../src-renderer/viewer/camera.svelte.ts';
import { toScreen } from '../../../src-renderer/viewer/transform.ts';

const hd = { width: 1920, height: 1080 };

function camera(): Camera {
  const made = new Camera();
  made.resize({ width: 1000, height: 700 });
  made.take(hd);
  return made;
}

describe('Camera', () => {
  it('fits a picture and stays fitted while the window changes, until one zooms', () => {
    const seen = camera();
    expect(seen.beyond).toBe(false);
    seen.resize({ width: 500, height: 700 });
    expect(seen.view.scale).toBeCloseTo((500 - 32) / 1920, 6);
    seen.zoomBy(4);
    const { view } = seen;
    seen.resize({ width: 900, height: 700 });
    expect(seen.view).toBe(view);
    expect([seen.fitted, seen.beyond]).toEqual([false, true]);
  });

  it('looks at the same place of the next frame of one size, and fits one of another', () => {
    const seen = camera();
    seen.zoomBy(3, { x: 200, y: 300 });
    const { view } = seen;
    seen.take(hd);
    expect(seen.view).toBe(view);
    seen.take({ width: 640, height: 480 });
    expect(seen.fitted).toBe(true);
  });

  it('reveals a place by as little as it takes, and leaves the view where it is seen already', () => {
    const seen = camera();
    seen.zoomBy(8);
    const { view } = seen;
    seen.reveal({ x: 960, y: 540 });
    expect(seen.view).toBe(view);
    seen.reveal({ x: 1500, y: 540 });
    expect(toScreen(seen.view, { x: 1500, y: 540 }).x).toBeCloseTo(1000 - 48, 6);
    expect(seen.view.y).toBe(view.y);
  });

  it('centres on a place', () => {
    const seen = camera();
    seen.zoomBy(6);
    seen.centreOn({ x: 700, y: 400 });
    expect(toScreen(seen.view, { x: 700, y: 400 })).toEqual({ x: 500, y: 350 });
  });
});
