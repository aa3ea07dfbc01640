import { z } from 'zod';
import type { RunSummary } from '../../src-shared/contract/tuning.contract.ts';
import { Hyperparameters } from '../../src-shared/contract/tuning.contract.ts';
import { AttentionReport, RunSearch, type ResultRow } from '../../src-shared/domain/resultRow.ts';
import type { ReadableDb } from '../db/database.ts';
import { EvaluationDetail } from './evaluation.ts';
import { isDefault, methodTitle } from './methodCatalog.ts';
import { RunOutcome } from './tuneMessages.ts';
import * as queries from './tuning.queries.ts';

const Options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** `evaluations.detail` of a run's test part: what the other parts have, and what the run cost. */
export const TestDetail = EvaluationDetail.extend({
  cost: RunOutcome.shape.cost,
  bestEpoch: z.int(),
  /** Codes of the classes, in the order of the figures. */
  classes: z.array(z.string()),
  decisions: z.record(z.string(), z.unknown()).optional(),
  /** Where a search was asked for: what it chose, or why there was none. Its trials have rows. */
  chosen: RunSearch.shape.chosen.optional(),
  searchSkipped: RunSearch.shape.skipped,
  attention: AttentionReport.optional(),
});

const Nodes = z.record(z.string(), z.int());

/** A run as pages and the command line show it. */
export function runSummary(db: ReadableDb, row: queries.RunRow): RunSummary {
  return {
    id: row.id,
    jobId: row.jobId,
    cohortId: row.cohortId,
    method: row.method,
    title: methodTitle(row.method),
    options: Options.parse(JSON.parse(row.options)),
    hyperparameters: Hyperparameters.parse(JSON.parse(row.hyperparameters)),
    seed: row.seed,
    state: row.state,
    createdAt: row.createdAt,
    finishedAt: row.finishedAt,
    result: row.state === 'done' ? resultRow(db, row) : null,
    error:
      row.errorCode === null
        ? null
        : { code: row.errorCode, message: row.errorMessage ?? '', remedy: row.errorRemedy ?? '' },
    adapter:
      row.adapterId === null
        ? null
        : {
            id: row.adapterId,
            active: row.active === 1,
            temperature: row.temperature ?? 1,
            calibrationCases: row.calibrationCases ?? 0,
          },
  };
}

/** Everything a finished run is judged by; null where its evaluations are not there. */
function resultRow(db: ReadableDb, row: queries.RunRow): ResultRow | null {
  const train = queries.evaluationOf(db, row.id, 'train');
  const test = queries.evaluationOf(db, row.id, 'test');
  if (!train || !test) return null;
  const options = Options.parse(JSON.parse(row.options));
  const detail = TestDetail.parse(JSON.parse(test.detail));
  const { cost, classes, recall, confusion, findings, macroF1Interval, attention, decisions } = detail;
  const search = searchOf(db, row, detail);
  return {
    task: row.cohortName,
    method: row.method,
    options,
    backbone: row.backboneName,
    seed: row.seed,
    ...(row.casesPerClass === null ? {} : { casesPerClass: row.casesPerClass }),
    ...(isDefault(row.method, options) ? { default: true as const } : {}),
    trainable: { parameters: cost.parameters, share: cost.share },
    train: { n: train.cases, patients: train.patients, macroF1: train.macroF1, accuracy: train.accuracy },
    validation: row.validation,
    test: {
      n: test.cases,
      patients: test.patients,
      split: row.splitKind,
      accuracy: test.accuracy,
      balancedAccuracy: test.balancedAccuracy,
      macroF1: test.macroF1,
      auroc: test.auroc,
      ece: test.ece,
      eceCalibrated: test.eceCalibrated,
      macroF1Interval,
      recall: recall.map((figures, k) => ({ code: classes[k] ?? '', ...figures })),
      confusion,
      findings,
    },
    gap: train.macroF1 - test.macroF1,
    temperature: row.temperature ?? 1,
    masks: 'true',
    seconds: cost.seconds,
    secondsPerEpoch: cost.secondsPerEpoch,
    peakRssMb: cost.peakRssMb,
    provider: row.provider ?? 'cpu',
    ...(row.nodes === null ? {} : { nodes: Nodes.parse(JSON.parse(row.nodes)) }),
    ...(row.marked === 1 ? { marked: true as const } : {}),
    withoutMask: row.withoutMask,
    excluded: row.excluded,
    ...(search === undefined ? {} : { search }),
    ...(attention === undefined ? {} : { attention }),
    ...(decisions === undefined ? {} : { decisions }),
  };
}

function searchOf(
  db: ReadableDb,
  row: queries.RunRow,
  { chosen, searchSkipped }: z.infer<typeof TestDetail>,
): RunSearch | undefined {
  if (chosen === undefined) return undefined;
  const trials = queries.trialsOf(db, row.id).map(({ chosen: _, ...trial }) => ({
    ...trial,
    diverged: trial.bestEpoch === null,
  }));
  return { trials, chosen, ...(searchSkipped === undefined ? {} : { skipped: searchSkipped }) };
}
