import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveAnswer, type Prediction } from '../../src-shared/contract/predictions.contract.ts';
import { decodeProbabilities } from '../../src-shared/domain/probabilityMap.ts';
import type { FrameSummary } from '../../src-shared/contract/studies.contract.ts';
import { openTunedWorkstation, type TunedWorkstation } from '../support/tunedWorkstation.ts';

let tuned: TunedWorkstation;
let stored: Prediction;
let frame: FrameSummary;

beforeAll(async () => {
  tuned = await openTunedWorkstation();
  await tuned.api.tuning.activate({ adapterId: await tuned.tune({ method: 'segprompt' }) });
  const [study] = (await tuned.api.studies.list({})).studies;
  if (study === undefined) throw new Error('nothing was imported');
  const detail = await tuned.api.studies.get({ studyId: study.id });
  const unpredicted = await get(
    `saliency/${detail.findings[0]?.id ?? ''}/${detail.frames[0]?.id ?? ''}`,
  ).catch((error: unknown) => error);
  expect(unpredicted).toMatchObject({ code: 'not-predicted' });
  const { jobId } = await tuned.api.predictions.start({ studyIds: null });
  await tuned.api.predictions.report({ jobId });
  const [prediction] = (await tuned.api.predictions.ofStudy({ studyId: study.id })).predictions;
  const found = detail.frames.find(({ id }) => id === prediction?.frameId);
  if (prediction === undefined || found === undefined) throw new Error('nothing was predicted');
  stored = prediction;
  frame = found;
}, 180_000);

afterAll(() => tuned.close());

function get(address: string, body?: Uint8Array<ArrayBuffer>): Promise<Response> {
  const request = new Request(
    `http://workstation/media/${address}`,
    body === undefined ? {} : { method: 'POST', body },
  );
  return tuned.workstation.media(request, tuned.workstation.caller('page'));
}

describe('a prediction', () => {
  it('comes with a set that four cases cannot bear, and says so', () => {
    expect(stored.set).toMatchObject({
      level: 0.9,
      everyClass: true,
      cases: 4,
      patients: 2,
      caveats: ['same-cases-chose-epoch', 'same-cases-chose-temperature'],
    });
    expect(stored.set?.classIds).toHaveLength(2);
  });

  it('comes with what the network says without the mask, and of the background', () => {
    expect(stored.contrast?.withoutMask).toBe('whole-frame');
    for (const shares of [stored.contrast?.without, stored.contrast?.background]) {
      expect(shares?.reduce((sum, { probability }) => sum + probability, 0)).toBeCloseTo(1, 6);
    }
    expect(stored.contrast?.without).not.toEqual(stored.classes);
    expect(stored.abstention?.checks).toHaveLength(3);
    expect(stored.abstention?.checks.every(({ tooFewCases }) => tooFewCases)).toBe(true);
  });

  it('is answered alike while a mask is drawn, where that is asked for', async () => {
    const mask = await (await get(`masks/${frame.mask?.id ?? ''}`)).arrayBuffer();
    const segments = (frame.mask?.segments ?? [])
      .map(({ value, classId }) => `${value}:${classId}`)
      .join(',');
    const address = `live/${stored.findingId}/${stored.frameId}?segments=${segments}`;
    const ask = async (query: string) =>
      LiveAnswer.parse(await (await get(`${address}${query}`, new Uint8Array(mask))).json());
    expect(await ask('')).toMatchObject({
      classes: stored.classes,
      set: stored.set,
      contrast: null,
      abstention: null,
    });
    for (let time = 0; time < 2; time++) {
      expect(await ask('&contrast=1')).toMatchObject({
        classes: stored.classes,
        contrast: stored.contrast,
        abstention: stored.abstention,
      });
    }
  });

  it.each(['rollout', 'gradient'])(
    'is explained by a %s map of the whole frame, the same each time',
    async (kind) => {
      const address = `saliency/${stored.findingId}/${stored.frameId}?kind=${kind}`;
      const response = await get(address);
      expect(response.headers.get('x-saliency-class')).toBe(stored.classes[0]?.classId);
      const bytes = new Uint8Array(await response.arrayBuffer());
      const { width, height, values } = decodeProbabilities(bytes);
      // 32 pixels in patches of 8.
      expect([width, height]).toEqual([4, 4]);
      expect(values.reduce((most, value) => (value > most ? value : most), 0)).toBe(1);
      // The default shows the mask's core alone.
      expect(values.some(Number.isNaN)).toBe(true);
      expect(new Uint8Array(await (await get(address)).arrayBuffer())).toEqual(bytes);
    },
  );

  it('is not explained in a way that there is not, nor once nobody waits', async () => {
    await expect(get(`saliency/${stored.findingId}/${stored.frameId}?kind=guess`)).rejects.toThrow();
    const other = (await tuned.api.studies.list({})).studies[1];
    if (other === undefined) throw new Error('there is one study');
    const [prediction] = (await tuned.api.predictions.ofStudy({ studyId: other.id })).predictions;
    const left = AbortSignal.abort();
    const address = `http://workstation/media/saliency/${prediction?.findingId ?? ''}/${prediction?.frameId ?? ''}`;
    const asked = tuned.workstation.media(
      new Request(address, { signal: left }),
      tuned.workstation.caller('page'),
    );
    await expect(asked).rejects.toThrow();
  });

  it('has nothing alike among studies of which none is signed', async () => {
    expect(await tuned.api.predictions.similar({ findingId: stored.findingId })).toMatchObject({
      adapterId: stored.adapterId,
      searched: 0,
      findings: [],
    });
  });

  it('is kept without contrasts where they are not wanted, or the method reads no mask', async () => {
    await tuned.api.tuning.activate({ adapterId: await tuned.tune({ method: 'linear' }) });
    const { jobId } = await tuned.api.predictions.start({ studyIds: null });
    await tuned.api.predictions.report({ jobId });
    const { studies } = await tuned.api.studies.list({});
    const answered = await tuned.api.predictions.ofStudy({ studyId: studies[0]?.id as never });
    expect(answered.predictions.map(({ contrast }) => contrast)).toEqual([null, null]);
    expect(answered.unanswered).toEqual([]);
  }, 60_000);

  it('is given its contrasts later, the same as those that would have come with it', async () => {
    await tuned.api.tuning.activate({ adapterId: stored.adapterId });
    const { jobId } = await tuned.api.predictions.start({ studyIds: null, contrast: false });
    await tuned.api.predictions.report({ jobId });
    const study = (await tuned.api.studies.list({})).studies[0];
    const read = async () =>
      (await tuned.api.predictions.ofStudy({ studyId: study?.id as never })).predictions.find(
        ({ frameId }) => frameId === stored.frameId,
      );
    const bare = await read();
    expect(bare).toMatchObject({ classes: stored.classes, contrast: null });
    expect(await tuned.api.predictions.contrast({ predictionId: bare?.id as never })).toEqual(
      stored.contrast,
    );
    expect(await read()).toEqual({ ...bare, contrast: stored.contrast });
  }, 60_000);
});
