import { describe, expect, it } from 'vitest';
import type { FrameId } from '../../../src-shared/domain/ids.ts';
import { gapAround } from '../../../src-renderer/workspaces/study/frameEdits.ts';
import { editorBench, fibre, size, stone } from './editorBench.ts';

type Bench = ReturnType<typeof editorBench>;

async function annotate({ open, editor, drag }: Bench, frame: string, x: number): Promise<void> {
  await open(frame);
  editor.chooseNewSegment(stone);
  editor.choose('rectangle');
  drag([
    [x, 20],
    [x + 30, 50],
  ]);
}

const stored = ({ host }: Bench, frame: string): Buffer => {
  const id = host.current.get(frame as FrameId) ?? null;
  return id === null ? Buffer.alloc(0) : Buffer.from(host.map(id).labels);
};

describe('interpolation', () => {
  it('draws all frames of the gap as one step, in one move from end to end', async () => {
    const bench = editorBench();
    const { history, frameEdits, open, saved, labels, area, shown } = bench;
    await annotate(bench, 'f1', 10);
    await annotate(bench, 'f5', 50);
    await saved();
    await open('f3');
    await frameEdits.interpolate();
    await saved();
    expect(area(1)).toBeGreaterThan(850);
    expect(labels()[35 * size.width + 45]).toBe(1);
    expect(labels()[35 * size.width + 15]).toBe(0);
    const between = ['f2', 'f3', 'f4'];
    const drawn = between.map((frame) => stored(bench, frame));
    expect(drawn.every((one) => one.length > 0)).toBe(true);
    expect(history.nextUndo).toMatchObject({ title: 'interpolated', frames: between });

    await history.undo();
    await saved();
    expect(between.map((frame) => bench.host.current.get(frame as FrameId))).toEqual([null, null, null]);
    // The reader stays where the step is to be seen.
    expect(shown.at(-1)).toBe('f3');
    await history.redo();
    await saved();
    expect(
      between.map((frame) =>
        Buffer.compare(stored(bench, frame), drawn[between.indexOf(frame)] ?? Buffer.alloc(0)),
      ),
    ).toEqual([0, 0, 0]);
  });

  it('keeps to exactness where one of its frames was replaced from elsewhere', async () => {
    const bench = editorBench();
    const { editor, history, frameEdits, open, saved, labels } = bench;
    await annotate(bench, 'f0', 10);
    await annotate(bench, 'f3', 50);
    await saved();
    await frameEdits.interpolate();
    await saved();
    editor.drop('f1' as FrameId);
    const step = history.nextUndo;
    expect(step?.frames).toContain('f2');
    expect(step?.frames).not.toContain('f1');
    await open('f2');
    await history.undo();
    expect(labels().some((value) => value !== 0)).toBe(false);
  });

  it('says why it does nothing', async () => {
    const bench = editorBench();
    await annotate(bench, 'f0', 10);
    await bench.saved();
    await bench.frameEdits.interpolate();
    expect(bench.said).toEqual(['There is no gap between two annotated frames here']);
    bench.editor.marks.toggleLocked(stone);
    await bench.open('f4');
    bench.editor.chooseNewSegment(fibre);
    bench.editor.choose('rectangle');
    bench.drag([
      [10, 10],
      [20, 20],
    ]);
    await bench.saved();
    await bench.frameEdits.interpolate();
    expect(bench.said.at(-1)).toBe('The two annotated frames share no segment');
  });

  it('finds the gap before an annotated frame first', () => {
    const series = Array.from({ length: 9 }, (_, i) => ({
      id: `f${i}` as FrameId,
      annotated: [0, 4, 8].includes(i),
    }));
    const at = (i: number) => {
      const here = series[i];
      if (here === undefined) throw new Error('no frame');
      const gap = gapAround(here, series, ({ annotated }) => annotated);
      return gap === null ? null : [gap.first.id, gap.last.id, gap.between.length];
    };
    expect(at(4)).toEqual(['f0', 'f4', 3]);
    expect(at(0)).toEqual(['f0', 'f4', 3]);
    expect(at(6)).toEqual(['f4', 'f8', 3]);
  });
});

describe('copying to the next frame', () => {
  it('takes the mask along as it is, and one step back', async () => {
    const bench = editorBench();
    const { editor, history, frameEdits, open, labels, saved } = bench;
    await annotate(bench, 'f0', 10);
    editor.chooseNewSegment(fibre);
    bench.drag([
      [80, 60],
      [90, 70],
    ]);
    const source = labels();
    await frameEdits.copyToNext(null);
    expect(editor.document?.frameId).toBe('f1');
    expect(Buffer.compare(labels(), source)).toBe(0);
    expect(editor.segments.map(({ classId }) => classId)).toEqual([stone, fibre]);
    await history.undo();
    expect(labels().some((value) => value !== 0)).toBe(false);
    await open('f0');
    await saved();
    expect(Buffer.compare(labels(), source)).toBe(0);
  });

  it('copies one segment beside those that are there, under a value of its own', async () => {
    const bench = editorBench();
    const { editor, frameEdits, open, area } = bench;
    await open('f1');
    editor.chooseNewSegment(fibre);
    editor.choose('rectangle');
    bench.drag([
      [80, 60],
      [90, 70],
    ]);
    await annotate(bench, 'f0', 10);
    await frameEdits.copyToNext(1);
    expect(editor.segments).toEqual([
      { value: 1, classId: fibre },
      { value: 2, classId: stone },
    ]);
    expect([area(1), area(2)]).toEqual([100, 900]);
  });
});
