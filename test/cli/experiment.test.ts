import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readDefinition } from '../../src-main/hosts/cli/commands/experiment.ts';
import { importInstruments } from '../../src-main/hosts/cli/realInstruments.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

async function refusalOf(text: string): Promise<string> {
  const file = path.join(temporaryFolder(), 'grid.yaml');
  await writeFile(file, text);
  const error: unknown = await readDefinition(file).catch((thrown: unknown) => thrown);
  const { code, message } = z.object({ code: z.string(), message: z.string() }).parse(error);
  return `${code}: ${message}`;
}

const stage = (more: string) =>
  `name: x\nstages:\n  - name: one\n    tasks: [two-stones]\n    casesPerClass: [8, all]\n    draws: 3\n${more}`;

describe('an experiment’s file', () => {
  it.each(['experiment.yaml', 'quick.yaml'])('%s of the evidence can be read', async (name) => {
    const { stages } = await readDefinition(path.resolve('docs', 'evidence', name));
    expect(stages.length).toBeGreaterThan(0);
  });

  it('says "all" where all training cases are meant', async () => {
    const file = path.join(temporaryFolder(), 'grid.yaml');
    await writeFile(file, stage('    methods: [{ method: linear }]\n'));
    const { stages } = await readDefinition(file);
    expect(stages[0]?.casesPerClass).toEqual([8, null]);
  });

  it('is refused with the place and the reason', async () => {
    expect(await refusalOf('{ not: [yaml')).toMatch(/^experiment-malformed: .*grid\.yaml/);
    expect(await refusalOf('')).toMatch(/^experiment-malformed/);
    expect(await refusalOf(stage('').replace('two-stones', 'three-stones'))).toMatch(/stages\.0\.tasks/);
    expect(await refusalOf(stage('').replace('[8, all]', '[0]'))).toMatch(/stages\.0\.casesPerClass/);
    expect(await refusalOf(stage('').replace('[8, all]', '[8, 8]'))).toMatch(/listed twice/);
    expect(await refusalOf(stage('    metods: []\n'))).toMatch(/metods/);
    expect(await refusalOf(stage('').replace('draws: 3', 'draws: 1'))).toMatch(/stages\.0\.draws/);
  });

  it('is refused where a page of it would stand for gigabytes, or where it is no page', async () => {
    const levels = Array.from(
      { length: 9 },
      (_, i) => `a${i + 1}: &b${i + 1} [${'*b' + i + ','.repeat(1)}*b${i}]`,
    );
    expect(await refusalOf(['a0: &b0 [x, x]', ...levels].join('\n'))).toMatch(/^experiment-malformed/);
    expect(await refusalOf(`# ${'x'.repeat(300_000)}`)).toMatch(/bytes, more than/);
    const missing = path.join(temporaryFolder(), 'missing.yaml');
    await expect(readDefinition(missing)).rejects.toMatchObject({ code: 'experiment-unreadable' });
  });
});

describe('real instruments', () => {
  it('are asked for by the folder that holds them', async () => {
    const folder = temporaryFolder();
    await mkdir(path.join(folder, 'instruments'));
    const terminal = {
      print: () => undefined,
      say: () => undefined,
      note: () => undefined,
      progress: () => undefined,
    };
    await expect(importInstruments(undefined as never, folder, terminal)).rejects.toMatchObject({
      code: 'real-data-unreadable',
    });
  });
});
