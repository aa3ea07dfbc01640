import type { MaskModelProposal } from '../../../src-shared/contract/maskModels.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { MaskModelFile, StatedMaskModel } from '../../../src-shared/domain/maskModelCard.ts';
import type { FoundFiles } from '../../backbones/originFiles.ts';
import { quoted } from '../../networks/checkpoints/quoted.ts';
import { missingPart } from '../../networks/checkpoints/refusals.ts';
import { draftCard, type CardDraft } from './card.ts';
import { titleOf } from './families.ts';
import { recognise, type ModelFile, type Recognised } from './recognise.ts';
import { readSignature } from './signature.ts';

/** 4 GiB a file, 8 GiB together: more is no model that answers a click. */
export const modelLimits = { fileBytes: 4 * 1024 ** 3, totalBytes: 8 * 1024 ** 3 } as const;

/** A file of a model, with what it is for. */
export type InspectedFile = Pick<MaskModelFile, 'role' | 'name' | 'stored' | 'bytes'>;

/** All that is known of a model before anything is made of it. */
export interface Inspection {
  readonly recognised: Recognised;
  readonly draft: CardDraft;
  readonly files: readonly InspectedFile[];
}

/**
 * Reads the heads of the .onnx files among those that were named, and finds the files of weights that they name.
 * @throws LapidaryError of the readers (`checkpoint-…`), of `recognise` and `draftCard`; `mask-model-too-large`,
 *   `mask-model-names`
 */
export async function inspectModel(
  { opened, candidates }: FoundFiles,
  stated: StatedMaskModel,
): Promise<Inspection> {
  const models: ModelFile[] = [];
  for (const name of candidates.filter((one) => /\.onnx$/i.test(one)).sort()) {
    await using source = await opened.open(name);
    assertSize(name, source.size, modelLimits.fileBytes);
    models.push({ name, signature: await readSignature(source) });
    // More than two are refused with what they are; each costs a reading.
    if (models.length > 2) break;
  }
  const recognised = recognise(models, stated.family);
  const roles = rolesOf(recognised);
  const data = [...new Set(roles.flatMap(({ file }) => file.signature.external))];
  const files: InspectedFile[] = roles.map(({ role, file }) => ({
    ...{ role, name: file.name, stored: `${role}.onnx`, bytes: 0 },
  }));
  for (const name of data) files.push({ role: 'data', name, stored: name, bytes: 0 });
  assertApart(files);
  let total = 0;
  const sized: InspectedFile[] = [];
  for (const file of files) {
    if (!opened.names.includes(file.name)) throw missingPart(file.name);
    await using source = await opened.open(file.name);
    assertSize(file.name, source.size, modelLimits.fileBytes);
    total += source.size;
    sized.push({ ...file, bytes: source.size });
  }
  assertSize(roles[0]?.file.name ?? '', total, modelLimits.totalBytes);
  return { recognised, draft: draftCard(recognised, stated, titleFrom(roles)), files: sized };
}

interface RoleOfFile {
  readonly role: 'model' | 'encoder' | 'decoder';
  readonly file: ModelFile;
}

function rolesOf(recognised: Recognised): RoleOfFile[] {
  if (recognised.kind === 'segmentation') return [{ role: 'model', file: recognised.model }];
  const { encoder, decoder } = recognised;
  if (encoder === decoder) return [{ role: 'model', file: decoder }];
  return [
    { role: 'encoder', file: encoder },
    { role: 'decoder', file: decoder },
  ];
}

/** A file's name without its ending, and without the part that it plays. */
function titleFrom(roles: readonly RoleOfFile[]): string {
  const name = roles[0]?.file.name ?? '';
  const title = name.replace(/\.onnx$/i, '').replace(/[._-]?(vision[._-]?)?encoder/i, '');
  return title.slice(0, 100) || 'mask model';
}

function assertSize(name: string, bytes: number, most: number): void {
  if (bytes <= most) return;
  throw new LapidaryError(
    'mask-model-too-large',
    `${quoted(name)} and what belongs to it have ${Math.round(bytes / 1024 ** 2)} MB, and at most ${most / 1024 ** 2} are read.`,
    'Bring a smaller variant of the model, or one in half precision.',
  );
}

function assertApart(files: readonly InspectedFile[]): void {
  const stored = files.map((file) => file.stored.toLowerCase());
  if (new Set(stored).size === stored.length) return;
  throw new LapidaryError(
    'mask-model-names',
    'A file of weights is called like the model itself, so that the two cannot lie beside each other.',
    'Export the model again with another name for its external data.',
  );
}

/** What the inspection says to a person. */
export function proposalOf({ recognised, draft, files }: Inspection): MaskModelProposal {
  const family = recognised.kind === 'segmentation' ? 'segmentation' : recognised.family.id;
  const signatures = new Map(rolesOf(recognised).map(({ file }) => [file.name, file.signature]));
  return {
    family,
    familyTitle: titleOf(family),
    files: files.map(({ name, role, bytes }) => {
      const { inputs = [], outputs = [] } = signatures.get(name) ?? {};
      return { name, role, bytes, inputs: [...inputs], outputs: [...outputs] };
    }),
    facts: draft.sheet.facts,
    open: draft.sheet.open,
    channels: draft.channels,
    warnings: [...draft.warnings],
  };
}
