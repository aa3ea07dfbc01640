import type {
  Cohort,
  HyperparameterChoice,
  Hyperparameters,
  MethodChoice,
  MethodSummary,
  SplitPlan,
  WithoutMask,
} from '../../../src-shared/contract/tuning.contract.ts';
import type { CohortId } from '../../../src-shared/domain/ids.ts';
import { t } from '../../lib/words.ts';

type OptionValue = string | number | boolean;

/** A method as it stands in the form. */
export interface Chosen {
  readonly method: MethodSummary;
  readonly options: Readonly<Record<string, OptionValue>>;
  readonly hyperparameters: Schedule;
}

/** A method's own schedule: what depends on what it trains. */
export type Schedule = Pick<
  HyperparameterChoice,
  'learningRate' | 'weightDecay' | 'epochs' | 'patience' | 'batch' | 'warmUp'
>;

/** What is the same for every method of a comparison, so that none has an advantage over another. */
export type Refinements = Pick<
  Hyperparameters,
  'views' | 'maskNoise' | 'labelSmoothing' | 'balance' | 'search'
>;

export interface StartInput {
  readonly cohortId: CohortId;
  readonly split: SplitPlan;
  readonly methods: MethodChoice[];
  readonly seeds: number[];
  readonly casesPerClass: number | null;
  readonly withoutMask: WithoutMask;
}

const fewCases = 8;

/** As a run is trained unless something else is asked for. */
const plain: Refinements = {
  views: 1,
  maskNoise: 0,
  labelSmoothing: 0,
  balance: true,
  search: 'none',
};

/** What is about to be tuned: cohort, split, methods, seeds. */
export class Setup {
  #cohort = $state.raw<Cohort | null>(null);
  #kind = $state<SplitPlan['kind']>('patient');
  #testShare = $state(0.3);
  #validationShare = $state(0.2);
  #testSites = $state.raw<ReadonlySet<string>>(new Set());
  #allowWithinGroup = $state(false);
  #chosen = $state.raw<readonly Chosen[]>([]);
  #seeds = $state(3);
  #casesPerClass = $state<number | null>(null);
  #withoutMask = $state<WithoutMask>('exclude');
  #refinements = $state.raw<Refinements>(plain);

  get cohort(): Cohort | null {
    return this.#cohort;
  }
  get kind(): SplitPlan['kind'] {
    return this.#kind;
  }
  get testShare(): number {
    return this.#testShare;
  }
  get validationShare(): number {
    return this.#validationShare;
  }
  get allowWithinGroup(): boolean {
    return this.#allowWithinGroup;
  }
  get chosen(): readonly Chosen[] {
    return this.#chosen;
  }
  get seeds(): number {
    return this.#seeds;
  }
  get casesPerClass(): number | null {
    return this.#casesPerClass;
  }
  get withoutMask(): WithoutMask {
    return this.#withoutMask;
  }
  get refinements(): Refinements {
    return this.#refinements;
  }
  /** How many of them are not as usual. */
  get refined(): number {
    const { views, maskNoise, labelSmoothing, balance, search } = this.#refinements;
    return [
      views !== plain.views,
      maskNoise !== plain.maskNoise,
      labelSmoothing !== plain.labelSmoothing,
      balance !== plain.balance,
      search !== plain.search,
      this.#withoutMask !== 'exclude',
    ].filter(Boolean).length;
  }

  isTestSite(name: string): boolean {
    return this.#testSites.has(name);
  }
  get trainSites(): string[] {
    return this.#siteNames().filter((name) => !this.#testSites.has(name));
  }
  get testSites(): string[] {
    return this.#siteNames().filter((name) => this.#testSites.has(name));
  }

