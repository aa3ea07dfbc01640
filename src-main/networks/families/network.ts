import type { BackboneFacts } from '../../../src-shared/domain/backboneFacts.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { sizeOf } from '../../graph/ir.ts';
import type { CheckpointTensor } from '../checkpoints/checkpoint.ts';
import { floats } from '../checkpoints/values.ts';
import { vitTensors, type VitConfig } from '../vit.ts';
import { usualResampling } from './families.ts';
import type { Form } from './layouts.ts';
import { resampleGrid, type Resampling } from './positions.ts';
import type { Recognised, TensorSource } from './recognise.ts';
import type { SideFile } from './sideFiles.ts';

/**
 * A recognised checkpoint as our own network (vit.ts): its architecture, and each of its tensors in turn. LayerScale is
 * multiplied into the layers that it scales, and positions of tokens are added to them.
 */

type Tensors = ReadonlyMap<string, CheckpointTensor>;

/** What a network may be, so that a file cannot ask for more memory than a machine has: ViT-22B is none for a hospital. */
const largest = { cells: 4096, width: 4096, depth: 96, patchSize: 64, registers: 64, mlpRatio: 16 };

/** @throws LapidaryError `backbone-facts` where facts and shapes contradict one another */
export function architectureOf(
  { shape }: Recognised,
  facts: BackboneFacts,
  sideFiles: readonly SideFile[] = [],
): VitConfig {
  for (const { file, stated } of sideFiles) {
    for (const name of ['width', 'depth', 'patchSize'] as const) {
      const said = stated[name];
      if (said !== undefined && said !== shape[name]) {
        throw contradiction(`${file} says ${name} ${said}, and its tensors have ${shape[name]}`);
      }
    }
  }
  const { imageSize, heads, activation, pooling } = facts;
  if (imageSize % shape.patchSize !== 0) {
    throw contradiction(
      `an input of ${imageSize} pixels is no multiple of its patches of ${shape.patchSize}`,
    );
  }
  if (shape.width % heads !== 0) throw contradiction(`a width of ${shape.width} cannot have ${heads} heads`);
  if (shape.pooledNorm !== (pooling === 'mean-then-norm')) {
    throw contradiction(
      shape.pooledNorm
        ? 'its only norm is one of the pooled feature, so it is pooled by mean-then-norm'
        : 'it has a norm of its tokens, so it is pooled by cls or mean',
    );
  }
  const { patchSize, width, depth, registers, hidden } = shape;
  for (const [what, value, most] of [
    ['cells of its input', (imageSize / patchSize) ** 2, largest.cells],
    ['its width', width, largest.width],
    ['its number of blocks', depth, largest.depth],
    ['the side of its patches', patchSize, largest.patchSize],
    ['its registers', registers, largest.registers],
    ['the width of its MLPs over its own', hidden / width, largest.mlpRatio],
  ] as const) {
    if (value > most) throw contradiction(`${what}: ${value} is more than the ${most} that are read`);
  }
  return {
    imageSize,
    patchSize: shape.patchSize,
    width: shape.width,
    depth: shape.depth,
    heads,
    mlpRatio: shape.hidden / shape.width,
    epsilon: facts.epsilon,
    ...(activation === 'gelu' || shape.mlp === 'swiglu' ? {} : { activation }),
    ...(shape.mlp === undefined ? {} : { mlp: shape.mlp }),
    ...(shape.preNorm === true ? { preNorm: true } : {}),
    ...(shape.registers > 0 ? { registers: shape.registers } : {}),
    ...(pooling === 'cls' ? {} : { pooling }),
  };
}

/** How the position embedding gets to the input's size; undefined where it has it. */
export function resamplingOf(
  recognised: Recognised,
  { family, imageSize }: Pick<BackboneFacts, 'family' | 'imageSize'>,
): (Resampling & { readonly from: number; readonly to: number }) | undefined {
  const { layout, shape, tokens, hasMaskToken } = recognised;
  const to = imageSize / shape.patchSize;
  if (to === shape.grid) return undefined;
  const has = { registers: tokens.registers.length > 0, maskToken: hasMaskToken };
  return { ...usualResampling(layout.id, family, has), from: shape.grid, to };
}

/**
 * Every tensor of the network in file order, one at a time.
 * @throws LapidaryError `backbone-keys` for a tensor of another shape or with values that are no numbers
 */
export async function* networkTensors(
  recognised: Recognised,
  config: VitConfig,
  facts: BackboneFacts,
  tensors: Tensors,
): AsyncGenerator<readonly [name: string, data: Float32Array]> {
  const tokens = await tokenTensors(recognised, config, facts, tensors);
  for (const [name, shape] of vitTensors(config)) {
    const ready = tokens.get(name);
    const source = recognised.sources.get(name);
    if (ready !== undefined) yield [name, checked(name, ready, sizeOf(shape))];
    else if (source === undefined) throw new Error(`nothing is known of "${name}"`);
    else yield [name, checked(name, await fromSource(source, shape, tensors), sizeOf(shape))];
  }
}

