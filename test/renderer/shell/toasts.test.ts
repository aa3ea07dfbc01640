import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Toasts } from '../../../src-renderer/workspaces/shell/toasts.svelte.ts';

describe('notes at the rim of the page', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());
  const titles = (toasts: Toasts): string[] => toasts.list.map(({ title }) => title);

  it('say a thing once, however often it is said', () => {
    const toasts = new Toasts();
    for (let i = 0; i < 5; i++) toasts.show({ tone: 'quiet', title: 'Nothing to change there' });
    expect(titles(toasts)).toEqual(['Nothing to change there']);
    vi.advanceTimersByTime(4000);
    toasts.show({ tone: 'quiet', title: 'Nothing to change there' });
    vi.advanceTimersByTime(4000);
    expect(titles(toasts)).toHaveLength(1);
    vi.advanceTimersByTime(2000);
    expect(titles(toasts)).toEqual([]);
  });

  it('keep what went wrong until it is dismissed, whatever else is said', () => {
    const toasts = new Toasts();
    const wrong = toasts.show({ tone: 'bad', title: 'The box is too small to look into' });
    for (let i = 0; i < 9; i++) toasts.show({ tone: 'quiet', title: `Step ${i}` });
    expect(titles(toasts)).toEqual(['The box is too small to look into', 'Step 6', 'Step 7', 'Step 8']);
    vi.advanceTimersByTime(60_000);
    expect(titles(toasts)).toEqual(['The box is too small to look into']);
    toasts.dismiss(wrong);
    expect(titles(toasts)).toEqual([]);
  });
});
