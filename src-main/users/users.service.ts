import type { User, Users } from '../../src-shared/contract/users.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { UserId } from '../../src-shared/domain/ids.ts';
import { readSettings, writeSetting } from '../db/settings.ts';
import { recordEvent } from '../events/events.ts';
import type { Foundations } from '../foundations.ts';
import { insertUser, readUsers, renameUser } from './users.queries.ts';

const actingKey = 'actingUser';

/** The people of a workstation, and who of them acts now. */
export type WorkstationUsers = ReturnType<typeof createUsers>;

export function createUsers({ db, changes, localUser }: Pick<Foundations, 'db' | 'changes' | 'localUser'>) {
  let users = readUsers(db);
  let acting = whoActed();

  function whoActed(): UserId {
    const kept = UserId.safeParse(readSettings(db)[actingKey]);
    return kept.success && isKnown(kept.data) ? kept.data : localUser;
  }
  function isKnown(userId: UserId): boolean {
    return users.some(({ id }) => id === userId);
  }
  /** @throws LapidaryError `user-unknown` */
  function require(userId: UserId): User {
    const user = users.find(({ id }) => id === userId);
    if (user) return user;
    throw new LapidaryError(
      'user-unknown',
      'There is no such reader on this workstation.',
      'Choose one from the list, or add one.',
    );
  }
  /** @throws LapidaryError `user-name-taken` */
  function refuseTaken(name: string, except: UserId | null): void {
    const key = keyOf(name);
    if (!users.some((user) => user.id !== except && keyOf(user.name) === key)) return;
    throw new LapidaryError(
      'user-name-taken',
      'Somebody on this workstation has this name already.',
      'Choose that reader from the list, or add what tells the two apart.',
    );
  }
  function changed(): void {
    users = readUsers(db);
    changes.announce({ topic: 'users', id: null });
  }

  return {
    isKnown,
    acting: (): UserId => acting,

    list(): Users {
      return {
        users: users.toSorted((a, b) => a.name.localeCompare(b.name, 'und')),
        acting,
      };
    },

    /** @throws LapidaryError `user-name-taken` */
    add(name: string, by: UserId): User {
      const user = db.transaction(() => {
        refuseTaken(name, null);
        const added = insertUser(db, name);
        recordEvent(db, by, { kind: 'user.added', subjectKind: 'user', subjectId: added.id });
        return added;
      });
      changed();
      return user;
    },

    /** @throws LapidaryError `user-unknown`, `user-name-taken` */
    rename(userId: UserId, name: string, by: UserId): User {
      const before = require(userId);
      if (before.name === name) return before;
      refuseTaken(name, userId);
      db.transaction(() => {
        renameUser(db, { id: userId, name });
        recordEvent(db, by, { kind: 'user.renamed', subjectKind: 'user', subjectId: userId });
      });
      changed();
      return { id: userId, name };
    },

    /** Whatever is asked from now on is asked by this person. @throws LapidaryError `user-unknown` */
    actAs(userId: UserId, by: UserId): Users {
      require(userId);
      if (userId !== acting) {
        db.transaction(() => {
          writeSetting(db, actingKey, userId, by);
          recordEvent(db, by, {
            kind: 'user.took-over',
            subjectKind: 'user',
            subjectId: userId,
            detail: { from: acting },
          });
        });
        acting = userId;
        changed();
      }
      return this.list();
    },
  };
}

/** As names are compared: whatever the case, in whatever form the letters were typed. */
const keyOf = (name: string): string => name.normalize('NFKC').toLowerCase();