async function fromSource(
  source: TensorSource,
  shape: readonly number[],
  tensors: Tensors,
): Promise<Float32Array> {
  if (source.kind === 'zeros') return new Float32Array(sizeOf(shape));
  const out = new Float32Array(sizeOf(shape));
  let at = 0;
  for (const name of source.names) {
    const tensor = tensorOf(tensors, name);
    const expected = sizeOf(shape) / source.names.length;
    if (sizeOf(tensor.shape) !== expected) {
      throw keysProblem(`"${name}" is [${tensor.shape.join(', ')}], where ${expected} values are needed`);
    }
    const inputs = sizeOf(shape.slice(1));
    out.set(inOurForm(await floats(tensor), source.form, { shape, inputs }), at);
    at += expected;
  }
  if (source.scale !== undefined) {
    const scale = await valuesOf(tensors, source.scale, shape[0] ?? 0);
    const columns = sizeOf(shape.slice(1));
    for (let i = 0; i < out.length; i++) {
      out[i] = (out[i] as number) * (scale[Math.floor(i / columns)] as number);
    }
  }
  return out;
}

function inOurForm(
  data: Float32Array,
  form: Form,
  { shape, inputs }: { readonly shape: readonly number[]; readonly inputs: number },
): Float32Array {
  // A bias is a mere row, in whatever form its weight is.
  if (form === 'out-in' || shape.length === 1) return data;
  if (form === 'in-out') return transposed(data, inputs, data.length / inputs);
  // (height, width, 3, out) → (out, 3, height, width)
  const [out = 0, channels = 0, height = 0, width = 0] = shape;
  const area = height * width;
  const result = new Float32Array(data.length);
  for (let cell = 0; cell < area; cell++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let row = 0; row < out; row++) {
        result[(row * channels + channel) * area + cell] = data[
          (cell * channels + channel) * out + row
        ] as number;
      }
    }
  }
  return result;
}

/** (rows, columns) → (columns, rows) */
function transposed(data: Float32Array, rows: number, columns: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      out[column * rows + row] = data[row * columns + column] as number;
    }
  }
  return out;
}

async function tokenTensors(
  recognised: Recognised,
  { width, registers = 0 }: VitConfig,
  facts: BackboneFacts,
  tensors: Tensors,
): Promise<ReadonlyMap<string, Float32Array>> {
  const { tokens, shape } = recognised;
  const cells = shape.grid ** 2;
  const positions = await valuesOf(tensors, tokens.positions, (tokens.leadingRows + cells) * width);
  const grid = positions.subarray(tokens.leadingRows * width);
  const resampling = resamplingOf(recognised, facts);
  const placed =
    resampling === undefined ? grid : resampleGrid(grid, width, resampling.from, resampling.to, resampling);
  const embedding = new Float32Array(width + placed.length);
  if (tokens.leadingRows > 0) embedding.set(positions.subarray(0, width));
  embedding.set(placed, width);

  const made = new Map([
    ['cls_token', await valuesOf(tensors, tokens.cls, width)],
    ['pos_embed', embedding],
  ]);
  if (registers > 0) {
    const out = new Float32Array(registers * width);
    let at = 0;
    for (const name of tokens.positioned) {
      const values = await floats(tensorOf(tensors, name));
      const rows = positions.subarray(width + at, width + at + values.length);
      out.set(tokens.leadingRows === 0 ? values : values.map((value, i) => value + (rows[i] as number)), at);
      at += values.length;
    }
    for (const name of tokens.registers) {
      const values = await floats(tensorOf(tensors, name));
      out.set(values, at);
      at += values.length;
    }
    made.set('reg_token', out);
  }
  return made;
}

async function valuesOf(tensors: Tensors, name: string, count: number): Promise<Float32Array> {
  const tensor = tensorOf(tensors, name);
  if (sizeOf(tensor.shape) !== count) {
    throw keysProblem(`"${name}" is [${tensor.shape.join(', ')}], where ${count} values are needed`);
  }
  return floats(tensor);
}

function tensorOf(tensors: Tensors, name: string): CheckpointTensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) throw new Error(`the checkpoint has lost its tensor "${name}"`);
  return tensor;
}

/** One number that is none spoils everything that the network answers. */
function checked(name: string, data: Float32Array, count: number): Float32Array {
  if (data.length !== count) throw new Error(`"${name}" has ${data.length} values where ${count} are needed`);
  // x − x is 0 for every finite number and for nothing else; 10⁸ of these take a tenth of the time of as many questions.
  let spoilt = 0;
  for (let i = 0; i < data.length; i++) spoilt += (data[i] as number) - (data[i] as number);
  if (spoilt === 0) return data;
  throw keysProblem(`"${name}" holds values that are not finite numbers`);
}

function keysProblem(reason: string): LapidaryError {
  return new LapidaryError(
    'backbone-keys',
    `This checkpoint cannot become a backbone: ${reason}.`,
    'Fetch the file again from where it came from, or save it again in float32.',
  );
}

function contradiction(reason: string): LapidaryError {
  return new LapidaryError(
    'backbone-facts',
    `What is stated of this network cannot be: ${reason}.`,
    'Correct it and import again.',
  );
}
