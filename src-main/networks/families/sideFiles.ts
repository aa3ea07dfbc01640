import { z } from 'zod';
import type {
  Activation,
  FamilyId,
  Pooling,
  PretrainingKind,
} from '../../../src-shared/domain/backboneFacts.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { limits, type CheckpointFiles } from '../checkpoints/checkpoint.ts';
import { quoted } from '../checkpoints/quoted.ts';

/**
 * The small files that libraries save beside weights, and what they say that weights do not: config.json of Hugging Face and
 * of timm, open_clip_config.json, preprocessor_config.json.
 */
export interface Stated {
  readonly family?: FamilyId;
  readonly width?: number;
  readonly depth?: number;
  readonly patchSize?: number;
  readonly heads?: number;
  readonly epsilon?: number;
  readonly activation?: Activation;
  readonly pooling?: Pooling;
  readonly imageSize?: number;
  readonly mean?: readonly [number, number, number];
  readonly std?: readonly [number, number, number];
  readonly interpolation?: 'bilinear' | 'bicubic';
  readonly pretraining?: PretrainingKind;
  readonly licence?: string;
}

export interface SideFile {
  readonly file: string;
  readonly stated: Stated;
}

const largest = 1024 * 1024;
const names = ['open_clip_config.json', 'config.json', 'preprocessor_config.json'] as const;

/**
 * In order of precedence.
 * @throws LapidaryError `backbone-config` for one that is not what its library writes; the file may be left out
 */
export async function readSideFiles(files: CheckpointFiles): Promise<readonly SideFile[]> {
  const found: SideFile[] = [];
  for (const name of names) {
    if (!files.names.includes(name)) continue;
    await using source = await files.open(name);
    if (source.size > largest) throw notUnderstood(name, 'it is larger than 1 MB');
    const text = new TextDecoder().decode(await source.read(0, source.size));
    found.push({ file: name, stated: stated(name, text) });
  }
  return found;
}

function stated(name: string, text: string): Stated {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw notUnderstood(name, 'it is not JSON', { cause });
  }
  for (const { schema, read } of [preprocessor, openClip, timm, huggingface]) {
    const parsed = schema.safeParse(json);
    if (parsed.success) return withoutUndefined(read(parsed.data));
  }
  throw notUnderstood(name, 'no library that is known writes it like this');
}

const whole = z.int().positive().max(100_000);
const channels = z.tuple([z.number(), z.number(), z.number()]);
const positive = z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]);
const text = z.string().max(limits.textLength);

/** One schema with its reader, so that the reader gets what the schema gives. */
function kind<Schema extends z.ZodType>(schema: Schema, read: (found: z.output<Schema>) => Loose) {
  return { schema, read: (data: unknown): Loose => read(schema.parse(data)) };
}
type Loose = { readonly [Key in keyof Stated]?: Stated[Key] | undefined };

/** Pillow's numbers. */
const resample = new Map([
  [2, 'bilinear'],
  [3, 'bicubic'],
] as const);

const preprocessor = kind(
  z.object({ image_mean: channels, image_std: positive, resample: z.int().nullish() }),
  ({ image_mean, image_std, resample: filter }) => ({
    mean: image_mean,
    std: image_std,
    interpolation: resample.get(filter as 2 | 3),
  }),
);

const openClip = kind(
  z.object({
    model_cfg: z.object({
      quick_gelu: z.boolean().nullish(),
      vision_cfg: z.object({
        image_size: whole.nullish(),
        layers: z.union([whole, z.array(whole)]).nullish(),
        width: whole.nullish(),
        head_width: whole.nullish(),
        patch_size: whole.nullish(),
        timm_model_name: text.nullish(),
        timm_pool: text.nullish(),
      }),
    }),
    preprocess_cfg: z
      .object({ mean: channels.nullish(), std: positive.nullish(), interpolation: text.nullish() })
      .nullish(),
  }),
  ({ model_cfg: { quick_gelu, vision_cfg: vision }, preprocess_cfg: colours }) => {
    const isTimm = typeof vision.timm_model_name === 'string';
    const width = vision.width ?? undefined;
    return {
      family: 'clip',
      width,
      patchSize: vision.patch_size ?? undefined,
      // OpenCLIP's own towers have heads of 64 unless they say otherwise; timm's tell nothing here.
      heads: isTimm || width === undefined ? undefined : width / (vision.head_width ?? 64),
      activation: isTimm ? 'gelu' : quick_gelu === true ? 'quick-gelu' : 'gelu',
      pooling: vision.timm_pool === 'avg' ? 'mean' : undefined,
      imageSize: vision.image_size ?? undefined,
      mean: colours?.mean ?? undefined,
      std: colours?.std ?? undefined,
      interpolation: interpolationOf(colours?.interpolation),
      pretraining: 'contrastive',
    };
  },
);

