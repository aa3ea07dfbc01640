import type { UserId } from '../../src-shared/domain/ids.ts';
import type { Database } from '../../src-main/db/database.ts';
import { openMigratedDatabase } from '../../src-main/db/migrations.ts';
import { continueIds } from '../../src-main/db/newId.ts';
import { seed } from '../../src-main/db/seed.ts';
import { chainOlderEvents } from '../../src-main/events/chain.ts';
import { createChanges } from '../../src-main/events/changes.ts';
import type { Changes } from '../../src-main/events/changes.ts';
import type { Caller } from '../../src-main/foundations.ts';
import { createJobs } from '../../src-main/jobs/createJobs.ts';
import type { Jobs } from '../../src-main/jobs/jobs.ts';
import type { HeldDataFolder } from '../../src-main/storage/dataFolder.ts';
import { openDataFolder } from '../../src-main/storage/openDataFolder.ts';
import { createErasure } from '../../src-main/studies/erase.service.ts';
import type { Erasure } from '../../src-main/studies/erase.service.ts';
import { createImports } from '../../src-main/studies/imports.service.ts';
import type { Imports } from '../../src-main/studies/imports.service.ts';
import { recoverStudies } from '../../src-main/studies/recovery.ts';
import { createStudies } from '../../src-main/studies/studies.service.ts';
import type { Studies } from '../../src-main/studies/studies.service.ts';
import { migrationsDir } from './migrationsDir.ts';

/** The data side of a workstation, without networks and hosts. */
export interface Workbench {
  readonly db: Database;
  readonly files: HeldDataFolder;
  readonly jobs: Jobs;
  readonly changes: Changes;
  readonly user: UserId;
  readonly caller: Caller;
  readonly studies: Studies;
  readonly imports: Imports;
  readonly erasure: Erasure;
  close(): Promise<void>;
}

/** Opens (or makes) a data folder as a workstation does. */
export async function openWorkbench(root: string): Promise<Workbench> {
  const files = await openDataFolder(root, { host: 'cli' });
  const { uncleanShutdown } = files;
  const db = await openMigratedDatabase({
    file: files.databaseFile,
    migrationsDir,
    backups: files.backups,
    uncleanShutdown,
  });
  continueIds(db);
  chainOlderEvents(db);
  const user = seed(db);
  const changes = createChanges();
  const jobs = createJobs({ db, changes });
  const foundations = { db, files, jobs, changes };
  const studies = createStudies(foundations);
  const imports = createImports(foundations);
  const erasure = createErasure(foundations);
  await recoverStudies({ db, files }, uncleanShutdown);
  jobs.resume();
  return {
    ...foundations,
    user,
    caller: { userId: user, door: 'command-line' },
    studies,
    imports,
    erasure,
    async close() {
      await jobs.close();
      db.close();
      await files.close();
    },
  };
}
