/**
 * The whole test run: build, types, lint, format, and every suite that fits into a quarter of an hour. Ends with the
 * line "N passed, N failed, N skipped"; the checks before the suites count as one each.
 *
 * Usage: node scripts/test.ts [fault|packaging] [Vitest's own arguments …]
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { closingLine, tally } from './tally.ts';
import type { Tally } from './tally.ts';

const root = path.resolve(import.meta.dirname, '..');

interface Run {
  readonly projects: readonly string[];
  /** What the suites read is built first, alone; the checks do not need one another. */
  readonly checks: readonly Check[];
  readonly env: Readonly<Record<string, string>>;
}

interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

const tool = (file: string): string => path.join(root, 'node_modules', file);
const build: Check = { name: 'build', command: ['scripts/build.ts'] };

const runs = {
  all: {
    projects: ['unit', 'unit-page', 'e2e', 'fault', 'packaging'],
    checks: [
      { name: 'lint', command: [tool('eslint/bin/eslint.js'), '--max-warnings', '0', '.'] },
      { name: 'types', command: ['scripts/typecheck.ts'] },
      { name: 'format', command: [tool('prettier/bin/prettier.cjs'), '--check', '.'] },
    ],
    env: {},
  },
  /** Fifty seeded kills instead of the sample of three. */
  fault: { projects: ['fault'], checks: [], env: { LAPIDARY_FAULT_SAMPLES: '50' } },
  packaging: { projects: ['packaging'], checks: [], env: {} },
} satisfies Record<string, Run>;

/** Runs a check to its end; what it prints comes in one piece, under its name. */
function outcome({ name, command }: Check): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...command], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    const printed: Buffer[] = [];
    const collect = (piece: Buffer): number => printed.push(piece);
    child.stdout.on('data', collect);
    child.stderr.on('data', collect);
    child.on('error', (cause) => printed.push(Buffer.from(cause.message)));
    child.on('close', (status) => {
      console.log(`\n── ${name}\n${Buffer.concat(printed).toString('utf8')}`);
      resolve(status === 0);
    });
  });
}

async function checksOf(run: Run): Promise<Tally> {
  const all = [build, ...run.checks];
  const failed: string[] = [];
  const note = async (check: Check): Promise<void> => {
    if (!(await outcome(check))) failed.push(`failed: ${check.name}`);
  };
  await note(build);
  const waiting = [...run.checks];
  const line = async (): Promise<void> => {
    for (let check = waiting.shift(); check; check = waiting.shift()) await note(check);
  };
  // Two type checkers at once fit into the memory of any machine that builds; more need not.
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, line));
  return { passed: all.length - failed.length, failed: failed.length, skipped: 0, notes: failed };
}

function suitesOf(run: Run, more: readonly string[]): Tally {
  console.log(`\n── tests: ${run.projects.join(', ')}`);
  const scratch = mkdtempSync(path.join(tmpdir(), 'lapidary-report-'));
  const file = path.join(scratch, 'report.json');
  try {
    const { status } = spawnSync(
      process.execPath,
      [
        tool('vitest/vitest.mjs'),
        'run',
        ...run.projects.flatMap((name) => ['--project', name]),
        '--reporter',
        'default',
        '--reporter',
        'json',
        '--outputFile.json',
        file,
        ...more,
      ],
      { cwd: root, stdio: 'inherit', env: { ...run.env, ...process.env } },
    );
    return tally(read(file), status);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function read(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}

const [first, ...others] = process.argv.slice(2);
const named = first === 'fault' || first === 'packaging';
const run: Run = runs[named ? first : 'all'];
const checks = await checksOf(run);
const suites = suitesOf(run, named ? others : process.argv.slice(2));
const total: Tally = {
  passed: checks.passed + suites.passed,
  failed: checks.failed + suites.failed,
  skipped: suites.skipped,
  notes: [...checks.notes, ...suites.notes],
};
console.log(['', ...total.notes, closingLine(total)].join('\n'));
process.exitCode = total.failed > 0 ? 1 : 0;
