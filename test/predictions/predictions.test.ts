import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AdapterId, type StudyId } from '../../src-shared/domain/ids.ts';
import { decodeLabelMap, encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { openTunedWorkstation, type TunedWorkstation } from '../support/tunedWorkstation.ts';

let tuned: TunedWorkstation;
let api: TunedWorkstation['api'];
let workstation: TunedWorkstation['workstation'];
let studyId: StudyId;
const adapters: AdapterId[] = [];

async function predict(adapterId: AdapterId | null = null) {
  const { jobId } = await api.predictions.start({ studyIds: null, adapterId });
  return api.predictions.report({ jobId });
}

beforeAll(async () => {
  tuned = await openTunedWorkstation();
  ({ api, workstation } = tuned);
  const { studies } = await api.studies.list({});
  const [first] = studies;
  if (first === undefined) throw new Error('nothing was imported');
  studyId = first.id;
  adapters.push(await tuned.tune({ method: 'segprompt' }), await tuned.tune({ method: 'linear' }));
}, 120_000);

afterAll(async () => {
  await tuned.close();
});

const [segprompt, linear] = [() => AdapterId.parse(adapters[0]), () => AdapterId.parse(adapters[1])];
const staleOf = async () =>
  (await api.predictions.ofStudy({ studyId })).predictions.map(({ stale }) => stale);

describe('predictions', () => {
  it('need an adapter', async () => {
    await expect(api.predictions.start({ studyIds: null })).rejects.toMatchObject({
      code: 'no-active-adapter',
    });
  });

  it('name what they came from, rest on a calibration, and sum to 1', async () => {
    await api.tuning.activate({ adapterId: segprompt() });
    expect(await predict()).toEqual({ predicted: 24, kept: 0, withoutContrast: 0, skipped: [] });
    const { study, frames, findings } = await api.studies.get({ studyId });
    expect(study.state).toBe('predicted');
    const answered = await api.predictions.ofStudy({ studyId });
    expect(answered.calibration).toMatchObject({ cases: 4, testCases: 8 });
    expect(answered.predictions).toHaveLength(2);
    for (const prediction of answered.predictions) {
      expect(prediction).toMatchObject({
        adapterId: segprompt(),
        method: 'segprompt',
        provider: 'cpu',
        stale: [],
      });
      expect(prediction.maskVersionId).toBe(frames.find(({ id }) => id === prediction.frameId)?.mask?.id);
      const [first, second] = prediction.classes.map(({ probability }) => probability);
      expect((first ?? 0) + (second ?? 0)).toBeCloseTo(1, 6);
      expect(first).toBeGreaterThanOrEqual(second ?? 1);
    }
    expect(answered.findings.map(({ findingId, frames: n }) => [findingId, n])).toEqual(
      findings.map(({ id }) => [id, 1]),
    );
  });

  it('are kept while nothing has changed', async () => {
    expect(await predict()).toEqual({ predicted: 0, kept: 24, withoutContrast: 0, skipped: [] });
  });

  it('are stale once the mask is edited, and current again when the edit is undone', async () => {
    const { frames } = await api.studies.get({ studyId });
    const [frame] = frames;
    const mask = frame?.mask;
    if (!frame || !mask) throw new Error('the frame has no mask');
    const caller = workstation.caller('page');
    const address = `http://workstation/media/masks`;
    const stored = await workstation.media(new Request(`${address}/${mask.id}`), caller);
    const map = decodeLabelMap(new Uint8Array(await stored.arrayBuffer()));
    const edge = map.labels.indexOf(1);
    map.labels[edge] = 0;
    const classes = mask.segments.map(({ value, classId }) => `${value}:${classId}`).join(',');
    const query = `parent=${mask.id}&tool=eraser&classes=${classes}`;
    const edited = new Request(`${address}/${frame.id}?${query}`, {
      method: 'PUT',
      body: encodeLabelMap(map),
    });
    expect((await workstation.media(edited, caller)).status).toBe(200);
    expect((await staleOf()).filter((reasons) => reasons.includes('mask'))).toHaveLength(1);
    await api.masks.select({ frameId: frame.id, maskVersionId: mask.id });
    expect(await staleOf()).toEqual([[], []]);

    await api.masks.select({ frameId: frame.id, maskVersionId: null });
    expect((await predict()).skipped).toEqual([
      expect.objectContaining({ frameId: frame.id, code: 'no-mask' }),
    ]);
    await api.masks.select({ frameId: frame.id, maskVersionId: mask.id });
  });

  it('are stale once another adapter answers, and current again when it is rolled back', async () => {
    const schemaId = (await api.tuning.cohorts())[0]?.schemaId;
    if (schemaId === undefined) throw new Error('there is no cohort');
    await api.tuning.activate({ adapterId: linear() });
    expect(await staleOf()).toEqual([['adapter'], ['adapter']]);
    expect(await api.tuning.rollBack({ schemaId })).toEqual({ adapterId: segprompt() });
    expect(await staleOf()).toEqual([[], []]);
    expect(await api.tuning.rollBack({ schemaId })).toEqual({ adapterId: null });
    expect(await staleOf()).toEqual([['adapter'], ['adapter']]);
    await api.tuning.activate({ adapterId: segprompt() });
  });

  it('do not depend on the mask where the method does not', async () => {
    await api.tuning.activate({ adapterId: linear() });
    expect(await predict()).toEqual({ predicted: 24, kept: 0, withoutContrast: 0, skipped: [] });
    const { predictions } = await api.predictions.ofStudy({ studyId });
    expect(predictions.map(({ maskVersionId }) => maskVersionId)).toEqual([null, null]);
    const { frames } = await api.studies.get({ studyId });
    for (const { id } of frames) await api.masks.select({ frameId: id, maskVersionId: null });
    expect(await staleOf()).toEqual([[], []]);
  });
});
