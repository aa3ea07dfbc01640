/**
 * Builds dist/ (main side, preload, page) and stamps it with the hash of what went in, so that `npm start` can tell
 * whether a build is still fresh without trusting clocks.
 *
 * Usage: node scripts/build.ts [main|preload|renderer …]
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const stampIn = (checkout: string): string => path.join(checkout, 'dist', 'build.json');
const parts = ['main', 'preload', 'renderer'] as const;
type Part = (typeof parts)[number];

/** Everything a build depends on: sources, configuration and the locked versions of packages. */
const inputs = [
  'src-main',
  'src-shared',
  'src-renderer',
  'scripts/svelteOptions.ts',
  'package-lock.json',
  ...parts.map((part) => `vite.${part}.config.ts`),
];

function filesUnder(place: string): string[] {
  if (!statSync(place).isDirectory()) return [place];
  return readdirSync(place)
    .sort()
    .flatMap((name) => filesUnder(path.join(place, name)));
}

/** The hash of all inputs, names and contents. */
export function sourceHash(checkout = root): string {
  const hash = createHash('sha256');
  for (const file of inputs.map((input) => path.join(checkout, input)).flatMap(filesUnder)) {
    const content = readFileSync(file);
    hash.update(`${path.relative(checkout, file)}\0${String(content.length)}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Whether dist/ was built from exactly these sources. */
export function isFresh(checkout = root): boolean {
  try {
    const stamp: unknown = JSON.parse(readFileSync(stampIn(checkout), 'utf8'));
    return (
      typeof stamp === 'object' &&
      stamp !== null &&
      'sources' in stamp &&
      stamp.sources === sourceHash(checkout)
    );
  } catch {
    // No stamp, or one cut short: build.
    return false;
  }
}

/** Says that dist/ was built from sources with this hash. */
export function stamp(sources: string, checkout = root): void {
  mkdirSync(path.dirname(stampIn(checkout)), { recursive: true });
  writeFileSync(stampIn(checkout), `${JSON.stringify({ sources })}\n`);
}

/** Builds the named parts; returns whether all of them succeeded. Only a whole build is stamped as fresh. */
export async function build(wanted: readonly Part[] = parts, quiet = false): Promise<boolean> {
  const sources = sourceHash();
  rmSync(stampIn(root), { force: true });
  for (const part of wanted) {
    const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const config = `vite.${part}.config.ts`;
    const { status } = spawnSync(
      process.execPath,
      [vite, 'build', '--config', config, '--logLevel', quiet ? 'warn' : 'info'],
      { cwd: root, stdio: ['ignore', 2, 2] },
    );
    if (status !== 0) {
      console.error(`The ${part} build failed (${config}).`);
      return false;
    }
  }
  if (wanted.length === parts.length) {
    // Loaded here: it brings the TypeScript compiler, which a fresh start has no use for.
    const { licenceTexts } = await import('./licences.ts');
    writeFileSync(path.join(root, 'dist', 'licences.txt'), licenceTexts());
    stamp(sources);
  }
  return true;
}

if (import.meta.main) {
  const asked = process.argv.slice(2);
  const wanted = parts.filter((part) => asked.includes(part));
  const unknown = asked.filter((name) => !parts.some((part) => part === name));
  if (unknown.length > 0) {
    console.error(`Unknown part: ${unknown.join(', ')}. There are: ${parts.join(', ')}.`);
    process.exitCode = 2;
  } else {
    process.exitCode = (await build(asked.length === 0 ? parts : wanted)) ? 0 : 1;
  }
}
