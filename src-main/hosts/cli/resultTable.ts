import type { ResultRow } from '../../../src-shared/domain/resultRow.ts';
import { textTable } from './textTable.ts';

const percent = (share: number | null): string => (share === null ? '–' : (100 * share).toFixed(1));

/** Results as a table for a terminal, one line per run. Shares are in percent. */
export function tableOf(rows: readonly ResultRow[]): string {
  if (rows.length === 0) return 'No run has finished.';
  const header = [
    'method',
    'seed',
    'train n',
    'test n',
    'macro-F1',
    '95%',
    'accuracy',
    'AUROC',
    'ECE',
    'ECE cal.',
    'trained',
    's',
  ];
  const lines = rows.map(({ method, seed, train, test, trainable, seconds, validation }) => [
    validation === 'within-group' ? `${method} (validated within one group)` : method,
    String(seed),
    String(train.n),
    String(test.n),
    percent(test.macroF1),
    test.macroF1Interval === null ? '–' : test.macroF1Interval.map(percent).join('–'),
    percent(test.accuracy),
    percent(test.auroc),
    percent(test.ece),
    percent(test.eceCalibrated),
    `${trainable.parameters} (${percent(trainable.share)}%)`,
    seconds.toFixed(1),
  ]);
  return textTable([header, ...lines]);
}
