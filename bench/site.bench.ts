/**
 * What the figures of a site take in the host, over a database in memory.
 *
 * Options: --findings N (default 10000), --times N (default 15). `first` is the first call after the program starts; `cpu`: the least
 * processor time of a call, which does not grow with what else the machine does.
 */
import { parseArgs } from 'node:util';
import { openMigratedDatabase } from '../src-main/db/migrations.ts';
import { seed } from '../src-main/db/seed.ts';
import { createSiteFigures } from '../src-main/review/siteFigures.service.ts';
import { SiteFigures, SiteFilter } from '../src-shared/contract/siteFigures.ts';
import { migrationsDir } from '../test/support/migrationsDir.ts';
import { fillSite } from '../test/support/siteCases.ts';
import { quantiles } from './support/studyPage.ts';

export async function* run(args: readonly string[]): AsyncGenerator<object> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      findings: { type: 'string', default: '10000' },
      times: { type: 'string', default: '15' },
      signed: { type: 'string', default: '0.4' },
    },
  });
  const db = await openMigratedDatabase({
    file: ':memory:',
    migrationsDir,
    backups: { fileFor: () => ':memory:' },
    uncleanShutdown: false,
  });
  // Two findings a study on average.
  const site = fillSite(db, seed(db), {
    studies: Math.ceil(Number(values.findings) / 2),
    seed: 1,
    signed: Number(values.signed),
  });
  const read = createSiteFigures({ db });
  const filter = SiteFilter.parse({});
  const took: number[] = [];
  const computed: number[] = [];
  let bytes = 0;
  for (let time = 0; time < Number(values.times); time++) {
    const begun = performance.now();
    const used = process.cpuUsage();
    const figures = SiteFigures.parse(read(filter));
    took.push(performance.now() - begun);
    const { user, system } = process.cpuUsage(used);
    computed.push((user + system) / 1000);
    bytes = JSON.stringify(figures).length;
  }
  const [first = 0, ...others] = took;
  db.close();
  yield {
    findings: site.findings.length,
    first,
    ...quantiles(others),
    cpu: Math.min(...computed),
    unit: 'ms',
    bytes,
  };
}
