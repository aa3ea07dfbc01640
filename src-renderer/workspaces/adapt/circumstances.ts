import type { RunSummary } from '../../../src-shared/contract/tuning.contract.ts';
import type { ResultRow } from '../../../src-shared/domain/resultRow.ts';
import { listed, percent, significant } from '../../lib/format.ts';
import { t } from '../../lib/words.ts';

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
  return listed(
    [
      views > 1 ? t('adapt.run.with.views', { count: views }) : '',
      maskNoise > 0 ? t('adapt.run.with.noise', { share: percent(maskNoise) }) : '',
      labelSmoothing > 0 ? t('adapt.run.with.smoothing', { share: percent(labelSmoothing) }) : '',
      balance ? '' : t('adapt.run.with.unbalanced'),
      clipNorm === null ? '' : t('adapt.run.with.clipping', { norm: significant(clipNorm, 3) }),
    ].filter((part) => part !== ''),
  );
}

const recomputed: Readonly<Record<string, string>> = {
  attention: t('adapt.run.steps.attention'),
  blocks: t('adapt.run.steps.blocks'),
};

function steps(decisions: NonNullable<ResultRow['decisions']>): string {
  const { microBatch, recompute, memoryBudgetMb, weights } = decisions;
  return listed(
    [
      typeof microBatch === 'number' ? t('adapt.run.steps.cases', { count: microBatch }) : '',
      typeof recompute === 'string' ? (recomputed[recompute] ?? '') : '',
      typeof memoryBudgetMb === 'number' ? t('adapt.run.steps.memory', { memory: memoryBudgetMb }) : '',
      weights === 'rewritten-half' ? t('adapt.run.steps.half') : '',
    ].filter((part) => part !== ''),
  );
}

/** How a finished run came about, line by line. */
export function circumstances(
  hyperparameters: RunSummary['hyperparameters'],
  { nodes, marked, provider, withoutMask, excluded, decisions }: ResultRow,
): Circumstance[] {
  const trained = refinements(hyperparameters);
  const placed = listed(
    Object.entries(nodes ?? {}).map(([name, n]) =>
      t('adapt.run.computed.nodes', { count: n, provider: name }),
    ),
  );
  const lines: (Circumstance | null)[] = [
    trained === '' ? null : { title: t('adapt.run.with'), text: trained },
    excluded > 0
      ? { title: t('adapt.run.masks'), text: t('adapt.run.masks.left-out', { count: excluded }) }
      : null,
    withoutMask === 'empty' ? { title: t('adapt.run.masks'), text: t('adapt.run.masks.empty') } : null,
    placed === ''
      ? null
      : marked === true
        ? {
            title: t('adapt.run.computed'),
            text: t('adapt.run.computed.not-all', { placed, provider }),
            caution: true,
          }
        : { title: t('adapt.run.computed'), text: placed },
    decisions === undefined ? null : { title: t('adapt.run.steps'), text: steps(decisions) },
  ];
  return lines.filter((line) => line !== null && line.text !== '') as Circumstance[];
}
