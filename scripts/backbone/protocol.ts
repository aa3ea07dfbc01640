import { z } from 'zod';
import { pretrainingTensors } from '../../src-main/networks/pretraining.ts';
import { sizeOf } from '../../src-main/graph/ir.ts';
import { config, task } from './recipe.ts';

/** What the threads of a training run say to one another, and how the weights lie in their shared memory. */
const triple = z.tuple([z.number(), z.number(), z.number()]).readonly();

export const ShardData = z.object({
  shard: z.int().nonnegative(),
  normalisation: z.object({ mean: triple, std: triple }),
  /** Written by the main thread between steps. */
  weights: z.instanceof(SharedArrayBuffer),
  /** This shard's own. */
  gradients: z.instanceof(SharedArrayBuffer),
});
export type ShardData = z.infer<typeof ShardData>;

export const ShardRequest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), step: z.int().nonnegative() }),
  z.object({ kind: z.literal('evaluate') }),
  z.object({ kind: z.literal('close') }),
]);
export type ShardRequest = z.infer<typeof ShardRequest>;

const Tally = z.object({ asked: z.number(), right: z.number(), loss: z.number() });
export const ShardReply = z.object({ hits: z.record(z.string(), Tally) });
export type ShardReply = z.infer<typeof ShardReply>;
/** Per question: rows asked, rows right, summed cross-entropy. */
export type Hits = ShardReply['hits'];

/** All tensors, one behind the other, in the order of `pretrainingTensors`. */
export function parameterLayout() {
  const offsets = new Map<string, number>();
  let length = 0;
  for (const [name, shape] of pretrainingTensors(config, task)) {
    offsets.set(name, length);
    length += sizeOf(shape);
  }
  return {
    length,
    offset(name: string): number {
      const offset = offsets.get(name);
      if (offset === undefined) throw new Error(`the training has no tensor "${name}"`);
      return offset;
    },
  };
}
