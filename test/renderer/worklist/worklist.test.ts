import { describe, expect, it, vi } from 'vitest';
import type { Client } from '../../../src-renderer/lib/bridge.ts';
import { ChangeFeed } from '../../../src-renderer/lib/changes.ts';
import { Worklist } from '../../../src-renderer/workspaces/worklist/worklist.svelte.ts';
import type { StudySummary } from '../../../src-shared/contract/studies.contract.ts';

interface Asked {
  readonly search: string;
  readonly cursor: string | null;
  readonly limit: number;
}

/** A workstation with so many studies, `slow` milliseconds away for the search that is named. */
function bench(total: number, slowSearch = '') {
  const asked: Asked[] = [];
  const all = Array.from({ length: total }, (_, i) => ({ id: `study-${i}`, description: `case ${i}` }));
  const client = {
    studies: {
      list: async (input: Asked) => {
        asked.push(input);
        if (slowSearch !== '' && input.search === slowSearch)
          await new Promise((resolve) => setTimeout(resolve, 400));
        const found = all.filter((study) => study.description.includes(input.search));
        const at = Number(input.cursor ?? 0);
        const next = at + input.limit < found.length ? String(at + input.limit) : null;
        return { studies: found.slice(at, at + input.limit) as unknown as StudySummary[], next };
      },
    },
  } as unknown as Client;
  const changes = new ChangeFeed();
  const worklist = new Worklist({ client, changes } as unknown as ConstructorParameters<typeof Worklist>[0]);
  return { asked, changes, worklist };
}

describe('Worklist', () => {
  it('pages in as one scrolls, and never asks twice at once', async () => {
    const { asked, worklist } = bench(230);
    const stop = worklist.start();
    await vi.waitFor(() => expect(worklist.state).toBe('here'));
    expect([worklist.studies.length, worklist.more]).toEqual([100, true]);
    await Promise.all([worklist.readMore(), worklist.readMore()]);
    expect(worklist.studies.length).toBe(200);
    await worklist.readMore();
    await worklist.readMore();
    expect([worklist.studies.length, worklist.more, asked.length]).toEqual([230, false, 3]);
    stop();
  });

  it('shows the answer to what was typed last, whichever comes last', async () => {
    vi.useFakeTimers();
    const { worklist } = bench(50, 'case 1');
    const stop = worklist.start();
    await vi.advanceTimersByTimeAsync(10);
    worklist.searchFor('case 1');
    await vi.advanceTimersByTimeAsync(200);
    worklist.searchFor('case 17');
    await vi.advanceTimersByTimeAsync(1000);
    expect(worklist.studies.map((study) => study.description)).toEqual(['case 17']);
    stop();
    vi.useRealTimers();
  });

  it('reads again as far as it had read when something changes, and keeps the selection', async () => {
    const { asked, changes, worklist } = bench(450);
    const stop = worklist.start();
    worklist.look();
    await vi.waitFor(() => expect(worklist.state).toBe('here'));
    await worklist.readMore();
    await worklist.readMore();
    worklist.step(1);
    worklist.step(5);
    expect(worklist.selectedStudy?.id).toBe('study-5');
    const before = asked.length;
    changes.announce({ topic: 'labels', id: 'study-3' });
    changes.announce({ topic: 'labels', id: 'study-4' });
    await vi.waitFor(() => expect(asked.length).toBe(before + 2));
    await vi.waitFor(() => expect(worklist.state).toBe('here'));
    expect(worklist.studies.length).toBe(300);
    expect(worklist.selected).toBe(5);
    worklist.step(-100);
    expect(worklist.selected).toBe(0);
    stop();
  });

  it('reads what has changed unseen when it is looked at, once', async () => {
    vi.useFakeTimers();
    const { asked, changes, worklist } = bench(50);
    const stop = worklist.start();
    const leave = worklist.look();
    await vi.advanceTimersByTimeAsync(1000);
    leave();
    const before = asked.length;
    for (let stroke = 0; stroke < 9; stroke++) {
      changes.announce({ topic: 'masks', id: 'study-3' });
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(asked.length).toBe(before);
    worklist.look()();
    await vi.advanceTimersByTimeAsync(1000);
    worklist.look();
    await vi.advanceTimersByTimeAsync(1000);
    expect(asked.length).toBe(before + 1);
    stop();
    vi.useRealTimers();
  });
});
