import { createRandom } from '../../src-shared/domain/random.ts';
import type { Random } from '../../src-shared/domain/random.ts';
import { StudyId } from '../../src-shared/domain/ids.ts';
import type { UserId } from '../../src-shared/domain/ids.ts';
import type { Database } from '../../src-main/db/database.ts';
import { createChanges } from '../../src-main/events/changes.ts';
import type { Changes } from '../../src-main/events/changes.ts';
import { createStudies } from '../../src-main/studies/studies.service.ts';
import type { Studies } from '../../src-main/studies/studies.service.ts';
import { insertStudies } from '../../bench/support/manyStudies.ts';
import { openTestDatabase } from '../support/database.ts';

export interface WorklistBench {
  readonly db: Database;
  readonly user: UserId;
  readonly changes: Changes;
  readonly studies: Studies;
  readonly random: Random;
  ids(): StudyId[];
}

/** So many studies in a database in memory, with names in several scripts and findings. */
export async function worklistBench(count: number, seed = 1): Promise<WorklistBench> {
  const { db, user } = await openTestDatabase();
  const changes = createChanges();
  const studies = createStudies({ db, changes });
  db.transaction(() => {
    insertStudies(db, user, count, seed);
  });
  return {
    ...{ db, user, changes, studies },
    random: createRandom(seed),
    ids: () =>
      db.all<{ id: string }>('SELECT id FROM studies ORDER BY id').map(({ id }) => StudyId.parse(id)),
  };
}
