import { describe, expect, it } from 'vitest';
import type { Arranged } from '../../src-main/review/arrange.service.ts';
import { labelledFramesOf } from '../../src-main/tuning/cohorts.queries.ts';
import { findingFrames } from '../../src-main/predictions/predictions.queries.ts';
import type { FindingFrame, FindingSummary } from '../../src-shared/contract/studies.contract.ts';
import { FindingId, FrameId, SegmentId } from '../../src-shared/domain/ids.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import { codeOf, readingBench, wholeDatabase } from './readingBench.ts';
import type { ReadingBench } from './readingBench.ts';

/** Findings of segments: `counts[i]` of them on frame i. */
async function arrangeBench(...counts: number[]) {
  const bench = await readingBench(counts.length);
  const findings = counts.map((count, i) => bench.draw(i, count).map((segment) => bench.add(i, segment)));
  const at = (frame: number, which: number): FindingSummary => {
    const found = findings[frame]?.[which];
    if (found === undefined) throw new Error('there is no such finding');
    return bench.finding(found.id);
  };
  const arrange = (...arranged: Arranged[]) => bench.arrange(bench.studyId, arranged, bench.user);
  return { ...bench, at, act: arrange };
}

/** A finding as it is, with what is to be otherwise. */
function as({ id, revision, frames, removed }: FindingSummary, change: Partial<Arranged> = {}): Arranged {
  return { findingId: id, revision, frames, removed, ...change };
}

const added = (like: FindingSummary, frames: readonly FindingFrame[]): Arranged => ({
  findingId: null,
  like: like.id,
  revision: 0,
  frames,
  removed: false,
});

