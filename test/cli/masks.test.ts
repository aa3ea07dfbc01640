import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { runCommandLine } from '../../src-main/hosts/cli/run.ts';
import { openTunedWorkstation, type TunedWorkstation } from '../support/tunedWorkstation.ts';
import { openLoopback, type Loopback } from '../../src-main/hosts/web/loopback.ts';
import {
  MaskComparison,
  MaskImportInspection,
  MaskImportReport,
} from '../../src-shared/contract/masks.contract.ts';

let tuned: TunedWorkstation;
let loopback: Loopback;
const log = (): void => undefined;

beforeAll(async () => {
  tuned = await openTunedWorkstation();
  loopback = await openLoopback({ served: tuned.workstation, log });
  const { origin, commandToken } = loopback.admission;
  await tuned.workstation.publishDoor({ url: origin, token: commandToken });
}, 60_000);
afterAll(async () => {
  await loopback.close();
  await tuned.close();
});

async function run(args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await runCommandLine([...args, '--data-dir', path.join(tuned.root, 'data')], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    isTerminal: false,
    machine: { platform: 'linux', home: tuned.root, env: {} },
    moduleDir: path.join(tuned.root, 'place', 'program'),
  });
  return { code, out, err };
}

async function answer<T>(shape: z.ZodType<T>, ...args: string[]): Promise<T> {
  const { code, out, err } = await run([...args, '--json']);
  expect(code, out + err).toBe(0);
  return shape.parse(JSON.parse(out));
}

it('masks go out and come in again by the command line, through the door of an open host', async () => {
  const { api } = tuned;
  const [study] = (await api.studies.list({})).studies;
  const studyId = study?.id ?? ('' as never);
  const { frames } = await api.studies.get({ studyId });
  const [frame] = frames;
  const first = frame?.mask?.id ?? ('' as never);
  const File = z.object({ file: z.string() });

  for (const [format, name] of [
    ['coco-polygon', 'masks.json'],
    ['coco-rle', 'rle.json'],
  ] as const) {
    const out = path.join(tuned.root, name);
    await answer(File, 'masks', 'export', '--study', studyId, '--format', format, '--out', out);
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ images: { length: frames.length } });
    for (const { id } of frames) await api.masks.select({ frameId: id, maskVersionId: null });
    const dry = await answer(MaskImportInspection, 'masks', 'import', out, '--study', studyId, '--dry-run');
    expect(dry).toMatchObject({ kind: 'coco', total: frames.length });
    const report = await answer(MaskImportReport, 'masks', 'import', out, '--study', studyId);
    expect(report).toEqual({ stored: frames.length, kept: 0, refused: [], notes: [] });
  }
  const zip = path.join(tuned.root, 'masks.zip');
  await answer(File, 'masks', 'export', '--study', studyId, '--out', zip);
  expect((await readFile(zip)).toString('latin1', 0, 2)).toBe('PK');

  const second = (await api.studies.get({ studyId })).frames[0]?.mask?.id ?? ('' as never);
  const { overall } = await answer(MaskComparison, 'masks', 'compare', first, second);
  expect(overall).toMatchObject({ dice: 1, onlyA: 0, onlyB: 0, distances: { max: 0 } });

  const Quality = z.object({ masked: z.int(), flagged: z.int(), frames: z.array(z.unknown()) });
  const { masked, frames: all } = await answer(Quality, 'masks', 'quality', '--study', studyId, '--all');
  expect([masked, all.length]).toEqual([frames.length, frames.length]);
  const { out: text } = await run(['masks', 'quality', '--study', studyId]);
  expect(text).toMatch(/masks, \d+ worth another look/);
}, 60_000);

it('label maps from elsewhere ask what their values mean', async () => {
  const { api } = tuned;
  const study = (await api.studies.list({})).studies.at(1);
  const studyId = study?.id ?? ('' as never);
  const { frames } = await api.studies.get({ studyId });
  const name = (frames[0]?.source.name ?? '').replace('.png', '-mask.png');
  const mask = path.join(tuned.root, 'set', name);
  const asked = ['masks', 'import', mask, '--study', studyId, '--rename=-mask=', '--replace'];
  const refused = await run(asked);
  expect([refused.code, refused.err]).toEqual([2, expect.stringContaining('--values') as string]);
  const other = await run([...asked, '--values', '0=background,255=nothing']);
  expect(other.err).toContain('No mask schema has all of nothing');
  const report = await answer(MaskImportReport, ...asked, '--values', '0=background,255=stone');
  expect(report).toMatchObject({ stored: 0, kept: 1, refused: [] });
  for (const wrong of [['masks'], ['masks', 'import'], ['masks', 'compare', 'x']]) {
    expect((await run(wrong)).code).toBe(2);
  }
}, 60_000);
