import { describe, expect, it, vi } from 'vitest';
import type { StudyFilter, StudySummary } from '../../../src-shared/contract/studies.contract.ts';
import { StudyId, UserId } from '../../../src-shared/domain/ids.ts';
import type { Client } from '../../../src-renderer/lib/bridge.ts';
import { ChangeFeed } from '../../../src-renderer/lib/changes.ts';
import { pageSize } from '../../../src-renderer/workspaces/worklist/studyRows.svelte.ts';
import { Worklist } from '../../../src-renderer/workspaces/worklist/worklist.svelte.ts';

interface Asked {
  readonly search: string;
  readonly filter: StudyFilter;
  readonly cursor: string | null;
  readonly skip: number;
  readonly limit: number;
}

const idOf = (i: number): StudyId => StudyId.parse(`01900000-0000-7000-8000-${String(i).padStart(12, '0')}`);
const me = UserId.parse('01900000-0000-7000-8000-000000000001');
const numberOf = (study: StudySummary | undefined): number => Number(study?.id.slice(-12));

/** A workstation with so many studies, some milliseconds away for the search that is named. */
function bench(total: number, slowSearch = '', delay = 400) {
  const asked: Asked[] = [];
  let all = Array.from({ length: total }, (_, i) => ({
    ...{ id: idOf(i), description: `case ${i}`, performedOn: null, accession: null, assignee: null },
    flags: { urgent: false, discuss: false, teaching: false },
  })) as unknown as StudySummary[];
  const refusals = new Set<string>();
  const client = {
    studies: {
      list: async (input: Asked) => {
        asked.push(input);
        if (refusals.has(input.search)) throw new TypeError('broken');
        if (slowSearch !== '' && input.search === slowSearch)
          await new Promise((resolve) => setTimeout(resolve, delay));
        const found = all.filter(
          (study) =>
            study.description.includes(input.search) &&
            (input.filter.flags.length === 0 || study.flags.urgent),
        );
        const at = input.cursor === null ? input.skip : Number(input.cursor);
        const next = at + input.limit < found.length ? String(at + input.limit) : null;
        return {
          studies: found.slice(at, at + input.limit),
          next,
          total: input.cursor === null ? found.length : null,
        };
      },
      tally: async () => ({ states: {}, openAmendments: 0 }),
      sites: async () => [],
      savedFilters: async () => [],
      mark: async ({ studyId, flags }: { studyId: string; flags?: Partial<StudySummary['flags']> }) => {
        const study = all.find(({ id }) => id === studyId);
        if (study === undefined) throw new TypeError('gone');
        const marked = { ...study, flags: { ...study.flags, ...flags } };
        // Urgent ones come first.
        const others = all.filter(({ id }) => id !== studyId);
        all = marked.flags.urgent
          ? [marked, ...others]
          : [...others, marked].sort((a, b) => numberOf(a) - numberOf(b));
        return marked;
      },
    },
  } as unknown as Client;
  const changes = new ChangeFeed();
  const worklist = new Worklist({ client, changes } as unknown as ConstructorParameters<typeof Worklist>[0]);
  return {
    asked,
    changes,
    worklist,
    refusals,
    erase: (i: number) => (all = all.filter(({ id }) => id !== idOf(i))),
  };
}

const here = (worklist: Worklist) => vi.waitFor(() => expect(worklist.state).toBe('here'));

