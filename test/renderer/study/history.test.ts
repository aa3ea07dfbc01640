import { describe, expect, it } from 'vitest';
import { History } from '../../../src-renderer/workspaces/study/history.svelte.ts';
import type { FrameId } from '../../../src-shared/domain/ids.ts';

const frame = (name: string): FrameId => name as FrameId;

function notebook() {
  const history = new History();
  const written: string[] = [];
  const step = (title: string, frameId: FrameId | null = null) => {
    written.push(title);
    history.push({
      title,
      frames: frameId === null ? [] : [frameId],
      undo: async () => {
        await Promise.resolve();
        written.splice(written.lastIndexOf(title), 1);
      },
      redo: async () => {
        await Promise.resolve();
        written.push(title);
      },
    });
  };
  return { history, written, step };
}

describe('History', () => {
  it('walks back and forth through all that was done, whatever it was', async () => {
    const { history, written, step } = notebook();
    for (const title of ['stroke 1', 'label', 'stroke 2']) step(title);
    // Asked for quickly, they still run one after the other.
    await Promise.all([history.undo(), history.undo()]);
    expect(written).toEqual(['stroke 1']);
    expect(history.nextRedo?.title).toBe('label');
    await history.redo();
    expect(written).toEqual(['stroke 1', 'label']);
    step('stroke 3');
    expect(history.nextRedo).toBeUndefined();
    await history.undo();
    await history.undo();
    await history.undo();
    expect(await history.undo()).toBeUndefined();
    expect(written).toEqual([]);
  });

  it('keeps a step that could not be undone', async () => {
    const { history } = notebook();
    history.push({
      title: 'label',
      frames: [],
      undo: () => Promise.reject(new Error('no answer')),
      redo: () => Promise.resolve(),
    });
    await expect(history.undo()).rejects.toThrow('no answer');
    expect(history.nextUndo?.title).toBe('label');
  });

  it('forgets the steps of a frame whose mask was replaced, and only those', () => {
    const { history, step } = notebook();
    step('a', frame('one'));
    step('b', frame('two'));
    history.forgetFrame(frame('two'));
    expect(history.nextUndo?.title).toBe('a');
  });

  it('lets the oldest steps give up what they hold, beyond its limit', () => {
    const history = new History(250);
    const held = new Map<string, number>();
    for (const title of ['a', 'b', 'c', 'd']) {
      held.set(title, 100);
      history.push({
        title,
        frames: [],
        undo: () => Promise.resolve(),
        redo: () => Promise.resolve(),
        bytes: () => held.get(title) ?? 0,
        release: () => held.set(title, 0),
      });
    }
    expect([...held.values()]).toEqual([0, 0, 100, 100]);
    expect(history.bytes).toBe(200);
  });

  it('puts what was done before under what was done since, and gives up what had been undone', () => {
    const { history, step } = notebook();
    const stored = (title: string) => ({
      title,
      frames: [],
      undo: () => Promise.resolve(),
      redo: () => Promise.resolve(),
    });
    history.preload([stored('old')], [stored('undone first'), stored('undone before it')]);
    expect([history.nextUndo?.title, history.nextRedo?.title]).toEqual(['old', 'undone first']);
    step('new');
    expect(history.nextRedo).toBeUndefined();
    history.preload([stored('older')], [stored('undone')]);
    expect([history.nextUndo?.title, history.nextRedo]).toEqual(['new', undefined]);
  });

  it('keeps the rest of a step where one of its frames was replaced', () => {
    const { history } = notebook();
    const rest = {
      title: 'rest',
      frames: [frame('two')],
      undo: async () => undefined,
      redo: async () => undefined,
    };
    history.push({ ...rest, title: 'both', frames: [frame('one'), frame('two')], without: () => rest });
    history.forgetFrame(frame('one'));
    expect(history.nextUndo?.title).toBe('rest');
  });
});
