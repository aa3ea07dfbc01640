import type { ResultRow } from '../../src-shared/domain/resultRow.ts';
import { isDefault } from '../tuning/methodCatalog.ts';
import type { ExperimentOutcome } from './experimentMessages.ts';
import type { ResolvedRun, RunGroup } from './grid.ts';
import { drawName } from './grid.ts';
import { tasks } from './tasks.ts';

/** What a run came to, a row for each source of masks, true ones first. */
export function resultRows(run: ResolvedRun, group: RunGroup, outcome: ExperimentOutcome): ResultRow[] {
  const { task, configuration, casesPerClass, draw, fold } = run;
  const { method, options } = configuration;
  const { train, judged, cost, search, attention, temperature, provider } = outcome;
  const split = group.splits.get(drawName(run));
  if (split === undefined) throw new Error('a run of an experiment has no draw');
  const codes = group.drawn.cases.classes.map(({ code }) => code);
  const { folds } = tasks[task];
  return judged.map(({ masks, figures, entropy, abstained, changed }) => {
    const { recall, confusion, findings, macroF1Interval } = figures.detail;
    return {
      task,
      ...(folds.length > 1 ? { fold: `tested on ${folds[fold]?.test.join(', ') ?? ''}` } : {}),
      method,
      options: { ...options },
      backbone: group.network.name,
      seed: draw,
      ...(casesPerClass === null ? {} : { casesPerClass }),
      ...(isDefault(method, options) ? { default: true as const } : {}),
      trainable: { parameters: cost.parameters, share: cost.share },
      train: { n: train.cases, patients: train.patients, macroF1: train.macroF1, accuracy: train.accuracy },
      validation: split.validation,
      test: {
        n: figures.cases,
        patients: figures.patients,
        split: tasks[task].split,
        accuracy: figures.accuracy,
        balancedAccuracy: figures.balancedAccuracy,
        macroF1: figures.macroF1,
        auroc: figures.auroc,
        ece: figures.ece,
        eceCalibrated: figures.eceCalibrated,
        macroF1Interval,
        recall: recall.map((one, k) => ({ code: codes[k] ?? '', ...one })),
        confusion,
        findings,
      },
      gap: train.macroF1 - figures.macroF1,
      temperature,
      masks,
      entropy,
      abstained,
      ...(changed === null ? {} : { changed }),
      seconds: cost.seconds,
      secondsPerEpoch: cost.secondsPerEpoch,
      peakRssMb: cost.peakRssMb,
      provider,
      withoutMask: 'exclude',
      excluded: 0,
      ...(search === undefined ? {} : { search }),
      ...(attention === undefined || masks !== 'true' ? {} : { attention }),
    };
  });
}
