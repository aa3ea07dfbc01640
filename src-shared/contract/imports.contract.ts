import { z } from 'zod';
import { JobId } from '../domain/ids.ts';
import { procedure } from './procedure.ts';

/**
 * How the pixel values of mask images become classes. `values`: exact values (or palette indices) to class codes,
 * 'background' being none; a value that is not named refuses the mask. `threshold`: at or above it one class, below it
 * background: for masks that went through lossy compression.
 */
export const MaskMapping = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('values'),
    values: z.array(z.object({ value: z.int().min(0).max(65_535), code: z.string().min(1).max(64) })).min(1),
  }),
  z.object({
    kind: z.literal('threshold'),
    threshold: z.int().min(1).max(65_535),
    code: z.string().min(1).max(64).default('region'),
  }),
]);
export type MaskMapping = z.infer<typeof MaskMapping>;

export const ImportOptions = z.object({
  /** null: two values → background and one region, palette → one class per index, anything else is refused with the values found. */
  masks: MaskMapping.nullable().default(null),
  /** Labels must be classes of this finding schema (by name); null: the schema is made from the labels of the manifest. */
  schema: z.string().max(100).nullable().default(null),
  /** The prompt must not give the label away: treat all mask classes as one. */
  singleMaskClass: z.boolean().default(false),
});
export type ImportOptions = z.infer<typeof ImportOptions>;

export const ImportReport = z.object({
  imported: z.int(),
  duplicates: z.int(),
  /** Remarks on the whole: columns of the manifest that were ignored, files that were not reached. */
  notes: z.array(z.string()),
  /** `file` is the path as it was given; identifying, shown, never logged. */
  refused: z.array(z.object({ file: z.string(), code: z.string(), message: z.string(), remedy: z.string() })),
});
export type ImportReport = z.infer<typeof ImportReport>;

export const importsContract = {
  /** Opens an empty tray; files are then sent with PUT /media/trays/<trayId>/<relative path>. */
  openTray: procedure('studies.import').output(z.object({ trayId: z.uuid() })),
  /** Imports what the tray holds; `manifest` is a relative path in it. The tray is emptied when the job ends. */
  startTray: procedure('studies.import')
    .input(
      z.object({
        trayId: z.uuid(),
        manifest: z.string().max(1000).nullable(),
        options: ImportOptions.prefault({}),
      }),
    )
    .output(z.object({ jobId: JobId })),
  /** From paths of this machine: for the command line only, refused to a page. */
  startPaths: procedure('studies.import')
    .input(
      z.object({
        paths: z.array(z.string().min(1).max(4000)).max(100_000),
        manifest: z.string().max(4000).nullable(),
        options: ImportOptions.prefault({}),
      }),
    )
    .output(z.object({ jobId: JobId })),
  report: procedure('studies.read')
    .input(z.object({ jobId: JobId }))
    .output(ImportReport),
};