describe('findings are arranged', () => {
  it('merged: one has the frames of both, the other is set aside', async () => {
    const bench = await arrangeBench(1, 1);
    const [a, b] = [bench.at(0, 0), bench.at(1, 0)];
    const [first, second] = bench.act(
      as(a, { frames: [...a.frames, ...b.frames] }),
      as(b, { removed: true }),
    );
    expect(first).toMatchObject({
      id: a.id,
      removed: false,
      frames: [...a.frames, ...b.frames],
      scope: 'region',
    });
    expect(second).toMatchObject({ id: b.id, removed: true, frames: b.frames, scope: 'region' });
    expect(bench.study().study).toMatchObject({ findings: 1, state: 'in-review' });
    expect(bench.events('finding.arranged')).toEqual([{ frames: 2 }]);
    expect(bench.events('finding.set-aside')).toEqual([{ frames: 1 }]);
  });

  it('split: a new one of the same schema takes some of the frames', async () => {
    const bench = await arrangeBench(1, 1);
    const [a, b] = [bench.at(0, 0), bench.at(1, 0)];
    bench.act(as(a, { frames: [...a.frames, ...b.frames] }), as(b, { removed: true }));
    const merged = bench.at(0, 0);
    const parts = bench.act(as(merged, { frames: a.frames }), added(merged, b.frames));
    expect(parts).toMatchObject([
      { id: a.id, frames: a.frames },
      { number: 3, schemaId: a.schemaId, frames: b.frames, label: null },
    ]);
  });

  it('two change places at once', async () => {
    const bench = await arrangeBench(1, 1);
    const [a, b] = [bench.at(0, 0), bench.at(1, 0)];
    bench.act(as(a, { frames: b.frames }), as(b, { frames: a.frames }));
    expect([bench.at(0, 0).frames, bench.at(1, 0).frames]).toEqual([b.frames, a.frames]);
  });

  it('with the face that each frame shows', async () => {
    const bench = await arrangeBench(1, 1);
    const [a, b] = [bench.at(0, 0), bench.at(1, 0)];
    const faced = b.frames.map((frame) => ({ ...frame, view: 'section' as const }));
    bench.act(as(a, { frames: [...a.frames, ...faced] }), as(b, { removed: true, frames: faced }));
    expect(bench.at(0, 0).frames).toEqual([...a.frames, ...faced]);
    bench.act(as(bench.at(0, 0), { frames: a.frames }), as(bench.at(1, 0), { removed: false }));
    expect(bench.at(1, 0).frames).toEqual(faced);
  });

  it('or refused, and then nothing is changed', async () => {
    const bench = await arrangeBench(2, 1);
    const [a, sibling, b] = [bench.at(0, 0), bench.at(0, 1), bench.at(1, 0)];
    const before = wholeDatabase(bench);
    const [place] = b.frames;
    if (place === undefined) throw new Error('no frame');
    const refused = (...arranged: Arranged[]): unknown => codeOf(() => bench.act(...arranged));
    expect({
      twice: refused(as(a, { frames: [...a.frames, ...sibling.frames] })),
      shared: refused(as(a, { frames: b.frames })),
      sharedByNew: refused(added(a, b.frames)),
      nowhere: refused(as(a, { frames: [] })),
      newNowhere: refused({ ...added(a, []), removed: true }),
      foreignSegment: refused(
        as(a, { frames: [{ ...place, segmentId: SegmentId.parse(bench.unknown(SegmentId)) }] }),
      ),
      segmentElsewhere: refused(as(a, { frames: [{ ...place, segmentId: a.frames[0]?.segmentId ?? null }] })),
      foreignFrame: refused(as(a, { frames: [{ ...place, frameId: bench.unknown(FrameId) }] })),
      unknown: refused({ ...as(a), findingId: bench.unknown(FindingId) }),
      likeNothing: refused({ ...added(a, b.frames), like: undefined }),
      unseen: refused(as(a), { ...as(b), revision: 7 }),
      namedTwice: refused(as(a), as(a, { removed: true })),
    }).toEqual({
      twice: 'finding-on-one-frame-twice',
      shared: 'finding-exists',
      sharedByNew: 'finding-exists',
      nowhere: 'finding-empty',
      newNowhere: 'finding-empty',
      foreignSegment: 'segment-foreign',
      segmentElsewhere: 'segment-foreign',
      foreignFrame: 'not-found',
      unknown: 'not-found',
      likeNothing: 'not-found',
      unseen: 'finding-changed',
      namedTwice: 'finding-named-twice',
    });
    expect(wholeDatabase(bench)).toEqual(before);
  });

  it('but not brought back to a place that another has taken meanwhile', async () => {
    const bench = await arrangeBench(1);
    const a = bench.at(0, 0);
    bench.act(as(a, { removed: true }));
    const other = bench.add(0, a.frames[0]?.segmentId ?? null);
    expect(other.number).toBe(2);
    expect(codeOf(() => bench.act(as(bench.at(0, 0), { removed: false })))).toBe('finding-exists');
    bench.act(as(bench.finding(other.id), { removed: true }));
    expect(bench.act(as(bench.at(0, 0), { removed: false }))).toMatchObject([
      { frames: a.frames, removed: false },
    ]);
    expect(bench.events('finding.brought-back')).toEqual([{ frames: 1 }]);
  });
});

describe('a finding that is set aside', () => {
  it('counts nowhere, and comes back with all that was said of it', async () => {
    const bench = await arrangeBench(1, 1);
    const { id } = bench.at(0, 0);
    bench.readings.label({ ...bench.seen(id), classId: bench.classOf('Ia') }, bench.user);
    bench.readings.describe(
      bench.seen(id),
      { ...bench.finding(id).details, note: 'mine', side: 'left', uncertain: true },
      bench.user,
    );
    bench.readings.laboratory(
      bench.seen(id),
      { classId: bench.classOf('Ib'), method: 'ftir', reportedOn: null, components: [], note: '' },
      bench.user,
    );
    const whole = bench.finding(id);
    const counted = () => ({
      cohort: labelledFramesOf(bench.db, bench.schemaId, null).filter(({ findingId }) => findingId === id)
        .length,
      asked: findingFrames(bench.db, bench.schemaId, null).filter(({ findingId }) => findingId === id).length,
      worklist: [bench.study().study.findings, bench.study().study.labelled],
      read: bench.signing.reading(bench.studyId, null).findings.filter((one) => one.id === id).length,
    });
    expect(counted()).toEqual({ cohort: 1, asked: 1, worklist: [2, 1], read: 1 });
    bench.act(as(whole, { removed: true }));
    expect(counted()).toEqual({ cohort: 0, asked: 0, worklist: [1, 0], read: 0 });
    bench.act(as(bench.finding(id), { removed: false }));
    expect(counted()).toEqual({ cohort: 1, asked: 1, worklist: [2, 1], read: 1 });
    expect(bench.finding(id)).toEqual({ ...whole, revision: whole.revision + 2 });
  });
});

