/**
 * The whole test run: build, types, lint, format, and every suite that fits into a quarter of an hour. Ends with the
 * line "N passed, N failed, N skipped"; the checks before the suites count as one each.
 *
 * Usage: node scripts/test.ts [fault|packaging] [Vitest's own arguments …]
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closingLine, tally } from './tally.ts';
import type { Tally } from './tally.ts';

const root = path.resolve(import.meta.dirname, '..');

interface Run {
  readonly projects: readonly string[];
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
      build,
      { name: 'types', command: ['scripts/typecheck.ts'] },
      { name: 'lint', command: [tool('eslint/bin/eslint.js'), '--max-warnings', '0', '.'] },
      { name: 'format', command: [tool('prettier/bin/prettier.cjs'), '--check', '.'] },
    ],
    env: {},
  },
  /** Fifty seeded kills instead of the sample of three. */
  fault: { projects: ['fault'], checks: [build], env: { LAPIDARY_FAULT_SAMPLES: '50' } },
  packaging: { projects: ['packaging'], checks: [build], env: {} },
} satisfies Record<string, Run>;

function checksOf(run: Run): Tally {
  const failed: string[] = [];
  for (const { name, command } of run.checks) {
    console.log(`\n── ${name}`);
    const { status } = spawnSync(process.execPath, [...command], { cwd: root, stdio: 'inherit' });
    if (status !== 0) failed.push(`failed: ${name}`);
  }
  return {
    passed: run.checks.length - failed.length,
    failed: failed.length,
    skipped: 0,
    notes: failed,
  };
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
const checks = checksOf(run);
const suites = suitesOf(run, named ? others : process.argv.slice(2));
const total: Tally = {
  passed: checks.passed + suites.passed,
  failed: checks.failed + suites.failed,
  skipped: suites.skipped,
  notes: [...checks.notes, ...suites.notes],
};
console.log(['', ...total.notes, closingLine(total)].join('\n'));
process.exitCode = total.failed > 0 ? 1 : 0;
