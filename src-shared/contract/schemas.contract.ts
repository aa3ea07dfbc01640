import { z } from 'zod';
import { ClassId, SchemaId } from '../domain/ids.ts';
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
  classes: z.array(LabelClass),
});
export type LabelSchema = z.infer<typeof LabelSchema>;

export const schemasContract = {
  list: procedure('studies.read').output(z.array(LabelSchema)),
};
