import { z } from 'zod';
import { FactName, FactSource, StatedFacts } from '../domain/backboneFacts.ts';
import { JobId, Sha256 } from '../domain/ids.ts';
import { Instant, procedure } from './procedure.ts';

/** A fact of a network, with where it is known from. */
export const BackboneFact = z.object({
  name: FactName,
  value: z.union([z.string(), z.number(), z.array(z.number())]).nullable(),
  source: FactSource,
  note: z.string(),
});
export type BackboneFact = z.infer<typeof BackboneFact>;

const channels = z.tuple([z.number(), z.number(), z.number()]);

export const BackboneKeys = z.object({
  used: z.int(),
  /** Parts of the file that are no part of the encoder. */
  unused: z.array(z.object({ group: z.string(), count: z.int() })),
  /** Tensors beside the encoder's that are not known; the import has to be told to leave them. */
  unknown: z.array(z.string()),
  /** Biases that the file does not have and that are zero. */
  filled: z.array(z.string()),
});

const Shape = z.object({
  imageSize: z.int(),
  patchSize: z.int(),
  width: z.int(),
  depth: z.int(),
  /** Constant tokens beside CLS. */
  registers: z.int(),
  gated: z.boolean(),
  parameters: z.int(),
});

export const CatalogueEntry = z.object({
  id: z.string(),
  name: z.string(),
  family: z.string(),
  pretraining: z.string(),
  data: z.string(),
  /** Shown as text; nothing is ever fetched. */
  page: z.string(),
  licence: z.object({
    name: z.string(),
    nonCommercial: z.boolean(),
    noDerivatives: z.boolean(),
    source: z.string(),
  }),
  files: z.array(z.object({ name: z.string(), bytes: z.int().nullable(), note: z.string() })),
  shape: z.object({ imageSize: z.int(), patchSize: z.int(), width: z.int(), depth: z.int() }),
  notes: z.array(z.string()),
  /** Hash of the installed backbone that was made from it; null: none. */
  installed: Sha256.nullable(),
});
export type CatalogueEntry = z.infer<typeof CatalogueEntry>;

/** What a file would become, before anything is written. */
export const BackboneProposal = z.object({
  /** The file that was looked at, among those that were sent. */
  file: z.string(),
  bytes: z.int(),
  format: z.string(),
  family: z.string(),
  familyTitle: z.string(),
  /** How its tensors are named, in words. */
  layout: z.string(),
  prefix: z.string(),
  shape: Shape,
  facts: z.array(BackboneFact),
  open: z.array(FactName),
  keys: BackboneKeys,
  /** Sides in cells, where the position embedding has to be brought to another grid. */
  positions: z.object({ from: z.int(), to: z.int() }).nullable(),
  /** What the reader found and left alone. */
  notes: z.array(z.string()),
  /** What a person should know before importing: how it was trained, what its licence forbids. */
  warnings: z.array(z.string()),
  match: z
    .object({
      id: z.string(),
      name: z.string(),
      page: z.string(),
      by: z.enum(['stated', 'checksum', 'name', 'other-contents']),
      /** Whether facts were taken from it. A name that many files have is a mere suggestion. */
      used: z.boolean(),
    })
    .nullable(),
});
export type BackboneProposal = z.infer<typeof BackboneProposal>;

