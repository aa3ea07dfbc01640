import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId } from '../../src-main/db/newId.ts';
import { verifyDataFolder } from '../../src-main/system/verify.ts';
import { Sha256, StudyId } from '../../src-shared/domain/ids.ts';
import { canonicalReading, Reading } from '../../src-shared/domain/reading.ts';
import { picture } from '../support/pictures.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { importPaths, testWorkbench } from '../support/workbench.ts';
import { codeOf, readingBench, reviewOn, wholeDatabase } from './readingBench.ts';
import {
  amend,
  bookmark,
  laboratoryFinds,
  predicted,
  signedBench,
  signingBench,
  withdraw,
} from './signingBench.ts';

describe('before a reading is signed', () => {
  it('a finding that nobody has said anything of hinders it; other things are said', async () => {
    const bench = await signingBench();
    const { first, second, signing, studyId, user } = bench;
    expect(signing.readiness(studyId).concerns).toEqual([
      { concern: 'unread', findings: [2], hinders: true },
      { concern: 'not-predicted', findings: [1, 2], hinders: false },
    ]);
    expect(codeOf(() => bench.sign())).toBe('not-ready');

    const concerns = () =>
      signing.readiness(studyId).concerns.map(({ concern, findings }) => `${concern} ${findings.join()}`);
    const { details } = bench.finding(second.id);
    bench.readings.describe(bench.seen(second.id), { ...details, uncertain: true }, user);
    expect(concerns()).toEqual(['uncertain 2', 'not-predicted 1,2']);
    bench.model.predictions = predicted(bench, ['Ib', 0.7], ['Ia', 0.3]);
    expect(concerns()).toEqual(['uncertain 2', 'not-predicted 2', 'abstained 1', 'disagrees 1']);
    laboratoryFinds(bench, first.id, 'Ib');
    expect(concerns()).toEqual(['uncertain 2', 'not-predicted 2', 'abstained 1']);

    for (const { id } of bench.study().findings) {
      const { revision, frames } = bench.finding(id);
      bench.arrange(studyId, [{ findingId: id, revision, frames, removed: true }], user);
    }
    expect(signing.readiness(studyId).concerns).toEqual([
      { concern: 'no-findings', findings: [], hinders: false },
    ]);
    expect(bench.sign()).toMatchObject({ version: 1 });
  });

  it('what is signed is what was seen, or nothing', async () => {
    const bench = await signingBench();
    bench.readings.label({ ...bench.seen(bench.second.id), classId: bench.classOf('Ib') }, bench.user);
    const { sha256 } = bench.signing.readiness(bench.studyId);
    bench.readings.label({ ...bench.seen(bench.second.id), classId: bench.classOf('Ic') }, bench.user);
    const before = wholeDatabase(bench);
    expect(codeOf(() => bench.signing.sign(bench.studyId, sha256, bench.user))).toBe('reading-changed');
    expect(wholeDatabase(bench)).toEqual(before);
  });

  it('a study that there is not is refused by every verb', async () => {
    const bench = await readingBench(1);
    const { signing, user } = bench;
    const nothing = bench.unknown(StudyId);
    expect([
      codeOf(() => signing.readiness(nothing)),
      codeOf(() => signing.sign(nothing, Sha256.parse('a'.repeat(64)), user)),
      codeOf(() => signing.amend(nothing, 'because', user)),
      codeOf(() => signing.withdrawAmendment(nothing, user)),
      codeOf(() => signing.signatures(nothing)),
      codeOf(() => signing.reading(nothing, null)),
      codeOf(() => signing.reading(nothing, 1)),
    ]).toEqual([
      ...Array<string>(3).fill('not-found'),
      'not-amending',
      ...Array<string>(3).fill('not-found'),
    ]);
  });
});

