import type { ClassId, SchemaId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';
import { maskClassCodes, maskOfFinding } from './adapters.queries.ts';
import { classesOfSchema } from './cohorts.queries.ts';
import type { TuneCase, TuneRun } from './tuneMessages.ts';
import { splitCases, type RunRow, type SplitCaseRow } from './tuning.queries.ts';

/** The cases of a job's runs, once each, and what their numbers mean. */
export interface JobCases {
  readonly classes: readonly { readonly id: ClassId; readonly code: string }[];
  readonly maskClasses: readonly string[];
  /** The schema of all masks; null: there are none, or of several schemas. */
  readonly maskSchemaId: SchemaId | null;
  readonly cases: readonly TuneCase[];
  readonly parts: ReadonlyMap<RunRow['splitId'], Pick<TuneRun, 'train' | 'validation' | 'test'>>;
}

/** Reads the splits of runs over one cohort as they were drawn; a second call gives the same. */
export function readJobCases(db: ReadableDb, runs: readonly RunRow[]): JobCases {
  const splits = new Map(
    [...new Set(runs.map(({ splitId }) => splitId))].map((id) => [id, splitCases(db, id)]),
  );
  const all = [...splits.values()].flat();
  const occurring = new Set(all.map(({ classId }) => classId));
  const schemaId = runs[0]?.schemaId;
  const classes =
    schemaId === undefined ? [] : classesOfSchema(db, schemaId).filter(({ id }) => occurring.has(id));

  const masks = new Map<SplitCaseRow, ReturnType<typeof maskOfFinding>>();
  for (const row of all) {
    if (row.maskVersionId === null) continue;
    masks.set(row, maskOfFinding(db, row.maskVersionId, row.findingId, row.frameId));
  }
  const maskSchemas = new Set([...masks.values()].map(({ maskSchemaId }) => maskSchemaId));
  const codes = maskClassCodes(db, maskSchemas);
  const [onlySchema] = maskSchemas;

  const cases: TuneCase[] = [];
  const places = new Map<string, number>();
  const placeOf = (row: SplitCaseRow): number => {
    const key = [row.findingId, row.frameId, row.classId, row.maskVersionId].join(' ');
    const known = places.get(key);
    if (known !== undefined) return known;
    const mask = masks.get(row);
    cases.push({
      frame: row.frameSha256,
      mask: mask?.labelMap ?? null,
      segments: (mask?.segments ?? []).map(({ value, code }) => ({
        value,
        maskClass: codes.indexOf(code) + 1,
      })),
      target: classes.findIndex(({ id }) => id === row.classId),
      finding: row.findingId,
      patient: row.patientId,
    });
    places.set(key, cases.length - 1);
    return cases.length - 1;
  };
  const parts = new Map(
    [...splits].map(([id, rows]) => {
      const of = (part: SplitCaseRow['part']): number[] =>
        rows.filter((row) => row.part === part).map(placeOf);
      return [id, { train: of('train'), validation: of('validation'), test: of('test') }];
    }),
  );
  return {
    classes,
    // Methods that read no mask still need to know of one class.
    maskClasses: codes.length === 0 ? ['region'] : codes,
    maskSchemaId: maskSchemas.size === 1 ? (onlySchema ?? null) : null,
    cases,
    parts,
  };
}
