import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { EraseSubject } from '../../src-shared/contract/studies.contract.ts';
import { AdapterId, type Sha256 } from '../../src-shared/domain/ids.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { recoverStudies } from '../../src-main/studies/recovery.ts';
import { owe } from '../../src-main/studies/removals.ts';
import { picture, rectangle } from '../support/pictures.ts';
import { contentsOf, gather, importPaths, testWorkbench } from '../support/workbench.ts';
import type { Workbench } from '../support/openWorkbench.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

/** Two patients, one with two studies, masks and labels; names that must not survive an erasure. */
async function setUp() {
  const bench = await testWorkbench();
  const folder = temporaryFolder();
  for (const seed of [1, 2, 4])
    await picture(seed)
      .png()
      .toFile(path.join(folder, `Zebulon-${seed}.png`));
  await picture(3).png().toFile(path.join(folder, 'plain.png'));
  await picture(5).webp().toFile(path.join(folder, 'Zebulon-5.webp'));
  await rectangle(255).png().toFile(path.join(folder, 'mask.png'));
  const manifest = path.join(folder, 'table.csv');
  writeFileSync(
    manifest,
    [
      'image,mask,patient,study,label',
      'Zebulon-1.png,mask.png,NUMBER-ZEBULON,ACC-ZEBULON,Ia',
      'Zebulon-5.webp,mask.png,NUMBER-ZEBULON,ACC-ZEBULON,Ib',
      'Zebulon-2.png,,NUMBER-ZEBULON,second,Ia',
      'plain.png,mask.png,other,x,Ib',
      'Zebulon-gone.png,,NUMBER-ZEBULON,,',
    ].join('\n'),
  );
  await importPaths(bench, { manifest, options: { schema: 'Stone composition' } });
  const { studies } = bench.studies.list({ search: '', cursor: null, limit: 10 });
  const study = (name: string) => {
    const found = studies.find(({ accession }) => accession === name);
    if (!found) throw new Error(`no study ${name}`);
    return found;
  };
  return { bench, folder, manifest, study };
}

/** An adapter, its file and checkpoint, tuned on the frames of a study. */
async function tunedOn(
  bench: Workbench,
  studyId: string,
  part: 'train' | 'validation' | 'test',
  state: 'done' | 'running' = 'done',
): Promise<{ adapterId: AdapterId; file: string }> {
  const { db, user } = bench;
  const [jobId, splitId, cohortId, runId] = [uuidv7(), uuidv7(), uuidv7(), uuidv7()];
  const adapterId = AdapterId.parse(uuidv7());
  const at = new Date().toISOString();
  const { id: schemaId } = db.get<{ id: string }>(`SELECT id FROM label_schemas WHERE kind = 'finding'`) ?? {
    id: '',
  };
  const sha256 = await bench.files.adapters.put(Buffer.from(runId));
  await bench.files.checkpoints.put(runId, Buffer.from('weights'));
  await bench.files.checkpoints.put(`${runId}-t2`, Buffer.from('weights of a trial'));
  db.transaction(() => {
    db.run(
      `INSERT INTO jobs (id, kind, state, payload, created_by, created_at) VALUES (?, 'tune', 'done', '{}', ?, ?)`,
      [jobId, user, at],
    );
    db.run('INSERT INTO cohorts (id, name, schema_id, created_at) VALUES (?, ?, ?, ?)', [
      cohortId,
      cohortId,
      schemaId,
      at,
    ]);
    db.run(
      `INSERT INTO splits (id, cohort_id, kind, validation, seed, created_at) VALUES (?, ?, 'patient', 'patient', 1, ?)`,
      [splitId, cohortId, at],
    );
    db.run(
      `INSERT INTO split_cases (split_id, finding_id, frame_id, part, class_id, mask_version_id, patient_id)
       SELECT ?, f.id, ff.frame_id, ?, l.class_id, c.mask_version_id, s.patient_id
       FROM findings f JOIN finding_frames ff ON ff.finding_id = f.id JOIN labels l ON l.finding_id = f.id
       JOIN studies s ON s.id = f.study_id LEFT JOIN current_masks c ON c.frame_id = ff.frame_id WHERE f.study_id = ?`,
      [splitId, part, studyId],
    );
    db.run(
      `INSERT INTO tuning_runs (id, job_id, split_id, method, options, hyperparameters, seed, backbone_name,
         backbone_sha256, state, created_at)
       VALUES (?, ?, ?, 'linear', '{}', '{}', 1, 'tiny', 'x', ?, ?)`,
      [runId, jobId, splitId, state, at],
    );
    db.run(
      `INSERT INTO adapters (id, run_id, schema_id, sha256, backbone_sha256, preprocessing_sha256, temperature,
         calibration_cases, created_at)
       VALUES (?, ?, ?, ?, 'x', 'y', 1.0, 3, ?)`,
      [adapterId, runId, schemaId, sha256, at],
    );
    db.run(
      `INSERT INTO predictions (id, finding_id, frame_id, adapter_id, frame_sha256, backbone_sha256, adapter_sha256,
         preprocessing_sha256, temperature, provider, created_at)
       SELECT ?, f.id, ff.frame_id, ?, 'a', 'b', 'c', 'd', 1.0, 'cpu', ?
       FROM findings f JOIN finding_frames ff ON ff.finding_id = f.id WHERE f.study_id = ? LIMIT 1`,
      [uuidv7(), adapterId, at, studyId],
    );
    db.run('INSERT OR REPLACE INTO active_adapters VALUES (?, ?, ?)', [schemaId, adapterId, at]);
  });
  return { adapterId, file: sha256 };
}

