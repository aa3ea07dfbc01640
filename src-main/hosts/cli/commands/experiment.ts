import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import {
  ExperimentDefinition,
  type ExperimentFigure,
  type ExperimentResults,
} from '../../../../src-shared/contract/experiments.contract.ts';
import { LapidaryError } from '../../../../src-shared/domain/errors.ts';
import { UsageError } from '../commandLine.ts';
import { followJob, type Command } from '../command.ts';
import { importInstruments } from '../realInstruments.ts';
import { textTable } from '../textTable.ts';

/** A grid is a page of text; what is larger is another file. */
const largestFile = 256 * 1024;

export const experimentCommand: Command = {
  name: 'experiment',
  summary: 'Runs a grid of methods over tasks, and tells which default the results speak for.',
  usage: 'FILE.yaml',
  options: {
    out: { type: 'string', value: 'DIR', help: 'writes tables (CSV) and charts (SVG) there' },
    'real-data': {
      type: 'string',
      value: 'DIR',
      help: 'where the pictures of tasks lie that are not made by Lapidary itself; left out: those tasks are skipped',
    },
  },
  async run({ args, terminal, session }) {
    const [file, ...others] = args.positionals;
    if (file === undefined || others.length > 0)
      throw new UsageError('One file with an experiment is needed.');
    const definition = await readDefinition(path.resolve(file));
    const { api } = await session();
    const realData = args.text('real-data');
    if (definition.stages.some(({ tasks }) => tasks.includes('instruments'))) {
      if (realData === undefined)
        terminal.note('The task instruments is skipped: --real-data was not given.');
      else await importInstruments(api, path.resolve(realData), terminal);
    }
    const { experimentId, jobId } = await api.experiments.start(definition);
    await followJob(api, jobId, terminal);
    const results = await api.experiments.results({ experimentId });
    const out = args.text('out');
    if (out !== undefined) {
      const folder = path.resolve(out);
      await mkdir(folder, { recursive: true });
      for (const { name, text } of await api.experiments.files({ experimentId })) {
        await writeFile(path.join(folder, path.basename(name)), text);
      }
      terminal.say(`Tables and charts: ${folder}`);
    }
    terminal.say(tableOfFigures(results.figures));
    for (const line of spokenFor(results)) terminal.say(line);
    for (const { what, reason } of results.missing) terminal.note(`Left out: ${what}. ${reason}`);
    return { document: { ...results, experiment: experimentId } };
  },
};

/** "all" stands for all training cases there are. */
const CasesPerClass = z.preprocess((value) => (value === 'all' ? null : value), z.int().nullable());
const Spelled = z.looseObject({
  stages: z.array(z.looseObject({ casesPerClass: z.array(CasesPerClass).optional() })),
});

/** @throws LapidaryError `experiment-unreadable`, `experiment-malformed` */
export async function readDefinition(file: string): Promise<ExperimentDefinition> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new LapidaryError(
      'experiment-unreadable',
      `The file "${path.basename(file)}" cannot be read.`,
      'Check its path and its permissions.',
      { cause },
    );
  });
  if (bytes.length > largestFile)
    throw malformed(file, `it has ${bytes.length} bytes, more than ${largestFile}`);
  let raw: unknown;
  try {
    // No aliases: a page of them can stand for gigabytes.
    raw = parse(bytes.toString('utf8'), { maxAliasCount: 0 });
  } catch (error) {
    if (!(error instanceof YAMLParseError) && !(error instanceof ReferenceError)) throw error;
    throw malformed(file, error.message.split('\n')[0] ?? 'it is no YAML');
  }
  const spelled = Spelled.safeParse(raw);
  const parsed = ExperimentDefinition.safeParse(spelled.success ? spelled.data : raw);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw malformed(file, `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'it is no experiment'}`);
}

function malformed(file: string, reason: string): LapidaryError {
  return new LapidaryError(
    'experiment-malformed',
    `The experiment "${path.basename(file)}" is not usable: ${reason}.`,
    'docs/recipes/experiment.md says what it holds.',
  );
}

const percent = (share: number): string => (100 * share).toFixed(1);
const range = ({ mean, interval }: ExperimentFigure['macroF1']): string =>
  interval === null ? percent(mean) : `${percent(mean)} (${percent(interval[0])} to ${percent(interval[1])})`;

function tableOfFigures(figures: readonly ExperimentFigure[]): string {
  if (figures.length === 0) return 'No run has finished.';
  const header = [
    'task',
    'network',
    'configuration',
    'cases',
    'masks',
    'draws',
    'macro-F1',
    'gap',
    'ECE cal.',
  ];
  const rows = figures.map((one) => [
    one.task,
    one.backbone,
    one.label,
    String(one.casesPerClass ?? 'all'),
    one.masks,
    String(one.draws),
    range(one.macroF1),
    percent(one.gap.mean),
    percent(one.eceCalibrated.mean),
  ]);
  return textTable([header, ...rows]);
}

function spokenFor({ default: chosen, comparisons }: ExperimentResults): string[] {
  if (chosen === null) return ['There are not enough results to choose a default by.'];
  const lines = comparisons.map(
    ({ task, casesPerClass, masks, second, difference }) =>
      `${task}, ${casesPerClass ?? 'all'} cases, masks ${masks}: ${chosen.label} minus ${second}: ${range(difference)} points`,
  );
  return [...lines, `Default: ${chosen.label}. ${chosen.because}`];
}
