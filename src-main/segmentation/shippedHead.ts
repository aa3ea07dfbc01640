import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { decodeHead, type HeadDescription } from './headFile.ts';

export const headCardFile = 'card.json';
export const headFile = 'head.safetensors';

const largestCard = 1024 * 1024;

/** What is said of a shipped head, beside its file. */
export const HeadCard = z.strictObject({
  format: z.literal('lapidary-head-card-1'),
  name: z.string().min(1).max(120),
  version: z.string().max(20),
  /** Codes of what it finds. */
  classes: z.array(z.string()).min(1),
  /** The frozen network whose tokens it reads. */
  backbone: z.strictObject({ name: z.string(), sha256: Sha256 }),
  training: z.strictObject({ data: z.string(), procedure: z.string() }),
  licence: z.string(),
  origin: z.string(),
  intendedUse: z.string(),
  figures: z.array(z.strictObject({ name: z.string(), value: z.number(), note: z.string() })),
  /** Of the head's file. */
  sha256: Sha256,
});
export type HeadCard = z.infer<typeof HeadCard>;

/** The segmentation head that comes with Lapidary. */
export interface ShippedHead {
  readonly path: string;
  readonly sha256: Sha256;
  readonly name: string;
  readonly card: HeadCard;
  readonly description: HeadDescription;
}

/**
 * The first folder of `modelsDir`, by name, that holds a head and its card; undefined where there is none or where the two
 * do not belong together: an installation without one proposes nothing by itself.
 */
export async function findShippedHead(modelsDir: string): Promise<ShippedHead | undefined> {
  const entries = await readdir(modelsDir, { withFileTypes: true }).catch(() => []);
  for (const folder of entries
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()) {
    const place = path.join(modelsDir, folder);
    if (!(await readdir(place)).includes(headFile)) continue;
    const found = await readShipped(place).catch(() => undefined);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function readShipped(place: string): Promise<ShippedHead | undefined> {
  const text = await readFile(path.join(place, headCardFile), 'utf8');
  if (text.length > largestCard) return undefined;
  const card = HeadCard.parse(JSON.parse(text));
  const file = path.join(place, headFile);
  const bytes = await readFile(file);
  if (createHash('sha256').update(bytes).digest('hex') !== card.sha256) return undefined;
  const { description } = decodeHead(bytes);
  const name = `${card.name} ${card.version}`.trim();
  return { path: file, sha256: card.sha256, name, card, description };
}
