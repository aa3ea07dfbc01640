import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { newId } from '../../src-main/db/newId.ts';
import { insertLabel } from '../../src-main/studies/findings.queries.ts';
import { readSchemas } from '../../src-main/studies/schemas.queries.ts';
import { verifyDataFolder } from '../../src-main/system/verify.ts';
import type { ImportReport } from '../../src-shared/contract/imports.contract.ts';
import { StudyId } from '../../src-shared/domain/ids.ts';
import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { maskBench } from '../masks/maskBench.ts';
import { picture, rectangle } from '../support/pictures.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { importPaths, testWorkbench } from '../support/workbench.ts';
import { codeOf, reviewOn, wholeDatabase } from './readingBench.ts';

const [width, height] = [48, 32];
const filled = (value: number) => ({ width, height, labels: new Uint8Array(width * height).fill(value) });

/** A signed study: masks that were drawn, undone and drawn again, findings that were read, one of them set aside. */
async function signedStudy() {
  const bench = await maskBench(2);
  const { readings, arrange, signing } = reviewOn(bench);
  const { db, user, studyId, masks } = bench;
  const firstMask = bench.draw(0, filled(1));
  const secondMask = bench.draw(0, filled(2));
  bench.draw(1, filled(1));
  masks.select(bench.frame(0), firstMask, user, 'undo');
  masks.select(bench.frame(0), secondMask, user, 'redo');
  const undone = bench.draw(1, filled(3));
  masks.select(bench.frame(1), bench.masks.history(bench.frame(1))[1]?.id ?? null, user, 'undo');
  const [schema] = readSchemas(db, { kind: 'finding' });
  const given = schema?.classes[0]?.id;
  if (schema === undefined || given === undefined) throw new Error('the database was not seeded');
  const add = (i: number) =>
    readings.addFinding({ studyId, schemaId: schema.id, frameId: bench.frame(i), segmentId: null }, user);
  const [kept, aside] = [add(0), add(1)];
  readings.label({ findingId: kept.id, revision: 0, classId: given }, user);
  arrange(studyId, [{ findingId: aside.id, revision: 0, frames: aside.frames, removed: true }], user);
  signing.sign(studyId, signing.readiness(studyId).sha256, user);
  const now = (which: 'kept' | 'aside') => {
    const found = bench.study().findings.find(({ id }) => id === (which === 'kept' ? kept : aside).id);
    if (found === undefined) throw new Error('the finding is gone');
    return found;
  };
  const seen = (which: 'kept' | 'aside') => ({ findingId: now(which).id, revision: now(which).revision });
  return {
    ...bench,
    readings,
    arrange,
    signing,
    given,
    schemaId: schema.id,
    seen,
    now,
    add,
    firstMask,
    undone,
  };
}

type SignedStudy = Awaited<ReturnType<typeof signedStudy>>;

const at = '2026-11-27T00:00:00.000Z';

