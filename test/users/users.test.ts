import { describe, expect, it, vi } from 'vitest';
import { UserName } from '../../src-shared/contract/users.contract.ts';
import { UserId } from '../../src-shared/domain/ids.ts';
import type { StudyId } from '../../src-shared/domain/ids.ts';
import { continueIds, newId } from '../../src-main/db/newId.ts';
import { createUsers } from '../../src-main/users/users.service.ts';
import { worklistBench } from '../studies/worklistBench.ts';

async function usersBench() {
  const bench = await worklistBench(3);
  bench.db.run(`UPDATE studies SET assignee_id = NULL`);
  bench.db.run(`DELETE FROM users WHERE id <> ?`, [bench.user]);
  const open = () => createUsers({ ...bench, localUser: bench.user });
  return { ...bench, open, users: open() };
}

const refused = (code: string) => expect.objectContaining({ code }) as Error;

describe('the people of a workstation', () => {
  it('are added in any script, listed by name, and told apart whatever the case', async () => {
    const { users, user, changes, db } = await usersBench();
    const told: unknown[] = [];
    changes.listen((change) => told.push(change));
    for (const name of ['Zoë Ångström', '佐藤 花子', 'محمد العلي', 'ann']) users.add(name, user);
    expect(users.list().users.map(({ name }) => name)).toEqual([
      'ann',
      'Local user',
      'Zoë Ångström',
      'محمد العلي',
      '佐藤 花子',
    ]);
    for (const taken of ['ANN', 'Zoe\u0308 A\u030angstro\u0308m', 'local USER', 'ａｎｎ']) {
      expect(() => users.add(taken, user), taken).toThrow(refused('user-name-taken'));
    }
    expect(told).toEqual(Array.from({ length: 4 }, () => ({ topic: 'users', id: null })));
    const events = db.all<{ detail: string }>(`SELECT detail FROM events WHERE kind = 'user.added'`);
    expect(events.map(({ detail }) => detail)).toEqual(['{}', '{}', '{}', '{}']);
  });

  it('are renamed, also by case alone, and not to somebody else', async () => {
    const { users, user, open } = await usersBench();
    const ann = users.add('ann', user);
    expect(users.rename(ann.id, 'Ann', user)).toEqual({ id: ann.id, name: 'Ann' });
    expect(() => users.rename(ann.id, 'LOCAL user', user)).toThrow(refused('user-name-taken'));
    expect(() => users.rename(UserId.parse(newId()), 'x', user)).toThrow(refused('user-unknown'));
    expect(
      open()
        .list()
        .users.map(({ name }) => name),
    ).toEqual(['Ann', 'Local user']);
  });

  it('act one at a time, also after a restart, and events name who acted', async () => {
    const bench = await usersBench();
    const { users, user, open, studies, db } = bench;
    const ann = users.add('Ann', users.acting());
    expect(users.actAs(ann.id, users.acting()).acting).toBe(ann.id);
    const [studyId] = bench.ids() as [StudyId, ...StudyId[]];
    studies.mark(studyId, { flags: { urgent: true } }, users.acting());
    expect(db.get(`SELECT user_id AS by FROM events WHERE kind = 'study.marked'`)).toEqual({ by: ann.id });
    expect(db.get(`SELECT user_id AS by FROM events WHERE kind = 'user.took-over'`)).toEqual({ by: user });
    expect(open().acting()).toBe(ann.id);
    expect(() => users.actAs(UserId.parse(newId()), user)).toThrow(refused('user-unknown'));
    expect([users.isKnown(ann.id), users.isKnown(UserId.parse(newId()))]).toEqual([true, false]);
    db.run(`UPDATE settings SET value = '"nonsense"' WHERE key = 'actingUser'`);
    expect(open().acting()).toBe(user);
  });

  it('act in the order of their events when the clock is set back', async () => {
    const bench = await usersBench();
    const { users, user, db, studies } = bench;
    vi.useFakeTimers({ now: new Date('2031-01-01T00:00:00Z') });
    const late = users.add('Late', user);
    vi.setSystemTime(new Date('2029-01-01T00:00:00Z'));
    continueIds(db);
    const later = users.add('Later', user);
    expect(later.id > late.id).toBe(true);
    const [studyId] = bench.ids() as [StudyId, ...StudyId[]];
    studies.mark(studyId, { assigneeId: late.id }, late.id);
    studies.mark(studyId, { assigneeId: later.id }, later.id);
    vi.useRealTimers();
    const events = db.all<{ by: string }>(
      `SELECT user_id AS by FROM events WHERE kind = 'study.marked' ORDER BY id`,
    );
    expect(events.map(({ by }) => by)).toEqual([late.id, later.id]);
  });
});

describe('a name', () => {
  it.each([
    ['  Ann\t Lee \n', 'Ann Lee'],
    ['Zoe\u0308', 'Zoë'],
    ['\u202eeel\u202c', 'eel'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['𠮷'.repeat(120), '𠮷'.repeat(120)],
  ])('%j is %j', (typed, wanted) => {
    expect(UserName.parse(typed)).toBe(wanted);
  });

  it.each(['', ' \u200b ', 'x'.repeat(121), '\u0000'])('is not %j', (typed) => {
    expect(UserName.safeParse(typed).success).toBe(false);
  });
});
