import { describe, expect, it } from 'vitest';
import { createExports } from '../../src-main/export/exports.service.ts';
import { createReportSources } from '../../src-main/export/reportSources.ts';
import { isOnFrame, predictionsOfStudy } from '../../src-main/predictions/predictions.queries.ts';
import { readRecord } from '../../src-main/review/record.queries.ts';
import { readRemarks } from '../../src-main/review/remarks.queries.ts';
import { insertPatient, insertStudy } from '../../src-main/studies/intake.queries.ts';
import { currentMaskOf } from '../../src-main/studies/masks.queries.ts';
import { verifyDataFolder } from '../../src-main/system/verify.ts';
import { newId } from '../../src-main/db/newId.ts';
import type { Preferences } from '../../src-shared/contract/system.contract.ts';
import type { FrameId, StudyId } from '../../src-shared/domain/ids.ts';
import { codeOf, readingBench, wholeDatabase } from '../review/readingBench.ts';
import type { ReadingBench } from '../review/readingBench.ts';
import type { Workbench } from '../support/openWorkbench.ts';
import { gather } from '../support/workbench.ts';

const preferences: Preferences = {
  ...{ language: 'en', theme: 'system', paper: 'a4', letterhead: '', confidence: 0.9, blind: false },
};
const whole = { ok: true, problems: [] };
const nothing = { adapters: [], heads: [] };
const someone = { name: 'Ada Müller', number: '99', birthDate: null };
const end = (...frameIds: readonly FrameId[]) => frameIds.map((id) => ({ id, position: null }));
const places = (bench: Workbench, studyId: StudyId) =>
  bench.studies.get(studyId).frames.map(({ id, position }) => ({ id, position }));

/** Another patient with a study that holds nothing yet. */
function otherStudy({ db, user }: Workbench): StudyId {
  return db.transaction(() =>
    insertStudy(db, user, {
      patientId: insertPatient(db, user, { key: null, name: 'Other' }),
      key: null,
      siteId: null,
    }),
  );
}

/** Four frames: finding 1 on the first two, finding 2 on the third, with masks, steps, remarks and labels. */
async function setUp() {
  const bench = await readingBench(4);
  const { db, user, readings, arrange, frame, studyId } = bench;
  const [segment] = bench.draw(0, 1);
  const first = currentMaskOf(db, frame(0));
  bench.draw(0, 2);
  bench.draw(1, 1);
  const shared = bench.add(0, segment ?? null);
  const own = bench.add(2);
  const spread = [...shared.frames, { frameId: frame(1), segmentId: null, view: null }];
  arrange(studyId, [{ findingId: shared.id, revision: 0, frames: spread, removed: false }], user);
  const label = (id: typeof own.id) =>
    readings.label({ ...bench.seen(id), classId: bench.classOf('Ia') }, user);
  label(shared.id);
  label(own.id);
  const at = new Date().toISOString();
  db.run(`INSERT INTO bookmarks VALUES (?, ?, ?)`, [frame(2), user, at]);
  db.run(
    `INSERT INTO frame_comments (id, frame_id, comment, created_by, created_at, changed_at) VALUES (?, ?, 'x', ?, ?, ?)`,
    [newId(), frame(2), user, at, at],
  );
  return { ...bench, first, shared: shared.id, own: own.id };
}

