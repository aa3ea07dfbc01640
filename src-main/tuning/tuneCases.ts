import type { ClassId, SchemaId } from '../../src-shared/domain/ids.ts';
import type { ReadableDb } from '../db/database.ts';
import { maskClassCodes, maskOfFinding } from './adapters.queries.ts';
import { classesOfSchema } from './cohorts.queries.ts';
import type { TuneCase, TuneRun } from './tuneMessages.ts';
import { splitCases, type RunRow, type SplitCaseRow } from './tuning.queries.ts';

/** The cases of a job's runs, once each, and what their numbers mean. */
export interface JobCases<Split = RunRow['splitId']> {
  readonly classes: readonly { readonly id: ClassId; readonly code: string }[];
  readonly maskClasses: readonly string[];
  /** The schema of all masks; null: there are none, or of several schemas. */
  readonly maskSchemaId: SchemaId | null;
  readonly cases: readonly TuneCase[];
  readonly parts: ReadonlyMap<Split, Pick<TuneRun, 'train' | 'validation' | 'test'>>;
}

/** A frame of a labelled finding in a part of a split. */
export type PartedFrame = Pick<
  SplitCaseRow,
  'findingId' | 'frameId' | 'frameSha256' | 'classId' | 'maskVersionId' | 'patientId' | 'part'
>;

/** Reads the splits of runs over one cohort as they were drawn; a second call gives the same. */
export function readJobCases(db: ReadableDb, runs: readonly RunRow[]): JobCases<RunRow['splitId']> {
  const splits = new Map(
    [...new Set(runs.map(({ splitId }) => splitId))].map((id) => [id, splitCases(db, id)]),
  );
  return collectCases(db, runs[0]?.schemaId, splits);
}

/**
 * The cases of several splits over findings of one schema.
 * @param splits by whatever names them, their frames in an order that stays the same
 */
export function collectCases<Split>(
  db: ReadableDb,
  schemaId: SchemaId | undefined,
  splits: ReadonlyMap<Split, readonly PartedFrame[]>,
): JobCases<Split> {
  const all = [...splits.values()].flat();
  const occurring = new Set(all.map(({ classId }) => classId));
  const classes =
    schemaId === undefined ? [] : classesOfSchema(db, schemaId).filter(({ id }) => occurring.has(id));

  const masks = new Map<string, ReturnType<typeof maskOfFinding>>();
  const nameOf = ({ findingId, frameId, classId, maskVersionId }: PartedFrame): string =>
    [findingId, frameId, classId, maskVersionId].join(' ');
  for (const row of all) {
    const name = nameOf(row);
    if (row.maskVersionId === null || masks.has(name)) continue;
    masks.set(name, maskOfFinding(db, row.maskVersionId, row.findingId, row.frameId));
  }
  const maskSchemas = new Set([...masks.values()].map(({ maskSchemaId }) => maskSchemaId));
  const codes = maskClassCodes(db, maskSchemas);
  const [onlySchema] = maskSchemas;

  const cases: TuneCase[] = [];
  const places = new Map<string, number>();
  const placeOf = (row: PartedFrame): number => {
    const name = nameOf(row);
    const known = places.get(name);
    if (known !== undefined) return known;
    const mask = masks.get(name);
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
    places.set(name, cases.length - 1);
    return cases.length - 1;
  };
  const parts = new Map(
    [...splits].map(([id, rows]) => {
      const of = (part: PartedFrame['part']): number[] =>
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
