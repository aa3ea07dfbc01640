import type { Preferences, PreferencesChange } from '../../../src-shared/contract/system.contract.ts';
import type { Client } from '../../lib/bridge.ts';
import type { ChangeFeed } from '../../lib/changes.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import { askedLanguage, languageOf, rememberManner } from '../../lib/manner.ts';
import { wear } from '../../lib/theme.svelte.ts';

interface Ground {
  readonly client: { readonly system: Pick<Client['system'], 'preferences' | 'changePreferences'> };
  readonly changes: ChangeFeed;
}

/** How the workstation speaks, looks and prints. What decides the page itself holds at once, whoever changed it. */
export class PreferencesState {
  readonly #ground: Ground;
  readonly #reload: () => void;
  readonly #unsaved = new Set<() => Promise<unknown>>();
  #current = $state.raw<Preferences | null>(null);
  #underWay = $state(0);
  #saved = $state(false);
  #failure = $state.raw<Failure | null>(null);

  constructor(ground: Ground, reload = (): void => window.location.reload()) {
    this.#ground = ground;
    this.#reload = reload;
  }

  /** null: not read yet. */
  get current(): Preferences | null {
    return this.#current;
  }
  get saving(): boolean {
    return this.#underWay > 0;
  }
  /** The last change was taken. */
  get saved(): boolean {
    return this.#saved;
  }
  /** Why the preferences could not be read, or the last change was not taken. */
  get failure(): Failure | null {
    return this.#failure;
  }

  /** Returns the disposer. */
  start(): () => void {
    void this.#read();
    return this.#ground.changes.listen(['settings'], () => void this.#read());
  }

  /** Something that is being written: saved before the page goes away for another language. Returns the disposer. */
  beforeReload(save: () => Promise<unknown>): () => void {
    this.#unsaved.add(save);
    return () => this.#unsaved.delete(save);
  }

  async change(change: PreferencesChange): Promise<void> {
    this.#underWay += 1;
    this.#saved = false;
    this.#failure = null;
    try {
      await this.#take(await this.#ground.client.system.changePreferences(change));
      this.#saved = true;
    } catch (error) {
      this.#failure = toFailure(error);
    }
    this.#underWay -= 1;
  }

  async #read(): Promise<void> {
    // A change that is under way answers with what holds after it; what was read before it would undo it on screen.
    if (this.#underWay > 0) return;
    try {
      const preferences = await this.#ground.client.system.preferences();
      if (this.#underWay === 0) await this.#take(preferences);
    } catch (error) {
      this.#failure = toFailure(error);
    }
  }

  async #take(preferences: Preferences): Promise<void> {
    const former = this.#current;
    this.#current = preferences;
    rememberManner(preferences);
    if (former?.theme !== preferences.theme) wear(preferences.theme);
    if (languageOf(preferences.language) === askedLanguage()) return;
    await Promise.allSettled([...this.#unsaved].map((save) => save()));
    this.#reload();
  }
}