describe('Worklist', () => {
  it('is as long as it is from the beginning, and reads what comes into view', async () => {
    const { asked, worklist } = bench(100_000);
    const stop = worklist.start();
    await here(worklist);
    expect([worklist.rows.total, asked.length]).toEqual([100_000, 1]);
    expect([numberOf(worklist.rows.at(pageSize - 1)), worklist.rows.at(pageSize)]).toEqual([
      pageSize - 1,
      undefined,
    ]);
    worklist.rows.show(pageSize - 10, pageSize + 10);
    await vi.waitFor(() => expect(numberOf(worklist.rows.at(pageSize))).toBe(pageSize));
    // The next page follows the last; a jump asks for its own place.
    expect(asked.at(-1)).toMatchObject({ cursor: String(pageSize), skip: 0 });
    worklist.rows.show(90_010, 90_030);
    await vi.waitFor(() => expect(numberOf(worklist.rows.at(90_020))).toBe(90_020));
    expect(asked.at(-1)).toMatchObject({ cursor: null, skip: 90_000 });
    worklist.rows.show(99_990, 100_000);
    await vi.waitFor(() => expect(numberOf(worklist.rows.at(99_999))).toBe(99_999));
    stop();
  });

  it('asks for what is in view when the page before has come, and not for what flew past', async () => {
    const { asked, worklist } = bench(100_000, 'case', 30);
    worklist.searchFor('case');
    await here(worklist);
    for (let first = 0; first < 80_000; first += 977) worklist.rows.show(first, first + 20);
    worklist.rows.show(80_010, 80_030);
    await vi.waitFor(() => expect(worklist.rows.at(80_020)).toBeDefined());
    expect(asked.length).toBeLessThan(5);
  });

  it('shows the answer to what was typed last, and asks one thing at a time', async () => {
    vi.useFakeTimers();
    const { asked, worklist } = bench(50, 'case 1');
    const stop = worklist.start();
    await vi.advanceTimersByTimeAsync(10);
    worklist.searchFor('case 1');
    await vi.advanceTimersByTimeAsync(100);
    for (const text of ['case 17', 'case 1', 'case 18', 'case 19']) worklist.searchFor(text);
    await vi.advanceTimersByTimeAsync(2000);
    expect([worklist.rows.total, worklist.rows.at(0)?.description]).toEqual([1, 'case 19']);
    expect(asked.map(({ search }) => search)).toEqual(['', 'case 1', 'case 19']);
    stop();
    vi.useRealTimers();
  });

  it('reads again what is looked at when something changes, and keeps the selection', async () => {
    const { asked, changes, worklist, erase } = bench(450);
    const stop = worklist.start();
    worklist.look();
    await here(worklist);
    worklist.rows.show(130, 160);
    await vi.waitFor(() => expect(worklist.rows.at(140)).toBeDefined());
    worklist.select(140);
    expect(numberOf(worklist.selectedStudy)).toBe(140);
    const before = asked.length;
    erase(3);
    changes.announce({ topic: 'labels', id: 'study-3' });
    changes.announce({ topic: 'labels', id: 'study-4' });
    await vi.waitFor(() => expect(asked.length).toBe(before + 1));
    await vi.waitFor(() => expect(worklist.rows.total).toBe(449));
    expect(asked.at(-1)).toMatchObject({ skip: 120, limit: pageSize });
    expect([worklist.selected, numberOf(worklist.selectedStudy)]).toEqual([139, 140]);
    worklist.step(-1000);
    expect(worklist.selected).toBe(0);
    worklist.step(Infinity);
    expect(worklist.selected).toBe(448);
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

  it('marks a study where it is, keeps hold of it where it goes, and takes the mark back', async () => {
    const { changes, worklist } = bench(300);
    const stop = worklist.start();
    worklist.look();
    await here(worklist);
    worklist.rows.show(200, 220);
    await vi.waitFor(() => expect(worklist.rows.at(210)).toBeDefined());
    worklist.select(210);
    const study = worklist.selectedStudy;
    if (study === undefined) throw new Error('nothing is selected');
    await worklist.mark(study, { flags: { urgent: true } }, 'Flagged');
    expect(worklist.rows.at(210)?.flags.urgent).toBe(true);
    changes.announce({ topic: 'studies', id: null });
    await vi.waitFor(() => expect(numberOf(worklist.rows.at(210))).toBe(209));
    // It is at the top now: what the next key does, it does to the same study.
    expect([
      worklist.selected,
      numberOf(worklist.selectedStudy),
      worklist.selectedStudy?.flags.urgent,
    ]).toEqual([-1, 210, true]);
    expect(worklist.undoing.next).toBe('Flagged');
    expect((await worklist.undoing.undo())?.title).toBe('Flagged');
    changes.announce({ topic: 'studies', id: null });
    await vi.waitFor(() => expect(worklist.selected).toBe(210));
    expect([
      worklist.selectedStudy?.flags.urgent,
      worklist.undoing.next,
      await worklist.undoing.undo(),
    ]).toEqual([false, undefined, undefined]);
    stop();
  });

  it('filters, sorts both ways, and shows everything again', async () => {
    const { asked, worklist } = bench(90);
    const stop = worklist.start();
    await here(worklist);
    const { begun } = worklist;
    worklist.toggleFlag('urgent');
    await vi.waitFor(() => expect(worklist.begun).toBe(begun + 1));
    expect([worklist.rows.total, worklist.isFiltered]).toEqual([0, true]);
    worklist.filterBy({ assignee: me, states: ['new'] });
    worklist.toggleState('new');
    worklist.sortBy('date');
    worklist.sortBy('date');
    await here(worklist);
    expect(asked.at(-1)).toMatchObject({
      filter: { flags: ['urgent'], states: [], assignee: me },
      order: 'date',
      reversed: true,
    });
    worklist.use({ name: 'x', view: { filter: worklist.filter, order: 'patient', reversed: false } });
    worklist.clear();
    await here(worklist);
    expect([worklist.rows.total, worklist.isFiltered, worklist.order]).toEqual([90, false, 'patient']);
    stop();
  });

  it('says what went wrong, and reads again when it is asked to', async () => {
    const { worklist, refusals } = bench(9);
    refusals.add('');
    await worklist.reload();
    expect([worklist.failure?.code, worklist.rows.total]).toEqual(['page-mistake', 0]);
    refusals.clear();
    await worklist.reload();
    expect([worklist.failure, worklist.rows.total]).toEqual([null, 9]);
  });
});