/** What a model says of every place of every finding. */
async function predicted({ db, files, user, studyId, schemaId }: ReadingBench): Promise<void> {
  const [jobId, cohortId, splitId, runId, adapterId] = [newId(), newId(), newId(), newId(), newId()];
  const at = new Date().toISOString();
  db.run(
    `INSERT INTO jobs (id, kind, state, payload, created_by, created_at) VALUES (?, 'tune', 'done', '{}', ?, ?)`,
    [...[jobId, user, at]],
  );
  db.run('INSERT INTO cohorts VALUES (?, ?, ?, ?)', [cohortId, cohortId, schemaId, at]);
  db.run(
    `INSERT INTO splits (id, cohort_id, kind, validation, seed, created_at) VALUES (?, ?, 'patient', 'patient', 1, ?)`,
    [splitId, cohortId, at],
  );
  db.run(
    `INSERT INTO tuning_runs (id, job_id, split_id, method, options, hyperparameters, seed, backbone_name,
       backbone_sha256, state, created_at) VALUES (?, ?, ?, 'linear', '{}', '{}', 1, 'tiny', 'x', 'done', ?)`,
    [runId, jobId, splitId, at],
  );
  db.run(
    `INSERT INTO adapters (id, run_id, schema_id, sha256, backbone_sha256, preprocessing_sha256, temperature,
       calibration_cases, created_at) VALUES (?, ?, ?, ?, 'x', 'y', 1.0, 3, ?)`,
    [adapterId, runId, schemaId, await files.adapters.put(Buffer.from('adapter')), at],
  );
  const seen = db.all<{ finding: string; frame: string }>(
    `SELECT finding_id AS finding, frame_id AS frame FROM finding_frames ff JOIN findings f ON f.id = ff.finding_id
     WHERE f.study_id = ?`,
    [studyId],
  );
  for (const { finding, frame } of seen) {
    db.run(
      `INSERT INTO predictions (id, finding_id, frame_id, adapter_id, frame_sha256, backbone_sha256, adapter_sha256,
         preprocessing_sha256, temperature, provider, created_at) VALUES (?, ?, ?, ?, 'a', 'b', 'c', 'd', 1.0, 'cpu', ?)`,
      [newId(), finding, frame, adapterId, at],
    );
  }
  db.run(
    `INSERT INTO split_cases (split_id, finding_id, frame_id, part, class_id, patient_id)
     SELECT ?, ff.finding_id, ff.frame_id, 'train', l.class_id, s.patient_id
     FROM finding_frames ff JOIN findings f ON f.id = ff.finding_id JOIN studies s ON s.id = f.study_id
     JOIN labels l ON l.finding_id = f.id AND l.class_id IS NOT NULL WHERE f.study_id = ? AND f.number = 2`,
    [splitId, studyId],
  );
}

/** Reports of a bench, as a workstation makes them. */
function reportsOf(bench: ReadingBench) {
  const sources = createReportSources({
    ...bench,
    study: (id) => bench.studies.get(id),
    predictions: () => bench.model.predictions,
    preferences: () => preferences,
  });
  const exports = createExports({ db: bench.db, sources });
  return async (studyId: StudyId, version: number | null = null): Promise<string[]> => {
    const made: string[] = [];
    for (const format of ['pdf', 'csv', 'json', 'text', 'frames-csv'] as const) {
      const { bytes } = await exports.report({ studyId, format, version, language: 'en' }, bench.user);
      made.push(Buffer.from(bytes).toString('latin1'));
    }
    return made;
  };
}

