/** Trading time for memory: values that are computed in the backward pass, a second time or not before. */
import { gradients } from './backward.ts';
import { GraphError } from './ir.ts';
import type { Value } from './ir.ts';
import { add, mul, reshape, slice, stopGradient, withGradient } from './ops.ts';

/**
 * The number as a scalar that exists only once g does. A runtime computes whatever it can as soon as it can: what a
 * backward pass makes of forward values alone would be made, and kept, before the backward pass begins, block by
 * block. What is multiplied by such a scalar waits.
 */
export function onceThereIs(g: Value, number: number): Value {
  return add(mul(reshape(slice(reshape(g, [-1]), 0, 0, 1), []), 0), number);
}

/**
 * `body` of the activations and of what else it depends on (trainable or not). The backward pass computes the body a
 * second time, from x + 0·g, so that no optimiser of the runtime can merge the two computations or run the second one
 * early. The numbers are the same up to rounding: where nothing but its end is read, the runtime fuses more of the
 * body.
 */
export function recomputed(
  activations: Value,
  others: readonly Value[],
  body: (activations: Value, others: readonly Value[]) => Value,
): Value {
  const run = (inputs: readonly Value[]): Value => {
    const [first, ...rest] = inputs;
    if (first === undefined) throw new GraphError('recomputed: no activations');
    return body(first, rest);
  };
  return withGradient([activations, ...others], run, (g) => {
    // Detached: what is asked for is the gradient with respect to each as if it were free.
    const again = [add(activations, onceThereIs(g, 0)), ...others].map(stopGradient);
    return gradients(run(again), again, g);
  });
}
