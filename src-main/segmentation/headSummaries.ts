import type { Head } from '../../src-shared/contract/segmentation.contract.ts';
import type { LabelSchema } from '../../src-shared/contract/schemas.contract.ts';
import type { ClassId } from '../../src-shared/domain/ids.ts';
import type { Backbones } from '../backbones/installed.ts';
import type { ReadableDb } from '../db/database.ts';
import * as queries from './heads.queries.ts';
import type { ShippedHead } from './shippedHead.ts';

/** The classes of a head in a schema, in the head's order; undefined where one is missing. */
export function classesIn(schema: LabelSchema, { card }: ShippedHead): ClassId[] | undefined {
  const ids = card.classes.flatMap((code) => schema.classes.find((one) => one.code === code)?.id ?? []);
  return ids.length === card.classes.length ? ids : undefined;
}

export function describedHead(db: ReadableDb, row: queries.HeadRow, backbones: Backbones): Head {
  const { backboneName, backboneSha256, ...head } = row;
  return {
    ...head,
    classes: queries.headClasses(db, row.id).map(({ code }) => code),
    backbone: {
      name: backboneName,
      sha256: backboneSha256,
      installed: backbones.known(backboneSha256) !== undefined,
    },
  };
}

export async function describedShipped(
  { sha256, name, card, description }: ShippedHead,
  schema: LabelSchema | undefined,
  db: ReadableDb,
  backbones: Backbones,
): Promise<Head> {
  const installed = await backbones.find(card.backbone.sha256).then(
    () => true,
    () => false,
  );
  return {
    id: null,
    sha256,
    name,
    maskSchemaId: schema?.id ?? null,
    state: 'done',
    active: installed && schema !== undefined && queries.activeHead(db, schema.id) === undefined,
    classes: [...card.classes],
    backbone: { ...card.backbone, installed },
    jobId: null,
    training: null,
    seed: description.seed,
    figures: null,
    card: {
      figures: card.figures,
      data: card.training.data,
      licence: card.licence,
      intendedUse: card.intendedUse,
    },
    provider: description.runtime.provider,
    createdAt: null,
    finishedAt: null,
  };
}
