import { createHash } from 'node:crypto';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { FrameId, SchemaId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';
import type { CaseFrame } from '../tuning/cases.ts';
import { labelledFramesOf } from '../tuning/cohorts.queries.ts';
import { drawSplit, type DrawnSplit } from '../tuning/splits.ts';
import { collectCases, type JobCases } from '../tuning/tuneCases.ts';
import { schemasAtSites } from './experiments.queries.ts';
import { splitPlan, type Task } from './tasks.ts';

/** The labelled frames of one fold of a task, as they are in the database now. */
export interface FoldCases {
  readonly schemaId: SchemaId;
  readonly frames: readonly CaseFrame[];
  /** Of each frame of the test: the other finding that it shows; empty where the task has none. */
  readonly counterparts: ReadonlyMap<FrameId, CaseFrame>;
  draw(casesPerClass: number | null, draw: number): DrawnSplit;
}

/** @throws LapidaryError `task-without-cases`, `schema-ambiguous`, `task-without-counterparts` */
export function foldCases(db: ReadableDb, task: Task, fold: Task['folds'][number]): FoldCases {
  const sites = [...fold.train, ...fold.test];
  const [schema, another] = schemasAtSites(db, sites);
  if (schema === undefined) {
    throw new LapidaryError(
      'task-without-cases',
      `The task ${task.name} has no cases here. They are ${task.source}.`,
      'Give the folder, or leave the task out.',
    );
  }
  if (another !== undefined) {
    throw new LapidaryError(
      'schema-ambiguous',
      `The cases of the task ${task.name} have labels of several schemas: they were labelled by another version of it in between.`,
      'Use a fresh data folder.',
    );
  }
  const { schemaId } = schema;
  // Every method of an experiment sees the same cases, also those that read no mask.
  const marked = labelledFramesOf(db, schemaId, sites).filter(({ maskVersionId }) => maskVersionId !== null);
  const { frames, counterparts } = task.counterparts
    ? asked(task, marked, fold.test)
    : { frames: marked, counterparts: new Map<never, never>() };
  const patients = new Set(
    frames.filter(({ site }) => fold.train.includes(site ?? '')).map(({ patientId }) => patientId),
  );
  const plan = splitPlan(fold, patients.size < 2);
  return {
    schemaId,
    frames,
    counterparts,
    draw(casesPerClass, draw) {
      const none: ReadonlySet<never> = new Set<never>();
      const request = { plan, seed: draw, casesPerClass, heldOut: none, usedBefore: none };
      const split = drawSplit(frames, request);
      assertEveryClass(task, split);
      return split;
    },
  };
}

/** Of the test's frames the first finding, and the second beside it; all findings of the others. */
function asked(
  { name }: Task,
  frames: readonly CaseFrame[],
  testSites: readonly string[],
): Pick<FoldCases, 'frames' | 'counterparts'> {
  const isTest = ({ site }: CaseFrame): boolean => testSites.includes(site ?? '');
  const firsts = new Map<FrameId, CaseFrame>();
  const counterparts = new Map<FrameId, CaseFrame>();
  for (const frame of frames.filter(isTest)) {
    const { frameId } = frame;
    if (!firsts.has(frameId)) firsts.set(frameId, frame);
    else if (!counterparts.has(frameId)) counterparts.set(frameId, frame);
  }
  if (counterparts.size < firsts.size) {
    throw new LapidaryError(
      'task-without-counterparts',
      `Of the ${firsts.size} frames that the task ${name} is tested on, ${firsts.size - counterparts.size} show one finding: they were made by an earlier version.`,
      'Use a fresh data folder.',
    );
  }
  return {
    frames: frames.filter((frame) => !isTest(frame) || firsts.get(frame.frameId) === frame),
    counterparts,
  };
}

/** What one part never shows, the other cannot be asked for. */
function assertEveryClass({ name }: Task, { frames }: DrawnSplit): void {
  const classesIn = (part: string) =>
    new Set(frames.filter((frame) => frame.part === part).map(({ classId }) => classId));
  const [train, test] = [classesIn('train'), classesIn('test')];
  const missing = [...train].filter((one) => !test.has(one)).length;
  const unknown = [...test].filter((one) => !train.has(one)).length;
  if (missing + unknown === 0) return;
  throw new LapidaryError(
    'class-left-out',
    `A draw of the task ${name} leaves ${missing} classes out of its test and ${unknown} out of its training.`,
    'Ask for more cases per class, or leave the task out.',
  );
}

/** The cases of several draws, and a hash of all that a draw's figures follow from. */
export interface DrawnCases {
  readonly cases: JobCases<string>;
  /** Of the fold's labelled cases as a whole: pixels, masks, labels, who is whose patient. */
  readonly digest: string;
  /** The cases of the test's other findings, in the order of its own, by draw; undefined where there are none. */
  readonly counterpartsOf: (draw: string) => readonly number[] | undefined;
  /** A hash of them. */
  readonly counterpartsDigest: string;
}

/** @param draws by name */
export function collectDraws(
  db: ReadableDb,
  { schemaId, frames, counterparts }: FoldCases,
  draws: ReadonlyMap<string, DrawnSplit>,
): DrawnCases {
  const whole = 'whole';
  const everything = frames.map((frame) => ({ ...frame, part: 'test' as const }));
  const splits = new Map(
    [...draws].map(([name, split]): [string, DrawnSplit['frames']] => [name, split.frames]),
  );
  const others = new Map(
    [...draws].map(([name, split]): [string, DrawnSplit['frames']] => {
      const tested = split.frames.filter(({ part }) => part === 'test');
      const beside = tested.flatMap(({ frameId }) => counterparts.get(frameId) ?? []);
      return [`${name}, other`, beside.map((frame) => ({ ...frame, part: 'test' as const }))];
    }),
  );
  const cases = collectCases(db, schemaId, new Map([[whole, everything], ...splits, ...others]));
  const own = cases.cases.slice(0, frames.length);
  return {
    cases,
    digest: digestOf(cases, own),
    counterpartsOf(draw) {
      const { test = [] } = cases.parts.get(`${draw}, other`) ?? {};
      return test.length === 0 ? undefined : test;
    },
    counterpartsDigest: digestOf(cases, cases.cases.slice(frames.length)),
  };
}

function digestOf({ classes, maskClasses }: JobCases<string>, cases: JobCases<string>['cases']): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([classes.map(({ code }) => code), maskClasses]));
  const patients = new Map<string, number>();
  const findings = new Map<string, number>();
  for (const { frame, mask, segments, target, finding, patient } of cases) {
    // Ids are drawn anew in every database; who belongs together is not.
    const number = (known: Map<string, number>, id: string): number => {
      const found = known.get(id) ?? known.size;
      known.set(id, found);
      return found;
    };
    const who = [number(patients, patient), number(findings, finding)];
    hash.update(JSON.stringify([frame, segments, target, who]));
    hash.update(mask ?? 'no mask');
  }
  return hash.digest('hex');
}
