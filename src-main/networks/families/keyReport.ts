import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { quoted } from '../checkpoints/quoted.ts';
import { isMadeUp } from '../checkpoints/onnxNames.ts';
import type { Layout } from './layouts.ts';

/** Constants that an ONNX exporter computed beforehand. */
const exporters = 'constants of the exporter';

/** A tensor under the name by which layouts know it. */
export interface Named {
  /** As the checkpoint has it. */
  readonly name: string;
  readonly shape: readonly number[];
}

/** Every tensor of the checkpoint is counted in exactly one of the three. */
export interface KeyReport {
  readonly used: number;
  /** Parts of the checkpoint that are no part of the encoder: names that begin alike, with their number. */
  readonly unused: readonly { readonly group: string; readonly count: number }[];
  /** Tensors beside the encoder's that no layout knows. */
  readonly unknown: readonly string[];
  /** Tensors of ours that the checkpoint has none for and that are zero then: biases. */
  readonly filled: readonly string[];
}

export function accountFor(
  named: ReadonlyMap<string, Named>,
  below: ReadonlyMap<string, Named>,
  used: ReadonlySet<string>,
  layout: Layout,
  prefix: string,
): Omit<KeyReport, 'filled'> {
  const groups = new Map<string, number>();
  const unknown: string[] = [];
  for (const [name, { name: original }] of named) {
    const own = name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
    if (own !== undefined && below.has(own) && used.has(own)) continue;
    // Beside the encoder there may be a text tower, a student, an optimiser. Only what lies among its own names could change
    // what it computes.
    if (isMadeUp(original)) {
      groups.set(exporters, (groups.get(exporters) ?? 0) + 1);
      continue;
    }
    const isOther = own === undefined || (prefix === '' && isOtherTower(own));
    if (isOther || layout.unused.some((pattern) => pattern.test(own))) {
      const group = groupOf(original);
      groups.set(group, (groups.get(group) ?? 0) + 1);
    } else {
      unknown.push(original);
    }
  }
  const inside = unknown.filter((name) =>
    /(^|[./])(blocks|layers?|resblocks|encoderblock_\d+)[./]/.test(name),
  );
  if (inside.length > 0) {
    throw keysProblem(
      `its blocks hold tensors that are not understood (${inside.length}, such as ${quoted(inside[0] ?? '')}), so what they compute is not known`,
    );
  }
  return {
    used: used.size,
    unused: [...groups].map(([group, count]) => ({ group, count })),
    unknown,
  };
}

function isOtherTower(name: string): boolean {
  return /^(text|text_model|text_projection|visual_projection|logit_scale|optimizer)([./_]|$)/.test(name);
}

/** What names have in common that are told together: up to their first number, or their last part but one. */
function groupOf(name: string): string {
  const parts = name.split('.');
  const number = parts.findIndex((part) => /^\d+$/.test(part));
  const kept = number > 0 ? parts.slice(0, number) : parts.slice(0, Math.max(1, parts.length - 1));
  return kept.join('.').slice(0, 80);
}

/** What else a checkpoint may be, to say more than that it is not understood. */
const others: readonly (readonly [RegExp, string])[] = [
  [/relative_position_bias_table|layers\.0\.blocks\.0/, 'It looks like a Swin transformer or BEiT'],
  [/rope_embed|storage_tokens|rotary/, 'It looks like a transformer with rotary positions, such as DINOv3'],
  [/layer1\.0\.conv1|features\.0\.weight|stages\.0/, 'It looks like a convolutional network'],
  [/(^|\.)blocks\.0\.|encoder\.layers?\.0\.|resblocks\.0\./, 'It looks like a transformer of another kind'],
];

export function unknownNetwork(named: ReadonlyMap<string, Named>): LapidaryError {
  const names = [...named.keys()];
  const [, guess] = others.find(([pattern]) => names.some((name) => pattern.test(name))) ?? [];
  const first = names.slice(0, 3).map((name) => `${quoted(name)}`);
  return new LapidaryError(
    'backbone-unknown',
    `No vision transformer of a known family is in this checkpoint. ${
      guess === undefined ? '' : `${guess}. `
    }It holds ${names.length} tensors${first.length > 0 ? `, such as ${first.join(', ')}` : ''}.`,
    'Known are ViT and DeiT (timm, Hugging Face, JAX), DINO, DINOv2, MAE and the image towers of CLIP. `lapidary checkpoint inspect` lists what a file holds.',
  );
}

export function keysProblem(reason: string): LapidaryError {
  return new LapidaryError(
    'backbone-keys',
    `This checkpoint cannot become a backbone: ${reason}.`,
    'Check that the file is complete and holds the whole image encoder; `lapidary checkpoint inspect` lists its tensors.',
  );
}
