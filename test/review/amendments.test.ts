import { describe, expect, it, vi } from 'vitest';
import { newId } from '../../src-main/db/newId.ts';
import { verifyDataFolder } from '../../src-main/system/verify.ts';
import { codeOf, readingBench } from './readingBench.ts';
import {
  amend,
  bookmark,
  laboratoryFinds,
  predicted,
  signedBench,
  signingBench,
  withdraw,
} from './signingBench.ts';

describe('an amendment', () => {
  it('opens the study for a reason; its signature is a second version, and both can be read', async () => {
    const bench = await signedBench();
    const first = bench.signing.reading(bench.studyId, 1);
    expect(amend(bench, 'class of finding 2')).toMatchObject({
      versions: [{ version: 1 }],
      amendment: { reason: 'class of finding 2', begunBy: 'Local user' },
    });
    expect(bench.study().study).toMatchObject({ state: 'signed', locked: false });
    // A second window that begins one too finds it open.
    expect(amend(bench, 'something else')).toMatchObject({ amendment: { reason: 'class of finding 2' } });
    bench.readings.label({ ...bench.seen(bench.second.id), classId: bench.classOf('VI') }, bench.user);
    const second = bench.sign();
    expect(second).toMatchObject({ version: 2, reason: 'class of finding 2' });
    expect(bench.study().study).toMatchObject({ state: 'amended', locked: true });
    expect(bench.signing.reading(bench.studyId, 1)).toEqual(first);
    expect(bench.signing.reading(bench.studyId, 2).findings[1]?.reader?.class.code).toBe('VI');
    expect(bench.signing.signatures(bench.studyId)).toMatchObject({
      versions: [second, { version: 1, reason: null }],
      amendment: null,
    });
    expect(bench.events('amendment.begun')).toEqual([{ version: 1 }]);
    expect(await verifyDataFolder(bench)).toEqual({ ok: true, problems: [] });
  });

  it('needs a signature, and is withdrawn only where one is open', async () => {
    const bench = await signingBench();
    expect(codeOf(() => amend(bench))).toBe('not-signed');
    expect(withdraw(bench)).toBe('not-amending');
    expect(codeOf(() => bench.signing.reading(bench.studyId, 1))).toBe('not-found');
  });

  it('that changed nothing is withdrawn, and the study is signed as before', async () => {
    const bench = await signedBench();
    amend(bench);
    // There and back again is no change.
    const was = bench.finding(bench.second.id).label?.classId ?? null;
    bench.readings.label({ ...bench.seen(bench.second.id), classId: bench.classOf('VI') }, bench.user);
    expect(withdraw(bench)).toBe('amendment-changed');
    bench.readings.label({ ...bench.seen(bench.second.id), classId: was }, bench.user);
    expect(withdraw(bench)).toBe('done');
    expect(bench.study().study).toMatchObject({ state: 'signed', locked: true });
    expect(bench.signing.signatures(bench.studyId)).toMatchObject({
      versions: [{ version: 1 }],
      amendment: null,
    });
  });

  it('is withdrawn though what may come after a signature has come', async () => {
    const bench = await signingBench();
    bench.db.transaction(() => {
      bench.db.run(
        `INSERT INTO labels (id, finding_id, class_id, source, created_by, created_at) VALUES (?, ?, ?, 'manifest', ?, ?)`,
        [newId(), bench.second.id, bench.classOf('Ic'), bench.user, new Date().toISOString()],
      );
    });
    bench.model.predictions = predicted(bench, ['Ia', 0.8], ['Ib', 0.2]);
    bench.sign();
    laboratoryFinds(bench, bench.second.id, 'IVc');
    bookmark(bench, 0);
    amend(bench);
    // The adapter was erased, its predictions with it.
    bench.model.predictions = { ...bench.model.predictions, predictions: [], findings: [] };
    expect(withdraw(bench)).toBe('done');
    amend(bench);
    bench.model.predictions = predicted(bench, ['Ia', 0.6], ['Ib', 0.4]);
    expect(withdraw(bench)).toBe('amendment-changed');
  });

  it.each<[what: string, change: (bench: Awaited<ReturnType<typeof signedBench>>) => unknown]>([
    [
      'a note',
      (b) => b.readings.describe(b.seen(b.first.id), { ...b.finding(b.first.id).details, note: 'x' }, b.user),
    ],
    ['a view', (b) => b.readings.view(b.seen(b.first.id), b.frame(0), 'section', b.user)],
    ['a mask', (b) => b.draw(0, 1)],
    ['a finding', (b) => b.add(0)],
    [
      'a finding set aside',
      (b) => {
        const { id, revision, frames } = b.finding(b.first.id);
        return b.arrange(b.studyId, [{ findingId: id, revision, frames, removed: true }], b.user);
      },
    ],
    ['another patient', (b) => b.studies.move(b.studyId, { name: 'A', number: '', birthDate: null }, b.user)],
  ])('that changed %s is not withdrawn', async (_what, change) => {
    const bench = await signedBench();
    amend(bench);
    change(bench);
    expect(withdraw(bench)).toBe('amendment-changed');
    expect(bench.signing.signatures(bench.studyId).amendment).not.toBeNull();
  });
});

