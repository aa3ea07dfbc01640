import type { Verification } from '../../src-shared/contract/system.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { decodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { ReadableDb } from '../db/database.ts';
import { verifyChain } from '../events/chain.ts';
import { verifySignatures } from '../events/signatures.ts';
import type { Foundations } from '../foundations.ts';
import { openBackbone } from '../networks/backbone.ts';
import type { ContentStore } from '../storage/dataFolder.ts';

type Problem = Verification['problems'][number];

/**
 * Reads everything once: the database's own checks, the chain of events, signed readings, every file a row names against
 * its hash, imported networks too, every mask against its frame. Caches are left out: they can be computed again. Changes
 * nothing. The event loop is given back after each file.
 */
export async function verifyDataFolder({
  db,
  files,
}: Pick<Foundations, 'db' | 'files'>): Promise<Verification> {
  const problems: Problem[] = [...databaseProblems(db), ...eventProblems(db), ...verifySignatures(db)];
  await checkFiles(problems, 'frame', files.frames, db.all(`SELECT DISTINCT sha256 FROM frames`));
  // A file that is shown just as it came is kept once, as a frame.
  const keptApart = `SELECT DISTINCT sha256 FROM sources
    WHERE kind <> 'synthetic' AND sha256 NOT IN (SELECT sha256 FROM frames)`;
  await checkFiles(problems, 'source', files.sources, db.all(keptApart));
  await checkFiles(problems, 'adapter', files.adapters, db.all(`SELECT DISTINCT sha256 FROM adapters`));
  const heads = `SELECT DISTINCT sha256 FROM segmentation_heads WHERE sha256 IS NOT NULL`;
  await checkFiles(problems, 'segmentation head', files.adapters, db.all(heads));
  for (const { sha256 } of db.all<{ sha256: string }>(`SELECT sha256 FROM backbones`)) {
    const problem = await backboneProblem(files, Sha256.parse(sha256));
    if (problem !== undefined) problems.push(problem);
  }
  for (const { id } of db.all<{ id: string }>(`SELECT id FROM mask_versions`)) {
    const problem = maskProblem(db, id);
    if (problem !== undefined) problems.push(problem);
    await new Promise(setImmediate);
  }
  return { ok: problems.length === 0, problems };
}

function databaseProblems(db: ReadableDb): Problem[] {
  const said = db
    .all<Record<string, string>>('PRAGMA integrity_check')
    .flatMap((row) => Object.values(row))
    .filter((line) => line !== 'ok');
  const orphans = db.all<{ table: string; parent: string }>('PRAGMA foreign_key_check');
  return [
    ...said.map((message) => ({ kind: 'database', where: 'lapidary.sqlite', message })),
    ...orphans.map(({ table, parent }) => ({
      kind: 'database',
      where: table,
      message: `A row names a row of ${parent} that does not exist.`,
    })),
  ];
}

function eventProblems(db: ReadableDb): Problem[] {
  return verifyChain(db).map(({ position, message }) => ({
    kind: 'event-chain',
    where: `event ${position}`,
    message: `The record of what was done has been tampered with: ${message}.`,
  }));
}

async function checkFiles(
  problems: Problem[],
  kind: string,
  store: ContentStore,
  rows: readonly { readonly sha256: string }[],
): Promise<void> {
  for (const { sha256 } of rows) {
    try {
      await store.get(Sha256.parse(sha256));
    } catch (error) {
      if (!(error instanceof LapidaryError)) throw error;
      problems.push({ kind: error.code, where: `${kind} ${sha256}`, message: error.message });
    }
  }
}

async function backboneProblem(
  { models }: Pick<Foundations['files'], 'models'>,
  sha256: Sha256,
): Promise<Problem | undefined> {
  const where = `backbone ${sha256}`;
  if (!(await models.has(sha256))) {
    return { kind: 'file-missing', where, message: 'The data folder no longer holds this network.' };
  }
  try {
    const { networkHash } = await openBackbone(models.folder(sha256));
    if (networkHash === sha256) return undefined;
    return { kind: 'backbone-damaged', where, message: 'Its files are those of another network.' };
  } catch (error) {
    if (!(error instanceof LapidaryError)) throw error;
    return { kind: error.code, where, message: error.message };
  }
}

function maskProblem(db: ReadableDb, id: string): Problem | undefined {
  const row = db.get<{ map: Uint8Array; width: number; height: number }>(
    `SELECT m.label_map AS map, f.width, f.height
     FROM mask_versions m JOIN frames f ON f.id = m.frame_id WHERE m.id = ?`,
    [id],
  );
  if (row === undefined) return undefined;
  try {
    const map = decodeLabelMap(row.map);
    if (map.width === row.width && map.height === row.height) return undefined;
    const message = `It is ${map.width}×${map.height} on a frame of ${row.width}×${row.height}.`;
    return { kind: 'mask-size', where: `mask ${id}`, message };
  } catch (error) {
    if (!(error instanceof LapidaryError)) throw error;
    return { kind: error.code, where: `mask ${id}`, message: error.message };
  }
}
