/** Functions made of the operations of ops.ts; their gradients follow from those. */
import { GraphError } from './ir.ts';
import type { Value } from './ir.ts';
import {
  add,
  erf,
  exp,
  gemm,
  half,
  log,
  mul,
  neg,
  reduceMax,
  reduceSum,
  reshape,
  sigmoid,
  single,
  stopGradient,
  sub,
  tanh,
  withGradient,
} from './ops.ts';
import { onceThereIs } from './recompute.ts';

/** x·Φ(x), the exact Gaussian error linear unit (Hendrycks and Gimpel 2016, arXiv 1606.08415). */
export function gelu(x: Value): Value {
  return mul(mul(x, 0.5), add(erf(mul(x, Math.SQRT1_2)), 1));
}

/**
 * u·(1 + erf(u)) = √2·GELU(√2·u): a network whose weights carry the two factors needs no more. Its derivative,
 * 1 + erf(u) + 2/√π·u·exp(−u²), is made of u alone, in the backward pass and not before.
 */
export function halfGelu(u: Value): Value {
  return withGradient(
    [u],
    ([x = u]) => mul(x, add(erf(x), 1)),
    (g) => {
      const negative = mul(u, onceThereIs(g, -1));
      const bell = exp(mul(negative, u));
      const slope = mul(mul(negative, bell), 2 / Math.sqrt(Math.PI));
      return [mul(g, sub(1, add(erf(negative), slope)))];
    },
  );
}

/** GELU's approximation by tanh, x/2·(1 + tanh(√(2/π)·(x + 0.044715·x³))), from the same paper. */
export function tanhGelu(x: Value): Value {
  const cubic = mul(mul(mul(x, x), x), 0.044715);
  return mul(mul(x, 0.5), add(tanh(mul(add(x, cubic), Math.sqrt(2 / Math.PI))), 1));
}

/** x·σ(x), the sigmoid linear unit of the same paper. */
export function silu(x: Value): Value {
  return mul(x, sigmoid(x));
}

/** x·wᵀ + b for x (…, in), w (out, in), b (out): one Gemm over all leading axes. */
export function linear(x: Value, weight: Value, bias?: Value): Value {
  const [out, inner] = weight.shape;
  if (out === undefined || inner === undefined || weight.shape.length !== 2 || x.shape.at(-1) !== inner) {
    throw new GraphError(`linear: x [${x.shape.join(',')}] with weight [${weight.shape.join(',')}]`);
  }
  const rows = reshape(x, [-1, inner]);
  const product = gemm(rows, weight, bias === undefined ? { transB: true } : { transB: true, bias });
  return reshape(product, [...x.shape.slice(0, -1), out]);
}

/**
 * As `linear`, but the product is made in float16: x is rounded to it, the weight is stored in it, and so is the
 * gradient on its way back. The bias is added in float32. Small gradients vanish unless the loss is scaled up.
 */
export function halfLinear(x: Value, weight: Value, bias?: Value): Value {
  const [out = 0, inner = 0] = weight.shape;
  const rows = half(reshape(x, [-1, inner]));
  const product = single(gemm(rows, weight, { transB: true }));
  return reshape(bias === undefined ? product : add(product, bias), [...x.shape.slice(0, -1), out]);
}

/** Decomposed: ONNX LogSoftmax leaves the WebGPU provider. The maximum is a mere shift, so no gradient passes it. */
export function logSoftmax(x: Value, axis = -1): Value {
  const shifted = sub(x, stopGradient(reduceMax(x, [axis], { keepDims: true })));
  return sub(shifted, log(reduceSum(exp(shifted), [axis], { keepDims: true })));
}

/**
 * Σᵢ wᵢ·(−Σ_c tᵢ_c·log softmax(logitsᵢ)_c), a scalar.
 * logits, targets (B, C) with float32 targets that sum to 1 (one-hot or smoothed); sampleWeights (B) serve class
 * weights, micro-batch accumulation (1 / size of the whole batch) and padding (0) at once.
 */
export function crossEntropy(logits: Value, targets: Value, sampleWeights: Value): Value {
  const perSample = neg(reduceSum(mul(targets, logSoftmax(logits)), [1]));
  return reduceSum(mul(perSample, sampleWeights));
}
