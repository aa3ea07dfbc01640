import type {
  Doctor,
  Settings,
  SettingsChange,
  SettingsReport,
} from '../../../src-shared/contract/system.contract.ts';
import type { Client } from '../../lib/bridge.ts';
import type { ChangeFeed } from '../../lib/changes.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import { t } from '../../lib/words.ts';

interface Ground {
  readonly client: Client;
  readonly changes: ChangeFeed;
}

/** What the machine was found able to do, and what was chosen for it. */
export class SystemState {
  readonly #client: Client;
  readonly #changes: ChangeFeed;
  #doctor = $state.raw<Doctor | null>(null);
  #report = $state.raw<SettingsReport | null>(null);
  #examining = $state(false);
  #saving = $state(false);
  #saved = $state(false);
  #failure = $state.raw<Failure | null>(null);
  #refusal = $state.raw<Failure | null>(null);

  constructor({ client, changes }: Ground) {
    this.#client = client;
    this.#changes = changes;
  }

  get doctor(): Doctor | null {
    return this.#doctor;
  }
  get report(): SettingsReport | null {
    return this.#report;
  }
  get examining(): boolean {
    return this.#examining;
  }
  get saving(): boolean {
    return this.#saving;
  }
  /** The last change was taken. */
  get saved(): boolean {
    return this.#saved;
  }
  /** Why the machine could not be examined. */
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Why the last change of a setting was not taken. */
  get refusal(): Failure | null {
    return this.#refusal;
  }

  /** Shows what is known, and examines a machine that never was. Returns the disposer. */
  start(): () => void {
    void this.#readSettings();
    void this.#look(false);
    return this.#changes.listen(['settings'], () => {
      void this.#readSettings();
      if (!this.#examining) void this.#look(false);
    });
  }

  /** Tries every provider anew. */
  async examine(): Promise<void> {
    await this.#look(true);
  }

  async change(change: SettingsChange): Promise<void> {
    this.#saving = true;
    this.#saved = false;
    this.#refusal = null;
    try {
      this.#report = await this.#client.system.changeSettings(change);
      this.#saved = true;
    } catch (error) {
      this.#refusal = toFailure(error);
      // What is shown goes back to what holds.
      await this.#readSettings();
    }
    this.#saving = false;
  }

  async #readSettings(): Promise<void> {
    try {
      this.#report = await this.#client.system.settings();
    } catch (error) {
      this.#refusal = toFailure(error);
    }
  }

  async #look(examine: boolean): Promise<void> {
    this.#examining = true;
    this.#failure = null;
    try {
      this.#doctor = await this.#client.system.doctor({ examine });
    } catch (error) {
      this.#failure = toFailure(error);
    }
    this.#examining = false;
  }
}

/** How providers are called on the page. */
export const providerTitles: Readonly<Record<Settings['provider'], string>> = {
  auto: t('system.provider.auto'),
  cpu: 'CPU',
  webgpu: 'WebGPU',
  dml: 'DirectML',
  coreml: 'CoreML',
  cuda: 'CUDA',
};

export function providerTitle(name: string): string {
  return Object.hasOwn(providerTitles, name) ? providerTitles[name as Settings['provider']] : name;
}