/** Every way to change a signed reading that there is, and those that a job or a later feature would take. */
const ways: [what: string, act: (bench: SignedStudy) => unknown][] = [
  ['giving a label', (b) => b.readings.label({ ...b.seen('kept'), classId: b.given }, b.user)],
  ['taking a label back', (b) => b.readings.label({ ...b.seen('kept'), classId: null }, b.user)],
  [
    'labelling a finding set aside',
    (b) => b.readings.label({ ...b.seen('aside'), classId: b.given }, b.user),
  ],
  [
    'describing',
    (b) => b.readings.describe(b.seen('kept'), { ...b.now('kept').details, note: 'later' }, b.user),
  ],
  ['saying what a frame shows', (b) => b.readings.view(b.seen('kept'), b.frame(0), 'surface', b.user)],
  [
    'setting aside',
    (b) => b.arrange(b.studyId, [{ ...b.seen('kept'), frames: b.now('kept').frames, removed: true }], b.user),
  ],
  [
    'bringing back',
    (b) =>
      b.arrange(b.studyId, [{ ...b.seen('aside'), frames: b.now('aside').frames, removed: false }], b.user),
  ],
  [
    'rearranging what is set aside',
    (b) => b.arrange(b.studyId, [{ ...b.seen('aside'), frames: [], removed: true }], b.user),
  ],
  [
    'splitting',
    (b) =>
      b.arrange(
        b.studyId,
        [
          {
            findingId: null,
            like: b.now('kept').id,
            revision: 0,
            frames: b.now('aside').frames,
            removed: false,
          },
        ],
        b.user,
      ),
  ],
  ['adding a finding', (b) => b.add(1)],
  ['drawing', (b) => b.draw(0, filled(3))],
  ['undoing a stroke', (b) => b.masks.select(b.frame(0), b.firstMask, b.user, 'undo')],
  ['redoing a stroke', (b) => b.masks.select(b.frame(1), b.undone, b.user, 'redo')],
  ['going back to a version', (b) => b.masks.select(b.frame(0), b.firstMask, b.user, 'revert')],
  ['removing a mask', (b) => b.masks.select(b.frame(0), null, b.user, 'revert')],
  ['moving', (b) => b.studies.move(b.studyId, { name: 'A', number: '1', birthDate: null }, b.user)],
  [
    'an imported label',
    (b) =>
      b.db.transaction(() =>
        insertLabel(b.db, b.user, { findingId: b.now('kept').id, classId: b.given, source: 'manifest' }),
      ),
  ],
  ['a date', (b) => b.db.run(`UPDATE studies SET performed_on = '2020-01-01' WHERE id = ?`, [b.studyId])],
  ['a description', (b) => b.db.run(`UPDATE studies SET description = 'other' WHERE id = ?`, [b.studyId])],
  ['a site', (b) => b.db.run(`UPDATE studies SET site_id = NULL WHERE id = ?`, [b.studyId])],
  [
    'a comment',
    (b) =>
      b.db.run(
        `INSERT INTO frame_comments (id, frame_id, comment, created_by, created_at, changed_at) VALUES (?, ?, 'x', ?, ?, ?)`,
        [newId(), b.frame(0), b.user, at, at],
      ),
  ],
  ['deleting a finding', (b) => b.db.run('DELETE FROM findings WHERE id = ?', [b.now('kept').id])],
  [
    'a component',
    (b) =>
      b.db.run('INSERT INTO finding_components (finding_id, class_id) VALUES (?, ?)', [
        b.now('kept').id,
        b.given,
      ]),
  ],
];

describe('a signed study', () => {
  it.each(ways)('is not changed by %s', async (_what, act) => {
    const bench = await signedStudy();
    const before = wholeDatabase(bench);
    expect(codeOf(() => act(bench))).toBe('study-signed');
    expect(wholeDatabase(bench)).toEqual(before);
    // And is, once an amendment is open.
    bench.signing.amend(bench.studyId, 'because', bench.user);
    expect(codeOf(() => act(bench))).toBe('done');
  });

  it('takes no proposed mask: it is told, and stays open', async () => {
    const bench = await signedStudy();
    const { createProposals } = await import('../../src-main/segmentation/proposals.service.ts');
    const proposals = createProposals({ ...bench, heads: {} as never, findModel: () => undefined as never });
    const proposalId = newId();
    bench.db.run(
      `INSERT INTO mask_proposals (id, frame_id, schema_id, source_kind, source_sha256, source_name, label_map, segments,
         confidence, state, created_by, created_at) VALUES (?, ?, ?, 'model', ?, 'm', ?, ?, 1, 'open', ?, ?)`,
      [
        proposalId,
        bench.frame(0),
        bench.schema,
        'a'.repeat(64),
        encodeLabelMap(filled(1)),
        JSON.stringify([{ value: 1, classId: bench.classId(0), confidence: 1 }]),
        bench.user,
        at,
      ],
    );
    const before = wholeDatabase(bench);
    expect(proposals.accept([proposalId as never], bench.user)).toMatchObject({
      accepted: [],
      left: [{ proposalId, code: 'study-signed' }],
    });
    expect(wholeDatabase(bench)).toEqual(before);
  });

  it('takes no masks from files: each is refused, and the import ends', async () => {
    const bench = await signedStudy();
    const before = bench.state();
    const bytes = await rectangle(255).png().toBuffer();
    const trayId = await bench.tray({ '0.png': bytes, '1.png': bytes });
    const report = await bench.import(
      trayId,
      {
        kind: 'values',
        values: [
          { value: 0, to: 'background' },
          { value: 255, to: bench.classId(0) },
        ],
      },
      { replace: 'always' },
    );
    expect(report).toMatchObject({
      stored: 0,
      refused: [
        { file: '0.png', code: 'study-signed' },
        { file: '1.png', code: 'study-signed' },
      ],
    });
    expect(bench.state()).toEqual(before);
  });

  it('still takes what comes after a signature: results of the laboratory, second opinions, bookmarks, where a reader is', async () => {
    const bench = await signedStudy();
    const { db, user, studyId, signing } = bench;
    const signed = signing.reading(studyId, 1);
    const result = { method: 'ftir' as const, reportedOn: null, components: [], note: '' };
    bench.readings.laboratory(bench.seen('kept'), { ...result, classId: bench.given }, user);
    bench.readings.laboratory(bench.seen('kept'), null, user);
    bench.readings.laboratory(bench.seen('kept'), { ...result, classId: bench.given }, user);
    db.run(
      'INSERT INTO second_opinions (id, finding_id, class_id, reader_id, created_at) VALUES (?, ?, ?, ?, ?)',
      [newId(), bench.now('kept').id, bench.given, user, at],
    );
    db.run('INSERT INTO bookmarks (frame_id, created_by, created_at) VALUES (?, ?, ?)', [
      bench.frame(1),
      user,
      at,
    ]);
    db.run('DELETE FROM bookmarks WHERE frame_id = ?', [bench.frame(1)]);
    bench.studies.remember(studyId, bench.frame(1));
    expect(bench.now('kept')).toMatchObject({
      label: { source: 'laboratory' },
      laboratory: { method: 'ftir' },
    });
    expect(bench.study().study).toMatchObject({ state: 'signed', locked: true });
    expect(signing.reading(studyId, 1)).toEqual(signed);
    expect(await verifyDataFolder(bench)).toEqual({ ok: true, problems: [] });
  });
});

