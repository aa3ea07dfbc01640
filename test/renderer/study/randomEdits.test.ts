import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src-shared/domain/random.ts';
import { shapeActions } from '../../../src-renderer/workspaces/study/segmentEdits.ts';
import { editorBench, fibre, size, stone } from './editorBench.ts';

const edits = 1000;

describe('a thousand edits', () => {
  it('are undone and redone to the bit in any order, and leave locked classes as they are', async () => {
    const random = createRandom(2026);
    const bench = editorBench();
    const { editor, desk, history, segmentEdits, host, open, labels, saved, pixels } = bench;
    const { marks } = editor;
    const place = (): [number, number] => [
      random.between(-5, size.width + 5),
      random.between(-5, size.height + 5),
    ];
    for (let at = 0; at < pixels.data.length; at++) pixels.data[at] = random.below(256);
    bench.ports.propose = async () => {
      const map = { ...size, labels: new Uint8Array(size.width * size.height) };
      const [x, y] = [random.below(size.width - 20), random.below(size.height - 20)];
      for (let row = y; row < y + 20; row++)
        map.labels.fill(1, row * size.width + x, row * size.width + x + 20);
      return { map, confidence: 0.5, note: '' };
    };
    await open('f0');

    const done: Record<string, number> = {};
    const drags = ['brush', 'eraser', 'lasso', 'rectangle', 'ellipse'] as const;
    const way = () => Array.from({ length: 2 + random.below(5) }, place);
    const modifiers = () => ({
      alt: random.uniform() < 0.2,
      shift: random.uniform() < 0.2,
      button: random.uniform() < 0.2 ? ('secondary' as const) : ('primary' as const),
      pressure: random.uniform() < 0.5 ? null : random.uniform(),
    });
    const inHand = () => editor.segments[random.below(Math.max(1, editor.segments.length))]?.value ?? 1;

    async function edit(): Promise<string> {
      desk.settings.setSize(random.between(1, 30));
      desk.settings.setTolerance(random.below(120));
      desk.settings.setRadius(1 + random.below(4));
      if (random.uniform() < 0.15) editor.chooseNewSegment(random.uniform() < 0.5 ? stone : fibre);
      else if (random.uniform() < 0.4) editor.stepSegment(random.uniform() < 0.5 ? 1 : -1);
      const kind = random.below(10);
      if (kind < 4) {
        const tool = drags[random.below(drags.length)] ?? 'brush';
        editor.choose(tool);
        bench.drag(way(), modifiers());
        return tool;
      }
      if (kind === 4) {
        editor.choose('polygon');
        for (const at of way()) bench.click(at, { alt: random.uniform() < 0.2 });
        if (!desk.finish()) desk.cancel();
        return 'polygon';
      }
      if (kind === 5) {
        editor.choose('flood');
        bench.click([random.below(size.width), random.below(size.height)], modifiers());
        desk.finish();
        return 'flood';
      }
      if (kind === 6) {
        const tool = random.uniform() < 0.5 ? 'points' : 'box';
        editor.choose(tool);
        if (tool === 'points') bench.click([random.below(size.width), random.below(size.height)]);
        else bench.drag([place(), place()]);
        desk.finish();
        for (let turn = 0; turn < 6; turn++) await Promise.resolve();
        desk.cancel();
        return tool;
      }
      if (kind === 7) {
        const action = shapeActions[random.below(shapeActions.length)] ?? 'grow';
        segmentEdits.run(action);
        return action;
      }
      if (kind === 8) {
        segmentEdits.reclass(inHand(), random.uniform() < 0.5 ? stone : fibre);
        return 'reclass';
      }
      if (random.uniform() < 0.5) segmentEdits.merge(inHand(), inHand());
      else segmentEdits.remove(random.uniform() < 0.1 ? null : inHand());
      return 'merge or remove';
    }

    /** The pixels of locked classes, by place. */
    const lockedPixels = (): string => {
      const locked = new Map(
        editor.segments
          .filter(({ classId }) => marks.isLocked(classId))
          .map((one) => [one.value, one.classId]),
      );
      const all = labels();
      let text = '';
      for (let at = 0; at < all.length; at++) if (locked.has(all[at] ?? 0)) text += `${at}:${all[at]},`;
      return text;
    };

    const seen = [{ labels: labels(), segments: editor.segments }];
    let at = 0;
    let lockedEdits = 0;
    for (let i = 0; i < edits; i++) {
      if (random.uniform() < 0.1) marks.toggleLocked(random.uniform() < 0.5 ? stone : fibre);
      const before = lockedPixels();
      const last = history.nextUndo;
      const kind = await edit();
      expect(lockedPixels() === before, `${kind} under a lock, edit ${i}`).toBe(true);
      if (history.nextUndo !== last) {
        done[kind] = (done[kind] ?? 0) + 1;
        if (before !== '') lockedEdits += 1;
        seen.splice(at + 1, Infinity, { labels: labels(), segments: editor.segments });
        at += 1;
      } else {
        expect(Buffer.compare(labels(), seen[at]?.labels ?? Buffer.alloc(0)), `${kind}, edit ${i}`).toBe(0);
      }
      while (random.uniform() < 0.45) {
        const back = random.uniform() < 0.6;
        if (back ? at === 0 : at === seen.length - 1) break;
        await (back ? history.undo() : history.redo());
        at += back ? -1 : 1;
        expect(Buffer.compare(labels(), seen[at]?.labels ?? Buffer.alloc(0)), `walk at edit ${i}`).toBe(0);
        expect(editor.segments).toEqual(seen[at]?.segments);
      }
    }
    expect(bench.failed).toEqual([]);
    // Every tool has taken part, and locks were in the way often.
    for (const tool of [...drags, ...shapeActions, 'polygon', 'flood', 'points', 'box', 'reclass']) {
      expect(done[tool] ?? 0, tool).toBeGreaterThan(0);
    }
    expect(lockedEdits).toBeGreaterThan(50);
    await saved();
    const head = host.current.get('f0' as never) ?? null;
    const stored = head === null ? new Uint8Array(size.width * size.height) : host.map(head).labels;
    expect(Buffer.compare(Buffer.from(stored), labels())).toBe(0);
    expect(host.calls.some((call) => call.startsWith('revert'))).toBe(false);
    while (at > 0) {
      await history.undo();
      at -= 1;
      expect(Buffer.compare(labels(), seen[at]?.labels ?? Buffer.alloc(0))).toBe(0);
    }
    expect(history.nextUndo).toBeUndefined();
  });
});
