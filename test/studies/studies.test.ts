import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { FrameId, StudyId } from '../../src-shared/domain/ids.ts';
import { framesMedia } from '../../src-main/studies/frames.media.ts';
import { findOrMakeSite, insertPatient, insertStudy } from '../../src-main/studies/intake.queries.ts';
import { maskBench } from '../masks/maskBench.ts';
import { rgbOf } from '../support/pictures.ts';
import { benchWithFrames, testWorkbench } from '../support/workbench.ts';
import type { Workbench } from '../support/openWorkbench.ts';

/** Studies without frames, each a second newer than the one before. */
function addStudies(bench: Workbench, names: readonly string[]): void {
  bench.db.transaction(() => {
    names.forEach((name, i) => {
      const patientId = insertPatient(bench.db, bench.user, {
        key: null,
        name,
        number: `N-${i}`,
        birthDate: '1960-01-02',
      });
      const siteId = findOrMakeSite(bench.db, i % 2 === 0 ? 'North' : 'South');
      const id = insertStudy(bench.db, bench.user, {
        patientId,
        key: null,
        siteId,
        performedOn: `2026-03-${String(i + 1).padStart(2, '0')}`,
        description: 'ureteroscopy',
      });
      bench.db.run('UPDATE studies SET updated_at = ? WHERE id = ?', [
        new Date(1_700_000_000_000 + i * 1000).toISOString(),
        id,
      ]);
    });
  });
}

describe('the worklist', () => {
  it('is searched by every word, whatever its case and accents', async () => {
    const bench = await testWorkbench();
    addStudies(bench, ['Émile Zola', 'Zoë Müller', 'Ann 100% Lee_']);
    const found = (search: string) =>
      bench.studies
        .list({ search, order: 'changed', cursor: null, limit: 10 })
        .studies.map(({ patient }) => patient.name);
    expect(found('ZOL emile')).toEqual(['Émile Zola']);
    expect(found('zo')).toEqual(['Zoë Müller', 'Émile Zola']);
    expect(found('muller south')).toEqual(['Zoë Müller']);
    expect(found('n-1')).toEqual(['Zoë Müller']);
    expect(found('p-0003')).toEqual(['Ann 100% Lee_']);
    expect(found('2026-03-01')).toEqual(['Émile Zola']);
    expect(found('URETERO  north')).toEqual(['Ann 100% Lee_', 'Émile Zola']);
    // Marks that mean something to SQL mean themselves.
    expect(found('100%')).toEqual(['Ann 100% Lee_']);
    expect(found('%')).toEqual(['Ann 100% Lee_']);
    expect(found("' OR 1=1 --")).toEqual([]);
    expect(bench.studies.patients('lee').map(({ name, studies }) => [name, studies])).toEqual([
      ['Ann 100% Lee_', 1],
    ]);
  });

  it('of 10,000 studies answers a page and a search at once', async () => {
    const bench = await testWorkbench();
    bench.db.transaction(() => {
      for (let i = 0; i < 10_000; i++) {
        const patientId = insertPatient(bench.db, bench.user, {
          key: null,
          name: `Patient ${i}`,
          number: String(i),
        });
        insertStudy(bench.db, bench.user, { patientId, key: null, siteId: null });
      }
    });
    const timed = (search: string, cursor: string | null): number => {
      const before = performance.now();
      expect(bench.studies.list({ search, cursor, limit: 100 }).studies.length).toBeGreaterThan(0);
      return performance.now() - before;
    };
    const { next } = bench.studies.list({ search: '', cursor: null, limit: 100 });
    // Generous: a loaded machine must pass too. Reading every row for a page would take longer than this.
    expect(Math.min(timed('', null), timed('', null))).toBeLessThan(50);
    expect(Math.min(timed('', next), timed('', next))).toBeLessThan(50);
    expect(Math.min(timed('patient 999', null), timed('patient 999', null))).toBeLessThan(500);
  });
});

