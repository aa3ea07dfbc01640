import { describe, expect, it } from 'vitest';
import { FrameId, MaskVersionId } from '../../src-shared/domain/ids.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { modelOfTool, toolOfModel } from '../../src-shared/domain/maskTool.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import { currentMaskOf } from '../../src-main/studies/masks.queries.ts';
import { keptSteps } from '../../src-main/masks/steps.queries.ts';
import { maskBench, randomMap } from './maskBench.ts';
import type { MaskBench } from './maskBench.ts';

const dot = (at: number) => ({
  width: 4,
  height: 3,
  labels: Uint8Array.from({ length: 12 }, (_, i) => +(i === at)),
});
const titles = (bench: MaskBench) =>
  bench.masks.steps(bench.studyId).map(({ title, undone }) => `${undone ? '-' : '+'}${title}`);

describe('the steps of a study', () => {
  it('are appended with every version, across frames, and name what was done', async () => {
    const bench = await maskBench(2, 4, 3);
    const first = bench.draw(0, dot(1));
    const second = bench.draw(1, dot(2));
    const third = bench.draw(0, dot(3));
    expect(bench.masks.steps(bench.studyId)).toMatchObject([
      { frameId: bench.frame(0), title: 'brush', before: null, after: first, undone: false },
      { frameId: bench.frame(1), before: null, after: second },
      { frameId: bench.frame(0), before: first, after: third },
    ]);
    expect(bench.masks.history(bench.frame(0))[0]).toMatchObject({ createdBy: expect.any(String) as string });
  });

  it('are walked back and forth, and something new drops what was undone', async () => {
    const bench = await maskBench(2, 4, 3);
    const { masks, user } = bench;
    const first = bench.draw(0, dot(1));
    const second = bench.draw(0, dot(2));
    bench.draw(1, dot(5));
    masks.select(bench.frame(1), null, user, 'undo');
    masks.select(bench.frame(0), first, user, 'undo');
    expect(titles(bench)).toEqual(['+brush', '-brush', '-brush']);
    // Asked again, since the answer was lost: it is so already.
    expect(masks.select(bench.frame(0), first, user, 'undo')?.id).toBe(first);
    masks.select(bench.frame(0), second, user, 'redo');
    expect(titles(bench)).toEqual(['+brush', '+brush', '-brush']);
    masks.select(bench.frame(0), first, user, 'revert');
    expect(titles(bench)).toEqual(['+brush', '+brush', '+mask version']);
    expect(currentMaskOf(bench.db, bench.frame(0))).toBe(first);
    masks.select(bench.frame(0), null, user, 'revert');
    expect(titles(bench).at(-1)).toBe('+no mask');
  });

  it('go along the newest that leads there when undoing, the oldest when redoing', async () => {
    const bench = await maskBench(1, 4, 3);
    const { masks, user } = bench;
    const frame = bench.frame(0);
    const first = bench.draw(0, dot(1));
    // None, first, none, first: two steps that look alike.
    masks.select(frame, null, user, 'revert');
    masks.select(frame, first, user, 'revert');
    masks.select(frame, null, user, 'undo');
    expect(titles(bench)).toEqual(['+brush', '+no mask', '-mask version']);
    masks.select(frame, first, user, 'undo');
    masks.select(frame, null, user, 'undo');
    expect(titles(bench)).toEqual(['-brush', '-no mask', '-mask version']);
    masks.select(frame, first, user, 'redo');
    expect(titles(bench)).toEqual(['+brush', '-no mask', '-mask version']);
  });

  it('refuse to be undone where none leads there, and move nothing then', async () => {
    const bench = await maskBench(1, 4, 3);
    const { masks, user } = bench;
    const first = bench.draw(0, dot(1));
    bench.draw(0, dot(2));
    const third = bench.draw(0, dot(3));
    for (const as of ['undo', 'redo'] as const) {
      expect(() => masks.select(bench.frame(0), first, user, as)).toThrow(
        expect.objectContaining({ code: 'mask-step-gone' }) as Error,
      );
    }
    expect(currentMaskOf(bench.db, bench.frame(0))).toBe(third);
    expect(titles(bench)).toEqual(['+brush', '+brush', '+brush']);
    const other = bench.unknown(MaskVersionId);
    expect(() => masks.select(bench.frame(0), other, user, 'undo')).toThrow('not in the database');
    expect(() => masks.select(bench.unknown(FrameId), null, user, 'undo')).toThrow('not in the database');
  });

  it('are kept up to the newest thousand of a study', async () => {
    const bench = await maskBench(1, 4, 3);
    bench.db.transaction(() => {
      for (let i = 0; i < keptSteps + 25; i++) bench.draw(0, dot(i % 12));
    });
    const steps = bench.masks.steps(bench.studyId);
    expect(steps).toHaveLength(keptSteps);
    expect(steps.at(-1)?.after).toBe(currentMaskOf(bench.db, bench.frame(0)));
    expect(steps.every(({ before }, i) => i === 0 || before === steps[i - 1]?.after)).toBe(true);
  });

  it('bring back every mask of a random history bit for bit', async () => {
    const bench = await maskBench(3, 20, 16);
    const random = createRandom(17);
    const snapshots = [bench.state()];
    for (let i = 0; i < 40; i++) {
      bench.draw(random.bits() % 3, randomMap(random, 20, 16));
      snapshots.push(bench.state());
    }
    const steps = bench.masks.steps(bench.studyId);
    for (let i = steps.length - 1; i >= 0; i--) {
      const step = steps[i];
      if (step) bench.masks.select(step.frameId, step.before, bench.user, 'undo');
      expect(bench.state()).toEqual(snapshots[i]);
    }
    for (const [i, step] of steps.entries()) {
      bench.masks.select(step.frameId, step.after, bench.user, 'redo');
      expect(bench.state()).toEqual(snapshots[i + 1]);
    }
  }, 60_000);
});

it('a model’s version names its hash and name', () => {
  const model = { sha256: 'a'.repeat(64) as Sha256, name: 'Head 3, tuned here' };
  expect(modelOfTool(toolOfModel(model))).toEqual(model);
  expect([modelOfTool('brush'), modelOfTool('a'.repeat(64))]).toEqual([null, null]);
});
