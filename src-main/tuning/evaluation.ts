import { z } from 'zod';
import { fitTemperature } from './calibration.ts';
import {
  accuracyOf,
  argMax,
  balancedAccuracyOf,
  bootstrapIntervals,
  confusionMatrix,
  expectedCalibrationError,
  logSoftmax,
  macroAreaUnderRoc,
  macroF1Of,
  pooledProbabilities,
  recallsOf,
  softmax,
} from './metrics.ts';

/** One frame of a case as the tuned network answered it. */
export interface Answer {
  readonly logits: Float32Array;
  /** Index of the true class. */
  readonly truth: number;
  readonly finding: string;
  readonly patient: string;
}

const Interval = z.tuple([z.number(), z.number()]).nullable();
const Share = z.number().min(0).max(1);

/** What an evaluation holds beside its single figures; kept as JSON in `evaluations.detail`. */
export const EvaluationDetail = z.object({
  macroF1Interval: Interval,
  /** Per class in the order of the outputs; recall null where the class does not occur. */
  recall: z.array(z.object({ n: z.int(), recall: Share.nullable(), interval: Interval })),
  /** rows: true class, columns: given class. */
  confusion: z.array(z.array(z.int())),
  findings: z.object({ n: z.int(), accuracy: Share, macroF1: Share }),
});

/** The figures of one part of a split. */
export const PartFigures = z.object({
  /** Frames. */
  cases: z.int(),
  patients: z.int(),
  accuracy: Share,
  balancedAccuracy: Share,
  macroF1: Share,
  /** One-vs-rest; null where a single class occurs. */
  auroc: Share.nullable(),
  ece: Share,
  eceCalibrated: Share,
  detail: EvaluationDetail,
});
export type PartFigures = z.infer<typeof PartFigures>;

/** All figures of a part that is not empty. Intervals resample its patients, seeded. */
export function figuresOf(
  answers: readonly Answer[],
  classes: number,
  temperature: number,
  seed: number,
): PartFigures {
  const truth = answers.map((answer) => answer.truth);
  const given = answers.map(({ logits }) => argMax(logits));
  const confusion = confusionMatrix(truth, given, classes);
  const patients = answers.map(({ patient }) => patient);
  const [macroF1Interval = null, ...recallIntervals] = bootstrapIntervals(
    patients,
    (drawn) => {
      const counts = confusionMatrix(
        drawn.map((i) => truth[i] ?? 0),
        drawn.map((i) => given[i] ?? 0),
        classes,
      );
      return [macroF1Of(counts), ...recallsOf(counts)];
    },
    { seed },
  );
  return {
    cases: answers.length,
    patients: new Set(patients).size,
    accuracy: accuracyOf(confusion),
    balancedAccuracy: balancedAccuracyOf(confusion),
    macroF1: macroF1Of(confusion),
    auroc: macroAreaUnderRoc(
      answers.map(({ logits }) => softmax(logits)),
      truth,
      classes,
    ),
    ece: calibrationError(answers, 1),
    eceCalibrated: calibrationError(answers, temperature),
    detail: {
      macroF1Interval: macroF1Interval === null ? null : [...macroF1Interval],
      recall: recallsOf(confusion).map((recall, k) => {
        const interval = recallIntervals[k] ?? null;
        return {
          n: truth.filter((t) => t === k).length,
          recall: Number.isNaN(recall) ? null : recall,
          interval: Number.isNaN(recall) || interval === null ? null : [...interval],
        };
      }),
      confusion,
      findings: findingFigures(answers, classes, temperature),
    },
  };
}

/** The temperature that the answers of the validation part ask for. */
export function calibrate(answers: readonly Answer[]): {
  readonly temperature: number;
  readonly cases: number;
} {
  return fitTemperature(
    answers.map(({ logits }) => logits),
    answers.map(({ truth }) => truth),
  );
}

function calibrationError(answers: readonly Answer[], temperature: number): number {
  const shares = answers.map(({ logits }) => softmax(logits, temperature));
  return expectedCalibrationError(
    shares.map((row) => Math.max(...row)),
    shares.map((row, i) => argMax(row) === answers[i]?.truth),
  );
}

function findingFigures(
  answers: readonly Answer[],
  classes: number,
  temperature: number,
): z.infer<typeof EvaluationDetail>['findings'] {
  const groups = [...Map.groupBy(answers, ({ finding }) => finding).values()];
  const confusion = confusionMatrix(
    groups.map(([first]) => first?.truth ?? 0),
    groups.map((frames) =>
      argMax(pooledProbabilities(frames.map(({ logits }) => logSoftmax(logits, temperature)))),
    ),
    classes,
  );
  return { n: groups.length, accuracy: accuracyOf(confusion), macroF1: macroF1Of(confusion) };
}
