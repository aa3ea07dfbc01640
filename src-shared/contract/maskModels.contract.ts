import { z } from 'zod';
import { JobId, Sha256 } from '../domain/ids.ts';
import {
  MaskModelCard,
  MaskModelFactName,
  MaskModelFamily,
  StatedMaskModel,
} from '../domain/maskModelCard.ts';
import { Instant, procedure } from './procedure.ts';

/** An input or output as its file declares it; a text stands for an extent that is open. */
export const ModelPort = z.object({
  name: z.string(),
  type: z.string(),
  shape: z.array(z.union([z.int(), z.string()])),
});
export type ModelPort = z.infer<typeof ModelPort>;

/** `assumed`: customary for the family and not told by the file; `open`: has to be stated. */
export const MaskModelFact = z.object({
  name: MaskModelFactName,
  value: z.union([z.string(), z.number(), z.array(z.number())]).nullable(),
  source: z.enum(['file', 'assumed', 'stated', 'open']),
  note: z.string(),
});
export type MaskModelFact = z.infer<typeof MaskModelFact>;

/** What the files would become, before anything is written. */
export const MaskModelProposal = z.object({
  family: MaskModelFamily,
  familyTitle: z.string(),
  files: z.array(
    z.object({
      name: z.string(),
      role: z.enum(['model', 'encoder', 'decoder', 'data']),
      bytes: z.int(),
      inputs: z.array(ModelPort),
      outputs: z.array(ModelPort),
    }),
  ),
  facts: z.array(MaskModelFact),
  open: z.array(MaskModelFactName),
  /** Channels of the output, where the file tells; each needs a class. Null: not told, or no segmentation network. */
  channels: z.int().nullable(),
  warnings: z.array(z.string()),
});
export type MaskModelProposal = z.infer<typeof MaskModelProposal>;

export const MaskModelEntry = z.object({
  sha256: Sha256,
  name: z.string(),
  family: MaskModelFamily,
  familyTitle: z.string(),
  /** `missing`: its files are gone, or not of the size that they had. */
  state: z.enum(['ready', 'missing']),
  bytes: z.int(),
  card: MaskModelCard,
  importedAt: Instant,
});
export type MaskModelEntry = z.infer<typeof MaskModelEntry>;

const tray = { trayId: z.uuid() };
const paths = { paths: z.array(z.string().min(1).max(4000)).min(1).max(20) };
const request = { stated: StatedMaskModel.default({}) };

/** Models of others that propose masks: the road is tray → inspect, with open questions → import. */
export const maskModelsContract = {
  list: procedure('studies.read').output(z.object({ models: z.array(MaskModelEntry) })),
  /** Opens a tray; files are then sent with PUT /media/weights/<trayId>/<name>. */
  openTray: procedure('backbones.manage').output(z.object(tray)),
  closeTray: procedure('backbones.manage').input(z.object(tray)).output(z.object({})),
  inspectTray: procedure('backbones.manage')
    .input(z.object({ ...tray, ...request }))
    .output(MaskModelProposal),
  /** From paths of this machine, as is `importPaths`: for the command line only, refused to a page. */
  inspectPaths: procedure('backbones.manage')
    .input(z.object({ ...paths, ...request }))
    .output(MaskModelProposal),
  /** The tray is emptied when the job has ended. */
  importTray: procedure('backbones.manage')
    .input(z.object({ ...tray, ...request }))
    .output(z.object({ jobId: JobId })),
  importPaths: procedure('backbones.manage')
    .input(z.object({ ...paths, ...request }))
    .output(z.object({ jobId: JobId })),
  /** What an import came to, once its job has ended. */
  imported: procedure('studies.read')
    .input(z.object({ jobId: JobId }))
    .output(z.object({ sha256: Sha256, name: z.string(), alreadyThere: z.boolean(), selfTest: z.string() })),
  /** Masks that were made with its help stay. */
  remove: procedure('backbones.manage')
    .input(z.object({ sha256: Sha256 }))
    .output(z.object({ name: z.string() })),
};
