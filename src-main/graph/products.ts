/** Matrix products with one operand transposed, written so that the smaller operands are the ones to be transposed. */
import { sizeOf } from './ir.ts';
import type { Shape, Value } from './ir.ts';
import { matmul, transpose } from './ops.ts';

/** a·bᵀ; `target` is the result's shape before any broadcasting is undone. */
export function productWithTranspose(a: Value, b: Value, target: Shape): Value {
  const direct = sizeOf(b.shape) <= sizeOf(a.shape) + sizeOf(target);
  return direct ? matmul(a, transpose(b)) : transpose(matmul(b, transpose(a)));
}

/** aᵀ·b; `target` as above: attention's T×T probabilities stay as they are. */
export function transposeWithProduct(a: Value, b: Value, target: Shape): Value {
  const direct = sizeOf(a.shape) <= sizeOf(b.shape) + sizeOf(target);
  return direct ? matmul(transpose(a), b) : transpose(matmul(transpose(b), a));
}
