import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');

/** What the compiler says of one file planted into a layer, under that layer's own configuration. */
function complaints(config: string, file: string, text: string): string[] {
  const planted = path.join(root, file);
  const configFile = path.join(root, config);
  const { config: json } = ts.readConfigFile(configFile, (name) => ts.sys.readFile(name)) as {
    config: unknown;
  };
  const { options } = ts.parseJsonConfigFileContent(json, ts.sys, path.dirname(configFile));
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, language, ...more) =>
    path.resolve(name) === planted
      ? ts.createSourceFile(name, text, language)
      : read(name, language, ...more);
  const program = ts.createProgram({ rootNames: [planted], options, host });
  const source = program.getSourceFile(planted);
  return ts
    .getPreEmitDiagnostics(program, source)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

const page = `export const title: string = document.title;`;
const node = `import { readFileSync } from 'node:fs';\nexport const text: string = readFileSync('a', 'utf8');`;
const pure = `export const twice = (n: number): number => 2 * n;`;

describe('the types that a layer sees', () => {
  it.each([
    ['src-shared/tsconfig.json', 'src-shared/domain/planted.ts', page, /'document'/],
    ['src-shared/tsconfig.json', 'src-shared/domain/planted.ts', node, /'node:fs'/],
    ['src-shared/tsconfig.json', 'src-shared/domain/planted.ts', pure, null],
    ['src-main/tsconfig.json', 'src-main/studies/planted.ts', page, /'document'/],
    ['src-main/tsconfig.json', 'src-main/studies/planted.ts', node, null],
    ['src-renderer/tsconfig.json', 'src-renderer/lib/planted.ts', node, /'node:fs'/],
    ['src-renderer/tsconfig.json', 'src-renderer/lib/planted.ts', page, null],
  ])('%s', { timeout: 180_000 }, (config, file, text, refusal) => {
    const said = complaints(config, file, text);
    if (refusal === null) expect(said).toEqual([]);
    else expect(said).toEqual([expect.stringMatching(refusal)]);
  });
});