describe('moving frames', () => {
  it('names what depends on them first', async () => {
    const bench = await setUp();
    await predicted(bench);
    const { studies, studyId, frame } = bench;
    expect(studies.framesPreview(studyId, [frame(0), frame(2)])).toMatchObject({
      ...{ frameIds: [frame(0), frame(2)], studies: 0, frames: 2, masks: 2, predictions: 2 },
      ...{ findings: 1, leaving: [2], parted: [1], bookmarks: 1, comments: 1, signed: 0, signatures: 0 },
      adapters: [{ method: 'linear', active: false }],
    });
    expect(studies.framesPreview(studyId, [frame(3)])).toMatchObject({
      leaving: [],
      parted: [],
      adapters: [],
    });
  });

  it('to a new patient takes masks, steps, remarks and their own findings, and parts those that are elsewhere too', async () => {
    const bench = await setUp();
    await predicted(bench);
    const { db, user, studies, studyId, frame, masks, first } = bench;
    db.run(
      `UPDATE studies SET performed_on = '2026-02-03', description = 'of Mr X', last_frame_id = ? WHERE id = ?`,
      [...[frame(2), studyId]],
    );
    const to = studies.moveFrames(studyId, end(frame(0), frame(2)), someone, user);
    expect(to.made).toBe(true);
    const there = studies.get(to.studyId);
    expect(there.study).toMatchObject({
      ...{ performedOn: '2026-02-03', description: '', state: 'in-review', frames: 2, masks: 1 },
      patient: { name: 'Ada Müller', number: '99' },
    });
    expect(places(bench, to.studyId)).toEqual([
      { id: frame(0), position: 0 },
      { id: frame(2), position: 1 },
    ]);
    expect(there.findings).toMatchObject([{ id: bench.own, number: 2, reader: { source: 'reader' } }]);
    const here = studies.get(studyId);
    expect(here.frames.map(({ id }) => id)).toEqual([frame(1), frame(3)]);
    expect(here.findings).toMatchObject([
      { id: bench.shared, scope: 'frame', frames: [{ frameId: frame(1) }], label: { source: 'reader' } },
    ]);
    expect(here.lastFrameId).toBeNull();
    // What was said of a finding that stays is not said of a picture that is gone.
    const saidOf = db.all(
      'SELECT finding_id AS finding, frame_id AS frame FROM predictions ORDER BY frame_id',
    );
    expect(saidOf).toEqual([
      { finding: bench.shared, frame: frame(1) },
      { finding: bench.own, frame: frame(2) },
    ]);
    expect([studyId, to.studyId].map((id) => predictionsOfStudy(db, id).length)).toEqual([1, 1]);
    // A prediction that was under way is not of what it asked about any more.
    const asked = { studyId, findingId: bench.own, frameId: frame(2) };
    expect([isOnFrame(db, asked), isOnFrame(db, { ...asked, studyId: to.studyId })]).toEqual([false, true]);
    expect([...readRemarks(db, to.studyId).keys()]).toEqual([frame(2)]);
    expect(masks.steps(to.studyId).map(({ frameId }) => frameId)).toEqual([frame(0), frame(0)]);
    expect(masks.steps(studyId).map(({ frameId }) => frameId)).toEqual([frame(1)]);
    masks.select(frame(0), first, user, 'undo');
    expect(currentMaskOf(db, frame(0))).toBe(first);
    expect(bench.events('frames.moved')).toEqual([
      { from: studyId, to: to.studyId, frames: [frame(0), frame(2)] },
    ]);
    expect(readRecord(db, studyId, null, 50).map(({ kind }) => kind)).toContain('frames.moved');
    expect(readRecord(db, to.studyId, null, 50).map(({ kind }) => kind)).toContain('frames.received');
    expect(JSON.stringify(db.all('SELECT detail FROM events'))).not.toContain('Ada');
    expect(await verifyDataFolder(bench)).toEqual(whole);
  });

  it('and back finds their places, numbers and steps again, and leaves no study behind', async () => {
    const bench = await setUp();
    const { db, user, studies, studyId, frame, masks } = bench;
    const before = {
      frames: places(bench, studyId),
      steps: masks.steps(studyId),
      findings: bench.study().findings,
    };
    const moved = [frame(2), frame(3)];
    const to = studies.moveFrames(studyId, end(...moved), someone, user);
    const back = before.frames.filter(({ id }) => moved.includes(id));
    studies.moveFrames(to.studyId, back, { studyId }, user, true);
    expect(places(bench, studyId)).toEqual(before.frames);
    expect(masks.steps(studyId)).toEqual(before.steps);
    expect(studies.get(studyId).findings.map(({ id, number, label }) => ({ id, number, label }))).toEqual(
      before.findings.map(({ id, number, label }) => ({ id, number, label })),
    );
    expect(codeOf(() => studies.get(to.studyId))).toBe('not-found');
    // The patient has a name, and stays, as after a study's move.
    expect(db.get('SELECT count(*) AS n FROM patients')).toEqual({ n: 2 });
    expect(await verifyDataFolder(bench)).toEqual(whole);
  });

  it('to a study that has frames and findings puts them behind, and numbers what is taken anew', async () => {
    const bench = await setUp();
    const { user, studies, studyId, frame } = bench;
    const to = otherStudy(bench);
    studies.moveFrames(studyId, end(frame(0), frame(1)), { studyId: to }, user);
    const moved = studies.moveFrames(studyId, [{ id: frame(2), position: 1 }], { studyId: to }, user);
    expect(moved).toMatchObject({ studyId: to, made: false });
    expect(places(bench, to).map(({ position }) => position)).toEqual([0, 1, 2]);
    expect(studies.get(to).findings.map(({ number }) => number)).toEqual([1, 2]);
    // A third comes with a number that is taken.
    const third = bench.readings.addFinding(
      { studyId, schemaId: bench.schemaId, frameId: frame(3), segmentId: null },
      user,
    );
    expect(third.number).toBe(1);
    studies.moveFrames(studyId, end(frame(3)), { studyId: to }, user);
    expect(studies.get(to).findings.map(({ number }) => number)).toEqual([1, 2, 3]);
    expect(await verifyDataFolder(bench)).toEqual(whole);
  });

  it('takes findings along that were set aside', async () => {
    const bench = await setUp();
    const { user, studies, studyId, frame, finding, own } = bench;
    const { revision, frames } = finding(own);
    bench.arrange(studyId, [{ findingId: own, revision, frames, removed: true }], user);
    const to = studies.moveFrames(studyId, end(frame(2)), someone, user);
    expect(studies.get(to.studyId).findings).toMatchObject([
      { id: own, removed: true, frames: [{ frameId: frame(2) }] },
    ]);
    const again = studies.get(to.studyId).findings[0];
    bench.arrange(
      to.studyId,
      [{ findingId: own, revision: again?.revision ?? -1, frames, removed: false }],
      user,
    );
  });

  it('passes on that their patient is held out for testing', async () => {
    const bench = await setUp();
    const { db, user, studies, studyId, frame } = bench;
    db.run(`INSERT INTO held_out_patients SELECT patient_id, '2026' FROM studies WHERE id = ?`, [studyId]);
    const { patientId } = studies.moveFrames(studyId, end(frame(3)), someone, user);
    expect(db.get('SELECT 1 AS held FROM held_out_patients WHERE patient_id = ?', [patientId])).toEqual({
      held: 1,
    });
  });

  it('is refused where it makes no sense', async () => {
    const bench = await setUp();
    const { user, studies, studyId, frame } = bench;
    const other = otherStudy(bench);
    const before = wholeDatabase(bench);
    const move = (...args: [StudyId, ReturnType<typeof end>, Parameters<typeof studies.moveFrames>[2]]) =>
      codeOf(() => studies.moveFrames(...args, user));
    expect(move(studyId, end(frame(0)), { studyId })).toBe('same-study');
    expect(move(other, end(frame(0)), { studyId })).toBe('not-found');
    expect(move(studyId, end(frame(0)), { name: ' ', number: '', birthDate: null })).toBe('patient-unnamed');
    expect(codeOf(() => studies.framesPreview(other, [frame(0)]))).toBe('not-found');
    expect(wholeDatabase(bench)).toEqual(before);
  });
});