export const Backbone = z.object({
  sha256: Sha256,
  name: z.string(),
  version: z.string(),
  origin: z.enum(['shipped', 'imported']),
  /** `missing`: the folder lost its files; `damaged`: its card cannot be read. The weights are checked by `verify`. */
  state: z.enum(['ready', 'missing', 'damaged']),
  /** Whether new tuning runs use it. */
  chosen: z.boolean(),
  /** Adapters that were tuned on it; with any, it cannot be removed. */
  adapters: z.int(),
  importedAt: Instant.nullable(),
  /** Null where the card is gone. */
  card: z
    .object({
      family: z.string(),
      pretraining: z.string(),
      licence: z.string(),
      origin: z.string(),
      intendedUse: z.string(),
      bytes: z.int(),
      shape: Shape,
      heads: z.int(),
      epsilon: z.number(),
      activation: z.string(),
      pooling: z.string(),
      mean: channels,
      std: channels,
      interpolation: z.string(),
      crop: z.string(),
      figures: z.array(z.object({ name: z.string(), value: z.number(), note: z.string() })),
      /** Null for the shipped one. */
      source: z
        .object({
          files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
          format: z.string(),
          layout: z.string(),
          prefix: z.string(),
          facts: z.array(BackboneFact),
          keys: BackboneKeys,
          positions: z.object({ from: z.int(), to: z.int() }).nullable(),
        })
        .nullable(),
    })
    .nullable(),
  /** The file that it was made from, as it is to be looked for; null for the shipped one. */
  sourceFile: z.object({ name: z.string(), bytes: z.int(), sha256: Sha256 }).nullable(),
});
export type Backbone = z.infer<typeof Backbone>;

const ImportRequest = {
  /** The weights, or the index of sharded ones, among the files; null: the only one that can be. */
  main: z.string().max(1000).nullable().default(null),
  stated: StatedFacts.default({}),
  /** An entry of the catalogue that the person says the file is; what it tells then fills what the file leaves open. */
  entry: z.string().max(100).nullable().default(null),
};
const tray = { trayId: z.uuid() };
const paths = { paths: z.array(z.string().min(1).max(4000)).min(1).max(1000) };
/** Whether tensors that are not known are left out. */
const leave = { leaveUnknown: z.boolean().default(false) };

export const backbonesContract = {
  list: procedure('tuning.read').output(z.object({ backbones: z.array(Backbone) })),
  catalogue: procedure('tuning.read').output(z.object({ entries: z.array(CatalogueEntry) })),
  /** Opens a tray; files are then sent with PUT /media/weights/<trayId>/<name>. */
  openTray: procedure('backbones.manage').output(z.object(tray)),
  closeTray: procedure('backbones.manage').input(z.object(tray)).output(z.object({})),
  inspectTray: procedure('backbones.manage')
    .input(z.object({ ...tray, ...ImportRequest }))
    .output(BackboneProposal),
  /** From paths of this machine, as are `importPaths`: for the command line only, refused to a page. */
  inspectPaths: procedure('backbones.manage')
    .input(z.object({ ...paths, ...ImportRequest }))
    .output(BackboneProposal),
  /** The tray is emptied when the job has ended. */
  importTray: procedure('backbones.manage')
    .input(z.object({ ...tray, ...ImportRequest, ...leave }))
    .output(z.object({ jobId: JobId })),
  importPaths: procedure('backbones.manage')
    .input(z.object({ ...paths, ...ImportRequest, ...leave }))
    .output(z.object({ jobId: JobId })),
  /** What an import came to, once its job has ended. */
  imported: procedure('tuning.read')
    .input(z.object({ jobId: JobId }))
    .output(z.object({ sha256: Sha256, name: z.string(), alreadyThere: z.boolean(), selfTest: z.string() })),
  /** New tuning runs use it from now on; adapters keep the one that they were tuned on. */
  choose: procedure('backbones.manage')
    .input(z.object({ sha256: Sha256 }))
    .output(z.object({})),
  remove: procedure('backbones.manage')
    .input(z.object({ sha256: Sha256 }))
    .output(z.object({ name: z.string() })),
  /** Reads every byte of a network's weights and compares them with its hash; null: of all networks. */
  verify: procedure('tuning.read')
    .input(z.object({ sha256: Sha256.nullable() }))
    .output(
      z.object({
        networks: z.array(
          z.object({
            sha256: Sha256,
            name: z.string(),
            ok: z.boolean(),
            message: z.string(),
            remedy: z.string(),
          }),
        ),
      }),
    ),
};