/** Names of files of the study among other names, all growing at random: pages split, and copies of rows stay behind. */
function fragment({ db }: Workbench, studyId: string): void {
  const random = createRandom(1);
  const subjects: string[] = [];
  const series = db.get<{ id: string }>('SELECT id FROM series WHERE study_id = ?', [studyId])?.id ?? '';
  for (let i = 0; i < 1500; i++) {
    const subject = uuidv7();
    subjects.push(subject);
    if (i % 2 === 0) {
      db.run(
        `INSERT INTO sources (id, series_id, kind, sha256, byte_length, media_type, imported_at)
              VALUES (?, ?, 'file', ?, 1, 'image/png', '')`,
        [subject, series, i.toString(16).padStart(64, '0')],
      );
    }
    db.run(`INSERT INTO identities (subject_id, subject_kind, name) VALUES (?, 'source', ?)`, [
      subject,
      i % 2 === 0 ? 'Mr Zebulon' : 'someone',
    ]);
  }
  for (let i = 0; i < 3000; i++) {
    const subject = subjects[random.below(subjects.length)] ?? '';
    db.run('UPDATE identities SET name = name || ? WHERE subject_id = ?', [
      '.'.repeat(random.below(200)),
      subject,
    ]);
  }
}

/** Every file of the data folder that holds the text. */
function filesWith(root: string, text: string): string[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => file.includes(text) || readFileSync(file).includes(text));
}