describe('a signed study', () => {
  it('gives no frames away and takes none, until an amendment is begun', async () => {
    const bench = await setUp();
    const { user, studies, studyId, frame, erasure } = bench;
    const other = otherStudy(bench);
    const [ours] = [frame(0)];
    bench.sign();
    bench.signing.sign(other, bench.signing.readiness(other).sha256, user);
    const subject = { kind: 'frames' as const, id: studyId, frameIds: [ours] };
    const before = wholeDatabase(bench);
    expect(codeOf(() => studies.framesPreview(studyId, [ours]))).toBe('study-signed');
    expect(codeOf(() => studies.moveFrames(studyId, end(ours), someone, user))).toBe('study-signed');
    await expect(erasure.erase(subject, nothing, user)).rejects.toMatchObject({ code: 'study-signed' });
    expect(wholeDatabase(bench)).toEqual(before);

    bench.signing.amend(studyId, 'a frame of someone else', user);
    expect(studies.framesPreview(studyId, [ours])).toMatchObject({ signed: 1 });
    expect(codeOf(() => studies.moveFrames(studyId, end(ours), { studyId: other }, user))).toBe(
      'study-signed',
    );
    const report = reportsOf(bench);
    const [, , signedJson] = await report(studyId, 1);
    await erasure.erase(subject, nothing, user);
    expect(studies.get(studyId).study).toMatchObject({ state: 'signed', frames: 3 });
    // What was signed goes on saying what was signed; the frame's place says that it is gone.
    expect((await report(studyId, 1))[2]?.length).toBe(signedJson?.length);
    bench.sign();
    expect(studies.get(studyId).study).toMatchObject({ state: 'amended', locked: true });
    expect(await verifyDataFolder(bench)).toEqual(whole);
  });
});

