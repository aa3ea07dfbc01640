import { expect, it } from 'vitest';
import type { Plan } from '../../src-main/networks/methods/plan.ts';
import type { PlanSessions } from '../../src-main/tuning/planSessions.ts';
import { createSharedSessions } from '../../src-main/tuning/sharedSessions.ts';

it('lends the sessions of the run before to the next one of the same graphs, and gives them back after', async () => {
  const told: string[] = [];
  const opening = (name: string) => (): PlanSessions => {
    told.push(`open ${name}`);
    const seeded = (plan: Plan): PlanSessions =>
      ({ plan, seeded, release: async () => void told.push(`release ${name}`) }) as unknown as PlanSessions;
    return seeded({} as Plan);
  };
  const shared = createSharedSessions();
  const [one, two] = [{ seed: 1 }, { seed: 2 }] as unknown as [Plan, Plan];
  expect((await shared.of('a', one, opening('a'))).plan).toBe(one);
  // Another seed has other initial values, over the same sessions.
  expect((await shared.of('a', two, opening('a again'))).plan).toBe(two);
  await shared.of('b', one, opening('b'));
  await shared.release();
  await shared.release();
  expect(told).toEqual(['open a', 'release a', 'open b', 'release b']);
});
