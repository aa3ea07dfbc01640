import type { VitConfig } from '../../src-main/networks/vit.ts';

/**
 * The ViT's formulas once more, in float64 and without any graph: what the graphs are held against. A sequence is a
 * list of tokens, a token a list of numbers.
 */
export type Tokens = readonly (readonly number[])[];
type TensorOf = (name: string) => ArrayLike<number>;

const dot = (a: ArrayLike<number>, b: ArrayLike<number>, from = 0): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? NaN) * (b[from + i] ?? NaN);
  return sum;
};

const dense = (
  x: readonly number[],
  weight: ArrayLike<number>,
  bias: ArrayLike<number>,
  rows = bias.length,
  first = 0,
) =>
  Array.from(
    { length: rows },
    (_, row) => dot(x, weight, (first + row) * x.length) + (bias[first + row] ?? NaN),
  );

const norm = (x: readonly number[], gain: ArrayLike<number>, bias: ArrayLike<number>, epsilon: number) => {
  const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  return x.map(
    (value, i) => ((value - mean) / Math.sqrt(variance + epsilon)) * (gain[i] ?? NaN) + (bias[i] ?? NaN),
  );
};

/** Abramowitz and Stegun 7.1.5, the series, to float64's accuracy for the small arguments of these tests. */
function erf(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 200; n++) {
    term *= (-x * x) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}

const gelu = (x: number): number => 0.5 * x * (1 + erf(x / Math.SQRT2));

const plus = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, i) => value + (b[i] ?? NaN));

function attend(tokens: Tokens, config: VitConfig, tensor: TensorOf, name: string): number[][] {
  const { width, heads } = config;
  const size = width / heads;
  const weight = tensor(`${name}.qkv.weight`);
  const bias = tensor(`${name}.qkv.bias`);
  const [queries, keys, values] = [0, 1, 2].map((part) =>
    tokens.map((token) => dense(token, weight, bias, width, part * width)),
  ) as [number[][], number[][], number[][]];
  return queries.map((query) => {
    const mixed = Array.from({ length: heads }, (_, head) => {
      const cut = (token: readonly number[]) => token.slice(head * size, (head + 1) * size);
      const scores = keys.map((key) => Math.exp(dot(cut(query), cut(key)) / Math.sqrt(size)));
      const total = scores.reduce((sum, score) => sum + score, 0);
      return Array.from({ length: size }, (_, i) =>
        values.reduce((sum, value, at) => sum + ((scores[at] ?? NaN) / total) * (cut(value)[i] ?? NaN), 0),
      );
    }).flat();
    return dense(mixed, tensor(`${name}.proj.weight`), tensor(`${name}.proj.bias`));
  });
}

/** All blocks and the final norm over any tokens. */
export function referenceForward(tokens: Tokens, config: VitConfig, tensor: TensorOf): number[][] {
  const normed = (x: readonly number[], name: string) =>
    norm(x, tensor(`${name}.weight`), tensor(`${name}.bias`), config.epsilon);
  let x = tokens.map((token) => [...token]);
  for (let i = 0; i < config.depth; i++) {
    const name = `blocks.${i}`;
    const attended = attend(
      x.map((token) => normed(token, `${name}.norm1`)),
      config,
      tensor,
      `${name}.attn`,
    );
    x = x.map((token, at) => plus(token, attended[at] ?? []));
    x = x.map((token) => {
      const inner = dense(
        normed(token, `${name}.norm2`),
        tensor(`${name}.mlp.fc1.weight`),
        tensor(`${name}.mlp.fc1.bias`),
      );
      return plus(
        token,
        dense(inner.map(gelu), tensor(`${name}.mlp.fc2.weight`), tensor(`${name}.mlp.fc2.bias`)),
      );
    });
  }
  return x.map((token) => normed(token, 'norm'));
}

/** [CLS; tokens of the given cells] with positions, from (3, size, size) planes. */
export function referenceTokens(
  image: ArrayLike<number>,
  cells: readonly number[],
  config: VitConfig,
  tensor: TensorOf,
): number[][] {
  const { imageSize, patchSize, width } = config;
  const side = imageSize / patchSize;
  const positions = tensor('pos_embed');
  const position = (index: number) =>
    Array.from({ length: width }, (_, i) => positions[index * width + i] ?? NaN);
  const cls = plus(
    Array.from({ length: width }, (_, i) => tensor('cls_token')[i] ?? NaN),
    position(0),
  );
  const embedded = cells.map((cell) => {
    const patch: number[] = [];
    for (let channel = 0; channel < 3; channel++) {
      for (let y = 0; y < patchSize; y++) {
        for (let x = 0; x < patchSize; x++) {
          const row = Math.floor(cell / side) * patchSize + y;
          const column = (cell % side) * patchSize + x;
          patch.push(image[(channel * imageSize + row) * imageSize + column] ?? NaN);
        }
      }
    }
    const token = dense(patch, tensor('patch_embed.proj.weight'), tensor('patch_embed.proj.bias'));
    return plus(token, position(cell + 1));
  });
  return [cls, ...embedded];
}