describe('erasing frames', () => {
  it('takes along files, masks, their own findings and what learned from them, and leaves the rest', async () => {
    const bench = await setUp();
    await predicted(bench);
    const { db, user, files, studies, studyId, frame, erasure } = bench;
    const store = files.caches.prepared({ limitBytes: 1e9, note: () => undefined });
    for (const { sha256 } of bench.study().frames)
      await store.put(sha256, 'one', { feature: Float32Array.of(1) });
    const name = bench.study().frames[2]?.source.name ?? '';
    const preview = studies.framesPreview(studyId, [frame(2), frame(1)]);
    const subject = { kind: 'frames' as const, id: studyId, frameIds: preview.frameIds };
    await expect(erasure.erase(subject, nothing, user)).rejects.toMatchObject({ code: 'erase-changed' });
    await erasure.erase(subject, { adapters: preview.adapters.map(({ id }) => id), heads: [] }, user);
    const left = studies.get(studyId);
    expect(left.frames.map(({ id }) => id)).toEqual([frame(0), frame(3)]);
    expect(left.findings).toMatchObject([
      { id: bench.shared, scope: 'region', frames: [{ frameId: frame(0) }] },
    ]);
    expect(db.all('SELECT id FROM adapters')).toEqual([]);
    expect(db.all('SELECT DISTINCT frame_id AS id FROM mask_versions')).toEqual([{ id: frame(0) }]);
    expect(db.all('SELECT 1 FROM sources')).toHaveLength(2);
    expect(await gather(files.frames.list())).toHaveLength(2);
    expect((await files.caches.usage()).files).toBe(2);
    expect(bench.events('frames.erased')).toMatchObject([{ frames: 2, studies: 0 }]);
    expect(db.all(`SELECT 1 FROM identities WHERE name = ?`, [name])).toEqual([]);
    const before = bench.masks.steps(studyId);
    bench.masks.select(frame(0), bench.first, user, 'undo');
    expect(before.map(({ frameId }) => frameId)).toEqual([frame(0), frame(0)]);
    expect(await verifyDataFolder(bench)).toEqual(whole);
  });
});

describe('a study that all frames have left', () => {
  it.each(['moved', 'erased'] as const)(
    '(%s) opens, is listed, reported, signed, filled again and erased',
    async (how) => {
      const bench = await setUp();
      const { user, studies, studyId, frame, erasure, signing } = bench;
      const all = [0, 1, 2, 3].map(frame);
      const to = otherStudy(bench);
      if (how === 'moved') studies.moveFrames(studyId, end(...all), { studyId: to }, user);
      else await erasure.erase({ kind: 'frames', id: studyId, frameIds: all }, nothing, user);
      const { study, frames, findings, lastFrameId } = studies.get(studyId);
      expect(study).toMatchObject({ state: 'new', frames: 0, masks: 0, findings: 0, cover: null });
      expect([frames, findings, lastFrameId]).toEqual([[], [], null]);
      expect(studies.list({ search: '', cursor: null, limit: 9 }).studies.map(({ id }) => id)).toContain(
        studyId,
      );
      expect(signing.readiness(studyId).concerns).toEqual([
        { concern: 'no-findings', findings: [], hinders: false },
      ]);
      const report = reportsOf(bench);
      expect((await report(studyId))[0]).toMatch(/^%PDF/);
      expect((await report(to))[0]).toMatch(/^%PDF/);
      expect(studies.move(studyId, { patientId: studies.get(to).study.patient.id }, user)).toBeDefined();
      if (how === 'moved') studies.moveFrames(to, end(frame(0)), { studyId }, user);
      bench.sign();
      await erasure.erase({ kind: 'study', id: studyId }, nothing, user);
      expect(codeOf(() => studies.get(studyId))).toBe('not-found');
      expect(await verifyDataFolder(bench)).toEqual(whole);
    },
  );
});
