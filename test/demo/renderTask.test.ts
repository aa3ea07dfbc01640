import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { demoCohort } from '../../src-main/demo/demoCohort.ts';
import { renderDemoHandler } from '../../src-main/demo/render.task.ts';
import {
  DemoFramePlanSchema,
  RenderDemoPayload,
  RenderedDemoFrame,
} from '../../src-main/demo/renderMessages.ts';
import type { TaskContext } from '../../src-main/compute/child.ts';

function context(told: { done: number; total: number; detail: unknown }[], signal: AbortSignal): TaskContext {
  return {
    taskId: 'task',
    signal,
    configuration: {},
    get runtime(): TaskContext['runtime'] {
      throw new Error('rendering needs no runtime');
    },
    progress: (done, total, detail) => told.push({ done, total, detail }),
    yieldNow: () => Promise.resolve(signal.throwIfAborted()),
    log: () => undefined,
  };
}

describe('the rendering task', { timeout: 120_000 }, () => {
  const frames = demoCohort({ patientsPerType: { A: 1, B: 0 }, framesPerPatient: 1 })
    .cases.slice(0, 2)
    .flatMap((demoCase) => demoCase.frames);

  it('takes every plan of the cohort, and nothing else', () => {
    const plans = demoCohort().cases.flatMap((demoCase) => demoCase.frames);
    for (const plan of plans) expect(DemoFramePlanSchema.parse(structuredClone(plan))).toEqual(plan);
    expect(RenderDemoPayload.safeParse({ frames: [] }).success).toBe(false);
    expect(DemoFramePlanSchema.safeParse({ ...plans[0], stones: [] }).success).toBe(false);
    expect(DemoFramePlanSchema.safeParse({ ...plans[0], seed: -1 }).success).toBe(false);
    expect(DemoFramePlanSchema.safeParse({ ...plans[0], site: 'C' }).success).toBe(false);
  });

  it('hands over each frame as it is ready', async () => {
    const told: { done: number; total: number; detail: unknown }[] = [];
    await renderDemoHandler.start({ frames }, context(told, new AbortController().signal));
    expect(told.map(({ done, total }) => [done, total])).toEqual([
      [1, 2],
      [2, 2],
    ]);
    for (const [index, { detail }] of told.entries()) {
      const frame = RenderedDemoFrame.parse(detail);
      expect(frame.index).toBe(index);
      expect((await sharp(frame.image).metadata()).format).toBe('jpeg');
      expect(frame.labels).toHaveLength(frame.width * frame.height);
      expect(frame.labels).toContain(1);
    }
  });

  it('stops when it is cancelled, before the next frame', async () => {
    const told: { done: number; total: number; detail: unknown }[] = [];
    const abort = new AbortController();
    abort.abort(new Error('cancelled'));
    await expect(renderDemoHandler.start({ frames }, context(told, abort.signal))).rejects.toThrow(
      'cancelled',
    );
    expect(told).toEqual([]);
  });
});
