import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../src-main/db/database.ts';
import { runCommandLine } from '../../src-main/hosts/cli/run.ts';
import { insertFinding, insertLabel } from '../../src-main/studies/findings.queries.ts';
import { readSchemas } from '../../src-main/studies/schemas.queries.ts';
import { Verification } from '../../src-shared/contract/system.contract.ts';
import { makeTinyInstallation } from '../fixtures/tinyInstallation.ts';
import { picture } from '../support/pictures.ts';
import { signTwice } from '../support/signTwice.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { openWorkbench } from '../support/openWorkbench.ts';
import { importPaths, onlyStudy } from '../support/workbench.ts';

/** A closed data folder with a study that was signed twice. */
async function signedFolder(): Promise<{ dataDir: string; moduleDir: string }> {
  const root = temporaryFolder();
  const dataDir = path.join(root, 'data');
  const bench = await openWorkbench(dataDir);
  const { db, user } = bench;
  const file = path.join(root, 'frame.png');
  await picture(1).png().toFile(file);
  await importPaths(bench, { paths: [file] });
  const { study, frames } = onlyStudy(bench);
  const [schema] = readSchemas(db, { kind: 'finding' });
  const [frame, classId] = [frames[0], schema?.classes[0]?.id];
  if (schema === undefined || frame === undefined || classId === undefined) throw new Error('nothing there');
  db.transaction(() => {
    const places = [{ frameId: frame.id, segmentId: null }];
    const findingId = insertFinding(db, user, { studyId: study.id, schemaId: schema.id, frames: places });
    insertLabel(db, user, { findingId, classId, source: 'reader' });
  });
  signTwice(bench);
  await bench.close();
  return { dataDir, moduleDir: await makeTinyInstallation(path.join(root, 'installation')) };
}

describe('lapidary verify', () => {
  it('tells of a reading and of events that are not what was signed and recorded', async () => {
    const { dataDir, moduleDir } = await signedFolder();
    const verify = async (...more: string[]) => {
      let out = '';
      const code = await runCommandLine(['verify', '--data-dir', dataDir, ...more], {
        out: (text) => (out += text),
        err: () => undefined,
        isTerminal: false,
        machine: { platform: 'linux', home: dataDir, env: {} },
        moduleDir,
      });
      return { code, out };
    };
    const whole = await verify('--json');
    expect(whole.code).toBe(0);
    expect(Verification.parse(JSON.parse(whole.out))).toEqual({ ok: true, problems: [] });

    const db = openDatabase(path.join(dataDir, 'lapidary.sqlite'));
    db.script(`
      DROP TRIGGER events_are_not_changed;
      UPDATE events SET detail = '{}' WHERE kind = 'label.given';
      UPDATE signatures SET reading = replace(reading, '"uncertain":false', '"uncertain":true') WHERE version = 1;
      DELETE FROM signatures WHERE version = 2;
    `);
    db.close();
    const { code, out } = await verify('--json');
    expect(code).toBe(1);
    expect(Verification.parse(JSON.parse(out))).toMatchObject({
      ok: false,
      problems: [
        { kind: 'event-chain', where: expect.stringMatching(/^event \d+$/) as string },
        { kind: 'signature-changed', where: expect.stringMatching(/^signature /) as string },
        { kind: 'signature-missing', where: expect.stringMatching(/^study /) as string },
      ],
    });
    const { out: words } = await verify();
    expect(words).toContain('The record of what was done has been tampered with');
    expect(words).toContain('3 problems.');
  });
});
