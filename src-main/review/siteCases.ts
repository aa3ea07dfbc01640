import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import {
  leastCases,
  type Agreement,
  type AgreementShares,
  type Calibrated,
  type SchemaFigures,
  type SecondReadingFigures,
  type Share,
} from '../../src-shared/contract/siteFigures.ts';
import type { ClassId, SiteId } from '../../src-shared/domain/ids.ts';
import { expectedCalibrationError } from '../tuning/metrics.ts';
import { cohensKappa, kappaInterval, shareOf } from './agreement.ts';
import type { CountedPrediction } from './countedPredictions.ts';
import type { FindingRow } from './siteFigures.queries.ts';

type Sight = 'blind' | 'sighted' | 'unknown';

/** A finding as figures count it. */
export interface SiteCase extends Pick<FindingRow, 'schemaId' | 'scope' | 'siteId'> {
  /** The day the study was performed; where that is not stated, the day it was brought in. */
  readonly day: string;
  readonly readerClassId: ClassId | null;
  readonly laboratoryClassId: ClassId | null;
  /** Whether the reader saw the prediction when they gave the label. */
  readonly sight: Sight;
  readonly prediction: CountedPrediction | null;
  /** Why its prediction is in no figure; null: it is. */
  readonly excluded: 'seen' | 'adapterGone' | null;
  /** Other findings of the patient trained the adapter. */
  readonly samePatient: boolean;
  /** What somebody else than the label's reader said on reading it again. */
  readonly secondClassId: ClassId | null;
  /** They said something else before, so that this was said with the label in sight. */
  readonly secondRevised: boolean;
}

type Predicted = SiteCase & { readonly prediction: CountedPrediction };

/** What the findings of one schema come to. */
export function schemaFigures(
  { id, classes }: Pick<LabelSchema, 'id' | 'classes'>,
  cases: readonly SiteCase[],
  sites: readonly { readonly id: SiteId; readonly name: string }[],
): SchemaFigures {
  const classIds = classes.map((one) => one.id);
  const isPredicted = (one: SiteCase): one is Predicted => one.prediction !== null && one.excluded === null;
  const predicted = cases.filter(isPredicted);
  const readBy = (sight: Sight) => predicted.filter((one) => one.sight === sight);
  const excludedFor = (why: SiteCase['excluded']): number =>
    cases.filter(({ excluded }) => excluded === why).length;
  const months = [...Map.groupBy(predicted, ({ day }) => day.slice(0, 7))].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  const places = [...sites, { id: null, name: null }]
    .map(({ id: siteId, name }) => ({
      siteId,
      name,
      members: predicted.filter((one) => one.siteId === siteId),
    }))
    .filter(({ members }) => members.length > 0);
  const scopes = (['region', 'frame'] as const)
    .map((scope) => ({ scope, members: predicted.filter((one) => one.scope === scope) }))
    .filter(({ members }) => members.length > 0);
  return {
    schemaId: id,
    classIds,
    findings: cases.length,
    predicted: predicted.length,
    excluded: { seen: excludedFor('seen'), adapterGone: excludedFor('adapterGone') },
    samePatient: predicted.filter(({ samePatient }) => samePatient).length,
    reader: bySight((sight) => agreement(classIds, readBy(sight), ({ readerClassId }) => readerClassId)),
    laboratory: agreement(classIds, predicted, ({ laboratoryClassId }) => laboratoryClassId),
    readerConfirmed: bySight((sight) => confirmed(cases.filter((one) => one.sight === sight))),
    sites: places.map(({ members, ...place }) => ({
      ...place,
      predicted: members.length,
      ...agreementShares(members),
    })),
    scopes: scopes.map(({ scope, members }) => ({
      scope,
      predicted: members.length,
      ...agreementShares(members),
    })),
    months: months.map(([month, members]) => ({
      month,
      ...agreementShares(members),
      calibration: calibrated(members),
    })),
    calibration: calibrated(predicted),
    abstained: shareOf(predicted.filter(({ prediction }) => prediction.abstained).length, predicted.length),
    second: secondReading(classIds, cases),
  };
}

