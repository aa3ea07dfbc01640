import { z } from 'zod';
import { ExperimentId, JobId } from '../domain/ids.ts';
import { MaskSourceName, ResultRow } from '../domain/resultRow.ts';
import { HyperparameterChoice } from './tuning.contract.ts';
import { procedure } from './procedure.ts';

/** The tasks that an experiment can be run on; docs/method.md says what each asks. */
export const taskNames = ['within-site', 'across-sites', 'two-stones', 'instruments'] as const;
export type TaskName = (typeof taskNames)[number];

/** The network of the models folder, or the same architecture with random weights: a control. */
export const backboneNames = ['shipped', 'random'] as const;
export type BackboneName = (typeof backboneNames)[number];

const Scalar = z.union([z.string().max(64), z.number(), z.boolean()]);

/** A method with options of one value, or of several: then every combination is tried. */
const MethodGrid = z.strictObject({
  method: z.string().max(64),
  options: z.record(z.string().max(64), z.union([Scalar, z.array(Scalar).min(1).max(10)])).default({}),
  hyperparameters: HyperparameterChoice.default({}),
});
export type MethodGrid = z.infer<typeof MethodGrid>;

const distinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
const listOf = <T extends z.ZodType>(item: T) =>
  z.array(item).min(1).max(50).refine(distinct, 'listed twice');

const ExperimentStage = z.strictObject({
  name: z
    .string()
    .max(40)
    .regex(/^[a-z0-9-]+$/, 'small letters, digits and -'),
  tasks: listOf(z.enum(taskNames)),
  backbones: listOf(z.enum(backboneNames)).default(['shipped']),
  methods: z.array(MethodGrid).max(50).default([]),
  /** So many of the SegPrompt variants of the stages before, the best by the rule that chooses the default, are run too. */
  finalists: z.int().min(0).max(10).default(0),
  /** Training cases of each class; null: all there are. */
  casesPerClass: listOf(z.int().min(1).max(1000).nullable()),
  /** Draws of training cases; the test set is the same for all. */
  draws: z.int().min(2).max(20),
  /** The masks that a tuned method is judged with. */
  masks: listOf(MaskSourceName).default(['true']),
  search: z.enum(['none', 'small']).default('small'),
});
export type ExperimentStage = z.infer<typeof ExperimentStage>;

export const ExperimentDefinition = z.strictObject({
  name: z.string().min(1).max(100),
  /** A run over few cases goes on for more epochs, until it has made that many steps. */
  leastSteps: z.int().min(0).max(10_000).default(120),
  stages: z
    .array(ExperimentStage)
    .min(1)
    .max(10)
    .refine((stages) => distinct(stages.map(({ name }) => name)), 'two stages have one name'),
});
export type ExperimentDefinition = z.infer<typeof ExperimentDefinition>;

/** What several draws of one configuration came to: mean, and its 95% interval by Student's t over the draws. */
const Spread = z.object({
  mean: z.number(),
  interval: z.tuple([z.number(), z.number()]).nullable(),
});

export const ExperimentFigure = z.object({
  task: z.enum(taskNames),
  backbone: z.enum(backboneNames),
  method: z.string(),
  options: z.record(z.string(), Scalar),
  /** The method with those of its options that are not the usual ones. */
  label: z.string(),
  usesMask: z.boolean(),
  casesPerClass: z.int().nullable(),
  search: z.enum(['none', 'small']),
  /** With `other` the right answers are those of the findings whose masks these are. */
  masks: MaskSourceName,
  draws: z.int(),
  testCases: z.int(),
  trainable: z.object({ parameters: z.int(), share: z.number() }),
  macroF1: Spread,
  accuracy: Spread,
  ece: Spread,
  eceCalibrated: Spread,
  /** Train minus test macro-F1. */
  gap: Spread,
  /** Of the calibrated distribution, in shares of the most there can be. */
  entropy: Spread,
  /** Share of the test cases answered with less calibrated confidence than 95% of the validation cases. */
  abstained: Spread.nullable(),
  /** Share of the test cases whose answer is another than with the true mask. */
  changed: Spread.nullable(),
  /** CLS's attention that falls on the mask, of all that falls on image tokens, in the last block; and the mask's share of the frame. */
  attention: z.object({ inside: z.number(), coverage: z.number() }).nullable(),
  seconds: z.number(),
});
export type ExperimentFigure = z.infer<typeof ExperimentFigure>;

/** One configuration minus another on the same draws and under the same masks, macro-F1. */
export const ExperimentComparison = z.object({
  task: z.enum(taskNames),
  casesPerClass: z.int().nullable(),
  masks: MaskSourceName,
  /** Labels. */
  first: z.string(),
  second: z.string(),
  secondUsesMask: z.boolean(),
  difference: Spread,
  draws: z.int(),
});
export type ExperimentComparison = z.infer<typeof ExperimentComparison>;

export const ExperimentResults = z.object({
  name: z.string(),
  results: z.array(ResultRow),
  figures: z.array(ExperimentFigure),
  /** The chosen default against every other configuration. */
  comparisons: z.array(ExperimentComparison),
  /** What the rule chooses from these results; null where they lack what it asks for. */
  default: z
    .object({
      method: z.string(),
      options: z.record(z.string(), Scalar),
      label: z.string(),
      /** Why, in words. */
      because: z.string(),
    })
    .nullable(),
  /** Runs that could not be made, and tasks that were left out, each with its reason. */
  missing: z.array(z.object({ what: z.string(), reason: z.string() })),
});
export type ExperimentResults = z.infer<typeof ExperimentResults>;

export const experimentsContract = {
  /** Runs what is not there yet, as a job; begun again, it goes on where it was. */
  start: procedure('tuning.run')
    .input(ExperimentDefinition)
    .output(z.object({ experimentId: ExperimentId, jobId: JobId })),
  /** What there is of it by now. */
  results: procedure('tuning.read')
    .input(z.object({ experimentId: ExperimentId }))
    .output(ExperimentResults),
  /** The same as files: tables as CSV, charts as SVG. */
  files: procedure('tuning.read')
    .input(z.object({ experimentId: ExperimentId }))
    .output(z.array(z.object({ name: z.string(), text: z.string() }))),
};
