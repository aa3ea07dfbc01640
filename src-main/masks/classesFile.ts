import { z } from 'zod';
import { FrameId, MaskVersionId, SegmentId } from '../../src-shared/domain/ids.ts';

/** The name of the file beside exported label maps that says what their values mean. */
export const classesFileName = 'classes.json';

export const ClassesHead = z.object({
  format: z.literal('lapidary-label-maps'),
  version: z.literal(1),
  /** Pixel values are classes, the same in all files, or segments, each file's own. */
  values: z.enum(['classes', 'instances']),
});

/** A class, by the value that it has where values are classes. */
export const ExportedClass = z.object({
  value: z.int().min(1).max(255),
  code: z.string().min(1).max(64),
  name: z.string().max(200),
  color: z.string().regex(/^#[0-9a-f]{6}$/),
  schema: z.string().max(200),
});
export type ExportedClass = z.infer<typeof ExportedClass>;

export const ExportedFrame = z.object({
  file: z.string().max(300),
  frame: FrameId,
  mask: MaskVersionId,
  width: z.int(),
  height: z.int(),
  /** Where values are segments: the class of each, by its value in `classes`. */
  segments: z
    .array(z.object({ value: z.int().min(1).max(255), segment: SegmentId, class: z.int().min(1).max(255) }))
    .max(255)
    .optional(),
});
export type ExportedFrame = z.infer<typeof ExportedFrame>;
