import type { BackboneFacts } from '../../src-shared/domain/backboneFacts.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { taskHandler, type TaskContext } from '../compute/child.ts';
import { openBackbone, writeCard, writeWeights } from '../networks/backbone.ts';
import type { BackboneCard } from '../networks/backboneCard.ts';
import { quoted } from '../networks/checkpoints/quoted.ts';
import { completeFacts } from '../networks/families/facts.ts';
import { families } from '../networks/families/families.ts';
import { architectureOf, networkTensors, resamplingOf } from '../networks/families/network.ts';
import { vitTensors } from '../networks/vit.ts';
import type { DataFolder } from '../storage/dataFolder.ts';
import { attachDataFolder } from '../storage/openDataFolder.ts';
import { ImportPayload, type ImportReply } from './importMessages.ts';
import { digestOf, inspectFiles, keysOf, type Inspection } from './inspection.ts';
import { testNetwork } from './networkTest.ts';
import { openOrigin, type OriginFiles } from './originFiles.ts';
import { preprocessingHash } from './preprocessingHash.ts';

/**
 * Makes a backbone of a checkpoint: tensor by tensor into a folder of the data folder's models, which appears there as a
 * whole and only after the network has answered two test pictures.
 */
export const importHandler = taskHandler(
  ImportPayload,
  async ({ dataDir, ...request }, context): Promise<ImportReply> => {
    const folder = attachDataFolder(dataDir);
    const given = await openOrigin(folder, request.origin, request.main);
    const { files, opened } = recorded(given);
    await using inspection = await inspectFiles(files, request);
    refuseUnknown(inspection, request.leaveUnknown);
    const facts = completeFacts(inspection.facts);
    const config = architectureOf(inspection.recognised, facts, inspection.sideFiles);
    const resampling = resamplingOf(inspection.recognised, facts);
    const total = vitTensors(config).size;

    let selfTest = '';
    let finished: BackboneCard | undefined;
    await folder.models.put(async (temporary) => {
      const tensors = watched(
        networkTensors(inspection.recognised, config, facts, inspection.tensors),
        total,
        context,
      );
      await writeWeights(temporary, config, tensors);
      const { checkpoint, recognised } = inspection;
      const card = await writeCard(temporary, {
        ...cardOf(inspection, facts),
        architecture: { family: 'vit', ...config },
        source: {
          // Parts are opened when they are needed: now all are known.
          files: await Promise.all([...opened].map((name) => describeFile(given, name))),
          format: checkpoint.format,
          layout: recognised.layout.title,
          prefix: recognised.prefix,
          facts: inspection.facts.flatMap(({ value, ...fact }) =>
            value === null ? [] : [{ ...fact, value }],
          ),
          keys: keysOf(recognised.keys),
          ...(resampling === undefined ? {} : { positions: resampling }),
        },
      });
      context.progress(total, total, 'Testing the network');
      await context.yieldNow();
      selfTest = await testNetwork(temporary, folder.derived, context.runtime);
      await dropDamaged(folder, card.networkHash);
      finished = card;
      return card.networkHash;
    });
    if (finished === undefined) throw new Error('no card was written');
    const main = finished.source?.files.find(({ name }) => name === given.main);
    if (main === undefined) throw new Error('the file that was imported is not among its sources');
    return {
      sha256: finished.networkHash,
      preprocessing: preprocessingHash(finished),
      name: finished.name,
      source: main,
      facts,
      selfTest,
    };
  },
);

function refuseUnknown({ recognised }: Inspection, leave: boolean): void {
  const { unknown } = recognised.keys;
  if (leave || unknown.length === 0) return;
  throw new LapidaryError(
    'backbone-unknown-tensors',
    `The file holds ${unknown.length} tensors that are not known, such as ${quoted(unknown[0] ?? '')}.`,
    'If the encoder does without them, import again and say that they are to be left out.',
  );
}

function cardOf(
  { match }: Inspection,
  facts: BackboneFacts,
): Omit<BackboneCard, 'format' | 'networkHash' | 'architecture' | 'source'> {
  const { mean, std, interpolation, crop } = facts;
  const entry = match?.used === true ? match.entry : undefined;
  return {
    name: facts.name,
    version: '',
    preprocessing: { mean, std, interpolation, ...(crop === 'centre' ? { crop } : {}) },
    pretraining: {
      kind: facts.pretraining,
      data: entry?.data ?? 'not known',
      procedure: families[facts.family].title,
    },
    licence: facts.licence,
    origin: entry === undefined ? 'imported from a file' : entry.page,
    intendedUse:
      'Imported by this site. Not examined by the makers of Lapidary: whether it suits a clinical purpose, this site has to show.',
    figures: [],
  };
}

/** Tells how far it is, and stops where the task is cancelled. */
async function* watched<Item>(
  items: AsyncIterable<Item>,
  total: number,
  context: TaskContext,
): AsyncGenerator<Item> {
  let done = 0;
  for await (const item of items) {
    context.progress(done, total, 'Reading tensors');
    yield item;
    done += 1;
    await context.yieldNow();
  }
}

/** The files, and the names of those that were opened. */
function recorded(given: OriginFiles): { readonly files: OriginFiles; readonly opened: ReadonlySet<string> } {
  const opened = new Set<string>();
  return {
    opened,
    files: {
      ...given,
      open(name) {
        opened.add(name);
        return given.open(name);
      },
    },
  };
}

async function describeFile(files: OriginFiles, name: string) {
  await using source = await files.open(name);
  return { name, bytes: source.size, sha256: await digestOf(source) };
}

/** One of the same hash that is no longer whole makes place for this one. */
async function dropDamaged(
  folder: Pick<DataFolder, 'models'>,
  address: BackboneCard['networkHash'],
): Promise<void> {
  if (!(await folder.models.has(address))) return;
  try {
    await openBackbone(folder.models.folder(address));
  } catch (error) {
    if (!(error instanceof LapidaryError)) throw error;
    await folder.models.remove(address);
  }
}
