import type { Sha256 } from '../../src-shared/domain/ids.ts';
import type { Foundations } from '../foundations.ts';
import { ImportPayload, ImportPlan } from './importPlan.ts';
import { forgetNames, unfinishedImports } from './imports.queries.ts';
import { workOffRemovals } from './removals.ts';

/**
 * Puts the data folder in order before work begins: removals that an erasure still owes, plans and trays of imports that
 * are over, and, after a crash, bytes that never got their row. Call it once at the start, before jobs are resumed.
 * @param keptTrays that others than imports of studies still need
 */
export async function recoverStudies(
  { db, files }: Pick<Foundations, 'db' | 'files'>,
  afterCrash: boolean,
  keptTrays: ReadonlySet<string> = new Set(),
): Promise<void> {
  await workOffRemovals({ db, files });
  forgetNames(db, null);
  const wantedPlans = new Set(
    unfinishedImports(db).map((payload) => ImportPayload.parse(JSON.parse(payload)).importId),
  );
  const wantedTrays = new Set(keptTrays);
  for (const name of await files.imports.list()) {
    const bytes = wantedPlans.has(name) ? await files.imports.get(name) : undefined;
    if (!bytes) {
      await files.imports.remove(name);
      continue;
    }
    const { origin } = ImportPlan.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
    if (origin.kind === 'tray') wantedTrays.add(origin.trayId);
  }
  for (const trayId of await files.trays.all())
    if (!wantedTrays.has(trayId)) await files.trays.remove(trayId);
  if (!afterCrash) return;
  for (const store of ['frames', 'sources', 'adapters'] as const) {
    const named = new Set(db.all<{ sha256: string }>(namedIn[store]).map(({ sha256 }) => sha256));
    await sweep(files[store].list(), named, (address) => files[store].remove(address));
    if (store !== 'frames') continue;
    await sweep(files.caches.frames(), named, (frame) => files.caches.removeFrame(frame));
  }
}

/** The rows that name files of a store. */
const namedIn = {
  frames: 'SELECT sha256 FROM frames',
  sources: 'SELECT sha256 FROM sources',
  adapters: `SELECT sha256 FROM adapters
    UNION SELECT sha256 FROM segmentation_heads WHERE sha256 IS NOT NULL`,
} as const;

async function sweep(
  stored: AsyncIterable<Sha256>,
  named: ReadonlySet<string>,
  remove: (address: Sha256) => Promise<void>,
): Promise<void> {
  const orphans: Sha256[] = [];
  for await (const address of stored) if (!named.has(address)) orphans.push(address);
  for (const address of orphans) await remove(address);
}