describe('the text that is signed', () => {
  it('is the same bytes each time, in whatever order its keys come, and after a restart', async () => {
    const root = path.join(temporaryFolder(), 'data');
    const bench = await testWorkbench(root);
    const folder = temporaryFolder();
    await picture(1).png().toFile(path.join(folder, 'one.png'));
    await importPaths(bench, { paths: [folder] });
    const studyId = bench.studies.list({ search: '', cursor: null, limit: 1 }).studies[0]?.id;
    if (studyId === undefined) throw new Error('nothing was imported');
    const { signing } = reviewOn(bench);
    const text = canonicalReading(signing.reading(studyId, null));
    expect(canonicalReading(signing.reading(studyId, null))).toBe(text);
    const reversed = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(reversed)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([key, part]) => [key, reversed(part)]),
            )
          : value;
    expect(canonicalReading(Reading.parse(reversed(JSON.parse(text))))).toBe(text);
    const { sha256 } = signing.readiness(studyId);
    await bench.close();
    const again = await testWorkbench(root);
    expect(reviewOn(again).signing.readiness(studyId).sha256).toBe(sha256);
  });

  it('says all that is said of the findings, and nobody’s name', async () => {
    const bench = await signingBench();
    const { db, user, studyId, first } = bench;
    bench.studies.move(studyId, { name: 'Ada Lovelace', number: 'MRN-4711', birthDate: '1815-12-10' }, user);
    db.run(
      `INSERT INTO identities (subject_id, subject_kind, number) VALUES (?, 'study', 'ACC-99')
       ON CONFLICT (subject_id) DO UPDATE SET number = excluded.number`,
      [studyId],
    );
    bench.readings.describe(
      bench.seen(first.id),
      {
        ...bench.finding(first.id).details,
        side: 'left',
        size: { mm: 5, basis: 'estimated' },
        note: 'spiculated',
        components: [{ classId: bench.classOf('Ib'), share: 30 }],
      },
      user,
    );
    bench.readings.view(bench.seen(first.id), bench.frame(0), 'surface', user);
    laboratoryFinds(bench, first.id, 'Ib');
    bookmark(bench, 1);
    db.run(
      `INSERT INTO frame_comments (id, frame_id, comment, tail_x, tail_y, head_x, head_y, created_by, created_at, changed_at)
       VALUES (?, ?, 'see here', 0.1, 0.2, 0.3, 0.4, ?, ?, ?)`,
      [newId(), bench.frame(0), user, new Date().toISOString(), new Date().toISOString()],
    );
    bench.model.predictions = predicted(bench, ['Ia', 0.8], ['Ib', 0.2]);
    const reading = bench.signing.reading(studyId, null);
    const text = canonicalReading(reading);
    for (const name of ['Ada', 'Lovelace', '4711', '1815', 'ACC-99', '0.png'])
      expect(text).not.toContain(name);
    const { study, frames } = bench.study();
    expect(reading).toMatchObject({
      study: { id: studyId, patientCode: study.patient.code, frames: 2 },
      findings: [
        {
          number: 1,
          schema: 'Stone composition',
          scope: 'region',
          frames: [{ number: 1, pixels: 6, view: 'surface' }],
          reader: { class: { code: 'Ia' }, by: 'Local user' },
          laboratory: { class: { code: 'Ib' }, method: 'ftir' },
          side: 'left',
          size: { mm: 5, basis: 'estimated' },
          components: [{ code: 'Ib', share: 30 }],
          note: 'spiculated',
          prediction: {
            classes: [{ code: 'Ia', probability: 0.8 }, { code: 'Ib' }],
            set: { level: 0.9, codes: ['Ia', 'Ic'], cases: 40 },
            abstained: ['blur'],
            method: 'linear',
          },
        },
        { number: 2, scope: 'frame', frames: [{ number: 2, pixels: null }], reader: null, prediction: null },
      ],
      frames: [
        {
          number: 1,
          sha256: frames[0]?.sha256,
          mask: { id: frames[0]?.mask?.id },
          bookmarked: false,
          comments: [{ text: 'see here', arrow: { tail: [0.1, 0.2], head: [0.3, 0.4] } }],
        },
        { number: 2, mask: null, bookmarked: true, comments: [] },
      ],
    });
  });
});

