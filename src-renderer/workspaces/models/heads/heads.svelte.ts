import type { Head } from '../../../../src-shared/contract/segmentation.contract.ts';
import type { Job } from '../../../../src-shared/contract/jobs.contract.ts';
import type { HeadId } from '../../../../src-shared/domain/ids.ts';
import { toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import { soon } from '../../../lib/timing.ts';
import { t } from '../../../lib/words.ts';
import type { App } from '../../shell/app.svelte.ts';
import { Selection } from '../selection.svelte.ts';
import { Training } from './training.svelte.ts';

type HeadsApp = Pick<App, 'client' | 'changes' | 'jobs' | 'schemas'>;

/** One per head; the shipped one has no row. */
export function headKey({ id }: Pick<Head, 'id'>): string {
  return id ?? 'shipped';
}

/** Segmentation heads: which there are, how good they are, which one proposes masks, and the training of new ones. */
export class Heads {
  readonly #app: HeadsApp;
  readonly training: Training;
  readonly list = new Selection<Head, 'use' | 'remove' | 'cancel'>(
    headKey,
    (heads) => heads.find(({ active }) => active) ?? heads[0],
  );
  #read = $state(false);
  #failure = $state.raw<Failure | null>(null);
  #trains = $state(false);
  readonly #readSoon = soon(200, () => void this.reload());
  readonly #countSoon = soon(2000, () => {
    if (this.#trains) void this.training.reader.count();
  });

  constructor(app: HeadsApp) {
    this.#app = app;
    this.training = new Training(app, (headId) => this.#started(headId));
  }

  /** Reads the list and follows changes. Returns the disposer. */
  start(): () => void {
    void this.reload();
    const { changes } = this.#app;
    const unlisten = [
      changes.listen(['heads', 'backbones', 'schemas'], () => this.#readSoon()),
      changes.listen(['masks', 'studies'], () => this.#countSoon()),
    ];
    return () => {
      for (const stop of unlisten) stop();
      this.#readSoon.cancel();
      this.#countSoon.cancel();
      this.training.reader.stop();
    };
  }

  /** Whether the list was read once. */
  get read(): boolean {
    return this.#read;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Whether the form for a new one is in sight instead of a card. */
  get trains(): boolean {
    return this.#trains;
  }
  /** The work on a head that is being trained. */
  job({ jobId }: Head): Job | undefined {
    return jobId === null ? undefined : this.#app.jobs.get(jobId);
  }

  select(head: Head): void {
    this.list.select(headKey(head));
    this.#trains = false;
  }
  showTraining(): void {
    this.#trains = true;
    void this.training.open();
  }
  showCard(): void {
    this.#trains = false;
  }

  /** Why it cannot propose masks; null: it can. */
  useObstacle(head: Head): string | null {
    if (head.active) return t('heads.obstacle.active');
    if (head.state !== 'done') return t('heads.obstacle.untrained');
    if (head.maskSchemaId === null) return t('heads.obstacle.no-schema');
    return head.backbone.installed ? null : t('heads.obstacle.backbone', { name: head.backbone.name });
  }

  /** From now on it proposes masks of its schema. The shipped one does where no other does. */
  async use(head: Head): Promise<void> {
    const { maskSchemaId, id } = head;
    if (maskSchemaId === null || this.useObstacle(head) !== null) return;
    await this.list.during(head, 'use', async () => {
      await this.#app.client.segmentation.activate({ maskSchemaId, headId: id });
      await this.reload();
    });
  }

  /** The shipped one stays, and one that is being trained is cancelled first. */
  removable({ id, state }: Head): boolean {
    return id !== null && state !== 'queued' && state !== 'running';
  }

  /** Proposals that it made stay. */
  async remove(head: Head): Promise<void> {
    const { id } = head;
    if (id === null) return;
    await this.list.during(head, 'remove', async () => {
      await this.#app.client.segmentation.remove({ headId: id });
      await this.reload();
    });
  }

  /** Stops its training. */
  async cancel(head: Head): Promise<void> {
    const { jobId } = head;
    if (jobId === null) return;
    await this.list.during(head, 'cancel', () => this.#app.jobs.cancel(jobId));
  }

  async reload(): Promise<void> {
    try {
      this.list.set(await this.#app.client.segmentation.heads());
      this.#failure = null;
    } catch (error) {
      this.#failure = toFailure(error);
    }
    this.#read = true;
  }

  async #started(headId: HeadId): Promise<void> {
    await this.reload();
    this.list.select(headId);
    this.#trains = false;
  }
}
