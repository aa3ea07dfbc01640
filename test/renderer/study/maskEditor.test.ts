import { describe, expect, it, vi } from 'vitest';
import type { Client } from '../../../src-renderer/lib/bridge.ts';
import { History } from '../../../src-renderer/workspaces/study/history.svelte.ts';
import { MaskEditor, type DrawnMask } from '../../../src-renderer/workspaces/study/maskEditor.svelte.ts';
import type { FrameSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { ClassId, FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import { decodeLabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { MaskHost } from './maskHost.ts';

const stone = 'class-stone' as ClassId;
const fibre = 'class-fibre' as ClassId;
const size = { width: 120, height: 90 };

function frame(id: string, host: MaskHost): FrameSummary {
  const frameId = id as FrameId;
  return { id: frameId, ...size, mask: host.currentSummary(frameId) } as unknown as FrameSummary;
}

function bench(host = new MaskHost()) {
  const history = new History();
  const shown: string[] = [];
  const drawn: DrawnMask[] = [];
  const editor: MaskEditor = new MaskEditor({
    media: { mask: async (id: MaskVersionId) => host.map(id), saveMask: host.save },
    client: {
      masks: {
        select: ({ frameId, maskVersionId }: { frameId: FrameId; maskVersionId: MaskVersionId | null }) =>
          host.select(frameId, maskVersionId),
        history: async ({ frameId }: { frameId: FrameId }) => host.history(frameId),
      },
    } as unknown as Pick<Client, 'masks'>,
    history,
    current: async (frameId) => host.currentSummary(frameId),
    saved: () => undefined,
    drawn: (mask) => drawn.push(mask),
    show: async (frameId) => {
      shown.push(frameId);
      await open(frameId);
    },
  });
  const open = (id: string) => editor.open(frame(id, host), stone, new AbortController().signal);
  const stroke = (...points: readonly (readonly [number, number])[]) => {
    const [first = [0, 0], ...rest] = points;
    editor.beginStroke({ x: first[0], y: first[1] }, editor.tool === 'eraser' ? 'eraser' : 'brush');
    for (const [x, y] of rest) editor.extendStroke({ x, y });
    editor.endStroke();
  };
  const labels = () => Buffer.from(editor.map?.labels ?? []);
  const saved = () => vi.waitFor(() => expect(editor.saver.state).toBe('saved'));
  return { host, history, editor, open, stroke, labels, saved, shown, drawn };
}

describe('MaskEditor', () => {
  it('saves each stroke as a version on top of the former, and what is saved is what is seen', async () => {
    const { host, editor, open, stroke, labels, saved } = bench();
    await open('f');
    editor.choose('brush');
    stroke([20, 20], [60, 30]);
    stroke([60, 30], [60, 70]);
    await saved();
    expect(host.calls).toEqual(['save mask-1', 'save mask-2']);
    expect(host.summary('mask-2' as MaskVersionId)).toMatchObject({ parentId: 'mask-1', tool: 'brush' });
    expect(host.summary('mask-2' as MaskVersionId).segments).toMatchObject([{ value: 1, classId: stone }]);
    expect(Buffer.compare(labels(), Buffer.from(host.map('mask-2' as MaskVersionId).labels))).toBe(0);
  });

  it('tells what the mask has become with every step, undo and redo too', async () => {
    const { history, editor, open, stroke, labels, drawn } = bench();
    await open('f');
    editor.choose('brush');
    stroke([20, 20], [60, 30]);
    await history.undo();
    await history.redo();
    expect(drawn.map(({ frameId, segments }) => [frameId, segments])).toEqual([
      ['f', [{ value: 1, classId: stone }]],
      ['f', []],
      ['f', [{ value: 1, classId: stone }]],
    ]);
    const [first, , last] = drawn.map(({ bytes }) => Buffer.from(decodeLabelMap(bytes).labels));
    expect(first).toEqual(labels());
    expect(last).toEqual(labels());
  });

  it('undoes and redoes to the bit over random strokes, and the workstation follows', async () => {
    const random = createRandom(21);
    const { host, history, editor, open, labels, stroke, saved } = bench();
    await open('f');
    const seen = [labels()];
    for (let i = 0; i < 25; i++) {
      editor.choose(random.uniform() < 0.3 ? 'eraser' : 'brush');
      if (random.uniform() < 0.3) editor.chooseNewSegment(random.uniform() < 0.5 ? stone : fibre);
      editor.resize(random.between(1, 40));
      stroke([random.below(120), random.below(90)], [random.below(120), random.below(90)]);
      if (Buffer.compare(labels(), seen.at(-1) ?? Buffer.alloc(0)) !== 0) seen.push(labels());
    }
    let at = seen.length - 1;
    for (let step = 0; step < 120; step++) {
      const back = at === seen.length - 1 || (at > 0 && random.uniform() < 0.55);
      await (back ? history.undo() : history.redo());
      at += back ? -1 : 1;
      expect(Buffer.compare(labels(), seen[at] ?? Buffer.alloc(0))).toBe(0);
    }
    await saved();
    const current = host.current.get('f' as FrameId) ?? null;
    if (at === 0) expect(current).toBeNull();
    else expect(Buffer.compare(Buffer.from(host.map(current as MaskVersionId).labels), labels())).toBe(0);
  });

  it('writes no version for a stroke that changes nothing', async () => {
    const { host, history, editor, open, stroke } = bench();
    await open('f');
    editor.choose('eraser');
    stroke([10, 10], [50, 50]);
    expect(history.nextUndo).toBeUndefined();
    expect(host.calls).toEqual([]);
  });

  it('takes a stroke under way back without a trace', async () => {
    const { history, editor, open, labels } = bench();
    await open('f');
    editor.choose('brush');
    const before = labels();
    editor.beginStroke({ x: 30, y: 30 }, 'brush');
    editor.extendStroke({ x: 80, y: 30 });
    expect(Buffer.compare(labels(), before)).not.toBe(0);
    editor.cancelStroke();
    expect(Buffer.compare(labels(), before)).toBe(0);
    expect(history.nextUndo).toBeUndefined();
  });

  it('undoes a stroke on the frame it was made on', async () => {
    const { editor, history, open, stroke, shown, labels } = bench();
    await open('f');
    editor.choose('brush');
    const empty = labels();
    stroke([20, 20], [40, 40]);
    await open('g');
    await history.undo();
    expect(shown).toEqual(['f']);
    expect(Buffer.compare(labels(), empty)).toBe(0);
  });

  it('reaches back over a restart along the parents of the versions', async () => {
    const first = bench();
    await first.open('f');
    first.editor.choose('brush');
    first.stroke([20, 20], [40, 40]);
    const one = first.labels();
    first.stroke([60, 60], [80, 80]);
    const two = first.labels();
    await first.saved();

    const later = bench(first.host);
    await later.open('f');
    expect(Buffer.compare(later.labels(), two)).toBe(0);
    expect(await later.editor.undoOlder()).toBe(true);
    expect(Buffer.compare(later.labels(), one)).toBe(0);
    await later.saved();
    expect(later.host.current.get('f' as FrameId)).toBe('mask-1');
    await later.history.redo();
    expect(Buffer.compare(later.labels(), two)).toBe(0);
  });

  it('keeps strokes while the workstation is away and sends them in order when it is back', async () => {
    const { host, editor, open, stroke, saved } = bench();
    await open('f');
    editor.choose('brush');
    host.failing = true;
    stroke([20, 20], [40, 40]);
    stroke([60, 60], [80, 80]);
    await vi.waitFor(() => expect(editor.saver.state).toBe('failed'));
    expect(editor.saver.failure?.code).toBe('host-gone');
    host.failing = false;
    editor.saver.retry();
    await saved();
    expect(host.calls).toEqual(['save mask-1', 'save mask-2']);
  });

  it('stops at a mask that was changed elsewhere, and keeps mine on top of it when asked', async () => {
    const { host, editor, open, stroke, saved, labels } = bench();
    await open('f');
    editor.choose('brush');
    stroke([20, 20], [40, 40]);
    await saved();
    const bytes = host.versions.get('mask-1' as MaskVersionId)?.bytes.slice() ?? new Uint8Array();
    await host.save({
      frameId: 'f' as FrameId,
      parent: 'mask-1' as MaskVersionId,
      tool: 'brush',
      classes: [],
      bytes,
    });
    stroke([60, 60], [80, 80]);
    await vi.waitFor(() => expect(editor.saver.state).toBe('conflict'));
    expect(editor.saver.conflictFrame).toBe('f');
    await editor.saver.keepMine();
    await saved();
    const current = host.current.get('f' as FrameId) as MaskVersionId;
    expect(host.summary(current).parentId).toBe('mask-2');
    expect(Buffer.compare(Buffer.from(host.map(current).labels), labels())).toBe(0);
  });

  it('drops strokes that were given up, and reads the mask anew', async () => {
    const { host, editor, history, open, stroke, saved, labels } = bench();
    await open('f');
    editor.choose('brush');
    stroke([20, 20], [40, 40]);
    await saved();
    const theirs = labels();
    const bytes = host.versions.get('mask-1' as MaskVersionId)?.bytes.slice() ?? new Uint8Array();
    await host.save({
      frameId: 'f' as FrameId,
      parent: 'mask-1' as MaskVersionId,
      tool: 'brush',
      classes: [],
      bytes,
    });
    stroke([60, 60], [80, 80]);
    await vi.waitFor(() => expect(editor.saver.state).toBe('conflict'));
    editor.saver.takeTheirs();
    editor.drop('f' as FrameId);
    editor.close();
    await open('f');
    await saved();
    expect(Buffer.compare(labels(), theirs)).toBe(0);
    expect(history.nextUndo).toBeUndefined();
    expect(host.current.get('f' as FrameId)).toBe('mask-2');
  });
});
