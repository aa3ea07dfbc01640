import type { SplitPlan } from '../../src-shared/contract/tuning.contract.ts';
import type { PatientId } from '../../src-shared/domain/ids.ts';
import { createRandom, type Random } from '../../src-shared/domain/random.ts';
import { casesOf, type Case, type CaseFrame, type Part } from './cases.ts';
import { contiguousValidation } from './contiguousBlocks.ts';
import { pickPatients, type PatientCases } from './patientDraws.ts';
import { refuseSplit } from './splitRefusals.ts';

export interface DrawnFrame extends CaseFrame {
  readonly part: Part;
}

export interface DrawnSplit {
  readonly kind: 'patient' | 'site';
  readonly validation: 'patient' | 'within-group';
  readonly frames: readonly DrawnFrame[];
  /** Patients of the test part: from now on held out from training for good. */
  readonly testPatients: readonly PatientId[];
  /** Patients that could not serve: held out for life while the plan wants them for training, or at both kinds of site. */
  readonly leftOut: readonly PatientId[];
}

export interface SplitRequest {
  readonly plan: SplitPlan;
  readonly seed: number;
  /** Training cases per class, at most one a patient; null: all. */
  readonly casesPerClass: number | null;
  /** In a test set before: never in training or validation again. */
  readonly heldOut: ReadonlySet<PatientId>;
  /** In some run's training or validation before: never newly drawn into a patient split's test set. */
  readonly usedBefore: ReadonlySet<PatientId>;
}

/** Validation cases per class beside a training draw of n per class (the same for every method). */
export const validationCasesPerDraw = 4;

/**
 * Divides labelled findings into training, validation and test by patient. The same cases, request and seed give the
 * same split on every machine: `frames` must come in a stable order (patient code, then frame order).
 *
 * @throws LapidaryError `no-cases`, `one-class`, `too-few-patients`, `too-few-cases`, `unknown-site`, `sites-overlap`.
 */
export function drawSplit(frames: readonly CaseFrame[], request: SplitRequest): DrawnSplit {
  const cases = casesOf(frames);
  if (cases.length === 0) throw refuseSplit.noCases();
  const random = createRandom(request.seed).fork('split');
  const pools = request.plan.kind === 'site' ? bySite(cases, request) : byPatient(cases, request, random);
  if (pools.test.length === 0) throw refuseSplit.noTest(pools.leftOut.length);
  if (pools.train.length === 0) throw refuseSplit.noTraining(pools.leftOut.length);
  const divided =
    request.casesPerClass === null
      ? takeValidation(pools.train, request, random)
      : drawPerClass(pools.train, request, request.casesPerClass, random);
  const classes = new Set(divided.train.map(({ classId }) => classId));
  if (classes.size < 2) throw refuseSplit.oneClass(divided.train.length);
  return {
    kind: request.plan.kind,
    validation: divided.kind,
    frames: [
      ...marked(divided.train, 'train'),
      ...marked(divided.validation, 'validation'),
      ...marked(pools.test, 'test'),
    ],
    testPatients: patientsOf(pools.test).map(({ patientId }) => patientId),
    leftOut: pools.leftOut,
  };
}

interface Pools {
  readonly train: readonly Case[];
  readonly test: readonly Case[];
  readonly leftOut: readonly PatientId[];
}

function bySite(cases: readonly Case[], { plan, heldOut }: SplitRequest): Pools {
  if (plan.kind !== 'site') return { train: [], test: [], leftOut: [] };
  const known = new Set(cases.flatMap(({ frames }) => frames.map(({ site }) => site)));
  const missing = [...plan.trainSites, ...plan.testSites].filter((site) => !known.has(site));
  if (missing.length > 0) {
    throw refuseSplit.unknownSite(
      missing,
      [...known].filter((site) => site !== null),
    );
  }
  const both = plan.trainSites.filter((site) => plan.testSites.includes(site));
  if (both.length > 0) throw refuseSplit.sitesOverlap(both);
  const at = (sites: readonly string[]) => (one: Case) =>
    one.frames.some(({ site }) => site !== null && sites.includes(site));
  const test = cases.filter(at(plan.testSites));
  const tested = new Set(test.map(({ patientId }) => patientId));
  const willing = cases.filter(at(plan.trainSites)).filter((one) => !test.includes(one));
  const train = willing.filter(({ patientId }) => !tested.has(patientId) && !heldOut.has(patientId));
  const leftOut = new Set(willing.filter((one) => !train.includes(one)).map(({ patientId }) => patientId));
  return { train, test, leftOut: [...leftOut].filter((patient) => !tested.has(patient)) };
}

