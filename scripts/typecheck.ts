/** Types, layer by layer: each tsconfig says what its layer may see, so a DOM type in the shared layer fails here. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const bin = (name: string): string => path.join(root, 'node_modules', name);

const passes: readonly (readonly string[])[] = [
  [bin('typescript/bin/tsc'), '-p', 'src-shared'],
  [bin('typescript/bin/tsc'), '-p', 'src-main'],
  [bin('typescript/bin/tsc'), '-p', 'src-main/tsconfig.preload.json'],
  [bin('typescript/bin/tsc'), '-p', 'tsconfig.json'],
  [bin('svelte-check/bin/svelte-check'), '--tsconfig', 'src-renderer/tsconfig.json', '--fail-on-warnings'],
];

let failed = false;
for (const pass of passes) {
  const { status } = spawnSync(process.execPath, pass, { cwd: root, stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exitCode = failed ? 1 : 0;
