import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { sizeOf } from '../../graph/ir.ts';
import type { CheckpointTensor } from '../checkpoints/checkpoint.ts';
import { quoted } from '../checkpoints/quoted.ts';
import { familyOf, type FamilyGuess } from './familySigns.ts';
import { accountFor, keysProblem, unknownNetwork, type KeyReport, type Named } from './keyReport.ts';
import { layouts, type Layout, type ModuleRule } from './layouts.ts';

/** Where a tensor of our network comes from, by names of the checkpoint. */
export type TensorSource =
  | { readonly kind: 'zeros' }
  | {
      readonly kind: 'stacked';
      readonly names: readonly string[];
      readonly form: ModuleRule['form'];
      readonly scale?: string;
    };

/** The tokens of a network beside its image tokens. */
export interface TokenSources {
  readonly cls: string;
  readonly positions: string;
  /** Rows before the cells' in the position embedding. */
  readonly leadingRows: number;
  /** Tokens with a row of their own there, after CLS. */
  readonly positioned: readonly string[];
  readonly registers: readonly string[];
}

/** What the shapes of a checkpoint's tensors say. */
export interface FoundShape {
  readonly width: number;
  readonly depth: number;
  readonly patchSize: number;
  /** Side of the position embedding's grid, in cells. */
  readonly grid: number;
  /** Width of what the MLP's second layer reads. */
  readonly hidden: number;
  readonly mlp?: 'swiglu';
  readonly preNorm?: true;
  readonly registers: number;
  /** Heads, where the layout gives them an axis. */
  readonly heads?: number;
  /** Whether the one norm is applied to the mean of the tokens. */
  readonly pooledNorm: boolean;
}

export interface Recognised {
  readonly layout: Layout;
  /** Before the names of the encoder: "teacher.backbone.", "visual.". */
  readonly prefix: string;
  readonly shape: FoundShape;
  readonly tokens: TokenSources;
  /** All of ours but those made of tokens. */
  readonly sources: ReadonlyMap<string, TensorSource>;
  readonly keys: KeyReport;
  /** As far as names tell. */
  readonly family: FamilyGuess;
  readonly hasMaskToken: boolean;
  /** OpenAI's own files carry three counts that no other CLIP has. */
  readonly isOpenAi: boolean;
}

type Tensors = ReadonlyMap<string, Pick<CheckpointTensor, 'shape'>>;

/**
 * The vision transformer in a checkpoint, with every tensor accounted for.
 * @throws LapidaryError `backbone-unknown` where there is none, `backbone-ambiguous` where there are several,
 *   `backbone-keys` where tensors of it are missing, ill-shaped or not understood
 */
