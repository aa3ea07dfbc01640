import { z } from 'zod';

/** Where the masks come from that a tuned method is judged with. */
export const maskSourceNames = [
  'true',
  'predicted',
  'eroded',
  'dilated',
  'shifted',
  'none',
  'whole',
  'background',
  'wrong',
  'other',
] as const;
export const MaskSourceName = z.enum(maskSourceNames);
export type MaskSourceName = z.infer<typeof MaskSourceName>;

const Tried = z.object({ learningRate: z.number(), weightDecay: z.number() });

export const RunSearch = z.object({
  trials: z.array(
    Tried.extend({
      /** From 1, in the order tried. */
      trial: z.int(),
      /** Diverged trials have no figures and are never chosen. */
      diverged: z.boolean(),
      bestEpoch: z.int().nullable(),
      validationMacroF1: z.number().nullable(),
      validationLoss: z.number().nullable(),
      seconds: z.number(),
    }),
  ),
  chosen: Tried,
  /** Why the stored values were used without a search. */
  skipped: z.enum(['few-cases', 'no-validation', 'closed-form']).optional(),
});
export type RunSearch = z.infer<typeof RunSearch>;

export const AttentionReport = z.object({
  /** Per block: the share of CLS's attention that falls inside the mask, mean over heads and test cases. */
  inside: z.array(z.number()),
  /** The learned bias of each block's heads; empty where the method learns none. */
  bias: z.array(z.array(z.number())),
  /** The share of the frame that the masks cover: what attention without a preference would give. */
  coverage: z.number(),
});
export type AttentionReport = z.infer<typeof AttentionReport>;

/** Everything a method is measured by, wherever it was trained and tested; the machine-readable row of the command line. */
export const ResultRow = z.object({
  task: z.string(),
  /** Which part of the task, where it is done several times over. */
  fold: z.string().optional(),
  method: z.string(),
  options: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  backbone: z.string(),
  seed: z.int(),
  casesPerClass: z.int().optional(),
  /** Set where this is the method the application uses unless told otherwise. */
  default: z.literal(true).optional(),
  trainable: z.object({
    parameters: z.int(),
    /** Of the backbone's parameters. */
    share: z.number(),
  }),
  train: z.object({ n: z.int(), patients: z.int(), macroF1: z.number(), accuracy: z.number() }),
  validation: z.enum(['patient', 'within-group']),
  test: z.object({
    n: z.int(),
    patients: z.int(),
    split: z.enum(['site', 'patient', 'operation', 'sequence']),
    accuracy: z.number(),
    balancedAccuracy: z.number(),
    macroF1: z.number(),
    /** One-vs-rest, mean over the classes that occur; null where only one class occurs. */
    auroc: z.number().nullable(),
    ece: z.number(),
    eceCalibrated: z.number(),
    /** 95% intervals from a bootstrap over patients; null with fewer than two patients. */
    macroF1Interval: z.tuple([z.number(), z.number()]).nullable(),
    recall: z.array(
      z.object({
        code: z.string(),
        n: z.int(),
        /** null where no test case is of the class. */
        recall: z.number().nullable(),
        interval: z.tuple([z.number(), z.number()]).nullable(),
      }),
    ),
    /** rows: true class, columns: predicted class, in the order of `recall`. */
    confusion: z.array(z.array(z.int())),
    /** The same cases per finding, by the mean of the frames' log-probabilities. */
    findings: z.object({ n: z.int(), accuracy: z.number(), macroF1: z.number() }),
  }),
  /** Train minus test macro-F1. */
  gap: z.number(),
  temperature: z.number(),
  masks: MaskSourceName.optional(),
  /** Mean entropy of the calibrated distributions, in shares of the most there can be. */
  entropy: z.number().optional(),
  /** Share of the test cases answered with less calibrated confidence than 95% of the validation cases. */
  abstained: z.number().optional(),
  /** Share of the test cases whose answer is another than with the true mask. */
  changed: z.number().optional(),
  seconds: z.number(),
  secondsPerEpoch: z.number(),
  peakRssMb: z.number(),
  provider: z.string(),
  /** How many nodes of the training step each provider ran; absent where that was not looked into. */
  nodes: z.record(z.string(), z.int()).optional(),
  /** Set where some nodes ran on the CPU although another provider was chosen, which was allowed. */
  marked: z.literal(true).optional(),
  /** What became of frames without a mask, and how many were left out of the comparison. */
  withoutMask: z.enum(['exclude', 'empty']),
  excluded: z.int(),
  /** The search for learning rate and weight decay, where one was asked for. */
  search: RunSearch.optional(),
  /** Whether the network looks at what the mask marks, where the method steers its attention. */
  attention: AttentionReport.optional(),
  /** How the steps were run: micro-batches, recomputation. */
  decisions: z.record(z.string(), z.unknown()).optional(),
});
export type ResultRow = z.infer<typeof ResultRow>;