  /** Takes a cohort, or its newer numbers. With several sites, the last is held out: that is the question of interest. */
  takeCohort(cohort: Cohort | null): void {
    const same = cohort !== null && cohort.id === this.#cohort?.id;
    this.#cohort = cohort;
    if (same) return;
    const names = this.#siteNames();
    this.#kind = names.length > 1 ? 'site' : 'patient';
    this.#testSites = new Set(names.length > 1 ? names.slice(-1) : []);
    this.#allowWithinGroup = false;
  }
  splitBy(kind: SplitPlan['kind']): void {
    this.#kind = kind;
  }
  setTestShare(share: number): void {
    this.#testShare = share;
  }
  setValidationShare(share: number): void {
    this.#validationShare = share;
  }
  setTestSite(name: string, test: boolean): void {
    const sites = new Set(this.#testSites);
    if (test) sites.add(name);
    else sites.delete(name);
    this.#testSites = sites;
  }
  setWithinGroup(allowed: boolean): void {
    this.#allowWithinGroup = allowed;
  }
  setSeeds(seeds: number): void {
    this.#seeds = seeds;
  }
  setCasesPerClass(cases: number | null): void {
    this.#casesPerClass = cases;
  }
  setWithoutMask(policy: WithoutMask): void {
    this.#withoutMask = policy;
  }
  refine(change: Partial<Refinements>): void {
    this.#refinements = { ...this.#refinements, ...change };
  }

  has(methodId: string): boolean {
    return this.#chosen.some((one) => one.method.id === methodId);
  }
  choose(method: MethodSummary, wanted: boolean, options: Readonly<Record<string, OptionValue>> = {}): void {
    const others = this.#chosen.filter((one) => one.method.id !== method.id);
    this.#chosen = wanted ? [...others, { method, options, hyperparameters: {} }] : others;
  }
  setOption(methodId: string, name: string, value: OptionValue): void {
    this.#change(methodId, (one) => ({ ...one, options: { ...one.options, [name]: value } }));
  }
  setHyperparameter(methodId: string, name: keyof Schedule, value: number): void {
    this.#change(methodId, (one) => ({ ...one, hyperparameters: { ...one.hyperparameters, [name]: value } }));
  }
  /** The option as it will be used: chosen here, or the method's own. */
  option(chosen: Chosen, name: string): OptionValue | undefined {
    return chosen.options[name] ?? chosen.method.options.find((field) => field.name === name)?.default;
  }

  get runs(): number {
    return this.#chosen.length * this.#seeds;
  }

  /** What keeps it from starting, in words; null: it can start. */
  get obstacle(): string | null {
    const cohort = this.#cohort;
    if (cohort === null) return t('adapt.obstacle.cohort');
    if (cohort.classes.filter((one) => one.cases > 0).length < 2) {
      return t('adapt.obstacle.classes');
    }
    if (this.#kind === 'site' && (this.trainSites.length === 0 || this.testSites.length === 0)) {
      return t('adapt.obstacle.sites');
    }
    if (this.#chosen.length === 0) return t('adapt.obstacle.methods');
    return null;
  }

  /** What should be known before it starts. */
  get warnings(): string[] {
    const cohort = this.#cohort;
    if (cohort === null) return [];
    const found: string[] = [];
    const smallest = Math.min(...cohort.classes.filter((one) => one.cases > 0).map((one) => one.cases));
    if (smallest < fewCases) {
      found.push(t('adapt.warning.smallest', { count: smallest }));
    }
    if (cohort.withoutMask > 0 && this.#chosen.some((one) => one.method.usesMask)) {
      found.push(
        t(this.#withoutMask === 'exclude' ? 'adapt.warning.left-out' : 'adapt.warning.empty-mask', {
          count: cohort.withoutMask,
          cases: cohort.cases,
        }),
      );
    }
    if (this.#kind === 'patient' && cohort.patients < 6) {
      found.push(t('adapt.warning.patients', { count: cohort.patients }));
    }
    return found;
  }

  input(): StartInput | null {
    if (this.#cohort === null || this.obstacle !== null) return null;
    return {
      cohortId: this.#cohort.id,
      split:
        this.#kind === 'patient'
          ? {
              kind: 'patient',
              testShare: this.#testShare,
              validationShare: this.#validationShare,
              allowWithinGroup: this.#allowWithinGroup,
            }
          : {
              kind: 'site',
              trainSites: this.trainSites,
              testSites: this.testSites,
              validationShare: this.#validationShare,
              allowWithinGroup: this.#allowWithinGroup,
            },
      methods: this.#chosen.map(({ method, options, hyperparameters }) => ({
        method: method.id,
        options: { ...options },
        hyperparameters: { ...this.#refinements, ...hyperparameters },
      })),
      seeds: Array.from({ length: this.#seeds }, (_, i) => i + 1),
      casesPerClass: this.#casesPerClass,
      withoutMask: this.#withoutMask,
    };
  }

  #siteNames(): string[] {
    return this.#cohort?.sites.map((site) => site.name) ?? [];
  }

  #change(methodId: string, change: (one: Chosen) => Chosen): void {
    this.#chosen = this.#chosen.map((one) => (one.method.id === methodId ? change(one) : one));
  }
}
