import { describe, expect, it } from 'vitest';
import { Setup } from '../../../src-renderer/workspaces/adapt/setup.svelte.ts';
import type { Cohort, MethodSummary } from '../../../src-shared/contract/tuning.contract.ts';

function cohort(sites: readonly string[], cases: readonly number[] = [20, 20], id = 'cohort'): Cohort {
  return {
    id,
    name: 'Stones',
    schemaId: 'schema',
    cases: cases.reduce((sum, one) => sum + one, 0),
    patients: 30,
    sites: sites.map((name) => ({ name, cases: 10, patients: 10 })),
    classes: cases.map((one, i) => ({ classId: `class-${i}`, cases: one })),
    withoutMask: 3,
  } as unknown as Cohort;
}

const method = {
  id: 'segprompt-shallow',
  title: 'SegPrompt',
  summary: '',
  usesMask: true,
  options: [
    { name: 'view', title: 'View', kind: 'choice', choices: ['full', 'restricted'], default: 'full' },
  ],
  hyperparameters: { epochs: 40 },
} as unknown as MethodSummary;

describe('Setup', () => {
  it('holds a site out where there are several, and asks for what is missing', () => {
    const setup = new Setup();
    expect(setup.obstacle).toMatch(/cohort/);
    setup.takeCohort(cohort(['A', 'B']));
    expect([setup.kind, setup.trainSites, setup.testSites]).toEqual(['site', ['A'], ['B']]);
    expect(setup.obstacle).toMatch(/method/);
    setup.choose(method, true, { view: 'restricted' });
    expect(setup.obstacle).toBeNull();
    setup.setTestSite('A', true);
    expect(setup.obstacle).toMatch(/site to train/);
    setup.takeCohort(cohort(['A'], [20, 0], 'another'));
    expect(setup.kind).toBe('patient');
    expect(setup.obstacle).toMatch(/fewer than two classes/);
  });

  it('asks for one run per method and seed, with the options and the schedule as changed', () => {
    const setup = new Setup();
    setup.takeCohort(cohort(['A', 'B']));
    setup.choose(method, true, { view: 'restricted' });
    setup.setHyperparameter(method.id, 'epochs', 5);
    setup.setSeeds(5);
    setup.setCasesPerClass(4);
    expect(setup.runs).toBe(5);
    expect(setup.input()).toEqual({
      cohortId: 'cohort',
      split: {
        kind: 'site',
        trainSites: ['A'],
        testSites: ['B'],
        validationShare: 0.2,
        allowWithinGroup: false,
      },
      methods: [
        {
          method: method.id,
          options: { view: 'restricted' },
          hyperparameters: {
            epochs: 5,
            views: 1,
            maskNoise: 0,
            labelSmoothing: 0,
            balance: true,
            search: 'none',
          },
        },
      ],
      seeds: [1, 2, 3, 4, 5],
      casesPerClass: 4,
      withoutMask: 'exclude',
    });
    // What crosses the bridge must be plain.
    expect(() => structuredClone(setup.input())).not.toThrow();
  });

  it('refines every method alike, and counts what is not as usual', () => {
    const setup = new Setup();
    setup.takeCohort(cohort(['A', 'B']));
    setup.choose(method, true);
    setup.choose({ ...method, id: 'linear' }, true);
    expect(setup.refined).toBe(0);
    setup.refine({ views: 4, maskNoise: 0.3 });
    setup.setWithoutMask('empty');
    expect(setup.refined).toBe(3);
    for (const { hyperparameters } of setup.input()?.methods ?? []) {
      expect(hyperparameters).toMatchObject({ views: 4, maskNoise: 0.3, balance: true });
    }
    expect(setup.input()?.withoutMask).toBe('empty');
    expect(setup.warnings.join(' ')).toContain('shown an empty one');
  });

  it('keeps what was chosen when the cohort only has newer numbers', () => {
    const setup = new Setup();
    setup.takeCohort(cohort(['A', 'B']));
    setup.splitBy('patient');
    setup.takeCohort(cohort(['A', 'B'], [21, 20]));
    expect(setup.kind).toBe('patient');
    expect(setup.cohort?.cases).toBe(41);
  });

  it('warns of small classes and missing masks', () => {
    const setup = new Setup();
    setup.takeCohort(cohort(['A', 'B'], [20, 5]));
    setup.choose(method, true);
    expect(setup.warnings.join(' ')).toMatch(/smallest class has 5 cases.*3 of 25 cases have no mask/);
  });
});