const timm = kind(
  z.object({
    architecture: text,
    global_pool: text.nullish(),
    num_features: whole.nullish(),
    model_args: z.object({ num_heads: whole.nullish(), depth: whole.nullish() }).nullish(),
    pretrained_cfg: z
      .object({
        tag: text.nullish(),
        input_size: z.array(whole).length(3).nullish(),
        mean: channels.nullish(),
        std: positive.nullish(),
        interpolation: text.nullish(),
        license: text.nullish(),
      })
      .nullish(),
  }),
  ({ architecture, global_pool, num_features, model_args, pretrained_cfg: pretrained }) => {
    const family = timmFamily(`${architecture}.${pretrained?.tag ?? ''}`);
    return {
      family,
      width: num_features ?? undefined,
      depth: model_args?.depth ?? undefined,
      heads: model_args?.num_heads ?? undefined,
      activation: architecture.includes('quickgelu') ? 'quick-gelu' : 'gelu',
      pooling: global_pool === 'avg' ? 'mean' : global_pool === 'token' ? 'cls' : undefined,
      imageSize: pretrained?.input_size?.[1],
      mean: pretrained?.mean ?? undefined,
      std: pretrained?.std ?? undefined,
      interpolation: interpolationOf(pretrained?.interpolation),
      // A tag such as augreg_in21k says that labels were used.
      pretraining:
        family === 'vit' && /augreg|in21k|in1k/.test(pretrained?.tag ?? '') ? 'supervised' : undefined,
      licence: pretrained?.license ?? undefined,
    };
  },
);

function timmFamily(name: string): FamilyId {
  if (name.includes('dinov2')) return 'dinov2';
  if (/(^|[._])dino([._]|$)/.test(name)) return 'dino';
  if (/(^|[._])mae([._]|$)/.test(name)) return 'mae';
  if (/clip|openai|laion/.test(name)) return 'clip';
  return name.startsWith('deit') ? 'deit' : 'vit';
}

const families = new Map<string, FamilyId>([
  ['vit', 'vit'],
  ['deit', 'deit'],
  ['dinov2', 'dinov2'],
  ['dinov2_with_registers', 'dinov2'],
  ['vit_mae', 'mae'],
  ['clip', 'clip'],
  ['clip_vision_model', 'clip'],
]);

const activations = new Map<string, Activation>([
  ['gelu', 'gelu'],
  ['gelu_python', 'gelu'],
  ['quick_gelu', 'quick-gelu'],
  ['gelu_new', 'gelu-tanh'],
  ['gelu_fast', 'gelu-tanh'],
  ['gelu_pytorch_tanh', 'gelu-tanh'],
]);

const Tower = z.object({
  hidden_size: whole.nullish(),
  num_hidden_layers: whole.nullish(),
  num_attention_heads: whole.nullish(),
  image_size: z.union([whole, z.array(whole)]).nullish(),
  patch_size: z.union([whole, z.array(whole)]).nullish(),
  layer_norm_eps: z.number().positive().max(0.01).nullish(),
  hidden_act: text.nullish(),
  use_swiglu_ffn: z.boolean().nullish(),
});

const huggingface = kind(
  Tower.extend({ model_type: text, vision_config: Tower.nullish() }),
  ({ model_type, vision_config, ...own }) => {
    const family = families.get(model_type);
    if (family === undefined) {
      throw new LapidaryError(
        'backbone-unknown',
        `config.json says that this is a model of the kind ${quoted(model_type)}, which is not read by this version.`,
        `Known kinds are ${[...families.keys()].join(', ')}.`,
      );
    }
    const tower = model_type === 'clip' ? { ...vision_config } : own;
    const { hidden_act: activation } = tower;
    const known = typeof activation === 'string' ? activations.get(activation) : undefined;
    // A gated MLP has an activation of its own, whatever stands here.
    if (typeof activation === 'string' && known === undefined && tower.use_swiglu_ffn !== true) {
      throw notUnderstood('config.json', `the activation ${quoted(activation)} is not known`);
    }
    return {
      family,
      width: tower.hidden_size ?? undefined,
      depth: tower.num_hidden_layers ?? undefined,
      patchSize: sideOf(tower.patch_size),
      heads: tower.num_attention_heads ?? undefined,
      epsilon: tower.layer_norm_eps ?? undefined,
      // What transformers itself takes where a configuration of CLIP leaves it out.
      activation:
        tower.use_swiglu_ffn === true ? undefined : (known ?? (family === 'clip' ? 'quick-gelu' : undefined)),
      imageSize: sideOf(tower.image_size),
    };
  },
);

/** Some configurations give height and width. */
function sideOf(size: number | readonly number[] | null | undefined): number | undefined {
  return typeof size === 'number' ? size : size?.[0];
}

function interpolationOf(name: string | null | undefined): 'bilinear' | 'bicubic' | undefined {
  return name === 'bilinear' || name === 'bicubic' ? name : undefined;
}

function withoutUndefined(loose: Loose): Stated {
  return Object.fromEntries(Object.entries(loose).filter(([, value]) => value !== undefined));
}

function notUnderstood(file: string, reason: string, options?: ErrorOptions): LapidaryError {
  return new LapidaryError(
    'backbone-config',
    `${file}, which lies beside the weights, is not understood: ${reason}.`,
    'Fetch it again from where the weights came from, or import the weights without it.',
    options,
  );
}
