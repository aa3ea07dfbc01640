import type { User } from '../../src-shared/contract/users.contract.ts';
import { UserId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';
import { newId } from '../db/newId.ts';

export function readUsers(db: ReadableDb): User[] {
  return db
    .all<{ id: string; name: string }>('SELECT id, name FROM users ORDER BY id')
    .map(({ id, name }) => ({ id: UserId.parse(id), name }));
}

export function insertUser(db: WritableDb, name: string): User {
  const id = UserId.parse(newId());
  db.run(`INSERT INTO users (id, name, role, created_at) VALUES (?, ?, 'owner', ?)`, [
    id,
    name,
    new Date().toISOString(),
  ]);
  return { id, name };
}

export function renameUser(db: WritableDb, { id, name }: User): void {
  db.run('UPDATE users SET name = ? WHERE id = ?', [name, id]);
}
