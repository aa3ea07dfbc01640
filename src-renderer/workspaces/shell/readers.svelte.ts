import { createContext } from 'svelte';
import type { User } from '../../../src-shared/contract/users.contract.ts';
import type { UserId } from '../../../src-shared/domain/ids.ts';
import type { App } from './app.svelte.ts';

/** The people of the workstation, and who of them acts. */
export class Readers {
  readonly #app: Pick<App, 'client' | 'changes' | 'attempt'>;
  #users = $state.raw<readonly User[]>([]);
  #actingId = $state.raw<UserId | null>(null);
  readonly #acting = $derived(this.#users.find(({ id }) => id === this.#actingId));

  constructor(app: Pick<App, 'client' | 'changes' | 'attempt'>) {
    this.#app = app;
  }

  /** Reads them and follows changes; returns the disposer. */
  start(): () => void {
    void this.#read();
    return this.#app.changes.listen(['users'], () => void this.#read());
  }

  /** By name. */
  get list(): readonly User[] {
    return this.#users;
  }
  /** undefined: not known yet. */
  get acting(): User | undefined {
    return this.#acting;
  }

  async actAs(userId: UserId): Promise<void> {
    this.#take(await this.#app.client.users.actAs({ userId }));
  }

  /** Somebody new, who acts from then on. */
  async add(name: string): Promise<void> {
    const { id } = await this.#app.client.users.add({ name });
    await this.actAs(id);
  }

  async rename(userId: UserId, name: string): Promise<void> {
    await this.#app.client.users.rename({ userId, name });
    await this.#read();
  }

  #take({ users, acting }: { readonly users: readonly User[]; readonly acting: UserId }): void {
    this.#users = users;
    this.#actingId = acting;
  }

  async #read(): Promise<void> {
    await this.#app.attempt(async () => this.#take(await this.#app.client.users.list()));
  }
}

/** Up to two letters that stand for a person where there is no room for the name. */
export function initials(name: string): string {
  const words = name.split(/[\s,.’'-]+/u).filter((word) => /\p{L}|\p{N}/u.test(word));
  const letters = [words.at(0), words.length > 1 ? words.at(-1) : undefined].flatMap((word) =>
    word === undefined ? [] : [Array.from(word)[0] ?? ''],
  );
  return letters.join('').toLocaleUpperCase();
}

export const [getReaders, setReaders] = createContext<Readers>();
