import { z } from 'zod';
import { UserId } from '../domain/ids.ts';
import { procedure } from './procedure.ts';

const longest = 120;
/** What is not seen, and could make two names look alike: spaces without a width, and turns of direction. */
const unseen = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu;

/** A person's name, in any script, on one line; composed (NFC), so that what looks alike is alike. */
export const UserName = z
  .string()
  .max(longest * 8)
  .transform((name) =>
    name
      .normalize('NFC')
      .replace(unseen, '')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  )
  .refine((name) => {
    const letters = Array.from(name).length;
    return letters >= 1 && letters <= longest;
  }, `a name has 1 to ${longest} characters`);

export const User = z.object({ id: UserId, name: z.string() });
export type User = z.infer<typeof User>;

/** Who may read on this workstation, by name, and who does. */
export const Users = z.object({ users: z.array(User), acting: UserId });
export type Users = z.infer<typeof Users>;

/** People who share a workstation. All may do everything; who acts is what events and signatures name. */
export const usersContract = {
  list: procedure('system.read').output(Users),
  /** Refused with `user-name-taken` where somebody is called so, whatever the case. */
  add: procedure('system.change')
    .input(z.object({ name: UserName }))
    .output(User),
  rename: procedure('system.change')
    .input(z.object({ userId: UserId, name: UserName }))
    .output(User),
  /** From now on, also for windows that are open. */
  actAs: procedure('system.change')
    .input(z.object({ userId: UserId }))
    .output(Users),
};
