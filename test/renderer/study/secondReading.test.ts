import { describe, expect, it } from 'vitest';
import { ChangeFeed } from '../../../src-renderer/lib/changes.ts';
import { History } from '../../../src-renderer/workspaces/study/history.svelte.ts';
import { SecondReading } from '../../../src-renderer/workspaces/study/reading/secondReading.svelte.ts';
import type { SecondReadings } from '../../../src-shared/contract/review.contract.ts';
import type { ClassId, FindingId, StudyId } from '../../../src-shared/domain/ids.ts';

type Standing = SecondReadings[number];
const [open, own, unread] = ['open', 'own', 'unread'].map((id) => id as FindingId) as [
  FindingId,
  FindingId,
  FindingId,
];
const ia = 'Ia' as ClassId;
const ib = 'Ib' as ClassId;

function bench(selected: FindingId = open) {
  const standings = new Map<FindingId, Standing>(
    (['open', 'own', 'unread'] as const).map((stands) => [
      stands as string as FindingId,
      { findingId: stands as string as FindingId, stands, own: null, others: [], keptBack: 0 },
    ]),
  );
  const said: string[] = [];
  const toasts: string[] = [];
  const failed: unknown[] = [];
  const changes = new ChangeFeed();
  const history = new History();
  const app = {
    changes,
    toasts: { show: ({ title }: { title: string }) => toasts.push(title) },
    labelClass: (id: ClassId) => ({ code: id }),
    attempt: async (work: () => Promise<unknown>) => {
      try {
        await work();
        return true;
      } catch (error) {
        failed.push(error);
        return false;
      }
    },
    client: {
      review: {
        secondReadings: async () => [...standings.values()],
        readAgain: async (given: { findingId: FindingId; classId: ClassId | null; uncertain: boolean }) => {
          said.push(`${given.findingId} ${given.classId ?? '–'}${given.uncertain ? ' ?' : ''}`);
          const before = standings.get(given.findingId);
          if (before === undefined || before.stands !== 'open') throw new Error('own-reading');
          const opinion =
            given.classId === null
              ? null
              : { classId: given.classId, uncertain: given.uncertain, by: 'Anna', at: '' };
          const after = { ...before, own: opinion };
          standings.set(given.findingId, after);
          return after;
        },
      },
    },
  };
  const findings = {
    selected: { id: selected, number: 4 },
    select: () => undefined,
    veilBy: () => undefined,
  } as unknown as ConstructorParameters<typeof SecondReading>[3];
  const ground = app as unknown as ConstructorParameters<typeof SecondReading>[0];
  const second = new SecondReading(ground, 's' as StudyId, history, findings);
  return { second, said, toasts, failed, history, changes, standings };
}

/** Lets answers arrive. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('a second reading on the page', () => {
  it('veils what can be read again, while it is on, until an opinion is given', async () => {
    const { second } = bench();
    second.start();
    await settle();
    expect([open, own, unread].map((id) => second.isVeiled(id))).toEqual([false, false, false]);
    second.toggle();
    expect([open, own, unread].map((id) => second.isVeiled(id))).toEqual([true, false, false]);
    await second.give(ia);
    expect(second.isVeiled(open)).toBe(false);
    expect(second.of(open)?.own?.classId).toBe(ia);
    second.toggle();
    expect(second.on).toBe(false);
  });

  it('veils everything as long as it is not known who read it', () => {
    const { second } = bench();
    second.toggle();
    expect([open, own].map((id) => second.isVeiled(id))).toEqual([true, true]);
  });

  it('goes back and forth step by step, also of a signed study', async () => {
    const { second, said, history } = bench();
    second.start();
    await settle();
    await second.give(ia);
    await second.give(ia);
    await second.give(ib);
    expect(history.nextUndo?.signedToo).toBe(true);
    await history.undo();
    await history.undo();
    await history.redo();
    await second.give(null);
    await second.give(null);
    expect(said).toEqual(['open Ia', 'open Ib', 'open Ia', 'open –', 'open Ia', 'open –']);
    expect(second.of(open)?.own).toBeNull();
  });

  it('is uncertain of a class only, and stays so when the class changes', async () => {
    const { second, said, toasts } = bench();
    second.start();
    await settle();
    await second.markUncertain();
    expect([said, toasts]).toEqual([[], ['Give a second opinion of finding 4 first']]);
    await second.give(ia);
    await second.markUncertain();
    await second.give(ib);
    expect(said).toEqual(['open Ia', 'open Ia ?', 'open Ib ?']);
  });

  it('leaves no step of what was refused', async () => {
    const { second, failed, history } = bench(own);
    second.start();
    await settle();
    second.toggle();
    await second.give(ia);
    expect(failed).toHaveLength(1);
    expect(history.nextUndo).toBeUndefined();
  });

  it('ends when somebody else takes over, and asks how things stand for them', async () => {
    const { second, changes, standings } = bench();
    const dispose = second.start();
    await settle();
    second.toggle();
    standings.set(open, { findingId: open, stands: 'own', own: null, others: [], keptBack: 0 });
    changes.announce({ topic: 'users', id: null });
    await settle();
    expect(second.on).toBe(false);
    expect(second.of(open)?.stands).toBe('own');
    dispose();
    standings.set(open, { findingId: open, stands: 'open', own: null, others: [], keptBack: 0 });
    changes.announce({ topic: 'labels', id: null });
    await settle();
    expect(second.of(open)?.stands).toBe('own');
  });
});
