import { expect, it } from 'vitest';
import { circumstances } from '../../../src-renderer/workspaces/adapt/circumstances.ts';
import type { RunSummary } from '../../../src-shared/contract/tuning.contract.ts';
import type { ResultRow } from '../../../src-shared/domain/resultRow.ts';

const plain = {
  views: 1,
  maskNoise: 0,
  labelSmoothing: 0,
  balance: true,
  clipNorm: null,
  search: 'none',
} as unknown as RunSummary['hyperparameters'];
const row = (more: Partial<ResultRow>): ResultRow =>
  ({ provider: 'cpu', withoutMask: 'exclude', excluded: 0, ...more }) as ResultRow;

it('says how a run came about, only what is not as usual, and warns where not all ran on the device', () => {
  expect(circumstances(plain, row({}))).toEqual([]);
  const refined = { ...plain, views: 4, maskNoise: 0.3, balance: false };
  const lines = circumstances(
    refined,
    row({
      provider: 'webgpu',
      nodes: { webgpu: 1200, cpu: 2 },
      marked: true,
      excluded: 5,
      decisions: { microBatch: 2, recompute: 'attention', memoryBudgetMb: 8192, weights: 'rewritten' },
    }),
  );
  expect(lines.map(({ title, text }) => `${title}: ${text}`)).toEqual([
    'Trained with: 4 views of each frame, wrong masks in 30% of them, classes as often as they come',
    'Without a mask: 5 frames left out for all methods',
    'Computed on: 1,200 nodes on webgpu, 2 nodes on cpu: not all on webgpu',
    'Steps: 2 cases at a time, attention computed twice to save memory, within 8,192 MB of memory',
  ]);
  expect(lines.filter(({ caution }) => caution === true)).toHaveLength(1);
  expect(circumstances(plain, row({ withoutMask: 'empty' }))[0]?.text).toBe('shown with an empty mask');
});
