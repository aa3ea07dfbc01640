import type { FamilyId } from '../../../src-shared/domain/backboneFacts.ts';
import type { Layout } from './layouts.ts';

/** What tells families apart that share a layout. */
export interface FamilySigns {
  readonly layout: Layout['id'];
  readonly prefix: string;
  readonly names: readonly string[];
  readonly patchSize: number;
  readonly preNorm: boolean;
  readonly hasMaskToken: boolean;
  /** Tokens beside CLS without a position of their own. */
  readonly registers: boolean;
  /** Tokens beside CLS with one. */
  readonly positioned: boolean;
}

export interface FamilyGuess {
  readonly id: FamilyId;
  /** Whether no other family has these signs. */
  readonly certain: boolean;
}

export function familyOf(signs: FamilySigns): FamilyGuess {
  const { layout, prefix, names, hasMaskToken } = signs;
  const scaled = names.some((name) => /(ls1\.gamma|layer_scale1\.lambda1)$/.test(name));
  const certain = (id: FamilyId): FamilyGuess => ({ id, certain: true });
  if (layout === 'clip' || layout === 'huggingface-clip' || signs.preNorm) return certain('clip');
  if (/(^|\.)visual\./.test(prefix)) return certain('clip');
  if (scaled && (hasMaskToken || signs.registers)) return certain('dinov2');
  if (scaled && signs.patchSize === 14) return { id: 'dinov2', certain: false };
  if (scaled) return { id: 'deit', certain: false };
  if (names.some((name) => /(^|\.)decoder(_embed|_pred|\.decoder_)/.test(name))) return certain('mae');
  if (signs.positioned) return certain('deit');
  if (names.some((name) => /(^|\.)(teacher|student)\./.test(name))) return certain('dino');
  return { id: 'vit', certain: false };
}
