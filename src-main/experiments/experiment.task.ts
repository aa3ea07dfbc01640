import type { MaskSourceName } from '../../src-shared/domain/resultRow.ts';
import { taskHandler } from '../compute/child.ts';
import type { Plan } from '../networks/methods/plan.ts';
import { attentionOf } from '../tuning/attentionReport.ts';
import type { Answer } from '../tuning/evaluation.ts';
import { argMax, softmax } from '../tuning/metrics.ts';
import { endOfOneRun, openTuneGround } from '../tuning/tune.task.ts';
import { withTunedRun, type TunedRun, type TuneGround } from '../tuning/tuneRun.ts';
import { createPredictedMasks, type PredictedMasks } from './predictedMasks.ts';
import {
  ExperimentPayload,
  type ExperimentNews,
  type ExperimentOutcome,
  type ExperimentRun,
  type Judged,
} from './experimentMessages.ts';

/** Trains every run of the payload, one after the other, and judges each with all the masks that it is asked for. */
export const experimentHandler = taskHandler(ExperimentPayload, async (payload, context) => {
  const ground = await openTuneGround(payload, context);
  const predicted = createPredictedMasks(ground, payload);
  try {
    for (const [done, run] of payload.runs.entries()) {
      const tell = (news: ExperimentNews, share: number): void => {
        context.progress(done + share, payload.runs.length, news);
      };
      tell({ kind: 'run-started', runId: run.runId }, 0);
      try {
        tell({ kind: 'run-done', runId: run.runId, outcome: await runOne(ground, run, predicted) }, 1);
      } catch (error) {
        tell({ kind: 'run-failed', runId: run.runId, error: endOfOneRun(error) }, 1);
      }
    }
  } finally {
    await predicted.release();
    await ground.shared.release();
  }
});

/** Test cases that attention is looked at on: a mean over so many no longer moves. */
const mostLookedAt = 200;

/** So many of a list at most, evenly over its length. */
function everyNth(list: readonly number[], most: number): number[] {
  const step = Math.ceil(list.length / most);
  return list.filter((_, i) => i % step === 0);
}

function runOne(
  ground: TuneGround,
  run: ExperimentRun,
  predicted: PredictedMasks,
): Promise<ExperimentOutcome> {
  return withTunedRun(
    run.masks.includes('predicted') ? { ...ground, proposed: predicted.of(run) } : ground,
    run,
    () => undefined,
    async (tuned) => {
      const { trained, sessions, search, temperature, cases } = tuned;
      const train = tuned.figures(await tuned.answers(run.train));
      const judged = await judgeAll(tuned, run);
      const looked = cases.judged(everyNth(run.test, mostLookedAt), 'true');
      const attention = await attentionOf(sessions, looked, trained.values);
      return {
        backbone: ground.backbone.networkHash,
        temperature,
        provider: ground.runtime.options.provider,
        train,
        judged,
        cost: tuned.cost(),
        ...(search === undefined ? {} : { search }),
        ...(attention === undefined ? {} : { attention }),
      };
    },
  );
}

/**
 * Whether judging with such masks says something of the method: one that reads none is judged once, one that needs one is
 * not shown none, where all test cases are of one patient nobody else's mask can be the wrong one, and where a frame shows
 * one finding there is no other.
 */
export function isTelling(
  source: MaskSourceName,
  { usesMask, acceptsEmptyMask }: Pick<Plan, 'usesMask' | 'acceptsEmptyMask'>,
  test: { readonly patients: number; readonly counterparts: boolean },
): boolean {
  switch (source) {
    case 'true':
      return true;
    case 'none':
      return usesMask && acceptsEmptyMask;
    case 'wrong':
      return usesMask && test.patients > 1;
    case 'other':
      return usesMask && test.counterparts;
    case 'predicted':
    case 'eroded':
    case 'dilated':
    case 'shifted':
    case 'whole':
    case 'background':
      return usesMask;
  }
}

async function judgeAll(
  tuned: TunedRun,
  { test, counterparts = [], masks }: Pick<ExperimentRun, 'test' | 'counterparts' | 'masks'>,
): Promise<Judged[]> {
  const before = await tuned.answers(test);
  const patients = new Set(before.map(({ patient }) => patient)).size;
  const about = { patients, counterparts: counterparts.length > 0 };
  const least = leastConfidence(tuned.onValidation, tuned.temperature);
  const judged: Judged[] = [];
  for (const source of masks) {
    if (!isTelling(source, tuned.sessions.plan, about)) continue;
    const given =
      source === 'true'
        ? before
        : source === 'other'
          ? await tuned.answers(counterparts)
          : await tuned.answers(test, source);
    judged.push({
      masks: source,
      figures: tuned.figures(given),
      entropy: meanEntropy(given, tuned.temperature),
      abstained: shareBelow(given, tuned.temperature, least),
      changed: source === 'true' ? null : shareChanged(before, given),
    });
  }
  return judged;
}

/** Share of the validation cases that an answer may be less sure than. */
const doubted = 0.05;

/** The calibrated probability below which an answer would be withheld: all but the least sure validation cases have more. */
export function leastConfidence(validation: readonly Answer[], temperature: number): number {
  const confidences = validation.map(({ logits }) => Math.max(...softmax(logits, temperature)));
  return confidences.sort((a, b) => a - b)[Math.floor(doubted * confidences.length)] ?? 0;
}

function shareBelow(answers: readonly Answer[], temperature: number, least: number): number {
  const below = answers.filter(({ logits }) => Math.max(...softmax(logits, temperature)) < least);
  return below.length / answers.length;
}

/** In shares of the logarithm of the number of classes. */
export function meanEntropy(answers: readonly Answer[], temperature: number): number {
  const sum = answers.reduce((total, { logits }) => {
    const entropy = softmax(logits, temperature).reduce((h, p) => (p > 0 ? h - p * Math.log(p) : h), 0);
    return total + entropy / Math.log(logits.length);
  }, 0);
  return sum / answers.length;
}

function shareChanged(before: readonly Answer[], after: readonly Answer[]): number {
  const changed = before.filter(({ logits }, i) => argMax(logits) !== argMax(after[i]?.logits ?? []));
  return changed.length / before.length;
}
