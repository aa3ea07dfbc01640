/**
 * A host that imports, to be killed: opens the data folder, goes on with the import that is under way or starts one, and
 * says how many files it has reported as done so far.
 *
 * Usage: node importHost.ts <data folder> <manifest>
 */
import { ImportOptions } from '../../src-shared/contract/imports.contract.ts';
import type { JobId } from '../../src-shared/domain/ids.ts';
import { ImportResult } from '../../src-main/studies/importPlan.ts';
import { openWorkbench } from '../support/openWorkbench.ts';

const [root = '', manifest = ''] = process.argv.slice(2);
const bench = await openWorkbench(root);
const options = ImportOptions.parse({ schema: 'Stone composition' });
const jobId: JobId =
  bench.jobs.list().find(({ kind }) => kind === 'import')?.id ??
  (await bench.imports.startPaths({ paths: [], manifest, options }, bench.caller));

const say = (): void => {
  const { imported, duplicates } = bench.imports.report(jobId);
  process.stdout.write(`${imported + duplicates}\n`);
};
process.stdout.write('begun\n');
bench.jobs.listen(say);
await bench.jobs.finished(jobId, ImportResult);
say();
await bench.close();
