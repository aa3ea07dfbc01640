import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import type { z } from 'zod';
import { onTestFinished } from 'vitest';
import { ImportOptions } from '../../src-shared/contract/imports.contract.ts';
import type { ImportReport } from '../../src-shared/contract/imports.contract.ts';
import type { ClassId, FrameId } from '../../src-shared/domain/ids.ts';
import { ImportResult } from '../../src-main/studies/importPlan.ts';
import type { StudyDetail } from '../../src-main/studies/studies.service.ts';
import { openWorkbench } from './openWorkbench.ts';
import type { Workbench } from './openWorkbench.ts';
import { picture } from './pictures.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** A workbench of a test's own, closed when the test ends. */
export async function testWorkbench(root = path.join(temporaryFolder(), 'data')): Promise<Workbench> {
  const bench = await openWorkbench(root);
  onTestFinished(() => bench.close());
  return bench;
}

/** Imports paths of this machine and waits for the report; rejects as the job fails. */
export async function importPaths(
  bench: Workbench,
  input: { paths?: readonly string[]; manifest?: string; options?: Partial<ImportOptions> },
): Promise<ImportReport> {
  const jobId = await bench.imports.startPaths(
    {
      paths: input.paths ?? [],
      manifest: input.manifest ?? null,
      options: ImportOptions.parse(input.options ?? {}),
    },
    bench.caller,
  );
  await bench.jobs.finished(jobId, ImportResult);
  return bench.imports.report(jobId);
}

/** Everything a database says, without what differs between two runs: ids, times, salted keys. */
export function contentsOf(bench: Pick<Workbench, 'db'>): Record<string, unknown[]> {
  const { db } = bench;
  return {
    frames: db.all(
      `SELECT fr.sha256, fr.width, fr.height, fr.media_type AS mediaType, fr.source_index AS sourceIndex, fr.position,
         so.sha256 AS source, who.number AS patient, what.number AS study, sites.name AS site,
         (SELECT m.sha256 FROM current_masks c JOIN mask_versions m ON m.id = c.mask_version_id WHERE c.frame_id = fr.id) AS mask,
         (SELECT group_concat(g.value || c.code || g.pixels) FROM current_masks cm
          JOIN mask_segments g ON g.mask_version_id = cm.mask_version_id JOIN label_classes c ON c.id = g.class_id
          WHERE cm.frame_id = fr.id) AS segments,
         (SELECT group_concat(f.scope || f.number || coalesce(c.code, '')) FROM finding_frames ff
          JOIN findings f ON f.id = ff.finding_id LEFT JOIN labels l ON l.finding_id = f.id
          LEFT JOIN label_classes c ON c.id = l.class_id WHERE ff.frame_id = fr.id) AS findings
       FROM frames fr JOIN sources so ON so.id = fr.source_id JOIN series se ON se.id = fr.series_id
       JOIN studies s ON s.id = se.study_id JOIN patients p ON p.id = s.patient_id
       LEFT JOIN identities AS who ON who.subject_id = p.id LEFT JOIN identities AS what ON what.subject_id = s.id
       LEFT JOIN sites ON sites.id = s.site_id ORDER BY who.number, what.number, s.created_at, fr.position`,
    ),
    studies: db.all('SELECT state, count(*) AS n FROM studies GROUP BY state'),
    patients: db.all('SELECT count(*) AS n FROM patients'),
  };
}

/** An async iteration as an array. */
export async function gather<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The one study there is. */
export function onlyStudy(bench: Pick<Workbench, 'studies'>, search = ''): StudyDetail {
  const { studies } = bench.studies.list({ search, cursor: null, limit: 2 });
  const [only, ...others] = studies;
  if (!only || others.length > 0) throw new Error(`there are ${studies.length} studies`);
  return bench.studies.get(only.id);
}

export interface FilledWorkbench extends Workbench {
  readonly frameIds: readonly FrameId[];
  study(): StudyDetail;
  codeOf(classId: ClassId): string | undefined;
  /** An identifier that nothing has. */
  unknown<Kind extends z.ZodType>(kind: Kind): z.output<Kind>;
}

/** A workbench with one study of `count` frames. */
export async function benchWithFrames(count: number, width = 48, height = 32): Promise<FilledWorkbench> {
  const bench = await testWorkbench();
  const folder = temporaryFolder();
  for (let i = 0; i < count; i++)
    await picture(i, width, height)
      .png()
      .toFile(path.join(folder, `${i}.png`));
  await importPaths(bench, { paths: [folder] });
  return {
    ...bench,
    frameIds: onlyStudy(bench).frames.map(({ id }) => id),
    study: () => onlyStudy(bench),
    codeOf: (classId) =>
      bench.db.get<{ code: string }>('SELECT code FROM label_classes WHERE id = ?', [classId])?.code,
    unknown: (kind) => kind.parse(uuidv7()),
  };
}
