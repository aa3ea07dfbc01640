import type { Readiness, Signatures } from '../../../src-shared/contract/review.contract.ts';
import type { StudyId } from '../../../src-shared/domain/ids.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import { follow } from '../../lib/follow.ts';
import { soon } from '../../lib/timing.ts';
import type { App } from '../shell/app.svelte.ts';

type SigningApp = Pick<App, 'client' | 'changes' | 'attempt'>;

export interface SigningPorts {
  /** What was drawn and written is with the workstation. */
  readonly settled: () => Promise<void>;
  /** Reads the study again. */
  readonly changed: () => Promise<void>;
}

/** Under what a study is signed, what speaks against it, and who else has it open. */
export class Signing {
  readonly #app: SigningApp;
  readonly #id: StudyId;
  readonly #ports: SigningPorts;
  #signatures = $state.raw<Signatures | null>(null);
  #readiness = $state.raw<Readiness | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #others = $state(0);
  #busy = $state(false);
  #wanted = false;
  #asked = 0;
  #askedSigned = 0;
  readonly #readSoon = soon(200, () => void this.#readReadiness());

  constructor(app: SigningApp, id: StudyId, ports: SigningPorts) {
    this.#app = app;
    this.#id = id;
    this.#ports = ports;
  }

  /** Follows what others do with the study, and says that it is open here; returns the disposer. */
  start(): () => void {
    const disposers = [
      follow({
        open: (signal) => this.#app.client.review.attend({ studyId: this.#id }, { signal }),
        onValue: ({ others }) => (this.#others = others),
      }),
      this.#app.changes.listen(['signatures'], (id) => {
        if (id === null || id === this.#id) void this.read();
      }),
      this.#app.changes.listen(['labels', 'masks', 'predictions', 'study'], (id) => {
        if (this.#wanted && (id === null || id === this.#id)) this.#readSoon();
      }),
    ];
    void this.read();
    return () => {
      for (const dispose of disposers) dispose();
      this.#readSoon.cancel();
    };
  }

  get signatures(): Signatures | null {
    return this.#signatures;
  }
  /** Of the reading as it is now; read while somebody looks at it. */
  get readiness(): Readiness | null {
    return this.#readiness;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** How many other windows have the study open. */
  get others(): number {
    return this.#others;
  }
  get busy(): boolean {
    return this.#busy;
  }

  /** Reads what speaks against signing, and keeps it; returns what ends that. */
  weigh(): () => void {
    this.#wanted = true;
    void this.#readReadiness();
    return () => {
      this.#wanted = false;
      this.#readiness = null;
    };
  }

  /** @returns whether it is signed now */
  sign(): Promise<boolean> {
    return this.#work(async () => {
      await this.#ports.settled();
      const seen = this.#readiness;
      if (seen === null) return;
      await this.#app.client.review.sign({ studyId: this.#id, sha256: seen.sha256 });
    });
  }

  amend(reason: string): Promise<boolean> {
    return this.#work(async () => {
      this.#signatures = await this.#app.client.review.amend({ studyId: this.#id, reason });
    });
  }

  withdraw(): Promise<boolean> {
    return this.#work(async () => {
      await this.#ports.settled();
      this.#signatures = await this.#app.client.review.withdrawAmendment({ studyId: this.#id });
    });
  }

  async read(): Promise<void> {
    const asked = ++this.#askedSigned;
    try {
      const signatures = await this.#app.client.review.signatures({ studyId: this.#id });
      if (asked === this.#askedSigned) this.#signatures = signatures;
    } catch (error) {
      this.#failure = toFailure(error);
    }
  }

  /** Of two answers the later question's holds, whichever comes last: nobody signs what is older than what they see. */
  async #readReadiness(): Promise<void> {
    const asked = ++this.#asked;
    const isLast = (): boolean => asked === this.#asked && this.#wanted;
    try {
      await this.#ports.settled();
      const readiness = await this.#app.client.review.readiness({ studyId: this.#id });
      if (!isLast()) return;
      this.#readiness = readiness;
      this.#failure = null;
    } catch (error) {
      if (isLast()) this.#failure = toFailure(error);
    }
  }

  async #work(work: () => Promise<void>): Promise<boolean> {
    if (this.#busy) return false;
    this.#busy = true;
    const done = await this.#app.attempt(work);
    this.#busy = false;
    // Also after a refusal: what was refused had changed.
    await Promise.all([this.read(), this.#ports.changed(), ...(this.#wanted ? [this.#readReadiness()] : [])]);
    return done;
  }
}