describe('an import', () => {
  it('refuses further files of a signed study, each by itself, and takes all others', async () => {
    const bench = await testWorkbench();
    const folder = temporaryFolder();
    for (const i of [1, 2, 3, 4])
      await picture(i)
        .png()
        .toFile(path.join(folder, `${i}.png`));
    await rectangle(255).png().toFile(path.join(folder, 'mask.png'));
    const manifest = (...lines: string[]): Promise<ImportReport> => {
      const file = path.join(folder, `table-${lines.length}.csv`);
      writeFileSync(file, ['image,mask,patient,study,label', ...lines].join('\n'));
      return importPaths(bench, { manifest: file, options: { schema: 'Stone composition' } });
    };
    expect(await manifest('1.png,,P1,S1,Ia')).toMatchObject({ imported: 1, refused: [] });
    const studyId = StudyId.parse(bench.db.get<{ id: string }>('SELECT id FROM studies')?.id);
    const { signing } = reviewOn(bench);
    signing.sign(studyId, signing.readiness(studyId).sha256, bench.user);
    const before = bench.studies.get(studyId);

    const report = await manifest(
      '2.png,,P1,S1,Ib',
      '3.png,,P2,S2,Ib',
      '1.png,mask.png,P1,S1,Ia',
      '4.png,,P1,S2,Ia',
      '1.png,,P1,S1,Ia',
    );
    expect(report).toMatchObject({ imported: 2, duplicates: 1 });
    expect(report.refused.map(({ code }) => code)).toEqual(Array(2).fill('study-signed'));
    expect(report.refused[0]).toMatchObject({
      message: expect.stringContaining('signed') as string,
      remedy: expect.stringContaining('amendment') as string,
    });
    expect(bench.studies.get(studyId)).toEqual(before);
    expect(await verifyDataFolder(bench)).toEqual({ ok: true, problems: [] });
  });

  it('leaves alone what a reader has set aside', async () => {
    const bench = await testWorkbench();
    const folder = temporaryFolder();
    await picture(1).png().toFile(path.join(folder, '1.png'));
    const file = path.join(folder, 'table.csv');
    writeFileSync(file, 'image,patient,study,label\n1.png,P1,S1,Ia\n');
    const options = { manifest: file, options: { schema: 'Stone composition' } };
    await importPaths(bench, options);
    const studyId = StudyId.parse(bench.db.get<{ id: string }>('SELECT id FROM studies')?.id);
    const [finding] = bench.studies.get(studyId).findings;
    if (finding === undefined) throw new Error('there is no finding');
    const { id, revision, frames } = finding;
    reviewOn(bench).arrange(studyId, [{ findingId: id, revision, frames, removed: true }], bench.user);
    expect(await importPaths(bench, options)).toMatchObject({ imported: 0, duplicates: 1 });
    expect(bench.studies.get(studyId).findings).toMatchObject([{ id, removed: true }]);
  });
});