describe('a study', () => {
  it('remembers where the reader was', async () => {
    const bench = await benchWithFrames(2);
    const { study } = bench.study();
    expect(bench.study().lastFrameId).toBeNull();
    const second = bench.frameIds[1] ?? bench.unknown(FrameId);
    bench.studies.remember(study.id, second);
    expect(bench.study().lastFrameId).toBe(second);
    expect(() => {
      bench.studies.remember(study.id, bench.unknown(FrameId));
    }).toThrow(expect.objectContaining({ code: 'not-found' }) as Error);
    expect(() => bench.studies.get(StudyId.parse(uuidv7()))).toThrow(
      expect.objectContaining({ code: 'not-found' }) as Error,
    );
  });
});

describe('some frames of a study', () => {
  it('are told of as the whole study tells of them, and no others', async () => {
    const bench = await maskBench(5, 4, 3);
    bench.draw(1, { width: 4, height: 3, labels: new Uint8Array(12).fill(1) });
    bench.draw(3, { width: 4, height: 3, labels: new Uint8Array(12).fill(2) });
    const all = bench.study();
    const wanted = [3, 1, 0].map((i) => bench.frame(i));
    const { state, frames } = bench.studies.frames(bench.studyId, [...wanted, bench.unknown(FrameId)]);
    expect(frames).toEqual([0, 1, 3].map((i) => all.frames[i]));
    expect([state, frames.map(({ mask }) => mask !== null)]).toEqual([all.study.state, [false, true, true]]);
    expect(() => bench.studies.frames(bench.unknown(StudyId), wanted)).toThrow(
      expect.objectContaining({ code: 'not-found' }) as Error,
    );
  });

  it('are named where their masks change, with the version that counts', async () => {
    const bench = await maskBench(2, 4, 3);
    const told: unknown[] = [];
    bench.changes.listen((change) => told.push(change));
    const first = bench.draw(1, { width: 4, height: 3, labels: new Uint8Array(12).fill(1) });
    bench.masks.select(bench.frame(1), null, bench.user, 'undo');
    const about = { topic: 'masks', id: bench.studyId, frameId: bench.frame(1) };
    expect(told).toEqual([
      { ...about, maskVersionId: first },
      { ...about, maskVersionId: null },
    ]);
  });
});

describe('pictures by URL', () => {
  it('are the frame’s bytes, and a small picture of it', async () => {
    const bench = await benchWithFrames(1, 640, 480);
    const media = framesMedia(bench.studies, bench);
    const frame = bench.study().frames[0];
    const get = (path: readonly string[], headers: HeadersInit = {}) =>
      media(new Request('http://x/', { headers }), path, bench.caller);
    const whole = await get(['frames', frame?.id ?? '']);
    expect(whole?.headers.get('content-type')).toBe('image/png');
    expect(whole?.headers.get('cache-control')).toContain('immutable');
    const bytes = Buffer.from((await whole?.arrayBuffer()) ?? new ArrayBuffer(0));
    expect((await rgbOf(bytes)).length).toBe(640 * 480 * 3);
    const small = await get(['thumbnails', frame?.id ?? '']);
    expect(small?.headers.get('content-type')).toBe('image/jpeg');
    const thumbnail = Buffer.from((await small?.arrayBuffer()) ?? new ArrayBuffer(0));
    expect((await rgbOf(thumbnail)).length).toBe(320 * 240 * 3);
    const etag = whole?.headers.get('etag') ?? '';
    expect((await get(['frames', frame?.id ?? ''], { 'if-none-match': etag }))?.status).toBe(304);
    expect(await get(['frames', 'x'])).toBeUndefined();
    expect(await get(['frames'])).toBeUndefined();
    await expect(get(['frames', uuidv7()])).rejects.toMatchObject({ code: 'not-found' });
    if (frame) await bench.files.frames.remove(frame.sha256);
    await expect(get(['frames', frame?.id ?? ''])).rejects.toMatchObject({ code: 'file-missing' });
  });
});
