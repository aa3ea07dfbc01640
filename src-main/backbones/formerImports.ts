import { StatedFacts } from '../../src-shared/domain/backboneFacts.ts';
import type { ReadableDb } from '../db/database.ts';
import { importedBackbones } from './backbones.queries.ts';
import type { Before } from './importMessages.ts';

/** What was imported here before, also where its files were lost since: the same file needs no second statement. */
export function formerImports(db: ReadableDb): Before[] {
  return importedBackbones(db).map((row) => ({
    sha256: row.sourceSha256,
    bytes: row.sourceBytes,
    facts: StatedFacts.parse(JSON.parse(row.facts)),
  }));
}
