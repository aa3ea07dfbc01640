import { createRandom } from '../../src-shared/domain/random.ts';
import type { Runtime, Tensor } from '../compute/runtime.ts';
import { Message } from '../graph/protobuf.ts';

export type Precision = 'float32' | 'float16';

/** Half precision lands near 1e-3 on the products compared here. */
const float16Tolerance = 5e-3;

/** TensorProto.DataType */
const elementType = { float32: 1, float16: 10 } as const;

/** Edges of the matrices that speed is measured with: larger ones while a run of them would not take too long. */
const edges = [256, 1024, 2048];
const longestRun = 500;
/** Products in a run. */
const chain = 4;
const timedRuns = 7;

/**
 * Billions of floating-point operations a second: the median over some runs of four products of square matrices, one
 * after the other, so that moving numbers to a device and back counts as little as it does in a network.
 */
export async function measureGflops(runtime: Runtime, precision: Precision = 'float32'): Promise<number> {
  let found = 0;
  for (const edge of edges) {
    const operations = chain * 2 * edge ** 3;
    if (found > 0 && operations / (found * 1e6) > longestRun) break;
    found = operations / (1e6 * (await timeOfRun(runtime, edge, precision)));
  }
  return found;
}

/** Milliseconds. A slow one is timed once, after the run that compiles. */
async function timeOfRun(runtime: Runtime, edge: number, precision: Precision): Promise<number> {
  const session = await runtime.open(productModel(edge, chain, precision), { wholeOnProvider: true });
  try {
    const feeds = { a: randomMatrix(edge, 1), b: randomMatrix(edge, 2) };
    await session.run(feeds);
    const times: number[] = [];
    let spent = 0;
    do {
      const start = performance.now();
      await session.run(feeds);
      const time = performance.now() - start;
      times.push(time);
      spent += time;
    } while (times.length < timedRuns && spent < longestRun);
    return median(times);
  } finally {
    await session.release();
  }
}

/**
 * Whether the provider multiplies in half precision, and right. A device that cannot says so in the run, not when
 * the model is opened.
 *
 * @throws LapidaryError `model-not-opened`, `provider-lost`
 */
export async function computesFloat16(runtime: Runtime): Promise<boolean> {
  const edge = 64;
  const session = await runtime.open(productModel(edge, 1, 'float16'), { wholeOnProvider: true });
  try {
    const a = randomMatrix(edge, 3);
    const b = randomMatrix(edge, 4);
    const { product } = await session.run({ a, b });
    let difference = 0;
    let size = 0;
    for (let row = 0; row < edge; row++) {
      for (let column = 0; column < edge; column++) {
        let sum = 0;
        for (let k = 0; k < edge; k++) {
          sum += (a.data[row * edge + k] ?? NaN) * (b.data[k * edge + column] ?? NaN);
        }
        difference += (Number(product?.data[row * edge + column]) - sum) ** 2;
        size += sum ** 2;
      }
    }
    return Math.sqrt(difference / size) <= float16Tolerance;
  } finally {
    await session.release();
  }
}

/** a·b·b·… with `products` factors b, of square matrices in float32, multiplied in the precision asked for. */
function productModel(edge: number, products: number, precision: Precision): Uint8Array {
  const graph = new Message();
  const half = precision === 'float16';
  if (half) for (const name of ['a', 'b']) graph.message(1, cast(name, `${name}.half`, 'float16'));
  const factor = half ? 'b.half' : 'b';
  let left = half ? 'a.half' : 'a';
  for (let i = 1; i <= products; i++) {
    const product = i === products && !half ? 'product' : `product.${i}`;
    graph.message(1, node('MatMul', [left, factor], product));
    left = product;
  }
  if (half) graph.message(1, cast(left, 'product', 'float32'));
  graph.string(2, 'products');
  for (const name of ['a', 'b']) graph.message(11, squareMatrix(name, edge));
  graph.message(12, squareMatrix('product', edge));
  return new Message()
    .integer(1, 8)
    .string(2, 'lapidary')
    .message(7, graph)
    .message(8, new Message().string(1, '').integer(2, 17))
    .toBytes();
}

function node(operation: string, inputs: readonly string[], output: string): Message {
  const message = new Message();
  for (const name of inputs) message.string(1, name);
  return message.string(2, output).string(3, output).string(4, operation);
}

function cast(from: string, to: string, precision: Precision): Message {
  const attribute = new Message().string(1, 'to').integer(3, elementType[precision]).integer(20, 2);
  return node('Cast', [from], to).message(5, attribute);
}

/** ValueInfoProto of a float32 matrix. */
function squareMatrix(name: string, edge: number): Message {
  const extent = new Message().integer(1, edge);
  const shape = new Message().message(1, extent).message(1, extent);
  const tensor = new Message().integer(1, elementType.float32).message(2, shape);
  return new Message().string(1, name).message(2, new Message().message(1, tensor));
}

/** Scaled so that products stay near 1, whatever their number. */
function randomMatrix(edge: number, seed: number): Tensor & { readonly data: Float32Array } {
  const random = createRandom(seed);
  const scale = 1 / Math.sqrt(edge);
  return {
    data: Float32Array.from({ length: edge ** 2 }, () => scale * random.normal()),
    shape: [edge, edge],
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
