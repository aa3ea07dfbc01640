import { z } from 'zod';
import { RunId, Sha256 } from '../../src-shared/domain/ids.ts';
import { AttentionReport, MaskSourceName, RunSearch } from '../../src-shared/domain/resultRow.ts';
import { PartFigures } from '../tuning/evaluation.ts';
import { RunOutcome, TunePayload, TuneRun } from '../tuning/tuneMessages.ts';

/** What crosses the port between the job and its compute process. Both ends parse. */
export const experimentTask = 'experiment';

/** A run as a tuning run is told, the masks it is judged with, and the cases of its test's other findings, if there are. */
export const ExperimentRun = TuneRun.extend({
  masks: z.array(MaskSourceName).min(1),
  counterparts: z.array(z.int().nonnegative()).optional(),
});
export type ExperimentRun = z.infer<typeof ExperimentRun>;

export const ExperimentPayload = TunePayload.extend({
  runs: z.array(ExperimentRun),
  /**
   * The head that proposes the masks of 'predicted', a file that ships, which has seen none of these cases; null: one is
   * trained for each draw, on its training and validation cases.
   */
  head: z.strictObject({ path: z.string(), sha256: Sha256 }).nullable(),
});
export type ExperimentPayload = z.infer<typeof ExperimentPayload>;

/** The test cases under one source of masks. */
export const Judged = z.strictObject({
  masks: MaskSourceName,
  figures: PartFigures,
  /** Mean of the calibrated distributions', in shares of the most there can be. */
  entropy: z.number(),
  /** Share of cases that are answered with less confidence than nearly all validation cases are. */
  abstained: z.number(),
  /** Share of cases whose answer is another than with the true mask; null where that was not asked. */
  changed: z.number().nullable(),
});
export type Judged = z.infer<typeof Judged>;

/** What an experiment's run came to; no adapter is kept of it. */
export const ExperimentOutcome = z.strictObject({
  backbone: Sha256,
  temperature: z.number().positive(),
  provider: z.string(),
  train: PartFigures,
  judged: z.array(Judged),
  cost: RunOutcome.shape.cost,
  search: RunSearch.optional(),
  attention: AttentionReport.optional(),
});
export type ExperimentOutcome = z.infer<typeof ExperimentOutcome>;

export const ExperimentNews = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run-started'), runId: RunId }),
  z.strictObject({ kind: z.literal('run-done'), runId: RunId, outcome: ExperimentOutcome }),
  z.strictObject({
    kind: z.literal('run-failed'),
    runId: RunId,
    error: z.strictObject({ code: z.string(), message: z.string(), remedy: z.string() }),
  }),
]);
export type ExperimentNews = z.infer<typeof ExperimentNews>;
