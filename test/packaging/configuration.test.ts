import { readFileSync } from 'node:fs';
import path from 'node:path';
import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

const root = path.resolve(import.meta.dirname, '../..');
const allowList = ['package.json', 'dist/main/**', 'dist/preload/**', 'dist/renderer/**'];

type Configuration = Awaited<ReturnType<typeof getConfig>>;
let configuration: Configuration;
beforeAll(async () => {
  configuration = await getConfig(root, 'electron-builder.yml', null);
});

/**
 * What is wrong with a list of files to pack: it must let in the allow-list and nothing else. A list that only
 * excludes is completed with everything by the builder, which makes one set of files of each list.
 */
function leaksOf(files: unknown): string[] {
  const FileSet = z.strictObject({ filter: z.array(z.string()) }).transform(({ filter }) => filter);
  const patterns = z
    .array(z.union([z.string(), FileSet]))
    .parse(files)
    .flat();
  const lettingIn = patterns.filter((pattern) => !pattern.startsWith('!'));
  return [
    ...allowList.filter((needed) => !lettingIn.includes(needed)).map((needed) => `${needed} is missing`),
    ...lettingIn
      .filter((pattern) => !allowList.includes(pattern))
      .map((pattern) => `${pattern} lets in more`),
  ];
}

describe('electron-builder.yml', () => {
  it('is valid', async () => {
    await expect(validateConfiguration(configuration, new DebugLogger(false))).resolves.toBeUndefined();
  });

  it('would be refused with a misspelt key', async () => {
    const misspelt = { ...configuration, npmRebild: false };
    await expect(validateConfiguration(misspelt, new DebugLogger(false))).rejects.toThrow(/npmRebild/);
  });

  it.each(['linux', 'win', 'mac'] as const)('packs the allow-list and nothing else on %s', (platform) => {
    expect(leaksOf(configuration.files)).toEqual([]);
    expect(leaksOf(configuration[platform]?.files)).toEqual([]);
  });

  it('has a guard that would notice a list that only excludes, or one that lets in the checkout', () => {
    expect(leaksOf(['!**/*.map'])).toHaveLength(allowList.length);
    expect(leaksOf([{ filter: [...allowList, '**/*'] }])).toEqual(['**/* lets in more']);
  });

  it('compiles nothing and uploads nothing', () => {
    expect(configuration).toMatchObject({ npmRebuild: false, publish: null, asar: true });
  });

  it('shuts the doors of the packaged executable', () => {
    expect(configuration.electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('installs for the whole machine on Windows', () => {
    expect(configuration).toMatchObject({ nsis: { perMachine: true }, msi: { perMachine: true } });
  });

  it('takes the same packages out of the bundle as it packs beside it', () => {
    const Manifest = z.object({
      homepage: z.url(),
      main: z.string(),
      dependencies: z.record(z.string(), z.string()),
    });
    const manifest = Manifest.parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')));
    const config = readFileSync(path.join(root, 'vite.main.config.ts'), 'utf8');
    const external = /const external = \[([^\]]*)\]/.exec(config)?.[1] ?? '';
    const outside = [...external.matchAll(/'([^']+)'/g)]
      .map((match) => match[1])
      .filter((name) => name !== 'electron');
    expect(outside.sort()).toEqual(Object.keys(manifest.dependencies).sort());
    expect(manifest.main).toBe('dist/main/electron.js');
  });
});
