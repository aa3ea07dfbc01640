import { z } from 'zod';
import { ExperimentDefinition } from '../../src-shared/contract/experiments.contract.ts';
import type { BackboneName, TaskName } from '../../src-shared/contract/experiments.contract.ts';
import type { ExperimentId, JobId, SchemaId } from '../../src-shared/domain/ids.ts';
import { ResultRow } from '../../src-shared/domain/resultRow.ts';
import type { ReadableDb, WritableDb } from '../db/database.ts';

const now = (): string => new Date().toISOString();

export interface ExperimentRow {
  readonly id: ExperimentId;
  readonly name: string;
  readonly definition: ExperimentDefinition;
}

export function insertExperiment(
  db: WritableDb,
  { id, name, definition, jobId }: ExperimentRow & { readonly jobId: JobId },
): void {
  db.run(`INSERT INTO experiments (id, name, definition, job_id, created_at) VALUES (?, ?, ?, ?, ?)`, [
    id,
    name,
    JSON.stringify(definition),
    jobId,
    now(),
  ]);
}

export function experimentById(db: ReadableDb, id: ExperimentId): ExperimentRow | undefined {
  const row = db.get<{ id: ExperimentId; name: string; definition: string }>(
    `SELECT id, name, definition FROM experiments WHERE id = ?`,
    [id],
  );
  return row && { ...row, definition: ExperimentDefinition.parse(JSON.parse(row.definition)) };
}

export interface StoredRun {
  /** The hash of everything that the figures follow from. */
  readonly id: string;
  readonly provenance: string;
  readonly task: TaskName;
  readonly backbone: BackboneName;
  readonly method: string;
  readonly options: Readonly<Record<string, string | number | boolean>>;
  readonly casesPerClass: number | null;
  readonly draw: number;
  readonly rows: readonly ResultRow[];
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** A failed run that was made again takes the place of the former one. */
export function insertRun(db: WritableDb, run: StoredRun): void {
  db.run(
    `INSERT OR REPLACE INTO experiment_runs (id, provenance, task, backbone, method, options, cases_per_class, draw, state,
       rows, error_code, error_message, finished_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    [
      run.id,
      run.provenance,
      run.task,
      run.backbone,
      run.method,
      JSON.stringify(run.options),
      run.casesPerClass,
      run.draw,
      run.error === null ? 'done' : 'failed',
      JSON.stringify(run.rows),
      run.error?.code ?? null,
      run.error?.message ?? null,
      now(),
    ],
  );
}

const Options = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

export function runById(db: ReadableDb, id: string): StoredRun | undefined {
  const row = db.get<
    Omit<StoredRun, 'rows' | 'options' | 'error'> & {
      rows: string;
      options: string;
      errorCode: string | null;
      errorMessage: string | null;
    }
  >(
    `SELECT id, provenance, task, backbone, method, options, cases_per_class AS casesPerClass, draw, rows,
            error_code AS errorCode, error_message AS errorMessage
     FROM experiment_runs WHERE id = ?`,
    [id],
  );
  if (row === undefined) return undefined;
  const { rows, options, errorCode, errorMessage, ...rest } = row;
  return {
    ...rest,
    options: Options.parse(JSON.parse(options)),
    rows: z.array(ResultRow).parse(JSON.parse(rows)),
    error: errorCode === null ? null : { code: errorCode, message: errorMessage ?? '' },
  };
}

/** The finding schema that has labelled findings at these sites, and how many; several where they are of several. */
export function schemasAtSites(
  db: ReadableDb,
  sites: readonly string[],
): { readonly schemaId: SchemaId; readonly findings: number }[] {
  return db.all(
    `SELECT f.schema_id AS schemaId, count(DISTINCT f.id) AS findings
     FROM findings f
     JOIN labels l ON l.finding_id = f.id AND l.class_id IS NOT NULL
     JOIN studies st ON st.id = f.study_id
     JOIN sites s ON s.id = st.site_id
     WHERE f.removed_at IS NULL AND s.name IN (SELECT value FROM json_each(?))
     GROUP BY f.schema_id ORDER BY findings DESC`,
    [JSON.stringify(sites)],
  );
}
