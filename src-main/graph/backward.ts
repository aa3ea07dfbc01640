/** Reverse-mode differentiation: what is common to all gradient rules lives here, once. */
import { describe, GraphError, sameShape, sizeOf, topological } from './ir.ts';
import type { Op, Shape, Value, ValueOf } from './ir.ts';
import { gradientTable } from './gradients.ts';
import type { GradientRule, GradientTable } from './gradients.ts';
import { add, ones, reduceSum, reshape } from './ops.ts';
import { broadcastAxes, broadcastShapes, show } from './shapes.ts';

const table: GradientTable = gradientTable;

/**
 * The gradients of an output with respect to each of `wrt`, as values of the same shapes.
 *
 * Without a seed the output must hold a single number, its loss; with one, of the output's shape, the results are
 * Jᵀ·seed. Throws GraphError where no gradient path leads to one of `wrt`, or where the path crosses an operation
 * that must not be differentiated.
 */
export function gradients(output: Value, wrt: readonly Value[], seed?: Value): Value[] {
  const start = seed ?? ones(output.shape);
  if (seed === undefined && sizeOf(output.shape) !== 1) {
    throw new GraphError(`gradients: ${describe(output)} is no single number; give a seed of its shape`);
  }
  if (output.dtype !== 'float32' || !sameShape(start.shape, output.shape)) {
    throw new GraphError(`gradients: seed ${describe(start)} for ${output.dtype} ${describe(output)}`);
  }
  const order = topological([output]);
  const onPath = valuesOnPath(order, wrt);
  const parts = new Map<Value, Value[]>([[output, [start]]]);
  const totals = new Map<Value, Value>();
  for (const value of order.reverse()) {
    const contributions = parts.get(value);
    if (contributions === undefined || !onPath.has(value)) continue;
    const total = contributions.reduce((sum, part) => add(sum, part));
    totals.set(value, total);
    inputGradients(value, total, onPath).forEach((gradient, at) => {
      const target = value.inputs[at];
      if (gradient === null || target === undefined) return;
      const list = parts.get(target) ?? [];
      list.push(gradient);
      parts.set(target, list);
    });
  }
  return wrt.map((value) => {
    const total = totals.get(value);
    if (total === undefined) {
      throw new GraphError(`gradients: no gradient path from ${describe(output)} to ${describe(value)}`);
    }
    return total;
  });
}

/** Those values through which a gradient has to pass on its way to one of wrt. */
function valuesOnPath(order: readonly Value[], wrt: readonly Value[]): Set<Value> {
  const wanted = new Set(wrt);
  const onPath = new Set<Value>();
  for (const value of order) {
    const passes = table[value.op] !== 'zero' && value.inputs.some((input) => onPath.has(input));
    if (passes || wanted.has(value)) onPath.add(value);
  }
  return onPath;
}

/** One gradient per input, summed back to the input's shape; null where none is wanted. */
function inputGradients<O extends Op>(value: ValueOf<O>, g: Value, onPath: Set<Value>): (Value | null)[] {
  const inputs: readonly Value[] = value.inputs;
  if (!inputs.some((input) => onPath.has(input))) return [];
  const rule: GradientRule<O> | 'zero' | 'forbidden' = table[value.op];
  if (rule === 'zero') return [];
  if (rule === 'forbidden') throw new GraphError(`gradients: ${value.op} must not be differentiated`);
  const results = rule(g, value);
  if (results.length !== inputs.length) {
    throw new GraphError(
      `gradients: the rule of ${value.op} returned ${results.length} for ${inputs.length}`,
    );
  }
  return inputs.map((input, at) => {
    const result = results[at] ?? null;
    if (!onPath.has(input)) return null;
    if (result === null) throw new GraphError(`gradients: ${value.op} has no gradient for its input ${at}`);
    return sumTo(result, input.shape, value.op);
  });
}

/** Undo broadcasting: sum over the axes along which the forward pass repeated the input. */
function sumTo(gradient: Value, shape: Shape, op: Op): Value {
  if (sameShape(gradient.shape, shape)) return gradient;
  if (!sameShape(broadcastShapes(`gradient of ${op}`, gradient.shape, shape), gradient.shape)) {
    throw new GraphError(`gradients: ${op} gave ${show(gradient.shape)} for an input ${show(shape)}`);
  }
  return reshape(reduceSum(gradient, broadcastAxes(gradient.shape, shape)), shape);
}
