import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import svelte from 'eslint-plugin-svelte';
import { parser } from 'typescript-eslint';
import { describe, expect, it } from 'vitest';
import { layerRule } from '../../scripts/lint/layerRule.ts';
import { keptFor, rooms } from '../../scripts/lint/rooms.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('the table of rooms', () => {
  it('names only rooms that it has', () => {
    const names = Object.keys(rooms);
    const known = (permission: string): boolean =>
      names.some((name) => name === permission || name.startsWith(`${permission}/`));
    const mentioned = Object.values(rooms).flatMap((room) => [...room.uses, ...(room.usesTypesOf ?? [])]);
    expect([...mentioned, ...Object.values(keptFor)].filter((name) => !known(name))).toEqual([]);
  });

  it('lets no two rooms of the main side use one another', () => {
    const names = Object.keys(rooms);
    const uses = (a: string, b: string): boolean => rooms[a]?.uses.includes(b) ?? false;
    const mutual = names.flatMap((a) => names.filter((b) => a < b && uses(a, b) && uses(b, a)));
    expect(mutual).toEqual([]);
  });
});

/** Each line: the file, what it imports, and whether that is refused (with which words) or allowed. */
const cases: readonly [file: string, statement: string, refusal: RegExp | null][] = [
  // the shared layer is pure
  ['src-shared/domain/x.ts', `import { readFileSync } from 'node:fs';`, /without Node/],
  ['src-shared/domain/x.ts', `import { os } from '@orpc/server';`, /may not use the package @orpc\/server/],
  ['src-shared/domain/x.ts', `import { oc } from '../contract/y.ts';`, /may not use src-shared\/contract/],
  ['src-shared/contract/x.ts', `import { db } from '../../src-main/db/database.ts';`, /may not use db/],
  ['src-shared/contract/x.ts', `import { StudyId } from '../domain/ids.ts';`, null],
  ['src-shared/contract/x.ts', `import { oc } from '@orpc/contract';`, null],
  // graph depends on nothing
  ['src-main/graph/x.ts', `import { z } from 'zod';`, /no packages at all/],
  ['src-main/graph/x.ts', `import { hash } from 'crypto';`, /without Node/],
  ['src-main/graph/x.ts', `import { vit } from '../networks/vit.ts';`, /may not use networks/],
  ['src-main/graph/x.ts', `import type { StudyId } from '../../src-shared/domain/ids.ts';`, /may not use/],
  ['src-main/graph/x.ts', `import { add } from './ops.ts';`, null],
  ['src-main/networks/x.ts', `import { add } from '../graph/ops.ts';`, null],
  ['src-main/networks/x.ts', `import { open } from '../db/database.ts';`, /may not use db/],
  ['src-main/compute/x.ts', `import type { Graph } from '../graph/ir.ts';`, null],
  ['src-main/compute/x.ts', `import { Graph } from '../graph/ir.ts';`, /types of graph alone/],
  ['src-main/storage/x.ts', `import { open } from '../db/database.ts';`, /may not use db/],
  ['src-main/db/x.ts', `import { DataFolder } from '../storage/dataFolder.ts';`, null],
  ['src-main/db/x.ts', `import { Jobs } from '../jobs/jobs.ts';`, /may not use jobs/],
  // the road goes one way
  ['src-main/studies/x.ts', `import { m } from '../masks/masks.service.ts';`, /may not use masks/],
  ['src-main/tuning/x.ts', `import { p } from '../predictions/p.service.ts';`, /may not use predictions/],
  ['src-main/tuning/x.ts', `export { p } from '../predictions/p.service.ts';`, /may not use predictions/],
  ['src-main/tuning/x.ts', `export * from '../export/report.ts';`, /may not use export/],
  ['src-main/tuning/x.ts', `const p = await import('../review/r.ts');`, /may not use review/],
  ['src-main/tuning/x.ts', `let p: import('../review/r.ts').R;`, /may not use review/],
  ['src-main/tuning/x.ts', `const p = require('../review/r.ts');`, /may not use review/],
  ['src-main/studies/x.ts', `import { w } from '../workstation.ts';`, /may not use workstation/],
  ['src-main/studies/x.ts', `import { w } from '../hosts/web/server.ts';`, /may not use hosts\/web/],
  ['src-main/predictions/x.ts', `import { masks } from '../masks/masks.service.ts';`, null],
  ['src-main/demo/x.ts', `import { r } from '../export/report.ts';`, null],
  ['src-main/export/x.ts', `import { d } from '../demo/cohort.ts';`, /may not use demo/],
  // hosts see the workstation alone
  ['src-main/hosts/web/x.ts', `import { s } from '../../studies/studies.service.ts';`, /may not use studies/],
  ['src-main/hosts/web/x.ts', `import { app } from 'electron';`, /imported by hosts\/electron alone/],
  ['src-main/hosts/web/x.ts', `import { e } from '../electron/main.ts';`, /may not use hosts\/electron/],
  ['src-main/hosts/cli/x.ts', `import { createWorkstation } from '../../workstation.ts';`, null],
  ['src-main/hosts/electron/x.ts', `import { app } from 'electron/main';`, null],
  ['src-main/hosts/electron/x.ts', `import type { Port } from '../../compute/port.ts';`, null],
  ['src-main/hosts/electron/x.ts', `import { Port } from '../../compute/port.ts';`, /types of compute\/port/],
  ['src-main/workstation.ts', `import { s } from './hosts/web/server.ts';`, /may not use hosts\/web/],
  ['src-main/workstation.ts', `import { s } from './studies/studies.routes.ts';`, null],
  // a task runs in a compute process, and nothing of it in a host
  [
    'src-main/tuning/x.service.ts',
    `import { tuneHandler } from './tune.task.ts';`,
    /runs in a compute process/,
  ],
  ['src-main/tuning/x.service.ts', `import type { Tuned } from './tune.task.ts';`, null],
  ['src-main/computeProcess.ts', `import { tuneHandler } from './tuning/tune.task.ts';`, null],
  // one importer each
  ['src-main/tuning/x.ts', `import { InferenceSession } from 'onnxruntime-node';`, /compute alone/],
  ['src-main/studies/x.ts', `import type { Database } from 'better-sqlite3';`, /db alone/],
  ['src-main/studies/x.ts', `import { app } from 'electron';`, /hosts\/electron alone/],
  // the page
  ['src-renderer/x.ts', `import { contract } from '../src-shared/contract/studies.ts';`, /import type/],
  ['src-renderer/x.ts', `import type { contract } from '../src-shared/contract/studies.ts';`, null],
  ['src-renderer/x.ts', `import { decode } from '../src-shared/domain/maskCodec.ts';`, null],
  ['src-renderer/x.ts', `import type { S } from '../src-main/studies/studies.service.ts';`, /may not use/],
  ['src-renderer/x.ts', `import { join } from 'node:path';`, /without Node/],
  ['src-renderer/x.ts', `import { z } from 'zod';`, /may not use the package zod/],
  ['src-renderer/x.ts', `import { mount } from 'svelte';`, null],
  ['src-renderer/x.ts', `import './styles.css';`, null],
  ['src-renderer/ui/X.svelte', `import { app } from 'electron';`, /hosts\/electron alone/],
  ['src-renderer/ui/X.svelte', `import { Button } from 'bits-ui';`, null],
  // nothing outside the table
  ['src-main/utils/x.ts', `import { join } from 'node:path';`, /lies in no room/],
  ['src-main/studies/x.ts', `import { f } from '../../test/fixtures.ts';`, /lies in no room/],
  ['src-main/studies/x.ts', `import { f } from '../helpers.ts';`, /lies in no room/],
  ['test/studies/x.test.ts', `import { f } from '../../src-main/studies/import.ts';`, null],
];

