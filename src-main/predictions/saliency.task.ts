import { taskHandler } from '../compute/child.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Explained } from '../networks/methods/plan.ts';
import { explainedInputs } from '../networks/methods/plan.ts';
import type { NetworkInput } from '../networks/preprocess.ts';
import { rollOut, type BlockAttention } from '../networks/rollOut.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import { shownBox } from '../tuning/caseReader.ts';
import type { PlanSessions } from '../tuning/planSessions.ts';
import { overFrame, scaledByMaximum } from './saliencyGrid.ts';
import { SaliencyPayload, type SaliencyReply } from './saliencyMessages.ts';
import { pixelsOf, readItem, type TunedNetwork, type TunedNetworks } from './tunedNetworks.ts';

/** Where of a frame an answer stems from, patch by patch. */
export function createSaliencyHandler(networks: TunedNetworks) {
  return taskHandler(SaliencyPayload, (payload, context) =>
    networks.use(payload, context, async (network): Promise<SaliencyReply> => {
      const { backbone, sessions } = network;
      const { kind, target, width, height } = payload;
      const input = await readItem(network, attachDataFolder(payload.dataDir), payload);
      await context.yieldNow();
      const cells =
        kind === 'rollout'
          ? await rolledOut(network, input)
          : await gradientTimesInput(network, input, target);
      await context.yieldNow();
      const { framing } = sessions.plan;
      const box = shownBox(pixelsOf(network, payload), { width, height }, backbone.card, framing);
      return overFrame(scaledByMaximum(cells), { width, height }, box);
    }),
  );
}

/** Attention roll-out of what the head reads: per patch cell, not a number where nothing is shown. */
export async function rolledOut(
  { backbone, adapter, sessions }: Explainable,
  input: NetworkInput,
): Promise<Float32Array> {
  const { explained } = sessions.plan;
  if (!explained.chained) {
    throw new LapidaryError(
      'no-rollout',
      'With one-way prompts attention runs along two streams, and roll-out follows one.',
      'Ask for the gradient instead.',
    );
  }
  const { architecture } = backbone.card;
  const { outputs } = await sessions.explain(input, adapter.values, 'attention', noTarget(adapter));
  const blocks = Object.keys(outputs).map((_, i): BlockAttention => {
    const [, queries = 0, keys = 0] = outputs[`attention.${i}`]?.shape ?? [];
    return { queries, keys, shares: outputs[`attention.${i}`]?.data ?? new Float32Array() };
  });
  const read = explained.read(input);
  const found = rollOut(
    blocks,
    trimmed(read, blocks.at(-1)?.queries ?? 0),
    read.length + (architecture.registers ?? 0),
  );
  const cells = emptyCells(backbone);
  addTo(cells, imageCells(explained, input), (at) => found.tokens[1 + at] ?? 0);
  addTo(cells, explained.appended?.(input) ?? [], (at) => found.appended[at] ?? 0);
  return cells;
}

/**
 * |gradient × input| of a class's logit with respect to the pixels that the network is shown, normalised as it is shown them (0 is its mean
 * colour), and to what its prompts are made of, summed over each patch cell.
 */
export async function gradientTimesInput(
  { backbone, adapter, sessions }: Explainable,
  input: NetworkInput,
  target: number,
): Promise<Float32Array> {
  const { explained } = sessions.plan;
  const wanted = noTarget(adapter);
  wanted[target] = 1;
  const { fed, outputs } = await sessions.explain(input, adapter.values, 'gradient', wanted);
  const places: Readonly<Record<(typeof explainedInputs)[number], readonly (readonly number[])[]>> = {
    patches: imageCells(explained, input),
    'prompt.patches': explained.appended?.(input) ?? [],
  };
  const cells = emptyCells(backbone);
  for (const name of explainedInputs) {
    const gradient = outputs[`gradient.${name}`];
    const values = fed[name];
    if (gradient === undefined || !(values instanceof Float32Array)) continue;
    const length = gradient.shape.at(-1) ?? 0;
    addTo(cells, places[name], (at) => {
      let sum = 0;
      for (let i = at * length; i < (at + 1) * length; i++) {
        sum += Math.abs((gradient.data[i] as number) * (values[i] as number));
      }
      return sum;
    });
  }
  return cells;
}

/** What explanations need of a tuned network. */
export interface Explainable {
  readonly backbone: { readonly card: Pick<TunedNetwork['backbone']['card'], 'architecture'> };
  readonly adapter: Pick<TunedNetwork['adapter'], 'head' | 'values'>;
  readonly sessions: Pick<PlanSessions, 'plan' | 'explain'>;
}

function noTarget({ head }: Explainable['adapter']): Float32Array {
  return new Float32Array(head.classes.length);
}

function imageCells({ cells }: Explained, input: NetworkInput): readonly (readonly number[])[] {
  return cells(input).map((cell) => [cell]);
}

function emptyCells({ card }: Explainable['backbone']): Float32Array {
  const { imageSize, patchSize } = card.architecture;
  return new Float32Array((imageSize / patchSize) ** 2).fill(Number.NaN);
}

/** Spreads each token's value evenly over its cells. */
function addTo(
  cells: Float32Array,
  places: readonly (readonly number[])[],
  valueOf: (at: number) => number,
): void {
  places.forEach((under, at) => {
    const value = valueOf(at) / under.length;
    for (const cell of under) {
      const before = cells[cell] as number;
      cells[cell] = (Number.isNaN(before) ? 0 : before) + value;
    }
  });
}

/** Rows behind the last query are read by nobody. */
function trimmed(read: Float32Array, queries: number): Float32Array {
  return read.subarray(0, queries);
}
