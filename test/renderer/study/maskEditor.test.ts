import { describe, expect, it, vi } from 'vitest';
import type { FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import { decodeLabelMap, encodeLabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { editorBench, size, stone } from './editorBench.ts';

describe('MaskEditor', () => {
  it('saves each stroke as a version on top of the former, and what is saved is what is seen', async () => {
    const { host, editor, open, drag, labels, saved } = editorBench();
    await open('f0');
    editor.choose('brush');
    drag([
      [20, 20],
      [60, 30],
    ]);
    drag([
      [60, 30],
      [60, 70],
    ]);
    await saved();
    expect(host.calls).toEqual(['save mask-1', 'save mask-2']);
    expect(host.summary('mask-2' as MaskVersionId)).toMatchObject({ parentId: 'mask-1', tool: 'brush' });
    expect(host.summary('mask-2' as MaskVersionId).segments).toMatchObject([{ value: 1, classId: stone }]);
    expect(Buffer.compare(labels(), Buffer.from(host.map('mask-2' as MaskVersionId).labels))).toBe(0);
  });

  it('tells what the mask has become with every step, undo and redo too', async () => {
    const { history, editor, open, drag, labels, drawn } = editorBench();
    await open('f0');
    editor.choose('brush');
    drag([
      [20, 20],
      [60, 30],
    ]);
    await history.undo();
    await history.redo();
    expect(drawn.map(({ frameId, segments }) => [frameId, segments])).toEqual([
      ['f0', [{ value: 1, classId: stone }]],
      ['f0', []],
      ['f0', [{ value: 1, classId: stone }]],
    ]);
    const [first, , last] = drawn.map(({ bytes }) => Buffer.from(decodeLabelMap(bytes).labels));
    expect(first).toEqual(labels());
    expect(last).toEqual(labels());
  });

  it('writes no version for a stroke that changes nothing', async () => {
    const { host, history, editor, open, drag } = editorBench();
    await open('f0');
    editor.choose('eraser');
    drag([
      [10, 10],
      [50, 50],
    ]);
    expect(history.nextUndo).toBeUndefined();
    expect(host.calls).toEqual([]);
  });

  it('takes a stroke under way back without a trace', async () => {
    const { history, editor, open, input, labels } = editorBench();
    await open('f0');
    editor.choose('brush');
    const before = labels();
    input('begin', [30, 30]);
    input('move', [80, 30]);
    expect(Buffer.compare(labels(), before)).not.toBe(0);
    expect(editor.desk.escape()).toBe(true);
    expect(Buffer.compare(labels(), before)).toBe(0);
    expect(editor.segments).toEqual([]);
    expect(history.nextUndo).toBeUndefined();
  });

  it('undoes a stroke on the frame it was made on', async () => {
    const { editor, history, open, drag, shown, labels } = editorBench();
    await open('f0');
    editor.choose('brush');
    const empty = labels();
    drag([
      [20, 20],
      [40, 40],
    ]);
    await open('f1');
    await history.undo();
    expect(shown).toEqual(['f0']);
    expect(Buffer.compare(labels(), empty)).toBe(0);
  });

  it('goes along what was done before a restart, and back, with labels given since in between', async () => {
    const first = editorBench();
    await first.open('f0');
    first.editor.choose('brush');
    first.drag([
      [20, 20],
      [40, 40],
    ]);
    const one = first.labels();
    first.drag([
      [60, 60],
      [80, 80],
    ]);
    const two = first.labels();
    await first.open('f1');
    first.drag([
      [30, 30],
      [50, 30],
    ]);
    const other = first.labels();
    await first.history.undo();
    await first.saved();

    const later = editorBench(first.host);
    await later.open('f0');
    await later.editor.preload();
    let labelled = true;
    expect(later.history.nextUndo?.title).toBe('brush stroke');
    expect(later.history.nextRedo?.frames).toEqual(['f1']);
    await later.history.redo();
    expect(Buffer.compare(later.labels(), other)).toBe(0);
    later.history.push({
      title: 'label',
      frames: [],
      undo: async () => void (labelled = false),
      redo: async () => void (labelled = true),
    });
    for (let i = 0; i < 3; i++) await later.history.undo();
    expect(labelled).toBe(false);
    expect(later.editor.document?.frameId).toBe('f0');
    expect(Buffer.compare(later.labels(), one)).toBe(0);
    await later.history.undo();
    expect(later.labels().every((value) => value === 0)).toBe(true);
    expect(await later.history.undo()).toBeUndefined();
    for (let i = 0; i < 2; i++) await later.history.redo();
    expect(Buffer.compare(later.labels(), two)).toBe(0);
    await later.saved();
    expect(later.host.current.get('f0' as FrameId)).toBe('mask-2');
    expect(later.host.calls.slice(-5)).toEqual([
      'undo none',
      'undo mask-1',
      'undo none',
      'redo mask-1',
      'redo mask-2',
    ]);
  });

  it('makes a step of its own of a version that is gone from the steps of the workstation', async () => {
    const { host, history, editor, open, drag, labels, saved } = editorBench();
    await open('f0');
    editor.choose('brush');
    drag([
      [20, 20],
      [40, 40],
    ]);
    drag([
      [60, 60],
      [80, 80],
    ]);
    await saved();
    host.steps = [];
    await history.undo();
    await saved();
    expect(host.calls.at(-1)).toBe('revert mask-1');
    expect(Buffer.compare(labels(), Buffer.from(host.map('mask-1' as MaskVersionId).labels))).toBe(0);
  });

  it('undoes from the versions what is no longer held in memory, to the bit', async () => {
    const { history, editor, open, drag, labels, saved } = editorBench();
    await open('f0');
    editor.choose('brush');
    const seen = [labels()];
    for (let i = 0; i < 6; i++) {
      drag([
        [10, 10 + i * 10],
        [100, 10 + i * 10],
      ]);
      seen.push(labels());
    }
    await saved();
    expect(history.bytes).toBeGreaterThan(0);
    // Steps that hold nothing stand in for many that were made since.
    for (let i = 0; i < 3; i++) history.nextUndo?.release?.();
    const steps = [];
    for (let step = history.nextUndo; step !== undefined; step = history.nextUndo) {
      step.release?.();
      steps.push(step);
      await history.undo();
      expect(Buffer.compare(labels(), seen[seen.length - 1 - steps.length] ?? Buffer.alloc(0))).toBe(0);
    }
    expect(history.bytes).toBe(0);
    for (let at = 1; at < seen.length; at++) {
      await history.redo();
      expect(Buffer.compare(labels(), seen[at] ?? Buffer.alloc(0))).toBe(0);
    }
  });

  it('takes what was done elsewhere into the history', async () => {
    const { host, history, editor, open, drag, labels, saved } = editorBench();
    await open('f0');
    editor.choose('brush');
    drag([
      [20, 20],
      [40, 40],
    ]);
    const mine = labels();
    await editor.preload();
    await saved();
    await host.save({
      frameId: 'f0' as FrameId,
      parent: 'mask-1' as MaskVersionId,
      tool: 'copy',
      title: 'proposal',
      classes: [],
      bytes: encodeLabelMap({ ...size, labels: new Uint8Array(size.width * size.height) }),
    });
    expect(editor.dropIfReplaced(editor.frames[0] ?? ({} as never))).toBe(true);
    editor.close();
    await open('f0');
    await vi.waitFor(() => expect(history.nextUndo?.title).toBe('proposal'));
    await history.undo();
    expect(Buffer.compare(labels(), mine)).toBe(0);
  });

  it('keeps strokes while the workstation is away and sends them in order when it is back', async () => {
    const { host, editor, open, drag, saved } = editorBench();
    await open('f0');
    editor.choose('brush');
    host.failing = true;
    drag([
      [20, 20],
      [40, 40],
    ]);
    drag([
      [60, 60],
      [80, 80],
    ]);
    await vi.waitFor(() => expect(editor.saver.state).toBe('failed'));
    expect(editor.saver.failure?.code).toBe('host-gone');
    host.failing = false;
    editor.saver.retry();
    await saved();
    expect(host.calls).toEqual(['save mask-1', 'save mask-2']);
  });

  it('stops at a mask that was changed elsewhere, and keeps mine on top of it when asked', async () => {
    const { host, editor, open, drag, saved, labels } = editorBench();
    await open('f0');
    editor.choose('brush');
    drag([
      [20, 20],
      [40, 40],
    ]);
    await saved();
    const bytes = host.versions.get('mask-1' as MaskVersionId)?.bytes.slice() ?? new Uint8Array();
    await host.save({
      frameId: 'f0' as FrameId,
      parent: 'mask-1' as MaskVersionId,
      tool: 'brush',
      title: 'brush stroke',
      classes: [],
      bytes,
    });
    drag([
      [60, 60],
      [80, 80],
    ]);
    await vi.waitFor(() => expect(editor.saver.state).toBe('conflict'));
    expect(editor.saver.conflictFrame).toBe('f0');
    await editor.saver.keepMine();
    await saved();
    const current = host.current.get('f0' as FrameId) as MaskVersionId;
    expect(host.summary(current).parentId).toBe('mask-2');
    expect(Buffer.compare(Buffer.from(host.map(current).labels), labels())).toBe(0);
  });

  it('drops strokes that were given up, and reads the mask anew', async () => {
    const { host, editor, history, open, drag, saved, labels } = editorBench();
    await open('f0');
    await editor.preload();
    editor.choose('brush');
    drag([
      [20, 20],
      [40, 40],
    ]);
    await saved();
    const theirs = labels();
    const bytes = host.versions.get('mask-1' as MaskVersionId)?.bytes.slice() ?? new Uint8Array();
    await host.save({
      frameId: 'f0' as FrameId,
      parent: 'mask-1' as MaskVersionId,
      tool: 'brush',
      title: 'brush stroke',
      classes: [],
      bytes,
    });
    drag([
      [60, 60],
      [80, 80],
    ]);
    await vi.waitFor(() => expect(editor.saver.state).toBe('conflict'));
    editor.saver.takeTheirs();
    editor.drop('f0' as FrameId);
    editor.close();
    await open('f0');
    await saved();
    expect(Buffer.compare(labels(), theirs)).toBe(0);
    expect(host.current.get('f0' as FrameId)).toBe('mask-2');
    // What was done there can be undone from here, and mine is not among it.
    await vi.waitFor(() => expect(history.nextUndo).toBeDefined());
    await history.undo();
    await saved();
    expect(host.current.get('f0' as FrameId)).toBe('mask-1');
  });
});
