import { z } from 'zod';
import { ClassId, LocationId, SchemaId } from '../domain/ids.ts';
import { procedure } from './procedure.ts';

export const LabelClass = z.object({
  id: ClassId,
  code: z.string(),
  name: z.string(),
  color: z.string().regex(/^#[0-9a-f]{6}$/),
});
export type LabelClass = z.infer<typeof LabelClass>;

export const LabelSchema = z.object({
  id: SchemaId,
  kind: z.enum(['finding', 'mask']),
  name: z.string(),
  version: z.int(),
  /** Where its findings lie (`Location.region`); null: anywhere. */
  region: z.string().nullable(),
  classes: z.array(LabelClass),
});
export type LabelSchema = z.infer<typeof LabelSchema>;

/** A place in the body that a finding can be at. */
export const Location = z.object({
  id: LocationId,
  region: z.string(),
  code: z.string(),
  name: z.string(),
  /** Whether there is one on each side. */
  sided: z.boolean(),
});
export type Location = z.infer<typeof Location>;

export const schemasContract = {
  /** By region, in their order. */
  locations: procedure('studies.read').output(z.array(Location)),
  list: procedure('studies.read').output(z.array(LabelSchema)),
};
