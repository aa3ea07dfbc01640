import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/**
 * Checkpoints of the libraries that people take them from, and what those libraries compute from them
 * (test/fixtures/checkpoints/README.md).
 */
const folder = path.resolve('test/fixtures/checkpoints');
const suffix = '.expected.json';

/** Little-endian float32 in base64. */
const Values = z.base64().transform(float32Of);

const Tokens = z.strictObject({
  /** (width) */
  cls: Values,
  /** (cells, width), row by row */
  patches: Values,
});

const Resampling = z.strictObject({
  mode: z.enum(['bicubic', 'bilinear']),
  antialias: z.boolean(),
  /** Added to the side of the new grid before it becomes a scale; 0 where the size itself is asked for. */
  offset: z.number(),
});

const FamilyCase = Tokens.extend({
  /** Side of the image in pixels. */
  imageSize: z.int(),
  /** (1, 3, imageSize, imageSize), already normalised */
  input: z.string().transform(readInput),
  /** (width); what a classifier or a projection of the library would read */
  pooled: Values.nullable(),
  /** Of the relative error, ‖a − b‖ / ‖b‖. */
  tolerance: z.number(),
  /** The tokens as the library gives them, where it normalises fewer of them than `cls` and `patches` are. */
  beforeNorm: Tokens.optional(),
  /** How the position embedding came to this image's grid; left out where it did not have to. */
  resampling: Resampling.optional(),
  note: z.string().optional(),
});
export type FamilyCase = z.output<typeof FamilyCase>;

const Activation = z.enum(['gelu', 'quick-gelu', 'swiglu']);

const Expectation = z.strictObject({
  /** All files of the checkpoint. */
  files: z.array(z.string()).min(1),
  /** The one that a person would choose. */
  main: z.string(),
  /** By which the features were computed, with its version. */
  library: z.string(),
  family: z.string(),
  /** What neither the tensors nor the files beside them tell. */
  options: z.strictObject({
    heads: z.int().optional(),
    epsilon: z.number().optional(),
    activation: Activation.optional(),
  }),
  /** What the network is, wherever it is told. */
  network: z.strictObject({
    width: z.int(),
    depth: z.int(),
    heads: z.int(),
    patchSize: z.int(),
    /** Side of the position embedding's grid, in cells. */
    grid: z.int(),
    /** Not counting the second token of a distilled DeiT. */
    registers: z.int(),
    /** Width of the MLP; of a gated one, of the gated product. */
    hidden: z.int(),
    epsilon: z.number(),
    activation: Activation,
    /** A distilled DeiT's second token. */
    distilled: z.literal(true).optional(),
    /** Tokens are normalised once before the first block. */
    preNorm: z.literal(true).optional(),
  }),
  /** What the final norm is applied to: every token, or the pooled feature alone. */
  norm: z.enum(['tokens', 'pooled']),
  /** What `pooled` is of the tokens: CLS, the patches' mean, or the mean of CLS and the distilled DeiT's second. */
  pooling: z.enum(['cls', 'mean', 'cls-and-distillation']),
  cases: z.array(FamilyCase).min(1),
  /** Beginnings of the names of all tensors that are not part of the network. */
  unused: z.array(z.string()),
});

export type FamilyFixture = z.output<typeof Expectation> & {
  readonly name: string;
  /** Where the files lie. */
  readonly folder: string;
};

/** Every fixture, by name. */
export function readFamilyFixtures(): FamilyFixture[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(suffix) && existsSync(path.join(folder, file.slice(0, -suffix.length))))
    .sort()
    .map((file) => {
      const name = file.slice(0, -suffix.length);
      return { name, folder: path.join(folder, name), ...Expectation.parse(readJson(file)) };
    });
}

const ResamplingCases = z.strictObject({
  library: z.string(),
  cases: z
    .array(
      Resampling.extend({
        /** Sides of the grids. */
        from: z.int(),
        to: z.int(),
        width: z.int(),
        /** (from, from, width) */
        input: Values,
        /** (to, to, width) */
        output: Values,
      }),
    )
    .min(1),
});
export type ResamplingCase = z.output<typeof ResamplingCases>['cases'][number];

/** Grids resized by PyTorch in float64, rounded to float32. */
export function readResamplingCases(): ResamplingCase[] {
  return ResamplingCases.parse(readJson('resampling.json')).cases;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
}

function readInput(file: string): Float32Array {
  return float32From(readFileSync(path.join(folder, path.basename(file))));
}

function float32Of(text: string): Float32Array {
  return float32From(Buffer.from(text, 'base64'));
}

function float32From(bytes: Buffer): Float32Array {
  return Float32Array.from({ length: bytes.length / 4 }, (_, index) => bytes.readFloatLE(4 * index));
}
