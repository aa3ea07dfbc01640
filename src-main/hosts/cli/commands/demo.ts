import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ResultRow } from '../../../../src-shared/domain/resultRow.ts';
import { LapidaryError } from '../../../../src-shared/domain/errors.ts';
import { followJob, type Command } from '../command.ts';
import { compareToDefault, demoReport } from '../demoReport.ts';
import { tableOf } from '../resultTable.ts';
import type { Api } from '../session.ts';
import { allStudies } from './studies.ts';
import { runsNamed } from './tune.ts';

const cohortName = 'Demo: stone composition';
const trainSite = 'Demo A';
const testSite = 'Demo B';
const seeds = [1, 2, 3];
/** In the order in which the report shows them; the default comes first. */
const baselines = ['linear', 'masked-image', 'region-pool', 'vpt-shallow'];

export const demoCommand: Command = {
  name: 'demo',
  summary:
    'The whole job on the synthetic demo cohort: load, tune, test on a site that was not seen, report.',
  usage: '',
  options: {},
  async run({ terminal, session, dataDir }) {
    const started = performance.now();
    const { api } = await session();
    const { jobId } = await api.demo.load();
    await followJob(api, jobId, terminal);
    const results = await tuneAll(api, terminal);
    const comparisons = compareToDefault(results);
    const studies = await allStudies(api);
    const seconds = (performance.now() - started) / 1000;
    const document = {
      dataDir,
      frames: studies.reduce((sum, { frames }) => sum + frames, 0),
      masks: studies.reduce((sum, { masks }) => sum + masks, 0),
      patients: new Set(studies.map(({ patient }) => patient.id)).size,
      seeds,
      split: { kind: 'site', trainSites: [trainSite], testSites: [testSite] },
      results,
      comparisons,
      report: path.join(dataDir, 'demo-report.md'),
      seconds,
    };
    await writeFile(document.report, demoReport(document));
    terminal.say(tableOf(results));
    for (const { method, difference, interval } of comparisons) {
      const range = interval === null ? '' : ` (95%: ${points(interval[0])} to ${points(interval[1])})`;
      terminal.say(
        `${document.results[0]?.method ?? ''} over ${method}: ${points(difference)} points${range}`,
      );
    }
    terminal.say(`Report: ${document.report}`);
    return { document };
  },
};

const points = (share: number): string => (100 * share).toFixed(1);

/** The default method and the baselines with their stored hyperparameters, every seed, or what an earlier demo found. */
async function tuneAll(api: Api, terminal: Parameters<typeof followJob>[2]): Promise<ResultRow[]> {
  const { methods, default: standard } = await api.tuning.methods();
  const wanted = [standard.method, ...baselines];
  const known = (await api.tuning.cohorts()).find(({ name }) => name === cohortName);
  const cohort = known ?? (await makeCohort(api));
  const { jobId, runIds } = await api.tuning.start({
    cohortId: cohort.id,
    split: { kind: 'site', trainSites: [trainSite], testSites: [testSite] },
    methods: wanted.map((method) => ({ method })),
    seeds,
  });
  await followJob(api, jobId, terminal);
  const runs = await runsNamed(api, cohort, runIds);
  const best = runs.find(({ method, adapter }) => method === standard.method && adapter !== null);
  if (best?.adapter) await api.tuning.activate({ adapterId: best.adapter.id });
  const place = new Map(wanted.map((method, i) => [method, i]));
  const results = runs.flatMap(({ result }) => result ?? []);
  if (results.length < wanted.length * seeds.length) {
    const titles = runs.filter(({ state }) => state !== 'done').map(({ title }) => title);
    terminal.note(`Not finished: ${titles.join(', ')} (of ${methods.length} methods).`);
  }
  return results.sort((a, b) => (place.get(a.method) ?? 0) - (place.get(b.method) ?? 0) || a.seed - b.seed);
}

async function makeCohort(api: Api) {
  for (const schema of await api.schemas.list()) {
    if (schema.kind !== 'finding') continue;
    const sites = [trainSite, testSite];
    const { cases } = await api.tuning.preview({ schemaId: schema.id, sites });
    if (cases > 0) return api.tuning.createCohort({ name: cohortName, schemaId: schema.id, sites });
  }
  throw new LapidaryError(
    'no-cases',
    'The demo cohort is not in the data folder.',
    'Use a fresh data folder, or erase what is left of the demo and load it again.',
  );
}