function bySight<Figure>(figure: (sight: Sight) => Figure): Record<Sight, Figure> {
  return { blind: figure('blind'), sighted: figure('sighted'), unknown: figure('unknown') };
}

type SaidOf = (one: SiteCase) => ClassId | null;

function agreement(classIds: readonly ClassId[], cases: readonly Predicted[], said: SaidOf): Agreement {
  const judged = cases.filter((one) => said(one) !== null);
  const confusion = tableOf(
    classIds,
    judged.map((one) => [said(one), one.prediction.classId]),
  );
  return {
    share: agreeing(judged, said),
    later: judged.filter(({ prediction }) => prediction.later).length,
    confusion,
    sensitivity: confusion.map((row, k) =>
      shareOf(
        row[k] ?? 0,
        row.reduce((sum, count) => sum + count, 0),
      ),
    ),
  };
}

/** Of those of which something was said, the share that was predicted alike. */
function agreeing(cases: readonly Predicted[], said: SaidOf): Share {
  const judged = cases.filter((one) => said(one) !== null);
  return shareOf(judged.filter((one) => said(one) === one.prediction.classId).length, judged.length);
}

function agreementShares(cases: readonly Predicted[]): AgreementShares {
  return {
    ...bySight((sight) =>
      agreeing(
        cases.filter((one) => one.sight === sight),
        ({ readerClassId }) => readerClassId,
      ),
    ),
    laboratory: agreeing(cases, ({ laboratoryClassId }) => laboratoryClassId),
  };
}

function confirmed(cases: readonly SiteCase[]): Share {
  const judged = cases.filter(
    ({ readerClassId, laboratoryClassId }) => readerClassId !== null && laboratoryClassId !== null,
  );
  const right = judged.filter(({ readerClassId, laboratoryClassId }) => readerClassId === laboratoryClassId);
  return shareOf(right.length, judged.length);
}

/** Bins under so many cases would tell their own scatter as an error of calibration. */
const leastCalibrated = 20;

function calibrated(cases: readonly Predicted[]): Calibrated {
  const judged = cases.filter((one) => (one.laboratoryClassId ?? one.readerClassId) !== null);
  const error = expectedCalibrationError(
    judged.map(({ prediction }) => Math.min(1, prediction.confidence)),
    judged.map(
      ({ prediction, laboratoryClassId, readerClassId }) =>
        prediction.classId === (laboratoryClassId ?? readerClassId),
    ),
  );
  const byReader = judged.filter(({ laboratoryClassId }) => laboratoryClassId === null);
  return {
    error: judged.length < leastCalibrated ? null : Math.min(1, error),
    cases: judged.length,
    by: {
      ...bySight((sight) => byReader.filter((one) => one.sight === sight).length),
      laboratory: judged.length - byReader.length,
    },
  };
}

function secondReading(classIds: readonly ClassId[], cases: readonly SiteCase[]): SecondReadingFigures {
  const readTwice = cases.filter(({ secondClassId }) => secondClassId !== null);
  const pairs = readTwice.flatMap(({ readerClassId, secondClassId, secondRevised }): [ClassId, ClassId][] =>
    readerClassId === null || secondClassId === null || secondRevised ? [] : [[readerClassId, secondClassId]],
  );
  const table = tableOf(classIds, pairs);
  const kappa = pairs.length < leastCases ? undefined : cohensKappa(table);
  return {
    agreement: shareOf(pairs.filter(([first, second]) => first === second).length, pairs.length),
    revised: readTwice.filter(({ secondRevised }) => secondRevised).length,
    kappa: kappa === undefined ? null : { value: kappa.value, interval: kappaInterval(kappa) },
    table,
  };
}

/** Cases by their first class (rows) and their second (columns). */
function tableOf(
  classIds: readonly ClassId[],
  pairs: readonly (readonly [ClassId | null, ClassId | null])[],
): number[][] {
  const at = new Map<ClassId | null, number>(classIds.map((id, i) => [id, i]));
  const table = classIds.map(() => classIds.map(() => 0));
  for (const [first, second] of pairs) {
    const row = table[at.get(first) ?? -1];
    const column = at.get(second);
    if (row !== undefined && column !== undefined) row[column] = (row[column] ?? 0) + 1;
  }
  return table;
}
