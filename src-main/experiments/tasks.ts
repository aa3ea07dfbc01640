import type { TaskName } from '../../src-shared/contract/experiments.contract.ts';
import type { SplitPlan } from '../../src-shared/contract/tuning.contract.ts';
import type { ResultRow } from '../../src-shared/domain/resultRow.ts';
import { demoCohort } from '../demo/demoCohort.ts';
import {
  evidenceSites,
  heldBackPatients,
  morePatients,
  twoStonesPatients,
} from '../demo/evidencePatients.ts';
import { demoPatient, type PlannedPatient } from '../demo/plannedPatient.ts';

/** What a method is asked in an experiment: where it learns, and on whom it is tested. */
export interface Task {
  readonly name: TaskName;
  readonly title: string;
  /** What the row says its test is kept apart by. */
  readonly split: ResultRow['test']['split'];
  /** Sites to learn from and to be tested on; several: each is done, and reported, for itself. */
  readonly folds: readonly { readonly train: readonly string[]; readonly test: readonly string[] }[];
  /**
   * Set where every frame of the test shows two findings: the first is asked for, and the other one's mask is another
   * prompt on the same frame, with another answer.
   */
  readonly counterparts?: true;
  /** Invented patients that it needs; none where its cases have to be imported. */
  patients(): readonly PlannedPatient[];
  /** Where its cases come from, for whoever lacks them. */
  readonly source: string;
}

const synthetic = 'made by Lapidary itself';
const demoAt = (site: 'A' | 'B') => (): PlannedPatient[] =>
  demoCohort()
    .cases.filter((one) => one.site === site)
    .map(demoPatient);
const poolA = ['Demo A', evidenceSites.more];

/** Sites that the instruments are imported under: the two operations. */
export const instrumentSites = ['EndoVis 2015, operation 1', 'EndoVis 2015, operation 3'] as const;

export const tasks: Readonly<Record<TaskName, Task>> = {
  'within-site': {
    name: 'within-site',
    title: 'Stones within a site',
    split: 'patient',
    folds: [{ train: poolA, test: [evidenceSites.heldBack] }],
    patients: () => [...demoAt('A')(), ...morePatients(), ...heldBackPatients()],
    source: synthetic,
  },
  'across-sites': {
    name: 'across-sites',
    title: 'Stones across sites: the background misleads',
    split: 'site',
    folds: [{ train: poolA, test: ['Demo B'] }],
    patients: () => [...demoAt('A')(), ...demoAt('B')(), ...morePatients()],
    source: synthetic,
  },
  'two-stones': {
    name: 'two-stones',
    title: 'Two stones: the mask says which one counts',
    split: 'patient',
    folds: [{ train: [evidenceSites.twoStones], test: [evidenceSites.twoStonesHeldBack] }],
    counterparts: true,
    patients: () => [...twoStonesPatients('training'), ...twoStonesPatients('test')],
    source: synthetic,
  },
  instruments: {
    name: 'instruments',
    title: 'Instruments: one, or two and more',
    split: 'operation',
    folds: [
      { train: [instrumentSites[0]], test: [instrumentSites[1]] },
      { train: [instrumentSites[1]], test: [instrumentSites[0]] },
    ],
    patients: () => [],
    source: 'the instruments of EndoVis 2015, in the folder that LAPIDARY_REAL_DATA names',
  },
};

/** Whether a task's cases are synthetic stones. */
export function isSynthetic({ source }: Pick<Task, 'source'>): boolean {
  return source === synthetic;
}

/** The split of a fold, as it is drawn for a run. */
export function splitPlan({ train, test }: Task['folds'][number], withinGroup: boolean): SplitPlan {
  return {
    kind: 'site',
    trainSites: [...train],
    testSites: [...test],
    validationShare: 0.2,
    allowWithinGroup: withinGroup,
  };
}
