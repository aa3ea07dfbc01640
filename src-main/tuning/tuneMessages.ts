import { z } from 'zod';
import { Hyperparameters, WithoutMask } from '../../src-shared/contract/tuning.contract.ts';
import { AttentionReport, RunSearch } from '../../src-shared/domain/resultRow.ts';
import { RunId, Sha256 } from '../../src-shared/domain/ids.ts';
import { EpochFigures } from './checkpoint.ts';
import { PartFigures } from './evaluation.ts';
import { AdapterReferences } from './referenceMessages.ts';

/** What crosses the port between the job and its compute process. Both ends parse. */
export const tuneTask = 'tune';

const index = z.int().min(0);

/** One frame of a labelled finding. Findings and patients by running codes: nothing identifying leaves the host. */
export const TuneCase = z.strictObject({
  frame: Sha256,
  mask: z.custom<Uint8Array>((value) => value instanceof Uint8Array).nullable(),
  segments: z.array(z.strictObject({ value: z.int().min(1).max(255), maskClass: z.int().min(1).max(255) })),
  /** Which class it is, by its place in `classes`. */
  target: index,
  finding: z.string(),
  patient: z.string(),
});
export type TuneCase = z.infer<typeof TuneCase>;

export const TuneRun = z.strictObject({
  runId: RunId,
  method: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  hyperparameters: Hyperparameters,
  seed: z.int(),
  /** Whether a case without a mask is shown with an empty one; else it is an error. */
  withoutMask: WithoutMask,
  /** Cases by their place in the task's list. */
  train: z.array(index),
  validation: z.array(index),
  test: z.array(index),
});
export type TuneRun = z.infer<typeof TuneRun>;

export const TunePayload = z.strictObject({
  dataDir: z.string(),
  backboneDir: z.string(),
  /** What prepared frames may take on the disk, in 10⁶ bytes; left out or 0: none are kept. */
  cacheLimitMb: z.number().min(0).optional(),
  /** Codes of the label classes in the order of the outputs, and of the mask's foreground classes. */
  classes: z.array(z.string()).min(2),
  maskClasses: z.array(z.string()).min(1),
  cases: z.array(TuneCase),
  runs: z.array(TuneRun),
});
export type TunePayload = z.infer<typeof TunePayload>;

const Cost = z.strictObject({
  /** Values trained, and their share of the frozen network's. */
  parameters: z.int(),
  share: z.number(),
  seconds: z.number(),
  secondsPerEpoch: z.number(),
  peakRssMb: z.number(),
});

export const RunOutcome = z.strictObject({
  adapter: Sha256,
  backbone: Sha256,
  preprocessing: Sha256,
  temperature: z.number().positive(),
  calibrationCases: z.int(),
  bestEpoch: z.int(),
  provider: z.string(),
  cost: Cost,
  epochs: z.array(EpochFigures),
  train: PartFigures,
  validation: PartFigures.nullable(),
  test: PartFigures,
  search: RunSearch.optional(),
  attention: AttentionReport.optional(),
  /** What later answers are held against. */
  references: AdapterReferences.optional(),
  /** How the steps were run: micro-batches, recomputation. */
  decisions: z.record(z.string(), z.unknown()),
});
export type RunOutcome = z.infer<typeof RunOutcome>;

/** Told while the task runs, as the detail of its progress. */
export const TuneNews = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('run-started'), runId: RunId, provider: z.string() }),
  /** Where the nodes of its training step run; told before the first step. */
  z.strictObject({
    kind: z.literal('run-placed'),
    runId: RunId,
    nodes: z.record(z.string(), z.int()),
    marked: z.boolean(),
  }),
  /** Another pair of a search; its curve takes the place of the one before. */
  z.strictObject({
    kind: z.literal('trial-started'),
    runId: RunId,
    trial: z.int().min(1),
    of: z.int().min(1),
    /** Of an earlier life of this trial. */
    epochs: z.array(EpochFigures),
  }),
  z.strictObject({
    kind: z.literal('epoch'),
    runId: RunId,
    trial: z.int().min(1).optional(),
    figures: EpochFigures,
  }),
  z.strictObject({ kind: z.literal('run-done'), runId: RunId, outcome: RunOutcome }),
  z.strictObject({
    kind: z.literal('run-failed'),
    runId: RunId,
    error: z.strictObject({ code: z.string(), message: z.string(), remedy: z.string() }),
  }),
]);
export type TuneNews = z.infer<typeof TuneNews>;
