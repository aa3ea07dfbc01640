import { createContext } from 'svelte';
import type {
  Cohort,
  Epoch,
  MethodSummary,
  RunSummary,
} from '../../../src-shared/contract/tuning.contract.ts';
import type { AdapterId, CohortId, JobId, RunId, SchemaId } from '../../../src-shared/domain/ids.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import { soon } from '../../lib/timing.ts';
import { t } from '../../lib/words.ts';
import type { App } from '../shell/app.svelte.ts';
import { comparisons } from './comparison.ts';
import type { Comparison } from './comparison.ts';
import { Setup } from './setup.svelte.ts';

type AdaptApp = Pick<App, 'client' | 'changes' | 'toasts' | 'attempt' | 'jobs'>;

/** Tuning on the hospital's own cases: cohorts, runs as they go, their comparison, and the adapter in use. */
export class Adapt {
  readonly #app: AdaptApp;
  readonly setup = new Setup();
  #methods = $state.raw<readonly MethodSummary[]>([]);
  #cohorts = $state.raw<readonly Cohort[]>([]);
  #runs = $state.raw<readonly RunSummary[]>([]);
  #epochs = $state.raw<ReadonlyMap<RunId, readonly Epoch[]>>(new Map());
  #jobId = $state.raw<JobId | null>(null);
  #runId = $state.raw<RunId | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #read = $state(false);
  #starting = $state(false);
  #refusal = $state.raw<Failure | null>(null);
  #opened = false;
  readonly #ofCohort = $derived(this.#runs.filter((run) => run.cohortId === this.setup.cohort?.id));
  readonly #comparisons = $derived(comparisons(this.#ofCohort));
  readonly #readRunsSoon = soon(200, () => void this.#readRuns());
  readonly #readCohortsSoon = soon(500, () => void this.#readCohorts());
  /** Runs whose curves have grown since they were read. */
  readonly #grown = new Set<RunId>();

  constructor(app: AdaptApp) {
    this.#app = app;
  }

