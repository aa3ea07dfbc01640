import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { insertFinding } from '../../src-main/studies/findings.queries.ts';
import { readSchemas } from '../../src-main/studies/schemas.queries.ts';
import { verifyDataFolder } from '../../src-main/system/verify.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import type { Workbench } from '../support/openWorkbench.ts';
import { picture } from '../support/pictures.ts';
import { signTwice } from '../support/signTwice.ts';
import { importPaths, onlyStudy } from '../support/workbench.ts';

const host = path.join(import.meta.dirname, '..', 'fixtures', 'signingHost.ts');

/** At every write where many kills are asked for (`npm run test:fault`), else at every fourth. */
const stride = process.env['LAPIDARY_FAULT_SAMPLES'] === undefined ? 4 : 1;

let root: string;
/** A data folder with a study that is ready to be signed; every kill starts from a copy of it. */
let prepared: string;

beforeAll(async () => {
  root = await mkdtemp(path.join(os.tmpdir(), 'lapidary-signing-kill-'));
  prepared = path.join(root, 'prepared');
  const bench = await openWorkbench(prepared);
  const file = path.join(root, 'frame.png');
  await picture(1).png().toFile(file);
  await importPaths(bench, { paths: [file] });
  const { study, frames } = onlyStudy(bench);
  const [schema] = readSchemas(bench.db, { kind: 'finding' });
  const [frame] = frames;
  if (schema === undefined || frame === undefined) throw new Error('nothing was imported');
  bench.db.transaction(() => {
    const findingId = insertFinding(bench.db, bench.user, {
      studyId: study.id,
      schemaId: schema.id,
      frames: [{ frameId: frame.id, segmentId: null }],
    });
    bench.db.run(
      `INSERT INTO finding_details (finding_id, uncertain, changed_by, changed_at) VALUES (?, 1, ?, '')`,
      [findingId, bench.user],
    );
  });
  await bench.close();
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

/** How far a study has come; each part of a signature has to tell the same. */
function comeTo({ db, studies }: Workbench) {
  const { study } = onlyStudy({ studies });
  const count = (sql: string): number => db.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`)?.n ?? 0;
  return {
    signatures: count('signatures'),
    recorded: count(`events WHERE kind IN ('study.signed', 'study.amended')`),
    begun: count(`events WHERE kind = 'amendment.begun'`),
    open: count('amendments'),
    locked: study.locked,
    state: study.state,
  };
}

const stages = [
  { signatures: 0, recorded: 0, begun: 0, open: 0, locked: false, state: 'new' },
  { signatures: 1, recorded: 1, begun: 0, open: 0, locked: true, state: 'signed' },
  { signatures: 1, recorded: 1, begun: 1, open: 1, locked: false, state: 'signed' },
  { signatures: 2, recorded: 2, begun: 1, open: 0, locked: true, state: 'amended' },
];

it('a signature is there as a whole or not at all, at whichever write its host is killed', async () => {
  const reached: number[] = [];
  for (let deadly = 0; ; deadly += stride) {
    const dataDir = path.join(root, `killed-${deadly}`);
    await cp(prepared, dataDir, { recursive: true });
    const child = spawn(process.execPath, [host, dataDir, String(deadly)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (text: Buffer) => (said += text.toString()));
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null];

    const bench = await openWorkbench(dataDir);
    const was = comeTo(bench);
    const stage = stages.findIndex((one) => JSON.stringify(one) === JSON.stringify(was));
    expect(stage, `write ${deadly} left ${JSON.stringify(was)}`).toBeGreaterThanOrEqual(0);
    expect(await verifyDataFolder(bench)).toEqual({ ok: true, problems: [] });
    reached.push(stage);
    // And it goes on from there.
    signTwice(bench);
    expect(comeTo(bench)).toEqual(stages[3]);
    expect(await verifyDataFolder(bench)).toEqual({ ok: true, problems: [] });
    await bench.close();
    await rm(dataDir, { recursive: true, force: true });
    if (said.includes('done')) break;
    expect(signal).toBe('SIGKILL');
  }
  // Every stage was died in, and none was left for an earlier one.
  expect(new Set(reached)).toEqual(new Set([0, 1, 2, 3]));
  expect(reached).toEqual(reached.toSorted());
  expect(reached.length).toBeGreaterThan(20 / stride);
});
