import { describe, expect, it } from 'vitest';
import { Scrubber } from '../../../src-renderer/workspaces/study/scrubber.ts';
import type { FrameId } from '../../../src-shared/domain/ids.ts';

function harness(frames = 10) {
  const ready = new Set<string>();
  const log: string[] = [];
  let at = 0;
  let waiting: ((time: number) => void) | null = null;
  const idOf = (place: number): FrameId => `f${place}` as FrameId;
  const go = (frameId: FrameId): void => {
    at = Number(frameId.slice(1));
    log.push(frameId);
  };
  const scrubber = new Scrubber({
    neighbour: (by) => (at + by < 0 || at + by >= frames ? null : idOf(at + by)),
    ready: (frameId) => ready.has(frameId),
    glance: go,
    jump: go,
    ahead: () => undefined,
    rest: () => log.push('rest'),
    nextFrame(run) {
      waiting = run;
      return () => (waiting = null);
    },
  });
  /** The screen's next frame. */
  const tick = (time: number): void => {
    const run = waiting;
    waiting = null;
    run?.(time);
  };
  return { scrubber, ready, log, tick, idOf, waits: () => waiting !== null };
}

describe('Scrubber', () => {
  it('shows one frame with each of the screen, waits for the next one and leaves none out', () => {
    const { scrubber, ready, log, tick } = harness();
    for (const id of ['f1', 'f2', 'f4']) ready.add(id);
    scrubber.run(1);
    for (let time = 0; time < 6; time++) tick(16 * time);
    expect(log).toEqual(['f1', 'f2']);
    ready.add('f3');
    for (let time = 6; time < 9; time++) tick(16 * time);
    expect(log).toEqual(['f1', 'f2', 'f3', 'f4']);
  });

  it('asks for a frame that does not come as if one had stepped to it', () => {
    const { scrubber, log, tick } = harness();
    scrubber.run(1);
    for (let time = 0; time <= 1500; time += 100) tick(time);
    expect(log).toEqual([]);
    tick(1600);
    expect(log).toEqual(['f1']);
  });

  it('rests where it is let go, and not when nothing ran', () => {
    const { scrubber, ready, log, tick, waits } = harness();
    scrubber.release();
    expect(log).toEqual([]);
    ready.add('f1');
    scrubber.run(1);
    tick(0);
    scrubber.release();
    expect(waits()).toBe(false);
    tick(16);
    expect(log).toEqual(['f1', 'rest']);
  });

  it('turns round, stops at the ends and jumps under a handle', () => {
    const { scrubber, ready, log, tick, idOf } = harness(3);
    for (const id of ['f0', 'f1', 'f2']) ready.add(id);
    scrubber.run(1);
    for (let time = 0; time < 5; time++) tick(16 * time);
    scrubber.run(-1);
    for (let time = 5; time < 7; time++) tick(16 * time);
    scrubber.release();
    scrubber.to(idOf(2));
    scrubber.to(idOf(0));
    scrubber.release();
    expect(log).toEqual(['f1', 'f2', 'f1', 'f0', 'rest', 'f2', 'f0', 'rest']);
  });
});
