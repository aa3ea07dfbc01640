import { describe, expect, it } from 'vitest';
import type { PointerInput } from '../../../src-renderer/viewer/pointer.ts';
import { Measuring } from '../../../src-renderer/workspaces/study/measuring.svelte.ts';
import type { FrameId } from '../../../src-shared/domain/ids.ts';

function harness() {
  const labels = new Uint8Array(100 * 80);
  for (let y = 20; y < 40; y++) labels.fill(3, y * 100 + 30, y * 100 + 60);
  let frameId = 'a' as FrameId;
  const measuring = new Measuring({
    frameId: () => frameId,
    map: () => ({ width: 100, height: 80, labels }),
    scale: () => 1,
  });
  const send = (phase: PointerInput['phase'], x: number, y: number, more: Partial<PointerInput> = {}): void =>
    measuring.pointer({
      ...{ phase, at: { x, y }, button: 'primary', pressure: null, shift: false, alt: false, clicks: 1 },
      ...more,
    });
  const line = (x: number, y: number, toX: number, toY: number): void => {
    send('begin', x, y);
    send('move', (x + toX) / 2, (y + toY) / 2);
    send('end', toX, toY);
  };
  return { measuring, send, line, goTo: (id: string) => (frameId = id as FrameId) };
}

describe('Measuring', () => {
  it('says a length in pixels, and in millimetres once something of known size was drawn across', () => {
    const { measuring, line } = harness();
    measuring.choose('length');
    line(10, 10, 40, 50);
    expect(measuring.results).toEqual(['50.0 ± 1.4 px']);
    measuring.choose('scale');
    measuring.setObject({ millimetres: 0.5, tolerance: 0.02 });
    line(0, 0, 50, 0);
    measuring.choose('length');
    line(0, 0, 100, 0);
    // √(0.0141² + (1 · √((0.02/0.5)² + (√2/50)²))²) = 0.051
    expect(measuring.results).toEqual(['100.0 ± 1.4 px', '1.00 ± 0.05 mm']);
  });

  it('gives no millimetres before somebody has said how large the object is', () => {
    const { measuring, line } = harness();
    measuring.choose('scale');
    line(0, 0, 20, 0);
    expect(measuring.scale).toBeNull();
    measuring.choose('length');
    line(0, 0, 20, 0);
    expect(measuring.results).toHaveLength(1);
  });

  it('takes over what the object is while its line is still there', () => {
    const { measuring, line } = harness();
    measuring.choose('scale');
    line(0, 0, 40, 0);
    measuring.setObject({ millimetres: 0.2, tolerance: 0.01 });
    expect(measuring.scale).toEqual({ millimetres: 0.2, tolerance: 0.01, pixels: 40 });
  });

  it('keeps scales and lines to the frame they were drawn on', () => {
    const { measuring, line, goTo } = harness();
    measuring.choose('scale');
    measuring.setObject({ millimetres: 0.5, tolerance: 0.02 });
    line(0, 0, 50, 0);
    goTo('b');
    expect([measuring.scale, measuring.results, measuring.overlay]).toEqual([null, [], []]);
    goTo('a');
    expect(measuring.scale?.pixels).toBe(50);
    measuring.forgetScale();
    expect(measuring.scale).toBeNull();
  });

  it('measures a polygon from corner to corner, closed at the first or with finish', () => {
    const { measuring, send } = harness();
    measuring.choose('area');
    for (const [x, y] of [
      [0, 0],
      [30, 0],
      [30, 20],
      [0, 20],
    ] as const)
      send('begin', x, y);
    expect(measuring.results).toEqual([]);
    send('begin', 2, 1);
    expect(measuring.results).toEqual(['600 ± 100 px²']);
    send('begin', 0, 0);
    send('begin', 10, 0);
    expect(measuring.finish()).toBe(false);
    send('begin', 10, 10);
    expect(measuring.back()).toBe(true);
    send('begin', 0, 10);
    expect(measuring.finish()).toBe(true);
    expect(measuring.results).toEqual(['50 ± 30 px²']);
  });

  it('measures the segment that is double-clicked or chosen, until the mask changes', () => {
    const { measuring, send } = harness();
    measuring.choose('area');
    send('begin', 45, 30);
    send('begin', 45, 30, { clicks: 2 });
    expect(measuring.results).toHaveLength(1);
    expect(measuring.results[0]).toMatch(/^600 ± \d+ px²$/);
    measuring.maskChanged();
    expect(measuring.results).toEqual([]);
    measuring.measureValue(3);
    expect(measuring.results).toHaveLength(1);
    measuring.choose('length');
    measuring.measureValue(9);
    expect([measuring.measure, measuring.results]).toEqual(['length', []]);
  });

  it('drops a line that is no line, and one that is cancelled', () => {
    const { measuring, line, send } = harness();
    measuring.choose('length');
    line(5, 5, 5.4, 5.2);
    expect(measuring.overlay).toEqual([]);
    send('begin', 5, 5);
    send('move', 50, 50);
    send('cancel', 50, 50);
    send('move', 80, 50);
    expect(measuring.overlay).toEqual([]);
    expect(measuring.cancel()).toBe(false);
  });
});
