import { describe, expect, it, vi } from 'vitest';
import { ChangeFeed } from '../../../src-renderer/lib/changes.ts';
import type { Client } from '../../../src-renderer/lib/bridge.ts';
import { follow } from '../../../src-renderer/lib/follow.ts';
import { debounced, inParallel, soon } from '../../../src-renderer/lib/timing.ts';

async function* values(list: readonly number[], thenFail = false): AsyncGenerator<number> {
  for (const value of list) yield value;
  if (thenFail) throw new Error('broken off');
}

describe('follow', () => {
  it('goes on after an end, a break and a refusal, and stops when disposed', async () => {
    const seen: number[] = [];
    const opened: boolean[] = [];
    let tries = 0;
    const dispose = follow<number>({
      open: () => {
        tries++;
        if (tries === 2) return Promise.reject(new Error('not now'));
        return Promise.resolve(tries === 1 ? values([1, 2], true) : values([3]));
      },
      onValue: (value) => seen.push(value),
      onOpen: (again) => opened.push(again),
      pause: 1,
    });
    await vi.waitFor(() => expect(tries).toBeGreaterThanOrEqual(4));
    dispose();
    const after = tries;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(tries).toBe(after);
    expect(seen.slice(0, 4)).toEqual([1, 2, 3, 3]);
    expect(opened.slice(0, 3)).toEqual([false, true, true]);
  });
});

describe('ChangeFeed', () => {
  it('tells each topic to those who listen, and everything again after an interruption', async () => {
    const feed = new ChangeFeed();
    const told: string[] = [];
    feed.listen(['runs', 'adapters'], (id) => told.push(`a ${id ?? 'all'}`));
    const unlisten = feed.listen(['runs'], (id) => told.push(`b ${id ?? 'all'}`));
    feed.announce({ topic: 'runs', id: 'x' });
    unlisten();
    feed.announce({ topic: 'runs', id: 'y' });
    feed.announce({ topic: 'labels', id: 'z' });
    expect(told).toEqual(['a x', 'b x', 'a y']);

    vi.useFakeTimers();
    async function* none(): AsyncGenerator<never> {}
    const client = { jobs: { changes: async () => none() } } as unknown as Client;
    const dispose = feed.connect(client);
    await vi.advanceTimersByTimeAsync(1000);
    dispose();
    vi.useRealTimers();
    expect(told).toContain('a all');
  });
});

describe('timing', () => {
  it('runs at once per burst, or after the last call', () => {
    vi.useFakeTimers();
    const ran: string[] = [];
    const burst = soon(100, () => ran.push('soon'));
    const typed = debounced(100, () => ran.push('debounced'));
    for (let at = 0; at < 250; at += 50) {
      burst();
      typed();
      vi.advanceTimersByTime(50);
    }
    expect(ran).toEqual(['soon', 'soon']);
    vi.advanceTimersByTime(100);
    expect(ran.toSorted()).toEqual(['debounced', 'soon', 'soon', 'soon']);
    typed();
    typed.cancel();
    vi.advanceTimersByTime(500);
    expect(ran.filter((one) => one === 'debounced')).toHaveLength(1);
    typed.flush();
    expect(ran.filter((one) => one === 'debounced')).toHaveLength(1);
    typed();
    typed.flush();
    vi.advanceTimersByTime(500);
    expect(ran.filter((one) => one === 'debounced')).toHaveLength(2);
    vi.useRealTimers();
  });

  it('works on every item with a bounded number at a time', async () => {
    let now = 0;
    let most = 0;
    const done: number[] = [];
    await inParallel([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++now);
      await new Promise((resolve) => setTimeout(resolve, 1));
      now--;
      done.push(item);
    });
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(most).toBe(3);
    await expect(inParallel([1], 2, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  });
});