export function recognise(tensors: Tensors): Recognised {
  const named = unchunked(tensors);
  const { layout, prefix } = findEncoder(named);
  const below = new Map(
    [...named].flatMap(([name, found]) =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), found] as const] : [],
    ),
  );
  const used = new Set<string>();
  const take = (name: string): Named => {
    const found = below.get(name);
    if (found === undefined) throw keysProblem(`it has no tensor "${prefix}${name}"`);
    used.add(name);
    return found;
  };
  const has = (name: string): boolean => below.has(name);

  if (!has(layout.cls)) {
    throw keysProblem(
      `it has no class token ("${prefix}${layout.cls}"), without which networks are not read by this version`,
    );
  }
  const patch = patchOf(take(weightOf(layout.patch, 0, has)), layout);
  const { width } = patch;
  const depth = depthOf(layout, has);
  if (depth === 0) throw keysProblem('it has no block 0');

  const sources = new Map<string, TensorSource>();
  const filled: string[] = [];
  const addModule = (rule: ModuleRule, block = 0): boolean => {
    const into = at(rule.into, block);
    const parts = alternativeOf(rule, block, has);
    if (parts === undefined) return false;
    const scaled = rule.scales?.map((name) => at(name, block)).find(has);
    const common = { form: rule.form, ...(scaled === undefined ? {} : { scale: take(scaled).name }) };
    const weights = parts.map(({ weight }) => take(weight).name);
    sources.set(`${into}.weight`, { kind: 'stacked', names: weights, ...common });
    const biases = parts.map(({ bias }) => bias).filter(has);
    if (biases.length === parts.length) {
      sources.set(`${into}.bias`, {
        kind: 'stacked',
        names: biases.map((name) => take(name).name),
        ...common,
      });
    } else if (biases.length === 0 && rule.needsBias !== true) {
      sources.set(`${into}.bias`, { kind: 'zeros' });
      filled.push(`${into}.bias`);
    } else {
      throw keysProblem(`of "${prefix}${parts[0]?.weight ?? into}" a bias is missing`);
    }
    return true;
  };
  const need = (rule: ModuleRule, block = 0): void => {
    if (addModule(rule, block)) return;
    const wanted = rule.from.map((parts) => `"${prefix}${at(parts[0]?.weight ?? '', block)}"`);
    throw keysProblem(`it has no tensor ${wanted.slice(0, 2).join(' or ')}`);
  };

  need(layout.patch);
  const preNorm = addModule(layout.preNorm);
  const pooledNorm =
    layout.pooledNorm !== undefined && !hasModule(layout.finalNorm, has) && addModule(layout.pooledNorm);
  if (!pooledNorm) need(layout.finalNorm);

  const mlp = mlpOf(layout, width, below);
  const ownMlp = layout.blocks.filter(({ into }) => mlp === undefined || !into.includes('.mlp.'));
  for (let block = 0; block < depth; block++) {
    for (const rule of ownMlp) need(rule, block);
    if (mlp !== undefined) for (const rule of layout.gatedBlocks) need(rule, block);
  }

  const tokens = tokensOf(layout, width, has, take);
  const registers = [...tokens.positioned, ...tokens.registers].reduce(
    (sum, name) => sum + sizeOf(named.get(name)?.shape ?? []) / width,
    0,
  );
  const second = sources.get(`blocks.0.mlp.${mlp === undefined ? 'fc2' : 'w3'}.weight`);
  const hidden =
    second?.kind === 'stacked' ? sizeOf(tensors.get(second.names[0] ?? '')?.shape ?? []) / width : 0;
  const rows = sizeOf(tensors.get(tokens.positions)?.shape ?? []) / width;
  const grid = Math.sqrt(rows - tokens.leadingRows);
  if (!Number.isInteger(grid) || grid === 0) {
    throw keysProblem(
      `its position embedding has ${rows} rows, which is no square of cells beside its tokens`,
    );
  }

  const heads = headsOf(layout, sources, tensors);
  const shape: FoundShape = {
    ...{ width, depth, patchSize: patch.size, grid, hidden, registers, pooledNorm },
    ...(mlp === undefined ? {} : { mlp }),
    ...(preNorm ? { preNorm } : {}),
    ...(heads === undefined ? {} : { heads }),
  };
  const hasMaskToken = has('mask_token') || has('embeddings.mask_token');
  return {
    ...{ layout, prefix, shape, tokens, sources, hasMaskToken },
    keys: { ...accountFor(named, below, used, layout, prefix), filled },
    family: familyOf({
      ...{ prefix, hasMaskToken, preNorm },
      layout: layout.id,
      names: [...named.keys()],
      patchSize: patch.size,
      registers: tokens.registers.length > 0,
      positioned: tokens.positioned.length > 0,
    }),
    isOpenAi: ['input_resolution', 'context_length', 'vocab_size'].every((name) => named.has(name)),
  };
}

/** DINOv2 writes its blocks in chunks, "blocks.2.13.": the second number counts. */
function unchunked(tensors: Tensors): ReadonlyMap<string, Named> {
  return new Map(
    [...tensors].map(([name, { shape }]) => [
      name.replace(/(^|\.)blocks\.\d+\.(\d+)\./, '$1blocks.$2.'),
      { name, shape },
    ]),
  );
}

/** Weights that training averages are better than those that it moves; more names of the kind mean no more. */
const preferred = [/(^|[._])(teacher|ema|model_ema|shadow)([._]|$)/, /(^|[._])student([._]|$)/] as const;

function rankOf(prefix: string): number {
  if (preferred[0].test(prefix)) return 0;
  return preferred[1].test(prefix) ? 2 : 1;
}

function findEncoder(named: ReadonlyMap<string, Named>): {
  readonly layout: Layout;
  readonly prefix: string;
} {
  const found = layouts.flatMap((layout) => {
    const [mark = '', ...others] = layout.marks;
    return [...named.keys()]
      .filter((name) => name === mark || name.endsWith(`.${mark}`) || name.endsWith(`/${mark}`))
      .map((name) => name.slice(0, name.length - mark.length))
      .filter((prefix) => others.every((other) => named.has(prefix + other)))
      .map((prefix) => ({ layout, prefix }));
  });
  const best = Math.min(...found.map(({ prefix }) => rankOf(prefix)));
  const [first, ...more] = found.filter(({ prefix }) => rankOf(prefix) === best);
  if (first === undefined) throw unknownNetwork(named);
  if (more.length === 0) return first;
  const names = [first, ...more].map(({ prefix }) => (prefix === '' ? 'the outermost' : quoted(prefix)));
  throw new LapidaryError(
    'backbone-ambiguous',
    `This checkpoint holds several vision transformers: ${names.slice(0, 4).join(', ')}.`,
    'Save the one that you want by itself and import that file.',
  );
}