describe('erasing', () => {
  it('a patient takes along rows, files, names, adapters and backups, and leaves no byte of the name', async () => {
    const { bench, study } = await setUp();
    const { id, patient } = study('ACC-ZEBULON');
    bench.db.transaction(() => {
      fragment(bench, id);
    });
    const tuned = await tunedOn(bench, id, 'train');
    const other = await tunedOn(bench, study('x').id, 'train');
    writeFileSync(bench.files.backups.fileFor('before-0002'), 'NUMBER-ZEBULON');
    const subject: EraseSubject = { kind: 'patient', id: patient.id };
    const preview = bench.erasure.preview(subject);
    expect(preview).toMatchObject({
      studies: 2,
      frames: 3,
      masks: 2,
      findings: 3,
      predictions: 1,
      adapters: [{ id: tuned.adapterId, method: 'linear', active: false }],
    });
    await expect(bench.erasure.erase(subject, { adapters: [], heads: [] }, bench.user)).rejects.toMatchObject(
      {
        code: 'erase-changed',
      },
    );
    await expect(
      bench.erasure.erase(subject, { adapters: [other.adapterId], heads: [] }, bench.user),
    ).rejects.toMatchObject({
      code: 'erase-changed',
    });
    expect(bench.studies.patients('')).toHaveLength(2);
    expect(
      await bench.erasure.erase(subject, { adapters: [tuned.adapterId], heads: [] }, bench.user),
    ).toEqual(preview);

    expect(contentsOf(bench)).toMatchObject({ frames: [{ patient: 'other' }], patients: [{ n: 1 }] });
    expect(await gather(bench.files.frames.list())).toHaveLength(1);
    expect(await gather(bench.files.sources.list())).toHaveLength(0);
    expect(await gather(bench.files.adapters.list())).toEqual([other.file]);
    expect(await bench.files.checkpoints.list()).toHaveLength(2);
    expect(bench.db.all('PRAGMA foreign_key_check')).toEqual([]);
    expect(bench.db.get(`SELECT kind, detail FROM events ORDER BY id DESC LIMIT 1`)).toEqual({
      kind: 'patient.erased',
      detail: JSON.stringify({ studies: 2, frames: 3, adapters: [tuned.adapterId], heads: [] }),
    });
    // The names of the import's refused files went too: they may have been of the same person.
    expect(filesWith(bench.files.root, 'Zebulon')).toEqual([]);
    expect(filesWith(bench.files.root, 'ZEBULON')).toEqual([]);
    expect(() => bench.erasure.preview(subject)).toThrow(
      expect.objectContaining({ code: 'not-found' }) as Error,
    );
  });

  it('a study leaves the patient’s others, and what another study shares', async () => {
    const { bench, study, folder } = await setUp();
    // The same picture once more, in a study of its own.
    const second = path.join(folder, 'second.csv');
    writeFileSync(second, 'image,patient,study\nZebulon-4.png,third,y\n');
    await importPaths(bench, { manifest: second });
    const kept = contentsOf(bench)['frames']?.length ?? 0;
    await bench.erasure.erase(
      { kind: 'study', id: study('second').id },
      { adapters: [], heads: [] },
      bench.user,
    );
    expect(contentsOf(bench)['frames']).toHaveLength(kept - 1);
    expect(bench.studies.list({ search: 'NUMBER-ZEBULON', cursor: null, limit: 5 }).studies).toHaveLength(1);
    expect(await gather(bench.files.frames.list())).toHaveLength(kept - 1);
  });

  it('names validation’s adapters, not those that were only tested on the cases', async () => {
    const { bench, study } = await setUp();
    const { id } = study('ACC-ZEBULON');
    const validated = await tunedOn(bench, id, 'validation');
    await tunedOn(bench, id, 'test');
    expect(bench.erasure.preview({ kind: 'study', id }).adapters.map((one) => one.id)).toEqual([
      validated.adapterId,
    ]);
    await bench.erasure.erase(
      { kind: 'study', id },
      { adapters: [validated.adapterId], heads: [] },
      bench.user,
    );
    expect(bench.db.get('SELECT count(*) AS n FROM adapters')).toEqual({ n: 1 });
  });

  it('waits for tuning runs on the cases', async () => {
    const { bench, study } = await setUp();
    const { id } = study('ACC-ZEBULON');
    const tuned = await tunedOn(bench, id, 'train', 'running');
    await expect(
      bench.erasure.erase({ kind: 'study', id }, { adapters: [tuned.adapterId], heads: [] }, bench.user),
    ).rejects.toMatchObject({ code: 'erase-busy' });
  });

  it('takes along what was computed from the frames, and leaves what was computed from others', async () => {
    const { bench, study } = await setUp();
    const { caches } = bench.files;
    const store = caches.prepared({ limitBytes: 1e9, note: () => undefined });
    const frames = bench.db.all<{ sha256: Sha256; study: string }>(
      `SELECT f.sha256, se.study_id AS study FROM frames f JOIN series se ON se.id = f.series_id`,
    );
    for (const { sha256 } of frames) {
      await store.put(sha256, 'one', { feature: Float32Array.of(1) });
      await store.put(sha256, 'two', { feature: Float32Array.of(2) });
    }
    const { id } = study('ACC-ZEBULON');
    await bench.erasure.erase({ kind: 'study', id }, { adapters: [], heads: [] }, bench.user);
    const others = frames.filter((frame) => frame.study !== id).map(({ sha256 }) => sha256);
    expect(others).toHaveLength(2);
    expect((await gather(caches.frames())).sort()).toEqual(others.sort());
    expect((await caches.usage()).files).toBe(4);
  });

  it('sweeps, after a crash, what was computed from frames that are there no more', async () => {
    const { bench } = await setUp();
    const { caches } = bench.files;
    const store = caches.prepared({ limitBytes: 1e9, note: () => undefined });
    const orphan = await bench.files.frames.put(Buffer.from('pixels of an erased patient'));
    const kept = bench.db.all<{ sha256: Sha256 }>('SELECT sha256 FROM frames').map(({ sha256 }) => sha256);
    for (const frame of [orphan, ...kept]) await store.put(frame, 'one', { feature: Float32Array.of(1) });
    await bench.files.frames.remove(orphan);
    await recoverStudies(bench, true);
    expect((await gather(caches.frames())).sort()).toEqual(kept.sort());
  });

  it('goes on at the next start where a crash came between rows and files', async () => {
    const { bench } = await setUp();
    const orphan = await bench.files.frames.put(Buffer.from('pixels of an erased patient'));
    const store = bench.files.caches.prepared({ limitBytes: 1e9, note: () => undefined });
    await store.put(orphan, 'one', { feature: Float32Array.of(1) });
    const [named = orphan] = await gather(bench.files.frames.list()).then((all) =>
      all.filter((one) => one !== orphan),
    );
    owe(bench.db, [
      { store: 'frames', name: orphan },
      { store: 'frames', name: named },
    ]);
    await recoverStudies(bench, false);
    expect([await bench.files.frames.has(orphan), await bench.files.frames.has(named)]).toEqual([
      false,
      true,
    ]);
    expect(await gather(bench.files.caches.frames())).toEqual([]);
    expect(bench.db.all('SELECT * FROM pending_removals')).toEqual([]);
  });

  it('of 2,000 frames takes no time that anyone would notice', async () => {
    const { bench, study } = await setUp();
    const { id } = study('ACC-ZEBULON');
    multiply(bench, id, 2000);
    const before = performance.now();
    await bench.erasure.erase({ kind: 'study', id }, { adapters: [], heads: [] }, bench.user);
    expect(performance.now() - before).toBeLessThan(3000);
  });
});