  /** Follows changes; what is shown is read when the page is first opened. Returns the disposer. */
  start(): () => void {
    const disposers = [
      this.#app.changes.listen(['runs'], (id) => {
        if (!this.#opened) return;
        for (const run of this.#runs) if (id === null || run.id === id) this.#grown.add(run.id);
        this.#readRunsSoon();
      }),
      this.#app.changes.listen(['adapters'], () => {
        if (this.#opened) this.#readRunsSoon();
      }),
      this.#app.changes.listen(['labels', 'studies'], () => {
        if (this.#opened) this.#readCohortsSoon();
      }),
      () => this.#readRunsSoon.cancel(),
      () => this.#readCohortsSoon.cancel(),
    ];
    return () => {
      for (const dispose of disposers) dispose();
    };
  }

  async open(): Promise<void> {
    if (this.#opened) return;
    this.#opened = true;
    try {
      const { methods, default: standard } = await this.#app.client.tuning.methods();
      this.#methods = methods;
      const first = methods.find((method) => method.id === standard.method);
      if (first !== undefined) this.setup.choose(first, true, standard.options);
      const probe = methods.find((method) => method.id === 'linear');
      if (probe !== undefined && probe !== first) this.setup.choose(probe, true);
      await Promise.all([this.#readCohorts(), this.#readRuns()]);
      this.#failure = null;
    } catch (error) {
      this.#failure = toFailure(error);
      this.#opened = false;
    }
    this.#read = true;
  }

  get methods(): readonly MethodSummary[] {
    return this.#methods;
  }
  get cohorts(): readonly Cohort[] {
    return this.#cohorts;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Whether everything was read once. */
  get read(): boolean {
    return this.#read;
  }
  get starting(): boolean {
    return this.#starting;
  }
  /** Why the last start was refused, until the next one. */
  get refusal(): Failure | null {
    return this.#refusal;
  }
  get comparisons(): readonly Comparison[] {
    return this.#comparisons;
  }
  get comparison(): Comparison | null {
    return this.#comparisons.find((one) => one.jobId === this.#jobId) ?? this.#comparisons[0] ?? null;
  }
  get epochs(): ReadonlyMap<RunId, readonly Epoch[]> {
    return this.#epochs;
  }
  /** The run whose details are shown: the chosen one, else the first finished one of the comparison. */
  get run(): RunSummary | null {
    const runs = this.comparison?.methods.flatMap((method) => method.runs) ?? [];
    return (
      runs.find((run) => run.id === this.#runId) ?? runs.find((run) => run.result !== null) ?? runs[0] ?? null
    );
  }
  /** The run whose adapter answers for a schema now. */
  get activeRun(): RunSummary | null {
    return this.#ofCohort.find((run) => run.adapter?.active === true) ?? this.#activeElsewhere();
  }

  chooseCohort(cohortId: CohortId): void {
    this.setup.takeCohort(this.#cohorts.find((cohort) => cohort.id === cohortId) ?? null);
    this.#jobId = null;
    this.#runId = null;
    void this.#app.attempt(() => this.#readEpochs());
  }
  chooseComparison(jobId: JobId): void {
    this.#jobId = jobId;
    this.#runId = null;
    void this.#app.attempt(() => this.#readEpochs());
  }
  chooseRun(runId: RunId): void {
    this.#runId = runId;
  }

  async createCohort(name: string, schemaId: SchemaId, sites: readonly string[]): Promise<boolean> {
    return this.#app.attempt(async () => {
      const cohort = await this.#app.client.tuning.createCohort({ name, schemaId, sites: [...sites] });
      this.#cohorts = [...this.#cohorts.filter((one) => one.id !== cohort.id), cohort];
      this.chooseCohort(cohort.id);
    });
  }

  async begin(): Promise<void> {
    const input = this.setup.input();
    if (input === null || this.#starting) return;
    this.#starting = true;
    this.#refusal = null;
    try {
      const { jobId } = await this.#app.client.tuning.start(input);
      await this.#readRuns();
      this.chooseComparison(jobId);
    } catch (error) {
      this.#refusal = toFailure(error);
    }
    this.#starting = false;
  }

  async activate(adapterId: AdapterId, schemaId: SchemaId): Promise<void> {
    await this.#app.attempt(async () => {
      await this.#app.client.tuning.activate({ adapterId });
      await this.#readRuns();
      this.#app.toasts.show({
        tone: 'good',
        title: t('adapt.activated'),
        detail: t('adapt.activated.note'),
        action: { title: t('adapt.roll-back'), run: () => void this.rollBack(schemaId) },
      });
    });
  }

  async rollBack(schemaId: SchemaId): Promise<void> {
    await this.#app.attempt(async () => {
      const { adapterId } = await this.#app.client.tuning.rollBack({ schemaId });
      await this.#readRuns();
      this.#app.toasts.show({
        tone: 'good',
        title: adapterId === null ? t('adapt.rolled-back.none') : t('adapt.rolled-back'),
      });
    });
  }

  #activeElsewhere(): RunSummary | null {
    const schemaId = this.setup.cohort?.schemaId;
    const cohorts = new Map(this.#cohorts.map((cohort) => [cohort.id, cohort]));
    return (
      this.#runs.find(
        (run) => run.adapter?.active === true && cohorts.get(run.cohortId)?.schemaId === schemaId,
      ) ?? null
    );
  }

  async #readCohorts(): Promise<void> {
    await this.#app.attempt(async () => {
      this.#cohorts = await this.#app.client.tuning.cohorts();
      const held = this.#cohorts.find((cohort) => cohort.id === this.setup.cohort?.id);
      this.setup.takeCohort(held ?? this.#cohorts.at(-1) ?? null);
    });
  }

  async #readRuns(): Promise<void> {
    await this.#app.attempt(async () => {
      this.#runs = await this.#app.client.tuning.runs({});
      await this.#readEpochs();
    });
  }

  /** The curves of the comparison on screen: what is missing, and what has grown. */
  async #readEpochs(): Promise<void> {
    const runs = this.comparison?.methods.flatMap((method) => method.runs) ?? [];
    const wanted = runs.filter(
      (run) =>
        run.state !== 'queued' &&
        (!this.#epochs.has(run.id) || this.#grown.has(run.id) || run.state === 'running'),
    );
    const read = await Promise.all(
      wanted.map(async ({ id }) => {
        this.#grown.delete(id);
        return [id, await this.#app.client.tuning.epochs({ runId: id })] as const;
      }),
    );
    if (read.length > 0) this.#epochs = new Map([...this.#epochs, ...read]);
  }
}

export const [getAdapt, setAdapt] = createContext<Adapt>();
