import type { RunSummary } from '../../../src-shared/contract/tuning.contract.ts';
import type { ResultRow } from '../../../src-shared/domain/resultRow.ts';
import { count, percent, plural } from '../../lib/format.ts';

/** A line of what a run was trained and computed with, in words. */
export interface Circumstance {
  readonly title: string;
  readonly text: string;
  /** Something a reader should not overlook. */
  readonly caution?: boolean;
}

/** What a run was trained with besides its schedule; only what is not as usual. */
function refinements({
  views,
  maskNoise,
  labelSmoothing,
  balance,
  clipNorm,
}: RunSummary['hyperparameters']): string {
  return [
    views > 1 ? `${views} views of each frame` : '',
    maskNoise > 0 ? `wrong masks in ${percent(maskNoise)} of them` : '',
    labelSmoothing > 0 ? `labels softened by ${percent(labelSmoothing)}` : '',
    balance ? '' : 'classes as often as they come',
    clipNorm === null ? '' : `gradients clipped at ${clipNorm}`,
  ]
    .filter((part) => part !== '')
    .join(', ');
}

const recomputed: Readonly<Record<string, string>> = {
  attention: 'attention computed twice to save memory',
  blocks: 'blocks computed twice to save memory',
};

function steps(decisions: NonNullable<ResultRow['decisions']>): string {
  const { microBatch, recompute, memoryBudgetMb, weights } = decisions;
  return [
    typeof microBatch === 'number' ? `${plural(microBatch, 'case')} at a time` : '',
    typeof recompute === 'string' ? (recomputed[recompute] ?? '') : '',
    typeof memoryBudgetMb === 'number' ? `within ${count(memoryBudgetMb)} MB of memory` : '',
    weights === 'rewritten-half' ? 'frozen weights in float16' : '',
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** How a finished run came about, line by line. */
export function circumstances(
  hyperparameters: RunSummary['hyperparameters'],
  { nodes, marked, provider, withoutMask, excluded, decisions }: ResultRow,
): Circumstance[] {
  const trained = refinements(hyperparameters);
  const placed = Object.entries(nodes ?? {}).map(([name, n]) => `${plural(n, 'node')} on ${name}`);
  const lines: (Circumstance | null)[] = [
    trained === '' ? null : { title: 'Trained with', text: trained },
    excluded > 0
      ? { title: 'Without a mask', text: `${plural(excluded, 'frame')} left out for all methods` }
      : null,
    withoutMask === 'empty' ? { title: 'Without a mask', text: 'shown with an empty mask' } : null,
    placed.length === 0
      ? null
      : marked === true
        ? { title: 'Computed on', text: `${placed.join(', ')}: not all on ${provider}`, caution: true }
        : { title: 'Computed on', text: placed.join(', ') },
    decisions === undefined ? null : { title: 'Steps', text: steps(decisions) },
  ];
  return lines.filter((line) => line !== null && line.text !== '') as Circumstance[];
}
