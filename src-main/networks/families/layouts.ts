/**
 * How libraries name and lay out the tensors of a vision transformer, as data: for each module of our own network
 * (vit.ts, timm's names) the modules of the source that make it up. `{i}` is the block. A layout knows no family: timm's names
 * serve a supervised ViT, DINO, DINOv2 and MAE alike.
 */

/**
 * How a tensor of the source lies. `out-in`: as PyTorch has it. `in-out`: rows are inputs, as JAX has it, with heads
 * as axes of their own. `hwio`: a convolution with the output channels last.
 */
export type Form = 'out-in' | 'in-out' | 'hwio';

export interface SourceModule {
  readonly weight: string;
  readonly bias: string;
}

export interface ModuleRule {
  /** Our module; of its weight and bias. */
  readonly into: string;
  /** Alternatives, of which a checkpoint has one; several modules in it are stacked by rows. */
  readonly from: readonly (readonly SourceModule[])[];
  readonly form: Form;
  /** A scale for each output row (LayerScale), multiplied into weight and bias where the checkpoint has it. */
  readonly scales?: readonly string[];
  /** A norm has a bias; a linear layer without one has a bias of zero. */
  readonly needsBias?: true;
}

export interface Layout {
  readonly id: 'timm' | 'huggingface' | 'clip' | 'huggingface-clip' | 'jax';
  readonly title: string;
  /** Names below the prefix that only this layout has. */
  readonly marks: readonly string[];
  readonly cls: string;
  /** Alternatives; (…, tokens + cells, width): rows for CLS and other tokens first, if it has any. */
  readonly positions: readonly string[];
  /** Further tokens with a row of their own in the position embedding. */
  readonly positioned: readonly string[];
  /** Further tokens without one. */
  readonly registers: readonly string[];
  readonly patch: ModuleRule;
  /** Where the network normalises once before the first block; alternatives. */
  readonly preNorm: ModuleRule;
  readonly finalNorm: ModuleRule;
  /** Where the network is pooled by the mean and normalised after that: it has this norm and no final one. */
  readonly pooledNorm?: ModuleRule;
  readonly blocks: readonly ModuleRule[];
  readonly gatedBlocks: readonly ModuleRule[];
  /** Tensors below the prefix that are no part of the encoder: heads, decoders, mask tokens. */
  readonly unused: readonly RegExp[];
}

const module = (name: string): SourceModule => ({ weight: `${name}.weight`, bias: `${name}.bias` });
const joined = (...names: readonly string[]): readonly SourceModule[] => names.map(module);
const linear = (
  into: string,
  from: readonly (readonly SourceModule[])[],
  scales: readonly string[] = [],
): ModuleRule => ({ into, from, form: 'out-in', scales });
const norm = (into: string, ...names: readonly string[]): ModuleRule => ({
  into,
  from: names.map((name) => [module(name)]),
  form: 'out-in',
  needsBias: true,
});

const timm: Layout = {
  id: 'timm',
  title: 'names of timm, DeiT, DINO, DINOv2 and MAE',
  marks: ['patch_embed.proj.weight', 'pos_embed', 'blocks.0.attn.qkv.weight'],
  cls: 'cls_token',
  positions: ['pos_embed'],
  positioned: ['dist_token'],
  registers: ['reg_token', 'register_tokens'],
  patch: linear('patch_embed.proj', [joined('patch_embed.proj')]),
  preNorm: norm('norm_pre', 'norm_pre'),
  finalNorm: norm('norm', 'norm'),
  pooledNorm: norm('norm', 'fc_norm'),
  blocks: [
    norm('blocks.{i}.norm1', 'blocks.{i}.norm1'),
    linear('blocks.{i}.attn.qkv', [joined('blocks.{i}.attn.qkv')]),
    linear('blocks.{i}.attn.proj', [joined('blocks.{i}.attn.proj')], ['blocks.{i}.ls1.gamma']),
    norm('blocks.{i}.norm2', 'blocks.{i}.norm2'),
    linear('blocks.{i}.mlp.fc1', [joined('blocks.{i}.mlp.fc1')]),
    linear('blocks.{i}.mlp.fc2', [joined('blocks.{i}.mlp.fc2')], ['blocks.{i}.ls2.gamma']),
  ],
  gatedBlocks: [
    linear('blocks.{i}.mlp.w12', [joined('blocks.{i}.mlp.w12'), joined('blocks.{i}.mlp.fc1')]),
    linear(
      'blocks.{i}.mlp.w3',
      [joined('blocks.{i}.mlp.w3'), joined('blocks.{i}.mlp.fc2')],
      ['blocks.{i}.ls2.gamma'],
    ),
  ],
  unused: [/^head(_dist)?\./, /^fc\./, /^pre_logits\./, /^mask_token$/, /^decoder_/],
};

