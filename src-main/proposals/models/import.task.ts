import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import path from 'node:path';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import { Sha256 } from '../../../src-shared/domain/ids.ts';
import type { MaskModelCard, MaskModelFile } from '../../../src-shared/domain/maskModelCard.ts';
import { digestOf } from '../../backbones/inspection.ts';
import { findFiles } from '../../backbones/originFiles.ts';
import { taskHandler, type TaskContext } from '../../compute/child.ts';
import { openForeignSession } from '../../compute/foreignSession.ts';
import { openByteSource } from '../../networks/checkpoints/byteSource.ts';
import { limits, type CheckpointFiles } from '../../networks/checkpoints/checkpoint.ts';
import type { DataFolder } from '../../storage/dataFolder.ts';
import { attachDataFolder } from '../../storage/openDataFolder.ts';
import { inspectModel, proposalOf, type InspectedFile, type Inspection } from './inspection.ts';
import { ModelPayload, type ImportModelReply } from './messages.ts';
import { openModel, releaseModel } from './openModels.ts';
import { testModel } from './selfTest.ts';

/** Looks into models of others and says what they would become. */
export const inspectModelHandler = taskHandler(ModelPayload, async ({ dataDir, origin, stated }) => {
  const found = await findFiles(attachDataFolder(dataDir), origin);
  return proposalOf(await inspectModel(found, stated));
});

/**
 * Takes a model over: its files are copied into a folder of the data folder's models, which appears there as a whole and
 * only after the model has answered two test pictures.
 */
export const importModelHandler = taskHandler(
  ModelPayload,
  async ({ dataDir, origin, stated }, context): Promise<ImportModelReply> => {
    const folder = attachDataFolder(dataDir);
    const found = await findFiles(folder, origin);
    const inspection = await inspectModel(found, stated);
    const body = assertComplete(inspection);
    let reply: ImportModelReply | undefined;
    await folder.models.put(async (temporary) => {
      const files = await copyAll(found.opened, inspection.files, temporary, context);
      const card: MaskModelCard = { format: 1, body, files };
      context.progress(1, 1, 'Testing the model');
      await context.yieldNow();
      const model = await openModel(temporary, card, context.runtime.options, openForeignSession);
      const selfTest = await testModel(model).finally(() => releaseModel(model));
      const sha256 = addressOf(card);
      await dropDamaged(folder, sha256, files);
      const name = inspection.draft.sheet.facts.find((fact) => fact.name === 'name')?.value;
      reply = { sha256, name: String(name ?? ''), card, selfTest };
      return sha256;
    });
    if (reply === undefined) throw new Error('no model was written');
    return reply;
  },
);

function assertComplete({ draft }: Inspection): MaskModelCard['body'] {
  if (draft.body !== undefined) return draft.body;
  throw new LapidaryError(
    'mask-model-open',
    `What is not known of this model has to be stated: ${draft.sheet.open.join(', ')}.`,
    'Whoever published the model can tell; nothing of it is guessed.',
  );
}

/** Over the files and the card; names of files say nothing about answers. */
export function addressOf({ format, body, files }: MaskModelCard): Sha256 {
  const named = files.map(({ role, stored, bytes, sha256 }) => [role, stored, bytes, sha256]);
  const text = JSON.stringify([format, body, named]);
  return Sha256.parse(createHash('sha256').update(`lapidary-mask-model ${text}`).digest('hex'));
}

async function copyAll(
  opened: CheckpointFiles,
  files: readonly InspectedFile[],
  folder: string,
  context: TaskContext,
): Promise<MaskModelFile[]> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  const copies: MaskModelFile[] = [];
  for (const file of files) {
    await using source = await opened.open(file.name);
    await using target = await open(path.join(folder, file.stored), 'wx', 0o600);
    const hash = createHash('sha256');
    for (let at = 0; at < source.size; at += limits.pieceBytes) {
      const piece = await source.read(at, Math.min(limits.pieceBytes, source.size - at));
      hash.update(piece);
      await target.writeFile(piece);
      done += piece.length;
      context.progress(done, total, 'Copying the model');
      await context.yieldNow();
    }
    copies.push({ ...file, bytes: source.size, sha256: Sha256.parse(hash.digest('hex')) });
  }
  return copies;
}

/** One of the same hash that is no longer whole makes place for this one. */
async function dropDamaged(
  { models }: Pick<DataFolder, 'models'>,
  address: Sha256,
  files: readonly MaskModelFile[],
): Promise<void> {
  if (!(await models.has(address))) return;
  for (const { stored, sha256 } of files) {
    const isWhole = await holds(path.join(models.folder(address), stored), sha256);
    if (!isWhole) {
      await models.remove(address);
      return;
    }
  }
}

async function holds(file: string, sha256: Sha256): Promise<boolean> {
  try {
    await using source = await openByteSource(file);
    return (await digestOf(source)) === sha256;
  } catch {
    return false;
  }
}
