import { sizeOf, type Value } from './ir.ts';

/** Multiplications and additions of the matrix products that the outputs reach: all that counts in a transformer. */
export function productOperations(outputs: Readonly<Record<string, Value>>): number {
  const seen = new Set<Value>();
  const waiting = Object.values(outputs);
  let operations = 0;
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (seen.has(value)) continue;
    seen.add(value);
    waiting.push(...value.inputs);
    const [first] = value.inputs;
    if (value.op === 'matmul') operations += 2 * sizeOf(value.shape) * (first?.shape.at(-1) ?? 0);
    if (value.op === 'gemm') {
      operations += 2 * sizeOf(value.shape) * (first?.shape[value.attributes.transA ? 0 : 1] ?? 0);
    }
  }
  return operations;
}
