/**
 * How fast a training step and an inference run, how far that is from what the machine can multiply, and what memory
 * it takes: `step` and `infer` rows of ViT-Ti/S/B at 224 pixels with random weights, each in a process of its own.
 *
 * Options: --network NAME (several), --batch N (several), --method ID with --options JSON for one method alone,
 * --part step|cached|restricted|memory (several; left out: all), --runs N, --threads N, --no-ceiling (seconds instead of
 * minutes), --peer PYTHON to run bench/peers/step.py by that interpreter beside the steps,
 * --rounds N to measure each row and its peer that often in turn and print the median round of each.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import type { EngineRowRequest } from './support/engineRow.ts';
import { networkNamed, writeRandomBackbone } from './support/randomBackbone.ts';

type Row = Pick<EngineRowRequest, 'method' | 'options' | 'what' | 'batch'> &
  Partial<Omit<EngineRowRequest, 'method' | 'options' | 'what' | 'batch'>>;

/** The paper's form: every token sees every token, nothing is left out, nothing is kept. */
const everything = { view: 'full', head: 'cls', interaction: 'full', promptInput: 'region' };
const segprompt = (what: Row['what'], batch: number, options: object, more: Partial<Row> = {}): Row => ({
  method: 'segprompt',
  options: { ...everything, ...options },
  what,
  batch,
  ...more,
});

/** What a step of ViT-B fits into on a machine with little to spare. */
const smallBudgetMb = 800;

/** One-way with a grid of four: sixteen prompt tokens, the frozen stream from the cache. */
const oneWay = { interaction: 'one-way', grid: 4 };

const parts: Readonly<Record<string, (batches: readonly number[]) => Row[]>> = {
  step: (batches) =>
    batches.flatMap((batch) => [
      segprompt('step', batch, {}, { memoryBudgetMb: smallBudgetMb }),
      segprompt('infer', batch, {}),
    ]),
  cached: () => [
    ...[6, 8, 10].map((depth) => segprompt('step', 1, { depth })),
    segprompt('step', 1, oneWay),
    segprompt('infer', 1, oneWay, { cached: true }),
    segprompt('step', 1, { variant: 'deep' }),
  ],
  restricted: () =>
    [0.05, 0.1, 0.25, 0.5, 1].flatMap((covers) => [
      segprompt('step', 1, { view: 'restricted' }, { covers }),
      segprompt('infer', 1, { view: 'restricted' }, { covers }),
    ]),
  memory: () => [
    segprompt('step', 1, {}),
    segprompt('step', 1, {}, { memoryBudgetMb: 640 }),
    segprompt('step', 1, {}, { prepacking: true }),
  ],
};

const program = path.join(import.meta.dirname, 'support', 'engineRow.ts');

export async function* run(argv: readonly string[]): AsyncIterable<object> {
  const { values } = parseArgs({
    args: [...argv],
    allowNegative: true,
    options: {
      network: { type: 'string', multiple: true, default: ['vit-ti16', 'vit-s16', 'vit-b16'] },
      batch: { type: 'string', multiple: true, default: ['1', '4'] },
      part: { type: 'string', multiple: true, default: Object.keys(parts) },
      method: { type: 'string' },
      options: { type: 'string', default: '{}' },
      runs: { type: 'string', default: '15' },
      threads: { type: 'string' },
      peer: { type: 'string' },
      rounds: { type: 'string', default: '1' },
      ceiling: { type: 'boolean', default: true },
    },
  });
  const batches = values.batch.map(Number);
  const rows =
    values.method === undefined
      ? values.part.flatMap((part) => partNamed(part)(batches))
      : batches.flatMap((batch) =>
          (['step', 'infer'] as const).map((what) => oneMethod(values.method, values.options, what, batch)),
        );
  const threads = values.threads === undefined ? {} : { threads: Number(values.threads) };

  const folder = mkdtempSync(path.join(tmpdir(), 'lapidary-bench-'));
  try {
    const dataDir = path.join(folder, 'data');
    mkdirSync(path.join(dataDir, 'temporary'), { recursive: true });
    for (const network of values.network) {
      const backbone = path.join(folder, network);
      writeRandomBackbone(backbone, networkNamed(network));
      for (const row of rows) {
        const request: EngineRowRequest = {
          backbone,
          dataDir,
          covers: 0.2,
          cached: false,
          ceiling: values.ceiling,
          prepacking: false,
          runs: Number(values.runs),
          ...threads,
          ...row,
        };
        const { method, options, batch, what, covers, cached } = request;
        const own: Measured[] = [];
        const peers: Measured[] = [];
        for (let round = 0; round < Number(values.rounds); round++) {
          own.push(await measured(process.execPath, [program, JSON.stringify(request)]));
          if (values.peer !== undefined && isPeers(row)) {
            peers.push(await peerRow(values.peer, network, request));
          }
        }
        yield {
          bench: `engine.${what}`,
          network,
          batch,
          method,
          options,
          covers,
          cached,
          ...medianRound(own),
        };
        if (peers.length > 0) yield medianRound(peers);
      }
      rmSync(backbone, { recursive: true, force: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The peer has the one form that the paper describes. */
function isPeers({ method, options, prepacking, memoryBudgetMb, what }: Row): boolean {
  const plain = JSON.stringify(options) === JSON.stringify(everything);
  const asMeasured = what === 'infer' || memoryBudgetMb === smallBudgetMb;
  return method === 'segprompt' && plain && prepacking !== true && asMeasured;
}

/** A round of a row; more in it than is named here. */
interface Measured {
  readonly p50: number;
}

function medianRound(rounds: readonly Measured[]): object {
  const sorted = rounds.toSorted((a, b) => a.p50 - b.p50);
  return { ...sorted[Math.floor(sorted.length / 2)], rounds: rounds.length };
}

async function peerRow(python: string, network: string, request: EngineRowRequest): Promise<Measured> {
  const { batch, what, runs, threads } = request;
  return measured(python, [
    path.join(import.meta.dirname, 'peers', 'step.py'),
    ...['--network', network, '--batch', String(batch), '--runs', String(runs)],
    ...(threads === undefined ? [] : ['--threads', String(threads)]),
    ...(what === 'infer' ? ['--infer'] : []),
  ]);
}

async function measured(command: string, args: readonly string[]): Promise<Measured> {
  // Settings that hold an old library back must not slow the peer down.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith('OPENBLAS_')),
  );
  const { stdout } = await promisify(execFile)(command, [...args], { env });
  const line = stdout.trim().split('\n').at(-1) ?? '';
  return JSON.parse(line) as Measured;
}

function partNamed(name: string): (batches: readonly number[]) => Row[] {
  const part = parts[name];
  if (part === undefined) throw new Error(`There is no part ${name}: ${Object.keys(parts).join(', ')}.`);
  return part;
}

function oneMethod(method: string | undefined, options: string, what: Row['what'], batch: number): Row {
  return { method: method as Row['method'], options: JSON.parse(options) as Row['options'], what, batch };
}
