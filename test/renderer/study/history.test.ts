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
      frameId,
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
      frameId: null,
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
});
