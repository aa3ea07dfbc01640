import { describe, expect, it } from 'vitest';
import type { SplitPlan } from '../../src-shared/contract/tuning.contract.ts';
import type { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { ClassId, FindingId, FrameId, PatientId, Sha256 } from '../../src-shared/domain/ids.ts';
import type { CaseFrame, Part } from '../../src-main/tuning/cases.ts';
import { drawSplit, type DrawnSplit, type SplitRequest } from '../../src-main/tuning/splits.ts';

interface Patient {
  readonly code: string;
  readonly site: string | null;
  /** One finding per entry, its class. */
  readonly findings: readonly string[];
  readonly framesPerFinding?: number;
}

function framesOf(patients: readonly Patient[]): CaseFrame[] {
  return patients.flatMap(({ code, site, findings, framesPerFinding = 1 }) =>
    findings.flatMap((classId, f) =>
      Array.from({ length: framesPerFinding }, (_, i) => ({
        findingId: `${code}/${f}` as FindingId,
        frameId: `${code}/${f}/${i}` as FrameId,
        frameSha256: 'ab' as Sha256,
        patientId: code as PatientId,
        patientCode: code,
        site,
        classId: classId as ClassId,
        maskVersionId: null,
      })),
    ),
  );
}

const code = (i: number): string => `P-${String(i).padStart(4, '0')}`;

/** 24 patients over two sites, three classes, two findings of two frames each. */
const cohort = framesOf(
  Array.from({ length: 24 }, (_, i) => ({
    code: code(i),
    site: i < 16 ? 'A' : 'B',
    findings: [['a', 'b', 'c'][i % 3] ?? 'a', ['a', 'b', 'c'][(i + 1) % 3] ?? 'b'],
    framesPerFinding: 2,
  })),
);

const byPatient: SplitPlan = {
  kind: 'patient',
  testShare: 0.25,
  validationShare: 0.2,
  allowWithinGroup: false,
};
const bySite: SplitPlan = {
  kind: 'site',
  trainSites: ['A'],
  testSites: ['B'],
  validationShare: 0.2,
  allowWithinGroup: false,
};

const request = (plan: SplitPlan, more: Partial<SplitRequest> = {}): SplitRequest => ({
  plan,
  seed: 1,
  casesPerClass: null,
  heldOut: new Set(),
  usedBefore: new Set(),
  ...more,
});

const patients = (split: DrawnSplit, part: Part): Set<PatientId> =>
  new Set(split.frames.filter((frame) => frame.part === part).map(({ patientId }) => patientId));
const common = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number => [...a].filter((x) => b.has(x)).length;
const together = <T>(a: ReadonlySet<T>, b: ReadonlySet<T>): Set<T> => new Set([...a, ...b]);
const classes = (split: DrawnSplit, part: Part): string[] =>
  [...new Set(split.frames.filter((frame) => frame.part === part).map(({ classId }) => classId))].sort();
const refusal = (work: () => unknown): Pick<LapidaryError, 'code' | 'message' | 'remedy'> => {
  try {
    work();
  } catch (error) {
    const { code: found, message, remedy } = error as LapidaryError;
    return { code: found, message, remedy };
  }
  throw new Error('it was not refused');
};

describe('a split by patient', () => {
  const split = drawSplit(cohort, request(byPatient));

  it('puts every frame into one part, and no patient into two', () => {
    expect(split.frames).toHaveLength(cohort.length);
    const [train, validation, test] = [
      patients(split, 'train'),
      patients(split, 'validation'),
      patients(split, 'test'),
    ];
    expect(common(train, validation) + common(train, test)).toBe(0);
    expect(common(validation, test)).toBe(0);
    expect([train.size, validation.size, test.size]).toEqual([14, 4, 6]);
    expect(new Set(split.testPatients)).toEqual(test);
  });

  it('has every class in every part', () => {
    for (const part of ['train', 'validation', 'test'] as const) {
      expect(classes(split, part)).toEqual(['a', 'b', 'c']);
    }
  });

  it('depends on the seed alone', () => {
    expect(drawSplit(cohort, request(byPatient))).toEqual(split);
    const renamed = cohort.map((frame) => ({ ...frame, frameId: `x${frame.frameId}` as FrameId }));
    const again = drawSplit(renamed, request(byPatient));
    expect(again.frames.map(({ part }) => part)).toEqual(split.frames.map(({ part }) => part));
    const other = drawSplit(cohort, request(byPatient, { seed: 2 }));
    expect(patients(other, 'test')).not.toEqual(patients(split, 'test'));
  });

  it('keeps a test set for life: later draws of any seed hold the same patients out', () => {
    const heldOut = new Set(split.testPatients);
    for (let seed = 2; seed < 12; seed++) {
      const later = drawSplit(cohort, request(byPatient, { seed, heldOut }));
      expect(patients(later, 'test')).toEqual(heldOut);
    }
  });

  it('grows the test set with the cohort, but never by a patient that trained before', () => {
    const heldOut = new Set(split.testPatients);
    const usedBefore = together(patients(split, 'train'), patients(split, 'validation'));
    const grown = [
      ...cohort,
      ...framesOf(
        Array.from({ length: 12 }, (_, i) => ({ code: code(30 + i), site: 'A', findings: ['a', 'b'] })),
      ),
    ];
    const later = drawSplit(grown, request(byPatient, { heldOut, usedBefore }));
    const test = patients(later, 'test');
    expect(test.size).toBe(9);
    expect(common(test, heldOut)).toBe(heldOut.size);
    expect(common(test, usedBefore)).toBe(0);
  });

  it('leaves a class that few patients have in training first', () => {
    const rare = framesOf([
      ...Array.from({ length: 9 }, (_, i) => ({ code: code(i), site: null, findings: ['a'] })),
      { code: code(9), site: null, findings: ['b'] },
      { code: code(10), site: null, findings: ['b'] },
    ]);
    for (let seed = 0; seed < 20; seed++) {
      const drawn = drawSplit(rare, request(byPatient, { seed }));
      expect(classes(drawn, 'train')).toEqual(['a', 'b']);
    }
  });

  it('refuses what cannot be divided, with the numbers', () => {
    expect(refusal(() => drawSplit([], request(byPatient)))).toMatchObject({ code: 'no-cases' });
    const two = framesOf([
      { code: 'P-1', site: null, findings: ['a', 'b'] },
      { code: 'P-2', site: null, findings: ['a', 'b'] },
    ]);
    const few = refusal(() => drawSplit(two, request(byPatient)));
    expect(few).toMatchObject({ code: 'too-few-patients' });
    expect(few.message).toContain('2 patients');
    expect(few.remedy).toContain('within one patient');
    const [lone] = [two.filter(({ patientCode }) => patientCode === 'P-1')];
    const one = refusal(() => drawSplit(lone, request({ ...byPatient, allowWithinGroup: true })));
    expect(one.message).toMatch(/1 patient;.* at least 2/);
    const same = framesOf(
      Array.from({ length: 9 }, (_, i) => ({ code: code(i), site: null, findings: ['a'] })),
    );
    expect(refusal(() => drawSplit(same, request(byPatient)))).toMatchObject({ code: 'one-class' });
  });
});

describe('a split by site', () => {
  it('tests on all of the other site and takes validation from the training site', () => {
    const split = drawSplit(cohort, request(bySite));
    const siteOf = (part: Part): Set<string | null> =>
      new Set(split.frames.filter((frame) => frame.part === part).map(({ site }) => site));
    expect(siteOf('test')).toEqual(new Set(['B']));
    expect(together(siteOf('train'), siteOf('validation'))).toEqual(new Set(['A']));
    expect(patients(split, 'test').size).toBe(8);
    expect(patients(split, 'validation').size).toBe(3);
    expect(split.validation).toBe('patient');
  });

  it('leaves out of training whoever is at the test site too, or was held out before', () => {
    const shared = framesOf([{ code: code(0), site: 'B', findings: ['a'] }]).map((frame) => ({
      ...frame,
      findingId: `later ${frame.findingId}` as FindingId,
    }));
    const heldOut = new Set([code(1) as PatientId]);
    const split = drawSplit([...cohort, ...shared], request(bySite, { heldOut }));
    const learning = together(patients(split, 'train'), patients(split, 'validation'));
    expect(learning.has(code(0) as PatientId) || learning.has(code(1) as PatientId)).toBe(false);
    expect(patients(split, 'test').has(code(0) as PatientId)).toBe(true);
    expect(split.leftOut).toEqual([code(1)]);
  });

  it('refuses sites it does not know, sites on both sides, and an empty side', () => {
    const unknown = refusal(() => drawSplit(cohort, request({ ...bySite, testSites: ['C'] })));
    expect(unknown).toMatchObject({ code: 'unknown-site' });
    expect(unknown.message).toContain('"C"');
    expect(refusal(() => drawSplit(cohort, request({ ...bySite, testSites: ['A'] })))).toMatchObject({
      code: 'sites-overlap',
    });
    const all = new Set(cohort.map(({ patientId }) => patientId));
    const none = refusal(() => drawSplit(cohort, request(bySite, { heldOut: all })));
    expect(none).toMatchObject({ code: 'too-few-patients' });
    expect(none.message).toContain('16 patients were in a test set');
  });
});

describe('validation within a single patient', () => {
  const operations = framesOf([
    { code: 'OP1', site: 'OP1', findings: Array.from({ length: 40 }, (_, i) => (i % 7 < 3 ? 'a' : 'b')) },
    { code: 'OP3', site: 'OP3', findings: ['a', 'b', 'a'] },
  ]);
  const plan: SplitPlan = { ...bySite, trainSites: ['OP1'], testSites: ['OP3'] };

  it('is refused unless it is allowed', () => {
    const refused = refusal(() => drawSplit(operations, request(plan)));
    expect(refused).toMatchObject({ code: 'too-few-patients' });
    expect(refused.message).toContain('1 patient');
  });

  it('serves a split by patient too, where there are two: one of them tests', () => {
    const split = drawSplit(operations, request({ ...byPatient, allowWithinGroup: true }));
    expect(split.validation).toBe('within-group');
    expect(patients(split, 'test').size).toBe(1);
    expect(patients(split, 'validation')).toEqual(patients(split, 'train'));
  });

  it('takes contiguous frames, holds both classes, and is marked', () => {
    for (let seed = 0; seed < 10; seed++) {
      const split = drawSplit(operations, request({ ...plan, allowWithinGroup: true }, { seed }));
      expect(split.validation).toBe('within-group');
      const places = split.frames
        .filter(({ part }) => part === 'validation')
        .map(({ findingId }) => Number(findingId.split('/')[1]));
      expect(places).toHaveLength(8);
      expect(Math.max(...places) - Math.min(...places)).toBe(7);
      expect(classes(split, 'validation')).toEqual(['a', 'b']);
      expect(classes(split, 'train')).toEqual(['a', 'b']);
    }
  });

  it('uses more than one run where one cannot hold every class', () => {
    const apart = framesOf([
      {
        code: 'OP1',
        site: 'OP1',
        findings: Array.from({ length: 40 }, (_, i) => (i < 20 ? 'a' : i < 32 ? 'b' : 'c')),
      },
      { code: 'OP3', site: 'OP3', findings: ['a', 'b', 'c'] },
    ]);
    const split = drawSplit(apart, request({ ...plan, allowWithinGroup: true }));
    expect(classes(split, 'validation')).toEqual(['a', 'b', 'c']);
    expect(classes(split, 'train')).toEqual(['a', 'b', 'c']);
  });
});

describe('a draw of n cases per class', () => {
  it('has n per class to train, four to validate, and every case of another patient', () => {
    const many = framesOf(
      Array.from({ length: 60 }, (_, i) => ({
        code: code(i),
        site: i < 50 ? 'A' : 'B',
        findings: ['a', 'b'].slice(i % 2 === 0 ? 0 : 1),
        framesPerFinding: 3,
      })),
    );
    const split = drawSplit(many, request(bySite, { casesPerClass: 8 }));
    for (const [part, wanted] of [
      ['train', 8],
      ['validation', 4],
    ] as const) {
      const cases = new Map(
        split.frames.filter((frame) => frame.part === part).map((frame) => [frame.findingId, frame]),
      );
      for (const k of ['a', 'b']) {
        expect([...cases.values()].filter(({ classId }) => classId === k)).toHaveLength(wanted);
      }
      expect(patients(split, part).size).toBe(cases.size);
    }
    expect(common(patients(split, 'train'), patients(split, 'validation'))).toBe(0);
    expect(split.frames.filter(({ part }) => part === 'train')).toHaveLength(48);
  });

  it('is refused where patients are too few', () => {
    const refused = refusal(() => drawSplit(cohort, request(bySite, { casesPerClass: 8 })));
    expect(refused).toMatchObject({ code: 'too-few-cases' });
    expect(refused.message).toMatch(/\d+ cases left/);
  });
});
