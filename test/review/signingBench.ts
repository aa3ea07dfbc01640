import { newId } from '../../src-main/db/newId.ts';
import { AdapterId } from '../../src-shared/domain/ids.ts';
import { codeOf, readingBench } from './readingBench.ts';
import type { ReadingBench } from './readingBench.ts';

/** Two frames with a finding each, of which the first has been read. */
export async function signingBench() {
  const bench = await readingBench(2);
  const [segment] = bench.draw(0, 2);
  const first = bench.add(0, segment);
  const second = bench.add(1);
  bench.readings.label({ ...bench.seen(first.id), classId: bench.classOf('Ia') }, bench.user);
  return { ...bench, first, second };
}

/** As `signingBench`, with both read, and signed. */
export async function signedBench() {
  const bench = await signingBench();
  bench.readings.label({ ...bench.seen(bench.second.id), classId: bench.classOf('Ib') }, bench.user);
  const signed = bench.sign();
  return { ...bench, signed };
}

export const amend = (bench: ReadingBench, reason = 'the laboratory differs') =>
  bench.signing.amend(bench.studyId, reason, bench.user);
export const withdraw = (bench: ReadingBench): unknown =>
  codeOf(() => bench.signing.withdrawAmendment(bench.studyId, bench.user));

export function laboratoryFinds(
  bench: ReadingBench,
  findingId: Parameters<ReadingBench['seen']>[0],
  code: string,
) {
  return bench.readings.laboratory(
    bench.seen(findingId),
    { classId: bench.classOf(code), method: 'ftir', reportedOn: null, components: [], note: '' },
    bench.user,
  );
}

export function bookmark({ db, user, frame }: ReadingBench, i: number): void {
  db.run('INSERT INTO bookmarks (frame_id, created_by, created_at) VALUES (?, ?, ?)', [
    frame(i),
    user,
    new Date().toISOString(),
  ]);
}

/** What a model says of the first finding: class probabilities. */
export function predicted(
  bench: ReadingBench & { first: { id: string } },
  ...shares: [code: string, share: number][]
) {
  const adapterId = AdapterId.parse(newId());
  const classes = shares.map(([code, probability]) => ({ classId: bench.classOf(code), probability }));
  const empty = bench.model.predictions;
  const findingId = bench.study().findings[0]?.id;
  if (findingId === undefined) throw new Error('there is no finding');
  return {
    ...empty,
    findings: [
      {
        findingId,
        frames: 1,
        classes,
        set: { level: 0.9, classIds: [bench.classOf('Ia'), bench.classOf('Ic')], cases: 40 },
        abstention: { reasons: ['blur'] },
      },
    ],
    predictions: [
      {
        id: newId(),
        findingId,
        frameId: bench.frame(0),
        maskVersionId: null,
        adapterId,
        method: 'linear',
        backbone: 'tiny',
        provider: 'cpu',
        createdAt: new Date().toISOString(),
        classes,
        stale: [],
      },
    ],
  } as unknown as typeof empty;
}
