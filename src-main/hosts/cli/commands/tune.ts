import type { z } from 'zod';
import type {
  Cohort as CohortShape,
  HyperparameterChoice,
  RunSummary,
  SplitPlan,
} from '../../../../src-shared/contract/tuning.contract.ts';
import { cacheLine } from '../../../../src-shared/domain/cacheLine.ts';
import { LapidaryError } from '../../../../src-shared/domain/errors.ts';
import { Sha256 } from '../../../../src-shared/domain/ids.ts';
import { UsageError, type Arguments, type OptionSpecs } from '../commandLine.ts';
import { followJob, type Command, type Terminal } from '../command.ts';
import { tableOf } from '../resultTable.ts';
import type { Api } from '../session.ts';

type Cohort = z.infer<typeof CohortShape>;
type Options = Record<string, string | number | boolean>;

const options = {
  cohort: {
    type: 'string',
    value: 'NAME',
    help: 'made of all labelled findings where it does not exist yet',
  },
  schema: {
    type: 'string',
    value: 'NAME',
    help: 'the label schema of a new cohort; left out: the only one with labels',
  },
  sites: { type: 'string', value: 'A,B', help: 'the sites of a new cohort; left out: all' },
  method: {
    type: 'string',
    multiple: true,
    value: 'ID',
    help: 'what to tune; several are compared on the same cases',
  },
  option: {
    type: 'string',
    multiple: true,
    value: 'NAME=VALUE',
    help: 'an option of the method, such as view=restricted',
  },
  'train-sites': { type: 'string', value: 'A,B', help: 'train and validate on these sites …' },
  'test-sites': { type: 'string', value: 'C', help: '… and test on those' },
  'test-share': { type: 'string', value: '0.3', help: 'without sites: the share of patients that test' },
  'validation-share': { type: 'string', value: '0.2', help: 'the share of training patients that validate' },
  'allow-within-group': {
    type: 'boolean',
    help: 'where training has a single patient, validate on blocks of its frames',
  },
  seeds: { type: 'string', value: '1,2,3', help: 'one split and one run of every method per seed' },
  'cases-per-class': { type: 'string', value: 'N', help: 'train on N cases of each class' },
  'learning-rate': { type: 'string', value: 'X', help: 'instead of the stored one' },
  'weight-decay': { type: 'string', value: 'X', help: 'instead of the stored one' },
  epochs: { type: 'string', value: 'N', help: 'instead of the stored number' },
  batch: { type: 'string', value: 'N', help: 'instead of the stored size' },
  patience: { type: 'string', value: 'N', help: 'epochs without improvement before a run stops' },
  views: {
    type: 'string',
    value: 'N',
    help: 'show training N fixed views of each frame: turned, scaled, recoloured; 1: the plain frame',
  },
  'mask-noise': {
    type: 'string',
    value: 'P',
    help: 'train on wrong masks that often, so that a tuned model does not lean on every pixel of them',
  },
  'label-smoothing': {
    type: 'string',
    value: 'X',
    help: 'spread that share of each target over all classes',
  },
  'no-balance': { type: 'boolean', help: 'let classes weigh as often as they occur' },
  'clip-norm': { type: 'string', value: 'X', help: 'scale gradients down whose common norm is larger' },
  search: {
    type: 'string',
    value: 'none|small',
    help: 'small: try six pairs of learning rate and weight decay, keep the best on the validation patients',
  },
  backbone: {
    type: 'string',
    value: 'HASH',
    help: 'the frozen network; left out: the one chosen for new runs',
  },
  'without-mask': {
    type: 'string',
    value: 'exclude|empty',
    help: 'frames without a mask: left out for all methods, or shown with an empty one',
  },
  activate: { type: 'boolean', help: 'let the first adapter answer from now on' },
} as const satisfies OptionSpecs;

export const tuneCommand: Command = {
  name: 'tune',
  summary: 'Tunes a method on a cohort and tests it on patients it has not seen.',
  usage: '--cohort NAME [--method ID …]',
  options,
  async run({ args, terminal, session }) {
    const name = args.required('cohort');
    const named = args.texts('method');
    const given = optionValues(args);
    if (named.length > 1 && Object.keys(given).length > 0) {
      throw new UsageError('--option belongs to one method; name a single --method with it.');
    }
    const request = {
      split: splitPlan(args),
      seeds: seedsOf(args),
      casesPerClass: args.whole('cases-per-class') ?? null,
      backbone: backboneOf(args),
      withoutMask: args.choice('without-mask', ['exclude', 'empty']) ?? 'exclude',
    };
    const tuned = { options: given, hyperparameters: hyperparameters(args) };

    const { api } = await session();
    const methods = named.length === 0 ? [(await api.tuning.methods()).default.method] : named;
    const cohort = await openCohort(api, args, name, terminal);
    const input = {
      ...request,
      cohortId: cohort.id,
      methods: methods.map((method) => ({ method, ...tuned })),
    };
    terminal.note(cacheLine(await api.tuning.estimate(input)));
    const { jobId, runIds } = await api.tuning.start(input);
    await followJob(api, jobId, terminal);
    const runs = await runsNamed(api, cohort, runIds);
    const adapter = runs.find((run) => run.adapter !== null)?.adapter?.id ?? null;
    if (args.flag('activate') && adapter !== null) await api.tuning.activate({ adapterId: adapter });
    const results = runs.flatMap(({ result }) => result ?? []);
    terminal.say(tableOf(results));
    if (adapter !== null) terminal.say(`Adapter ${adapter}${args.flag('activate') ? ', active' : ''}`);
    return { document: { run: runIds[0] ?? null, adapter, results, runs: runs.map(outline) } };
  },
};

