import { z } from 'zod';

/** Everything a method is measured by, wherever it was trained and tested; the machine-readable row of the command line. */
export const ResultRow = z.object({
  task: z.string(),
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
  masks: z.enum(['true', 'predicted', 'eroded', 'dilated', 'shifted', 'none', 'wrong']).optional(),
  seconds: z.number(),
  secondsPerEpoch: z.number(),
  peakRssMb: z.number(),
  provider: z.string(),
});
export type ResultRow = z.infer<typeof ResultRow>;