/** What an arrangement can change: where findings are, and whether they count. */
const placesOf = (bench: ReadingBench): Map<FindingId, { frames: FindingFrame[]; removed: boolean }> =>
  new Map(bench.study().findings.map(({ id, frames, removed }) => [id, { frames, removed }]));

describe('the former arrangement', () => {
  it('is the way back from any, step by step', { timeout: 120_000 }, async () => {
    const bench = await arrangeBench(3, 3, 2, 2);
    const random = createRandom(27);
    const pick = <Item>(items: readonly Item[]): Item => {
      const item = items[random.below(items.length)];
      if (item === undefined) throw new Error('nothing to pick from');
      return item;
    };
    for (const { id } of bench.study().findings) {
      bench.readings.label({ ...bench.seen(id), classId: bench.classOf('Ia') }, bench.user);
    }
    const all = (): FindingSummary[] => bench.study().findings;
    const counting = (): FindingSummary[] => all().filter(({ removed }) => !removed);
    const without = (a: FindingSummary, b: FindingSummary): boolean =>
      a.frames.every(({ frameId }) => b.frames.every((other) => other.frameId !== frameId));

    const moves: (() => Arranged[] | undefined)[] = [
      function merge() {
        const a = pick(counting());
        const others = counting().filter((b) => b.id !== a.id && without(a, b));
        if (others.length === 0) return undefined;
        const b = pick(others);
        return [as(a, { frames: [...a.frames, ...b.frames] }), as(b, { removed: true })];
      },
      function split() {
        const many = counting().filter(({ frames }) => frames.length > 1);
        if (many.length === 0) return undefined;
        const a = pick(many);
        const cut = 1 + random.below(a.frames.length - 1);
        return [as(a, { frames: a.frames.slice(0, cut) }), added(a, a.frames.slice(cut))];
      },
      function setAside() {
        return counting().length < 3 ? undefined : [as(pick(counting()), { removed: true })];
      },
      function bringBack() {
        const aside = all().filter(({ removed }) => removed);
        return aside.length === 0 ? undefined : [as(pick(aside), { removed: false })];
      },
      function swap() {
        const a = pick(counting());
        const b = pick(counting());
        return a.id === b.id ? undefined : [as(a, { frames: b.frames }), as(b, { frames: a.frames })];
      },
    ];

    const history: ReturnType<typeof placesOf>[] = [];
    let refused = 0;
    for (let step = 0; step < 60; step++) {
      const arranged = pick(moves)();
      if (arranged === undefined) continue;
      const before = placesOf(bench);
      if (codeOf(() => bench.act(...arranged)) !== 'done') {
        // Only where a place was taken meanwhile, and then nothing happened.
        refused += 1;
        expect(arranged.some(({ removed }) => !removed)).toBe(true);
        expect(placesOf(bench)).toEqual(before);
        continue;
      }
      history.push(before);
      const owners = counting().flatMap(({ frames }) => frames.map(({ segmentId }) => segmentId));
      expect(new Set(owners).size).toBe(owners.length);
    }
    expect(history.length).toBeGreaterThan(20);
    expect(refused).toBeLessThan(40);

    for (const former of history.toReversed()) {
      const back = all().flatMap((finding): Arranged[] => {
        const was = former.get(finding.id) ?? { frames: finding.frames, removed: true };
        const isSame =
          was.removed === finding.removed && JSON.stringify(was.frames) === JSON.stringify(finding.frames);
        return isSame ? [] : [as(finding, was)];
      });
      bench.act(...back);
      const now = placesOf(bench);
      for (const [id, was] of former) expect(now.get(id)).toEqual(was);
      for (const [id, { removed }] of now) if (!former.has(id)) expect(removed).toBe(true);
    }
    expect(counting()).toHaveLength(10);
    expect(counting().every(({ label }) => label?.source === 'reader')).toBe(true);
    expect(bench.db.all('PRAGMA foreign_key_check')).toEqual([]);
  });
});