/** Rows (without files) for more frames of a study, each with a chain of mask versions. */
function multiply(bench: Workbench, studyId: string, count: number): void {
  const { db, user } = bench;
  const series = db.get<{ id: string; source: string; schema: string }>(
    `SELECT se.id, so.id AS source, (SELECT id FROM label_schemas WHERE kind = 'mask' LIMIT 1) AS schema
     FROM series se JOIN sources so ON so.series_id = se.id WHERE se.study_id = ?`,
    [studyId],
  );
  db.transaction(() => {
    for (let i = 0; i < count; i++) {
      const frame = uuidv7();
      db.run(`INSERT INTO frames VALUES (?, ?, ?, ?, NULL, ?, ?, 'image/png', 1, 1)`, [
        frame,
        series?.id ?? '',
        series?.source ?? '',
        i + 1,
        i + 100,
        i.toString(16).padStart(64, '0'),
      ]);
      let parent: string | null = null;
      for (let version = 0; version < 3; version++) {
        const mask = uuidv7();
        db.run(`INSERT INTO mask_versions VALUES (?, ?, ?, ?, 'reader', 'brush', x'00', 'x', 0, ?, '')`, [
          mask,
          frame,
          parent,
          series?.schema ?? '',
          user,
        ]);
        parent = mask;
      }
    }
  });
}

describe('moving a study', () => {
  it('to a new patient, who is found again by the next import', async () => {
    const { bench, study, manifest } = await setUp();
    const wrong = study('second');
    const to = { name: 'Ada Müller', number: '99', birthDate: '1970-02-03' };
    const patientId = bench.studies.move(wrong.id, to, bench.user);
    expect(bench.studies.get(wrong.id).study.patient).toMatchObject({ id: patientId, ...to, code: 'P-0003' });
    expect(bench.studies.patients('muller')).toMatchObject([{ id: patientId, studies: 1 }]);
    expect(() => bench.studies.move(wrong.id, { ...to, name: 'x' }, bench.user)).toThrow(
      expect.objectContaining({ code: 'patient-exists' }) as Error,
    );
    expect(() =>
      bench.studies.move(wrong.id, { name: ' ', number: '', birthDate: null }, bench.user),
    ).toThrow(expect.objectContaining({ code: 'patient-unnamed' }) as Error);
    writeFileSync(manifest, 'image,patient,study\nZebulon-4.png,99,second\nZebulon-2.png,99,second\n');
    expect(await importPaths(bench, { manifest })).toMatchObject({ imported: 1, duplicates: 1 });
    expect(bench.studies.get(wrong.id).frames).toHaveLength(2);
    expect(bench.db.all(`SELECT kind FROM events WHERE kind = 'study.moved'`)).toHaveLength(1);
  });

  it('passes on that its patient is held out for testing', async () => {
    const { bench, study } = await setUp();
    const from = study('x');
    const to = study('second').patient.id;
    bench.db.run(`INSERT INTO held_out_patients VALUES (?, '2026')`, [from.patient.id]);
    bench.studies.move(from.id, { patientId: to }, bench.user);
    expect(bench.db.all('SELECT patient_id AS id FROM held_out_patients ORDER BY id')).toContainEqual({
      id: to,
    });
  });

  it('removes the nameless patient of an import whose last study leaves', async () => {
    const { bench, study, folder } = await setUp();
    await importPaths(bench, { paths: [path.join(folder, 'Zebulon-4.png')] });
    const [loose] = bench.studies.list({ search: 'import of', cursor: null, limit: 5 }).studies;
    expect(bench.studies.patients('')).toHaveLength(3);
    if (loose) bench.studies.move(loose.id, { patientId: study('x').patient.id }, bench.user);
    expect(bench.studies.patients('')).toHaveLength(2);
  });
});
