import type { AttentionReport } from '../../src-shared/domain/resultRow.ts';
import type { PlanSessions, PreparedCase, TrainedValues } from './planSessions.ts';
import type { TrainingCase } from './trainer.ts';

/** Cases looked at together, so that no more prepared ones are held at once. */
const inspectRun = 64;

/** Whether the tuned network looks at what the masks of the test cases mark; undefined where the method cannot tell. */
export async function attentionOf(
  sessions: PlanSessions,
  cases: readonly TrainingCase[],
  values: TrainedValues,
): Promise<AttentionReport | undefined> {
  if (sessions.plan.inspect === undefined || cases.length === 0) return undefined;
  const sums: number[] = [];
  let coverage = 0;
  for (let from = 0; from < cases.length; from += inspectRun) {
    const prepared: PreparedCase[] = [];
    for (const one of cases.slice(from, from + inspectRun)) prepared.push(await one.prepared(0));
    for (const shares of await sessions.inspect(prepared, values)) {
      shares.forEach((share, block) => (sums[block] = (sums[block] ?? 0) + share));
    }
    for (const one of prepared) coverage += shownCoverage(one);
  }
  const bias = values.get('attention.bias');
  const heads = bias?.shape[1] ?? 1;
  const rows = bias === undefined ? 0 : bias.data.length / heads;
  return {
    inside: sums.map((sum) => sum / cases.length),
    bias: Array.from({ length: rows }, (_, block) =>
      Array.from(bias?.data.subarray(block * heads, (block + 1) * heads) ?? []),
    ),
    coverage: coverage / cases.length,
  };
}

/** Mean coverage of the cells that the network is shown; a view's empty places are none of them. */
function shownCoverage({ bucket, tensors }: PreparedCase): number {
  const cells = tensors['region.coverage'];
  if (!(cells instanceof Float32Array)) return NaN;
  const sum = cells.reduce((total, share) => total + share, 0);
  const shown = bucket === 'all' ? cells.length : cells.filter((share) => share > 0).length;
  return sum / Math.max(1, shown);
}