const hfBlock = ['encoder.layer.{i}', 'layers.{i}'];
const huggingface: Layout = {
  id: 'huggingface',
  title: 'names of Hugging Face ViT, DeiT, DINOv2 and ViT-MAE',
  marks: [
    'embeddings.patch_embeddings.projection.weight',
    'embeddings.position_embeddings',
    'embeddings.cls_token',
  ],
  cls: 'embeddings.cls_token',
  positions: ['embeddings.position_embeddings'],
  positioned: ['embeddings.distillation_token'],
  registers: ['embeddings.register_tokens'],
  patch: linear('patch_embed.proj', [joined('embeddings.patch_embeddings.projection')]),
  preNorm: norm('norm_pre', 'embeddings.norm_pre'),
  finalNorm: norm('norm', 'layernorm'),
  blocks: [
    norm('blocks.{i}.norm1', ...hfBlock.flatMap((at) => [`${at}.layernorm_before`, `${at}.norm1`])),
    linear(
      'blocks.{i}.attn.qkv',
      hfBlock.flatMap((at) => [
        joined(...['query', 'key', 'value'].map((part) => `${at}.attention.attention.${part}`)),
        joined(...['q', 'k', 'v'].map((part) => `${at}.attention.${part}_proj`)),
      ]),
    ),
    linear(
      'blocks.{i}.attn.proj',
      hfBlock.flatMap((at) => [joined(`${at}.attention.output.dense`), joined(`${at}.attention.o_proj`)]),
      hfBlock.map((at) => `${at}.layer_scale1.lambda1`),
    ),
    norm('blocks.{i}.norm2', ...hfBlock.flatMap((at) => [`${at}.layernorm_after`, `${at}.norm2`])),
    linear(
      'blocks.{i}.mlp.fc1',
      hfBlock.flatMap((at) => [joined(`${at}.intermediate.dense`), joined(`${at}.mlp.fc1`)]),
    ),
    linear(
      'blocks.{i}.mlp.fc2',
      hfBlock.flatMap((at) => [joined(`${at}.output.dense`), joined(`${at}.mlp.fc2`)]),
      hfBlock.map((at) => `${at}.layer_scale2.lambda1`),
    ),
  ],
  gatedBlocks: [
    linear(
      'blocks.{i}.mlp.w12',
      hfBlock.flatMap((at) => [
        joined(`${at}.mlp.weights_in`),
        joined(`${at}.mlp.gate_proj`, `${at}.mlp.up_proj`),
      ]),
    ),
    linear(
      'blocks.{i}.mlp.w3',
      hfBlock.flatMap((at) => [joined(`${at}.mlp.weights_out`), joined(`${at}.mlp.down_proj`)]),
      hfBlock.map((at) => `${at}.layer_scale2.lambda1`),
    ),
  ],
  unused: [/^pooler\./, /^embeddings\.mask_token$/, /^classifier\./],
};

const clip: Layout = {
  id: 'clip',
  title: 'names of OpenAI CLIP and OpenCLIP',
  marks: [
    'conv1.weight',
    'class_embedding',
    'positional_embedding',
    'transformer.resblocks.0.attn.in_proj_weight',
  ],
  cls: 'class_embedding',
  positions: ['positional_embedding'],
  positioned: [],
  registers: [],
  patch: linear('patch_embed.proj', [joined('conv1')]),
  preNorm: norm('norm_pre', 'ln_pre'),
  finalNorm: norm('norm', 'ln_post'),
  blocks: [
    norm('blocks.{i}.norm1', 'transformer.resblocks.{i}.ln_1'),
    linear('blocks.{i}.attn.qkv', [
      [
        {
          weight: 'transformer.resblocks.{i}.attn.in_proj_weight',
          bias: 'transformer.resblocks.{i}.attn.in_proj_bias',
        },
      ],
    ]),
    linear(
      'blocks.{i}.attn.proj',
      [joined('transformer.resblocks.{i}.attn.out_proj')],
      ['transformer.resblocks.{i}.ls_1.gamma'],
    ),
    norm('blocks.{i}.norm2', 'transformer.resblocks.{i}.ln_2'),
    linear('blocks.{i}.mlp.fc1', [joined('transformer.resblocks.{i}.mlp.c_fc')]),
    linear(
      'blocks.{i}.mlp.fc2',
      [joined('transformer.resblocks.{i}.mlp.c_proj')],
      ['transformer.resblocks.{i}.ls_2.gamma'],
    ),
  ],
  gatedBlocks: [],
  unused: [/^proj$/],
};

