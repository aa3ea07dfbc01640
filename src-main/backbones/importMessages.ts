import { z } from 'zod';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { BackboneProposal } from '../../src-shared/contract/backbones.contract.ts';
import { StatedFacts } from '../../src-shared/domain/backboneFacts.ts';

/** What the process is asked that reads the files of others; see workshop.ts. */
export const inspectTask = 'backbone-inspect';
export const importTask = 'backbone-import';

/** Where the files lie: sent by a page, or named on the command line. */
export const Origin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('tray'), trayId: z.uuid() }),
  z.strictObject({ kind: z.literal('paths'), paths: z.array(z.string()).min(1) }),
]);
export type Origin = z.infer<typeof Origin>;

export const BackboneRequest = z.strictObject({
  origin: Origin,
  /** The file to begin with; null: the only one that can be. */
  main: z.string().nullable(),
  stated: StatedFacts,
  /** Id of the catalogue's entry that the person says it is. */
  entry: z.string().nullable(),
});
export type BackboneRequest = z.infer<typeof BackboneRequest>;

/** Files that were imported before, by checksum, with what was taken for known of them; the newest last. */
export const Before = z.strictObject({ sha256: Sha256, bytes: z.int(), facts: StatedFacts });
export type Before = z.infer<typeof Before>;

const places = { dataDir: z.string(), modelsDir: z.string(), before: z.array(Before) };
export const InspectPayload = BackboneRequest.extend(places);
export const InspectReply = BackboneProposal;

export const ImportJobPayload = BackboneRequest.extend({ leaveUnknown: z.boolean() });
export type ImportJobPayload = z.infer<typeof ImportJobPayload>;
export const ImportPayload = ImportJobPayload.extend(places);

export const ImportReply = z.strictObject({
  sha256: Sha256,
  preprocessing: Sha256,
  name: z.string(),
  source: z.strictObject({ name: z.string(), bytes: z.int(), sha256: Sha256 }),
  facts: StatedFacts,
  /** What the network answered, in words. */
  selfTest: z.string(),
});
export type ImportReply = z.infer<typeof ImportReply>;
