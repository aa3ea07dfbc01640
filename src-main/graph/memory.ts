/** How much memory a graph needs while it runs, estimated from its static shapes. */
import { sizeOf, topological } from './ir.ts';
import type { DataType, Op, Value } from './ir.ts';

const bytesPer: Readonly<Record<DataType, number>> = { float32: 4, float16: 2, int64: 8, bool: 1 };
/** Computed in the place of their input, or another name for it. */
const inPlace: ReadonlySet<Op> = new Set(['reshape', 'stopGradient', 'withGradient', 'layerNormInvStd']);
const leaves: ReadonlySet<Op> = new Set(['input', 'parameter', 'weight', 'constant']);

/**
 * The most bytes of intermediate values that are alive at once, if values are computed in the graph's order and freed
 * after their last reader. Weights and fed tensors are not counted: they are there anyway. An estimate: the runtime
 * may order, reuse and pad otherwise.
 */
export function peakBytes(outputs: Readonly<Record<string, Value>>): number {
  const results = Object.values(outputs);
  const order = topological(results);
  const owners = new Map<Value, Value>();
  const ownerOf = (value: Value): Value => owners.get(value) ?? value;
  const readers = new Map<Value, number>();
  for (const value of order) {
    const source = value.op === 'withGradient' ? value.inputs.at(-1) : value.inputs[0];
    if (inPlace.has(value.op) && source !== undefined) owners.set(value, ownerOf(source));
    else for (const input of value.inputs) count(readers, ownerOf(input), 1);
  }
  // What a run returns stays until its end.
  for (const result of results) count(readers, ownerOf(result), 1);
  let held = 0;
  let peak = 0;
  for (const value of order) {
    if (inPlace.has(value.op) || leaves.has(value.op)) continue;
    held += bytesOf(value);
    peak = Math.max(peak, held);
    for (const input of value.inputs) {
      const owner = ownerOf(input);
      if (leaves.has(owner.op)) continue;
      if (count(readers, owner, -1) === 0) held -= bytesOf(owner);
    }
  }
  return peak;
}

function bytesOf({ shape, dtype }: Value): number {
  return bytesPer[dtype] * sizeOf(shape);
}

function count(readers: Map<Value, number>, value: Value, by: number): number {
  const now = (readers.get(value) ?? 0) + by;
  readers.set(value, now);
  return now;
}