describe('what is erased', () => {
  it.each(['study', 'patient'] as const)('of a signed %s is all of it, signatures counted', async (kind) => {
    const bench = await signedBench();
    amend(bench);
    bench.sign();
    const id = kind === 'study' ? bench.studyId : bench.study().study.patient.id;
    const subject = { kind, id } as Parameters<typeof bench.erasure.preview>[0];
    expect(bench.erasure.preview(subject)).toMatchObject({ studies: 1, signatures: 2, findings: 2 });
    await bench.erasure.erase(subject, { adapters: [], heads: [] }, bench.user);
    expect(bench.db.get('SELECT count(*) AS n FROM signatures')).toEqual({ n: 0 });
    expect(bench.db.get('SELECT count(*) AS n FROM amendments')).toEqual({ n: 0 });
    expect(await verifyDataFolder(bench)).toEqual({ ok: true, problems: [] });
  });
});

describe('a clock that was set back', () => {
  it('does not make an old opinion, result or mask the newest again, also after a restart', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      vi.setSystemTime('2033-05-05T12:00:00Z');
      const bench = await readingBench(1);
      const { id } = bench.add(0);
      bench.readings.label({ ...bench.seen(id), classId: bench.classOf('Ia') }, bench.user);
      laboratoryFinds(bench, id, 'Ib');
      bench.draw(0, 1);
      vi.setSystemTime('2026-11-27T12:00:00Z');
      bench.readings.label({ ...bench.seen(id), classId: bench.classOf('IVc') }, bench.user);
      laboratoryFinds(bench, id, 'IVd');
      const [, second] = bench.draw(0, 2);
      expect(bench.finding(id)).toMatchObject({
        reader: { classId: bench.classOf('IVc') },
        laboratory: { classId: bench.classOf('IVd') },
      });
      expect(second).toBeDefined();
      expect(bench.masks.history(bench.frame(0)).map(({ segments }) => segments.length)).toEqual([2, 1]);

      // As a process finds it that has just been started.
      vi.resetModules();
      const fresh = await import('../../src-main/db/newId.ts');
      expect(
        fresh.newId() < String(bench.db.get<{ id: string }>('SELECT max(id) AS id FROM labels')?.id),
      ).toBe(true);
      fresh.continueIds(bench.db);
      for (const table of [
        'labels',
        'events',
        'laboratory_results',
        'mask_versions',
        'findings',
        'segments',
      ]) {
        const newest = bench.db.get<{ id: string }>(`SELECT max(id) AS id FROM ${table}`)?.id ?? '';
        expect(fresh.newId() > newest).toBe(true);
      }
    } finally {
      vi.useRealTimers();
    }
  });
});
