import type { ReadableDb, WritableDb } from '../db/database.ts';

/** What a finding about a provider holds for. */
export interface ProbedOn {
  readonly runtime: string;
  readonly machine: string;
}

/** Parsed JSON of the findings that hold, by provider. */
export function readProbes(
  db: ReadableDb,
  { runtime, machine }: ProbedOn,
): { readonly provider: string; readonly report: unknown }[] {
  return db
    .all<{ provider: string; report: string }>(
      'SELECT provider, report FROM provider_probes WHERE runtime = ? AND machine = ?',
      [runtime, machine],
    )
    .map(({ provider, report }) => ({ provider, report: JSON.parse(report) as unknown }));
}

export function writeProbe(
  db: WritableDb,
  provider: string,
  { runtime, machine }: ProbedOn,
  report: object,
): void {
  db.run(
    `INSERT INTO provider_probes (provider, runtime, machine, report, probed_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (provider) DO UPDATE SET runtime = excluded.runtime, machine = excluded.machine,
       report = excluded.report, probed_at = excluded.probed_at`,
    [provider, runtime, machine, JSON.stringify(report), new Date().toISOString()],
  );
}
