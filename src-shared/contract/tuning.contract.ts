import { z } from 'zod';
import { AdapterId, ClassId, CohortId, JobId, RunId, SchemaId, Sha256 } from '../domain/ids.ts';
import { Instant, procedure, Unit } from './procedure.ts';
import { ResultRow } from '../domain/resultRow.ts';

export const Cohort = z.object({
  id: CohortId,
  name: z.string(),
  schemaId: SchemaId,
  cases: z.int(),
  patients: z.int(),
  sites: z.array(z.object({ name: z.string(), cases: z.int(), patients: z.int() })),
  classes: z.array(z.object({ classId: ClassId, cases: z.int() })),
  withoutMask: z.int(),
});
export type Cohort = z.infer<typeof Cohort>;

/**
 * How training, validation and test are kept apart. With `allowWithinGroup`, where training holds a single patient,
 * validation is by contiguous blocks of that patient's frames, and every row is marked so.
 */
export const SplitPlan = z.discriminatedUnion('kind', [
  /** Shares of the patients; patients once held out stay held out. */
  z.object({
    kind: z.literal('patient'),
    testShare: z.number().min(0.05).max(0.8).default(0.3),
    validationShare: z.number().min(0.05).max(0.5).default(0.2),
    allowWithinGroup: z.boolean().default(false),
  }),
  /** Whole sites; validation is taken from the training sites' patients. */
  z.object({
    kind: z.literal('site'),
    trainSites: z.array(z.string()).min(1),
    testSites: z.array(z.string()).min(1),
    validationShare: z.number().min(0.05).max(0.5).default(0.2),
    allowWithinGroup: z.boolean().default(false),
  }),
]);
export type SplitPlan = z.infer<typeof SplitPlan>;

const schedule = {
  learningRate: z.number().positive().max(1),
  weightDecay: z.number().min(0).max(1),
  epochs: z.int().min(1).max(2000),
  batch: z.int().min(1).max(256),
  /** Epochs without a better validation macro-F1 before training stops. */
  patience: z.int().min(1).max(2000),
  /** Share of all steps over which the learning rate rises. */
  warmUp: Unit,
};

/** What came later than the first runs, with what those did. */
const refinements = {
  /** Fixed views of each training frame, drawn from the seed; the first is the plain frame, 1 is nothing else. */
  views: z.int().min(1).max(16),
  /** How often a training view is shown with an eroded, dilated, shifted or missing mask. */
  maskNoise: Unit,
  /** Share of a target that is spread over all classes. */
  labelSmoothing: z.number().min(0).max(0.5),
  /** Whether rare classes weigh more in the loss, by their effective number of cases. */
  balance: z.boolean(),
  /** Gradients are scaled down together when their common norm exceeds this; null: never. */
  clipNorm: z.number().positive().max(1000).nullable(),
  /** `small` tries six pairs of learning rate and weight decay, and keeps the best on the validation patients. */
  search: z.enum(['none', 'small']),
};

/** What a run is trained with. */
export const Hyperparameters = z.object({
  ...schedule,
  views: refinements.views.default(1),
  maskNoise: refinements.maskNoise.default(0),
  labelSmoothing: refinements.labelSmoothing.default(0),
  balance: refinements.balance.default(true),
  clipNorm: refinements.clipNorm.default(null),
  search: refinements.search.default('none'),
});
export type Hyperparameters = z.infer<typeof Hyperparameters>;

/** Those that a request sets; the others are the method's own. Without defaults: they would hide the method's. */
export const HyperparameterChoice = z.object({ ...schedule, ...refinements }).partial();
export type HyperparameterChoice = z.infer<typeof HyperparameterChoice>;

/** What becomes of frames without a mask where a method reads them through it: left out for all, or an empty mask. */
export const WithoutMask = z.enum(['exclude', 'empty']);
export type WithoutMask = z.infer<typeof WithoutMask>;

/** A field of a method's options, enough to draw a form and to check an input. */
export const OptionField = z.object({
  name: z.string(),
  title: z.string(),
  kind: z.enum(['choice', 'number', 'boolean']),
  choices: z.array(z.string()).default([]),
  /** Of a number: its bounds, and whether it is a whole one. */
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  whole: z.boolean().default(false),
  default: z.union([z.string(), z.number(), z.boolean()]),
});

export const MethodSummary = z.object({
  id: z.string(),
  title: z.string(),
  summary: z.string(),
  usesMask: z.boolean(),
  options: z.array(OptionField),
  hyperparameters: Hyperparameters,
});
export type MethodSummary = z.infer<typeof MethodSummary>;