describe('a signature', () => {
  it('keeps the reading as it was seen, names who signed it, and is in the chain', async () => {
    const bench = await signingBench();
    bench.readings.label({ ...bench.seen(bench.second.id), classId: bench.classOf('Ib') }, bench.user);
    const seen = bench.signing.reading(bench.studyId, null);
    const told: string[] = [];
    bench.changes.listen(({ topic }) => told.push(topic));
    const signed = bench.sign();
    expect(signed).toMatchObject({
      version: 1,
      signedBy: 'Local user',
      reason: null,
      patientCorrected: false,
    });
    expect(told).toEqual(['signatures', 'study', 'studies']);
    expect(bench.signing.reading(bench.studyId, 1)).toEqual(seen);
    expect(bench.study().study).toMatchObject({ state: 'signed', locked: true });
    expect(bench.signing.signatures(bench.studyId)).toEqual({ versions: [signed], amendment: null });
    expect(bench.events('study.signed')).toEqual([
      expect.objectContaining({ version: 1, reading: signed.sha256 }),
    ]);
    expect(await verifyDataFolder(bench)).toEqual({ ok: true, problems: [] });
  });

  it('is given once where two windows sign at once', async () => {
    const bench = await signingBench();
    bench.readings.label({ ...bench.seen(bench.second.id), classId: bench.classOf('Ib') }, bench.user);
    const { sha256 } = bench.signing.readiness(bench.studyId);
    const sign = (): unknown => codeOf(() => bench.signing.sign(bench.studyId, sha256, bench.user));
    expect([sign(), sign()]).toEqual(['done', 'study-signed']);
    amend(bench);
    const open = bench.signing.readiness(bench.studyId).sha256;
    const signAgain = (): unknown => codeOf(() => bench.signing.sign(bench.studyId, open, bench.user));
    expect([signAgain(), signAgain()]).toEqual(['done', 'study-signed']);
    expect(bench.signing.signatures(bench.studyId).versions.map(({ version }) => version)).toEqual([2, 1]);
  });

  it('tells that the patient’s name was corrected later, and reads as it was', async () => {
    const bench = await signedBench();
    const before = bench.signing.reading(bench.studyId, 1);
    const { id } = bench.study().study.patient;
    bench.db.run(
      `INSERT INTO identities (subject_id, subject_kind, name) VALUES (?, 'patient', 'Grace Hopper')`,
      [id],
    );
    expect(bench.signing.signatures(bench.studyId).versions).toMatchObject([{ patientCorrected: true }]);
    expect(bench.signing.reading(bench.studyId, 1)).toEqual(before);
    bench.db.run('DELETE FROM identities WHERE subject_id = ?', [id]);
    expect(bench.signing.signatures(bench.studyId).versions).toMatchObject([{ patientCorrected: false }]);
  });

  it('that was tampered with is told, by every way to it, and nothing is signed on top of it', async () => {
    const bench = await signedBench();
    amend(bench);
    const { reading } = bench.db.get<{ reading: string }>('SELECT reading FROM signatures') ?? {
      reading: '',
    };
    const write = (text: string): unknown => bench.db.run('UPDATE signatures SET reading = ?', [text]);
    write(reading.replace('"Ia"', '"Ib"'));
    expect([
      codeOf(() => bench.signing.reading(bench.studyId, 1)),
      codeOf(() => bench.signing.signatures(bench.studyId)),
      codeOf(() => bench.sign()),
      withdraw(bench),
    ]).toEqual(Array(4).fill('signature-changed'));
    expect((await verifyDataFolder(bench)).problems.map(({ kind }) => kind)).toEqual(['signature-changed']);
    write(reading);
    expect(bench.sign()).toMatchObject({ version: 2 });
    for (const change of [`reason = 'another'`, `signed_at = '2020-01-01T00:00:00.000Z'`, `version = 3`]) {
      bench.db.script('SAVEPOINT tampering');
      bench.db.run(`UPDATE signatures SET ${change} WHERE version = 2`);
      expect((await verifyDataFolder(bench)).problems.map(({ kind }) => kind)).toContain(
        'signature-unrecorded',
      );
      bench.db.script('ROLLBACK TO tampering; RELEASE tampering');
    }
    expect(await verifyDataFolder(bench)).toEqual({ ok: true, problems: [] });
    bench.db.run('DELETE FROM signatures WHERE version = 2');
    expect((await verifyDataFolder(bench)).problems).toEqual([
      expect.objectContaining({ kind: 'signature-missing', where: `study ${bench.studyId}` }),
    ]);
  });
});