const huggingfaceClip: Layout = {
  id: 'huggingface-clip',
  title: 'names of Hugging Face CLIP',
  marks: [
    'embeddings.class_embedding',
    'embeddings.patch_embedding.weight',
    'embeddings.position_embedding.weight',
  ],
  cls: 'embeddings.class_embedding',
  positions: ['embeddings.position_embedding.weight'],
  positioned: [],
  registers: [],
  patch: linear('patch_embed.proj', [joined('embeddings.patch_embedding')]),
  preNorm: norm('norm_pre', 'pre_layrnorm', 'pre_layernorm'),
  finalNorm: norm('norm', 'post_layernorm'),
  blocks: [
    norm('blocks.{i}.norm1', 'encoder.layers.{i}.layer_norm1'),
    linear('blocks.{i}.attn.qkv', [
      joined(...['q', 'k', 'v'].map((part) => `encoder.layers.{i}.self_attn.${part}_proj`)),
    ]),
    linear('blocks.{i}.attn.proj', [joined('encoder.layers.{i}.self_attn.out_proj')]),
    norm('blocks.{i}.norm2', 'encoder.layers.{i}.layer_norm2'),
    linear('blocks.{i}.mlp.fc1', [joined('encoder.layers.{i}.mlp.fc1')]),
    linear('blocks.{i}.mlp.fc2', [joined('encoder.layers.{i}.mlp.fc2')]),
  ],
  gatedBlocks: [],
  // A buffer that counts the positions from 0.
  unused: [/^embeddings\.position_ids$/],
};

const jaxModule = (name: string): readonly SourceModule[] => [
  { weight: `${name}/kernel`, bias: `${name}/bias` },
];
const jaxNorm = (into: string, ...names: readonly string[]): ModuleRule => ({
  into,
  from: names.map((name) => [{ weight: `${name}/scale`, bias: `${name}/bias` }]),
  form: 'out-in',
  needsBias: true,
});
const jaxLinear = (into: string, from: ModuleRule['from']): ModuleRule => ({ into, from, form: 'in-out' });
const jaxBlock = 'Transformer/encoderblock_{i}';
const jax: Layout = {
  id: 'jax',
  title: "names of Google's JAX ViT",
  marks: ['embedding/kernel', 'Transformer/encoder_norm/scale'],
  cls: 'cls',
  positions: ['Transformer/posembed_input/pos_embedding', 'pos_embedding'],
  positioned: [],
  registers: [],
  patch: { into: 'patch_embed.proj', from: [jaxModule('embedding')], form: 'hwio' },
  preNorm: jaxNorm('norm_pre', 'pre_norm'),
  finalNorm: jaxNorm('norm', 'Transformer/encoder_norm'),
  blocks: [
    jaxNorm('blocks.{i}.norm1', `${jaxBlock}/LayerNorm_0`),
    jaxLinear(
      'blocks.{i}.attn.qkv',
      ['MultiHeadDotProductAttention_1', 'MultiHeadDotProductAttention_0'].map((attention) =>
        ['query', 'key', 'value'].flatMap((part) => jaxModule(`${jaxBlock}/${attention}/${part}`)),
      ),
    ),
    jaxLinear(
      'blocks.{i}.attn.proj',
      ['MultiHeadDotProductAttention_1', 'MultiHeadDotProductAttention_0'].map((attention) =>
        jaxModule(`${jaxBlock}/${attention}/out`),
      ),
    ),
    jaxNorm('blocks.{i}.norm2', `${jaxBlock}/LayerNorm_2`, `${jaxBlock}/LayerNorm_1`),
    ...(['fc1', 'fc2'] as const).map((layer, at) =>
      jaxLinear(
        `blocks.{i}.mlp.${layer}`,
        ['MlpBlock_3', 'MlpBlock_0'].map((mlp) => jaxModule(`${jaxBlock}/${mlp}/Dense_${at}`)),
      ),
    ),
  ],
  gatedBlocks: [],
  unused: [/^head\//, /^pre_logits\//],
};

export const layouts: readonly Layout[] = [timm, huggingface, clip, huggingfaceClip, jax];