function byPatient(
  cases: readonly Case[],
  { plan, heldOut, usedBefore }: SplitRequest,
  random: Random,
): Pools {
  const share = plan.kind === 'patient' ? plan.testShare : 0;
  const patients = patientsOf(cases);
  const needed = plan.allowWithinGroup ? 2 : 3;
  if (patients.length < needed) throw refuseSplit.tooFewPatients(patients.length, needed);
  const held = patients.filter(({ patientId }) => heldOut.has(patientId));
  const free = patients.filter(({ patientId }) => !heldOut.has(patientId));
  const wanted = Math.max(1, Math.round(share * patients.length)) - held.length;
  const eligible = free.filter(({ patientId }) => !usedBefore.has(patientId));
  const drawn = wanted > 0 ? pickPatients(eligible, free, wanted, 2, random) : [];
  const tested = new Set([...held, ...drawn].map(({ patientId }) => patientId));
  return {
    train: cases.filter(({ patientId }) => !tested.has(patientId)),
    test: cases.filter(({ patientId }) => tested.has(patientId)),
    leftOut: [],
  };
}

interface Divided {
  readonly kind: 'patient' | 'within-group';
  readonly train: readonly Case[];
  readonly validation: readonly Case[];
}

/** Validation patients by share, at least one of every class where that leaves the class in training too. */
function takeValidation(pool: readonly Case[], { plan }: SplitRequest, random: Random): Divided {
  const patients = patientsOf(pool);
  if (patients.length < 2) {
    if (!plan.allowWithinGroup) throw refuseSplit.onePatient(plan.kind);
    return { kind: 'within-group', ...contiguousValidation(pool, plan.validationShare, random) };
  }
  const wanted = Math.max(1, Math.round(plan.validationShare * patients.length));
  const drawn = new Set(
    pickPatients(patients, patients, wanted, 1, random).map(({ patientId }) => patientId),
  );
  return {
    kind: 'patient',
    train: pool.filter(({ patientId }) => !drawn.has(patientId)),
    validation: pool.filter(({ patientId }) => drawn.has(patientId)),
  };
}

/** n training cases per class and four for validation, every one of them another patient where there are patients. */
function drawPerClass(pool: readonly Case[], request: SplitRequest, count: number, random: Random): Divided {
  if (patientsOf(pool).length < 2) {
    const { kind, train, validation } = takeValidation(pool, request, random);
    const drawn = new Set(draw(train, count, random, () => true, 'training'));
    return { kind, train: train.filter((one) => drawn.has(one)), validation };
  }
  const taken = new Set<PatientId>();
  const fresh = ({ patientId }: Case): boolean => !taken.has(patientId);
  const take = (wanted: number, purpose: string): Set<Case> =>
    new Set(
      draw(pool, wanted, random.fork(purpose), fresh, purpose, ({ patientId }) => taken.add(patientId)),
    );
  const validation = take(validationCasesPerDraw, 'validation');
  const train = take(count, 'training');
  return {
    kind: 'patient',
    train: pool.filter((one) => train.has(one)),
    validation: pool.filter((one) => validation.has(one)),
  };
}

/** `count` cases of each class among those that `may` be taken, rarest class first. */
function draw(
  pool: readonly Case[],
  count: number,
  random: Random,
  may: (one: Case) => boolean,
  purpose: string,
  took: (one: Case) => void = () => undefined,
): Case[] {
  const classes = Map.groupBy(pool, ({ classId }) => classId);
  const rarestFirst = [...classes.values()].sort((a, b) => patientsOf(a).length - patientsOf(b).length);
  return rarestFirst.flatMap((members) => {
    const drawn: Case[] = [];
    for (const one of random.shuffled(members)) {
      if (drawn.length === count) break;
      if (!may(one)) continue;
      drawn.push(one);
      took(one);
    }
    if (drawn.length < count) throw refuseSplit.tooFewCases(purpose, count, drawn.length);
    return drawn;
  });
}

/** The patients of cases with the classes each has, in order of their codes. */
function patientsOf(cases: readonly Case[]): PatientCases[] {
  return [...Map.groupBy(cases, ({ patientId }) => patientId)]
    .map(([patientId, members]) => ({
      patientId,
      code: members[0]?.frames[0]?.patientCode ?? '',
      classes: new Set(members.map(({ classId }) => classId)),
    }))
    .sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));
}

function marked(cases: readonly Case[], part: Part): DrawnFrame[] {
  return cases.flatMap(({ frames }) => frames.map((frame) => ({ ...frame, part })));
}
