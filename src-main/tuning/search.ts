import type { Hyperparameters } from '../../src-shared/contract/tuning.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { RunSearch } from '../../src-shared/domain/resultRow.ts';
import { isBetter, type Trained } from './trainer.ts';

type Pair = Pick<Hyperparameters, 'learningRate' | 'weightDecay'>;

/** The same for every method. The stored pair comes first: it wins where nothing is better. */
const factors: readonly (readonly [learningRate: number, weightDecay: number])[] = [
  [1, 1],
  [1 / 3, 1],
  [3, 1],
  [1, 10],
  [1 / 3, 10],
  [3, 10],
];

/** What is tried around stored values, each pair once: there are fewer where a bound or a decay of 0 makes some equal. */
export function pairsAround({ learningRate, weightDecay }: Pair): Pair[] {
  const pairs = factors.map(([rate, decay]) => ({
    learningRate: Math.min(1, learningRate * rate),
    weightDecay: Math.min(1, weightDecay * decay),
  }));
  return [...new Map(pairs.map((pair) => [JSON.stringify(pair), pair])).values()];
}

/** At so few training cases of a class, what wins on validation is luck: the stored values are used. */
const fewCases = 2;

/**
 * Why a search would mean nothing; undefined: it means something.
 * @param casesOfClass training findings of each class
 */
export function reasonAgainstSearch(
  fit: 'gradient' | 'class-means',
  casesOfClass: readonly number[],
  validationCases: number,
): RunSearch['skipped'] {
  if (fit === 'class-means') return 'closed-form';
  if (validationCases === 0) return 'no-validation';
  return Math.max(...casesOfClass) <= fewCases ? 'few-cases' : undefined;
}

/**
 * Trains with one pair after the other and keeps the run that is best on the validation patients: by macro-F1, then by
 * loss, then the earlier. A pair under which training diverges is noted and passed over.
 *
 * @param trainWith trains with the pair, or resumes it: the number of a trial, from 1, always means the same pair
 * @throws LapidaryError `training-diverged` where all of them did
 */
export async function searched(
  pairs: readonly Pair[],
  trainWith: (pair: Pair, trial: number) => Promise<Trained>,
): Promise<{ readonly trained: Trained; readonly search: RunSearch }> {
  const trials: RunSearch['trials'] = [];
  let best: { readonly trained: Trained; readonly pair: Pair } | undefined;
  let lastError: LapidaryError | undefined;
  for (const [i, pair] of pairs.entries()) {
    const trial = i + 1;
    try {
      const trained = await trainWith(pair, trial);
      if (best === undefined || isBetter(trained.best, best.trained.best)) best = { trained, pair };
      trials.push({
        ...pair,
        trial,
        diverged: false,
        bestEpoch: trained.best.epoch,
        validationMacroF1: trained.best.macroF1,
        validationLoss: trained.best.loss,
        seconds: trained.epochs.reduce((sum, { seconds }) => sum + seconds, 0),
      });
    } catch (error) {
      if (!(error instanceof LapidaryError) || error.code !== 'training-diverged') throw error;
      lastError = error;
      const none = { bestEpoch: null, validationMacroF1: null, validationLoss: null };
      trials.push({ ...pair, trial, diverged: true, ...none, seconds: 0 });
    }
  }
  if (best === undefined) throw lastError ?? new Error('nothing was to be tried');
  return { trained: best.trained, search: { trials, chosen: best.pair } };
}
