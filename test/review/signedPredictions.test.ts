import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdapterId, StudyId } from '../../src-shared/domain/ids.ts';
import { openTunedWorkstation, type TunedWorkstation } from '../support/tunedWorkstation.ts';

let tuned: TunedWorkstation;
let api: TunedWorkstation['api'];
let studyIds: StudyId[];
let adapterId: AdapterId;

beforeAll(async () => {
  tuned = await openTunedWorkstation();
  ({ api } = tuned);
  studyIds = (await api.studies.list({})).studies.map(({ id }) => id);
  adapterId = await tuned.tune({ method: 'linear' });
  await api.tuning.activate({ adapterId });
}, 120_000);

afterAll(async () => {
  await tuned.close();
});

const studyAt = (i: number): StudyId => {
  const id = studyIds[i];
  if (id === undefined) throw new Error('there are too few studies');
  return id;
};

async function sign(studyId: StudyId): Promise<void> {
  const { sha256 } = await api.review.readiness({ studyId });
  await api.review.sign({ studyId, sha256 });
}

const predicted = async (studyId: StudyId) => (await api.predictions.ofStudy({ studyId })).predictions;

describe('a model', () => {
  it('at work while a study is signed leaves that study as it was signed, and answers all others', async () => {
    const studyId = studyAt(0);
    const { jobId } = await api.predictions.start({ studyIds: null });
    await sign(studyId);
    const report = await api.predictions.report({ jobId });
    const { findings } = await api.studies.get({ studyId });
    expect(report.skipped).toEqual(
      findings.flatMap(({ id, frames }) =>
        frames.map(
          ({ frameId }) =>
            expect.objectContaining({ findingId: id, frameId, code: 'study-signed' }) as unknown,
        ),
      ),
    );
    expect(await predicted(studyId)).toEqual([]);
    for (const other of studyIds.slice(1)) expect(await predicted(other)).not.toEqual([]);
    expect(await api.system.verify()).toEqual({ ok: true, problems: [] });
  });

  it('that answered before the signature is in it; removed with its adapter, the signed reading reads as before', async () => {
    const studyId = studyAt(1);
    await sign(studyId);
    const signed = await api.review.reading({ studyId, version: 1 });
    expect(signed.findings.length).toBeGreaterThan(0);
    for (const { prediction } of signed.findings) {
      expect(prediction).toMatchObject({
        adapterId,
        method: 'linear',
        backbone: expect.any(String) as string,
      });
      expect(prediction?.classes.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
    }
    expect(JSON.stringify(await api.review.reading({ studyId, version: null }))).toBe(JSON.stringify(signed));

    // A study that the adapter learned from is erased, and the adapter with it.
    const subjects = await Promise.all(
      studyIds.slice(2).map(async (id) => ({
        subject: { kind: 'study' as const, id },
        preview: await api.studies.erasePreview({ kind: 'study', id }),
      })),
    );
    const learned = subjects.find(({ preview }) => preview.adapters.length > 0);
    if (learned === undefined) throw new Error('the adapter learned from none of them');
    await api.studies.erase({ subject: learned.subject, adapters: [adapterId], heads: [] });
    expect(await predicted(studyId)).toEqual([]);
    expect(await api.review.reading({ studyId, version: 1 })).toEqual(signed);
    await api.review.amend({ studyId, reason: 'a look' });
    expect(await api.review.withdrawAmendment({ studyId })).toMatchObject({ amendment: null });
    expect(await api.system.verify()).toEqual({ ok: true, problems: [] });
  });
});
