/**
 * `npm run experiments [-- --quick] [--json] [--data-dir DIR] [--out DIR]`: the evidence of docs/method.md, gathered again by
 * `lapidary experiment`. The whole takes hours and goes on where it was; `--quick` is a part of it.
 *
 * Real pictures are read from the folder that LAPIDARY_REAL_DATA names; without it their task is left out, and said so.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    'data-dir': { type: 'string', default: path.join(root, '.experiments', 'data') },
    out: { type: 'string' },
  },
});
const name = values.quick ? 'quick' : 'experiment';
const out =
  values.out ??
  (values.quick ? path.join(root, '.experiments', 'quick') : path.join(root, 'docs', 'evidence'));
const realData = process.env['LAPIDARY_REAL_DATA'];
const ended = spawnSync(
  process.execPath,
  [
    '--import',
    './scripts/guard.js',
    'src-main/hosts/cli/main.ts',
    'experiment',
    path.join('docs', 'evidence', `${name}.yaml`),
    ...['--data-dir', path.resolve(values['data-dir']), '--out', path.resolve(out)],
    ...(realData === undefined || realData === '' ? [] : ['--real-data', path.resolve(realData)]),
    ...(values.json ? ['--json'] : []),
  ],
  { cwd: root, stdio: 'inherit' },
);
process.exitCode = ended.status ?? 1;
