import { z } from 'zod';

/** The side of the body; null where it was not said or there is but one. */
export const Side = z.enum(['left', 'right']);
export type Side = z.infer<typeof Side>;

/** How a size was come by. */
export const SizeBasis = z.enum(['measured', 'estimated']);
export type SizeBasis = z.infer<typeof SizeBasis>;

/** Which face of a stone a frame shows: the untouched surface, or where it was cut or broken. */
export const StoneView = z.enum(['surface', 'section']);
export type StoneView = z.infer<typeof StoneView>;

/** How a laboratory analysed a stone, or a specimen. */
export const LaboratoryMethod = z.enum(['ftir', 'xrd', 'chemical', 'microscopy', 'histology', 'other']);
export type LaboratoryMethod = z.infer<typeof LaboratoryMethod>;

/** Why a model's answer should not be leant on. */
export const AbstentionReason = z.enum([
  'no-mask',
  'blur',
  'exposure',
  'out-of-distribution',
  'frames-disagree',
]);
export type AbstentionReason = z.infer<typeof AbstentionReason>;

/** Per cent, of one component of a mixed stone; null: present, share unknown. */
export const ComponentShare = z.int().min(1).max(100).nullable();