export const MethodChoice = z.object({
  method: z.string().max(64),
  options: z.record(z.string().max(64), z.union([z.string(), z.number(), z.boolean()])).default({}),
  hyperparameters: HyperparameterChoice.default({}),
});
export type MethodChoice = z.infer<typeof MethodChoice>;

export const Epoch = z.object({
  epoch: z.int(),
  learningRate: z.number(),
  trainLoss: z.number(),
  validationLoss: z.number().nullable(),
  validationMacroF1: Unit.nullable(),
  seconds: z.number(),
});
export type Epoch = z.infer<typeof Epoch>;

export const RunSummary = z.object({
  id: RunId,
  jobId: JobId,
  cohortId: CohortId,
  method: z.string(),
  title: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  hyperparameters: Hyperparameters,
  seed: z.int(),
  state: z.enum(['queued', 'running', 'done', 'failed', 'cancelled']),
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  /** Null until the run is done. */
  result: ResultRow.nullable(),
  /** Why it failed. */
  error: z.object({ code: z.string(), message: z.string(), remedy: z.string() }).nullable(),
  adapter: z
    .object({ id: AdapterId, active: z.boolean(), temperature: z.number(), calibrationCases: z.int() })
    .nullable(),
});
export type RunSummary = z.infer<typeof RunSummary>;

/** What is to be tuned on what. */
export const TuningStart = z.object({
  cohortId: CohortId,
  split: SplitPlan,
  methods: z.array(MethodChoice).min(1).max(20),
  seeds: z
    .array(
      z
        .int()
        .min(0)
        .max(2 ** 31 - 1),
    )
    .min(1)
    .max(20),
  /** Training cases per class; null: all. */
  casesPerClass: z.int().min(1).max(10_000).nullable().default(null),
  withoutMask: WithoutMask.default('exclude'),
  /** The frozen network; null: the one that is chosen for new runs. */
  backbone: Sha256.nullable().default(null),
});

/** What runs would keep on the disk of what is computed once. Bytes; nothing of it is needed, all of it saves time. */
export const CacheEstimate = z.object({
  frames: z.int(),
  /** All of it, whatever the limit; what methods share counted once, the frames at the network's size included. */
  cacheBytes: z.number(),
  /** What may be kept; what exceeds it is computed again. */
  cacheLimitBytes: z.number(),
  freeBytes: z.number(),
  methods: z.array(
    z.object({
      method: z.string(),
      bytes: z.number(),
      /** How sure that is, where it is not exact. */
      note: z.string(),
    }),
  ),
});
export type CacheEstimate = z.infer<typeof CacheEstimate>;

export const tuningContract = {
  methods: procedure('tuning.read').output(
    z.object({
      methods: z.array(MethodSummary),
      default: z.object({
        method: z.string(),
        options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
      }),
    }),
  ),
  cohorts: procedure('tuning.read').output(z.array(Cohort)),
  /** What a cohort of these sites would hold, before it is made; no sites named: every site there is. */
  preview: procedure('tuning.read')
    .input(z.object({ schemaId: SchemaId, sites: z.array(z.string()).default([]) }))
    .output(Cohort.omit({ id: true, name: true })),
  /** All labelled findings of a schema, from the named sites (none named: from everywhere). */
  createCohort: procedure('tuning.run')
    .input(
      z.object({
        name: z.string().min(1).max(100),
        schemaId: SchemaId,
        sites: z.array(z.string()).default([]),
      }),
    )
    .output(Cohort),
  /** One run per method and seed, over one split per seed, so that methods are compared on the same cases. */
  start: procedure('tuning.run')
    .input(TuningStart)
    .output(z.object({ jobId: JobId, runIds: z.array(RunId) })),
  /** The disk that `start` with the same input would fill; starts nothing. */
  estimate: procedure('tuning.read').input(TuningStart).output(CacheEstimate),
  runs: procedure('tuning.read')
    .input(z.object({ cohortId: CohortId.nullable().default(null) }))
    .output(z.array(RunSummary)),
  epochs: procedure('tuning.read')
    .input(z.object({ runId: RunId }))
    .output(z.array(Epoch)),
  activate: procedure('adapters.activate').input(z.object({ adapterId: AdapterId })),
  /** Back to the adapter that was active before. */
  rollBack: procedure('adapters.activate')
    .input(z.object({ schemaId: SchemaId }))
    .output(z.object({ adapterId: AdapterId.nullable() })),
};