/** The real rule and the real parsers without the rules that need a whole program: quick enough for every case. */
const quick = new ESLint({
  cwd: root,
  overrideConfigFile: true,
  overrideConfig: [
    ...svelte.configs.base,
    { files: ['**/*.ts'], languageOptions: { parser } },
    { files: ['**/*.svelte'], languageOptions: { parserOptions: { parser } } },
    { plugins: { house: { rules: { layers: layerRule } } }, rules: { 'house/layers': 'error' } },
  ],
});

/** The project's lint as it is, which reads the whole program: seconds, and more where other suites run beside it. */
const configured = new ESLint({ cwd: root });
const patience = 180_000;

async function complaints(eslint: ESLint, file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: path.join(root, file) });
  return result?.messages.map(({ ruleId, message }) => `${ruleId ?? 'parser'}: ${message}`) ?? ['not linted'];
}

describe('the layer rule', () => {
  it.each(cases)('in %s: %s', async (file, statement, refusal) => {
    const text = file.endsWith('.svelte')
      ? `<script lang="ts">\n${statement}\n</script>\n`
      : `${statement}\n`;
    const said = await complaints(quick, file, text);
    if (refusal === null) expect(said).toEqual([]);
    else expect(said).toEqual([expect.stringMatching(refusal)]);
  });

  it(
    'fails the project lint, as configured, for a violation planted in a real file',
    { timeout: patience },
    async () => {
      const file = 'src-main/foundations.ts';
      const clean = readFileSync(path.join(root, file), 'utf8');
      expect(await complaints(configured, file, clean)).toEqual([]);

      const planted = `import type { BrowserWindow } from 'electron';\n${clean}\nexport type Window = BrowserWindow;\n`;
      expect(await complaints(configured, file, planted)).toEqual([
        expect.stringMatching(/^house\/layers: .*hosts\/electron alone/),
      ]);
    },
  );

  it('cannot be switched off in a comment', { timeout: patience }, async () => {
    const file = 'src-main/foundations.ts';
    const planted = `/* eslint-disable */\nimport 'electron';\n${readFileSync(path.join(root, file), 'utf8')}`;
    expect(await complaints(configured, file, planted)).toContainEqual(
      expect.stringMatching(/^house\/layers/),
    );
  });

  it('applies to every file of every layer', { timeout: patience }, async () => {
    const files = [
      'src-shared/domain/x.ts',
      'src-main/graph/x.ts',
      'src-renderer/x.svelte',
      'src-renderer/x.svelte.ts',
    ];
    for (const file of files) {
      const config: unknown = await configured.calculateConfigForFile(path.join(root, file));
      expect(config, file).toMatchObject({ rules: { 'house/layers': [2] } });
    }
  });
});