/** Runs in the order in which they were asked for. */
export async function runsNamed(
  api: Api,
  cohort: Pick<Cohort, 'id'>,
  runIds: readonly RunSummary['id'][],
): Promise<RunSummary[]> {
  const all = new Map((await api.tuning.runs({ cohortId: cohort.id })).map((run) => [run.id, run]));
  return runIds.flatMap((id) => all.get(id) ?? []);
}

function outline({ id, method, seed, state, adapter }: RunSummary) {
  return { id, method, seed, state, adapter: adapter?.id ?? null };
}

/** By its whole hash, as `lapidary backbone list --json` tells it. */
function backboneOf(args: Arguments): Sha256 | null {
  const text = args.text('backbone');
  if (text === undefined) return null;
  const found = Sha256.safeParse(text);
  if (!found.success) throw new UsageError(`--backbone ${text}: a hash of 64 digits is needed.`);
  return found.data;
}

function splitPlan(args: Arguments): z.input<typeof SplitPlan> {
  const trainSites = args.list('train-sites');
  const testSites = args.list('test-sites');
  const validationShare = args.number('validation-share') ?? 0.2;
  const allowWithinGroup = args.flag('allow-within-group');
  if (trainSites.length === 0 && testSites.length === 0) {
    return {
      kind: 'patient',
      testShare: args.number('test-share') ?? 0.3,
      validationShare,
      allowWithinGroup,
    };
  }
  if (trainSites.length === 0 || testSites.length === 0) {
    throw new UsageError('--train-sites and --test-sites go together.');
  }
  return { kind: 'site', trainSites, testSites, validationShare, allowWithinGroup };
}

function seedsOf(args: Arguments): number[] {
  const seeds = args.list('seeds').map(Number);
  if (seeds.some((seed) => !Number.isInteger(seed) || seed < 0)) {
    throw new UsageError('--seeds: whole numbers, such as 1,2,3.');
  }
  return seeds.length === 0 ? [1] : seeds;
}

function optionValues(args: Arguments): Options {
  return Object.fromEntries(args.pairs('option').map(([name, text]) => [name, valueOf(text)]));
}

function valueOf(text: string): string | number | boolean {
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}

function hyperparameters(args: Arguments): HyperparameterChoice {
  const given: HyperparameterChoice = {
    learningRate: args.number('learning-rate'),
    weightDecay: args.number('weight-decay'),
    epochs: args.whole('epochs'),
    batch: args.whole('batch'),
    patience: args.whole('patience'),
    views: args.whole('views'),
    maskNoise: args.number('mask-noise'),
    labelSmoothing: args.number('label-smoothing'),
    balance: args.flag('no-balance') ? false : undefined,
    clipNorm: args.number('clip-norm'),
    search: args.choice('search', ['none', 'small']),
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}

async function openCohort(api: Api, args: Arguments, name: string, terminal: Terminal): Promise<Cohort> {
  const known = (await api.tuning.cohorts()).find((cohort) => cohort.name === name);
  const cohort = known ?? (await makeCohort(api, args, name));
  if (cohort.withoutMask > 0) {
    terminal.note(
      args.text('without-mask') === 'empty'
        ? `${cohort.withoutMask} of ${cohort.cases} cases have no mask; methods that read masks are shown an empty one.`
        : `${cohort.withoutMask} of ${cohort.cases} cases have no mask; where a method reads masks they are left out for all.`,
    );
  }
  return cohort;
}

async function makeCohort(api: Api, args: Arguments, name: string): Promise<Cohort> {
  const sites = args.list('sites');
  const schemas = (await api.schemas.list()).filter(({ kind }) => kind === 'finding');
  const wanted = args.text('schema');
  const labelled = [];
  for (const schema of schemas) {
    if (wanted !== undefined && schema.name !== wanted) continue;
    const { cases } = await api.tuning.preview({ schemaId: schema.id, sites });
    if (cases > 0) labelled.push(schema);
  }
  const [only, ...others] = labelled;
  if (only === undefined) {
    throw new LapidaryError(
      'no-cases',
      wanted === undefined
        ? 'No finding has a label yet.'
        : `No finding has a label of the schema "${wanted}" yet.`,
      'Label findings, or import a manifest with a label column.',
    );
  }
  if (others.length > 0) {
    const names = labelled.map((schema) => `"${schema.name}" (version ${schema.version})`).join(', ');
    throw new LapidaryError(
      'schema-ambiguous',
      `There are labels of several schemas: ${names}.`,
      'Name one with --schema.',
    );
  }
  return api.tuning.createCohort({ name, schemaId: only.id, sites });
}