const at = (name: string, block: number): string => name.replaceAll('{i}', String(block));

function alternativeOf(
  rule: ModuleRule,
  block: number,
  has: (name: string) => boolean,
): ModuleRule['from'][number] | undefined {
  return rule.from
    .map((parts) => parts.map(({ weight, bias }) => ({ weight: at(weight, block), bias: at(bias, block) })))
    .find((parts) => parts.every(({ weight }) => has(weight)));
}

function hasModule(rule: ModuleRule, has: (name: string) => boolean): boolean {
  return alternativeOf(rule, 0, has) !== undefined;
}

function weightOf(rule: ModuleRule, block: number, has: (name: string) => boolean): string {
  return alternativeOf(rule, block, has)?.[0]?.weight ?? at(rule.from[0]?.[0]?.weight ?? '', block);
}

function patchOf({ name, shape }: Named, layout: Layout): { readonly width: number; readonly size: number } {
  const [out = 0, channels = 0, height = 0, width = 0] =
    layout.patch.form === 'hwio' ? [shape[3], shape[2], shape[0], shape[1]] : shape;
  if (shape.length !== 4 || channels !== 3 || height !== width || out < 1) {
    throw keysProblem(
      `its patch embedding ${quoted(name)} is [${shape.join(', ')}], not one of square patches of three colours`,
    );
  }
  return { width: out, size: height };
}

const deepest = 96;

function depthOf(layout: Layout, has: (name: string) => boolean): number {
  const [first] = layout.blocks;
  let depth = 0;
  while (first !== undefined && depth <= deepest && alternativeOf(first, depth, has) !== undefined)
    depth += 1;
  if (depth > deepest) throw keysProblem(`it has more than ${deepest} blocks`);
  return depth;
}

/** A gated MLP gives its second layer half of what its first layer makes, or has modules of its own names. */
function mlpOf(layout: Layout, width: number, below: ReadonlyMap<string, Named>): 'swiglu' | undefined {
  const has = (name: string): boolean => below.has(name);
  const [first, second] = layout.gatedBlocks;
  if (first === undefined || second === undefined) return undefined;
  const values = (rule: ModuleRule): number =>
    (alternativeOf(rule, 0, has) ?? []).reduce(
      (sum, { weight }) => sum + sizeOf(below.get(weight)?.shape ?? []) / width,
      0,
    );
  return values(first) > 0 && values(first) === 2 * values(second) ? 'swiglu' : undefined;
}

function tokensOf(
  layout: Layout,
  width: number,
  has: (name: string) => boolean,
  take: (name: string) => Named,
): TokenSources {
  const rowsOf = (names: readonly string[]): number =>
    names.reduce((sum, name) => sum + sizeOf(take(name).shape) / width, 0);
  const cls = take(layout.cls).name;
  const withPosition = layout.positioned.filter(has);
  const registers = layout.registers.filter(has);
  const leading = 1 + rowsOf(withPosition);
  const positions = layout.positions.find(has);
  if (positions === undefined) {
    throw keysProblem(`it has no position embedding (${quoted(layout.positions[0] ?? '')})`);
  }
  const rows = rowsOf([positions]);
  rowsOf(registers);
  // timm can leave the tokens out of the position embedding altogether.
  const isSquare = (cells: number): boolean => cells > 0 && Number.isInteger(Math.sqrt(cells));
  const leadingRows = !isSquare(rows - leading) && isSquare(rows) ? 0 : leading;
  return {
    cls,
    positions: take(positions).name,
    leadingRows,
    positioned: withPosition.map((name) => take(name).name),
    registers: registers.map((name) => take(name).name),
  };
}

/** JAX keeps the heads apart: a query's kernel is (width, heads, width of a head). */
function headsOf(
  layout: Layout,
  sources: ReadonlyMap<string, TensorSource>,
  tensors: Tensors,
): number | undefined {
  const qkv = sources.get('blocks.0.attn.qkv.weight');
  const [, heads, depth] = (qkv?.kind === 'stacked' && tensors.get(qkv.names[0] ?? '')?.shape) || [];
  return layout.id === 'jax' && depth !== undefined ? heads : undefined;
}
