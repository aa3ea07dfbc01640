import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LiveAnswer } from '../../src-shared/contract/predictions.contract.ts';
import type { FindingSummary, FrameSummary } from '../../src-shared/contract/studies.contract.ts';
import type { AdapterId, ClassId } from '../../src-shared/domain/ids.ts';
import { encodeLabelMap, type LabelMap } from '../../src-shared/domain/maskCodec.ts';
import { syntheticSize } from '../fixtures/syntheticFrames.ts';
import { openTunedWorkstation, type TunedWorkstation } from '../support/tunedWorkstation.ts';

let tuned: TunedWorkstation;
let frame: FrameSummary;
let finding: FindingSummary;
let segprompt: AdapterId;
let linear: AdapterId;

beforeAll(async () => {
  tuned = await openTunedWorkstation();
  segprompt = await tuned.tune({ method: 'segprompt' });
  linear = await tuned.tune({ method: 'linear' });
  const { studies } = await tuned.api.studies.list({});
  for (const { id } of studies.slice(0, 1)) {
    const detail = await tuned.api.studies.get({ studyId: id });
    for (const one of detail.frames.slice(0, 1)) frame = one;
    for (const one of detail.findings)
      if (one.frames.some(({ frameId }) => frameId === frame.id)) finding = one;
  }
}, 120_000);

afterAll(async () => {
  await tuned.close();
});

function post(
  body: Uint8Array,
  {
    findingId = finding.id,
    frameId = frame.id,
    segments = `1:${maskClass()}`,
  }: { findingId?: string; frameId?: string; segments?: string } = {},
): Promise<Response> {
  const address = `http://workstation/media/live/${findingId}/${frameId}?segments=${segments}`;
  const request = new Request(address, { method: 'POST', body: new Uint8Array(body) });
  return tuned.workstation.media(request, tuned.workstation.caller('page'));
}

async function ask(body: Uint8Array): Promise<LiveAnswer> {
  return LiveAnswer.parse(await (await post(body)).json());
}

function maskClass(): ClassId {
  const segment = frame.mask?.segments[0];
  if (segment === undefined) throw new Error('the frame has no mask');
  return segment.classId;
}

async function storedMask(): Promise<Uint8Array> {
  const address = `http://workstation/media/masks/${frame.mask?.id ?? ''}`;
  const response = await tuned.workstation.media(new Request(address), tuned.workstation.caller('page'));
  return new Uint8Array(await response.arrayBuffer());
}

/** What a prediction job answers for the finding on the frame, and how many it had to answer. */
async function storedPrediction() {
  const { jobId } = await tuned.api.predictions.start({ studyIds: null });
  const { predicted } = await tuned.api.predictions.report({ jobId });
  const [study] = (await tuned.api.studies.list({})).studies;
  if (study === undefined) throw new Error('there is no study');
  const { predictions } = await tuned.api.predictions.ofStudy({ studyId: study.id });
  const found = predictions.find(
    ({ findingId, frameId }) => findingId === finding.id && frameId === frame.id,
  );
  return { predicted, classes: found?.classes };
}

function disc(x: number, y: number, radius: number, value = 1): LabelMap {
  const size = syntheticSize;
  const labels = new Uint8Array(size * size);
  for (let i = 0; i < labels.length; i++) {
    if (((i % size) - x) ** 2 + (Math.floor(i / size) - y) ** 2 < radius ** 2) labels[i] = value;
  }
  return { width: size, height: size, labels };
}

describe('a mask that is being drawn', () => {
  it('needs an active adapter', async () => {
    await expect(post(await storedMask())).rejects.toMatchObject({ code: 'no-active-adapter' });
  });

  it('is answered as its stored prediction would be, to the bit, and nothing is stored', async () => {
    await tuned.api.tuning.activate({ adapterId: segprompt });
    const live = await ask(await storedMask());
    expect(live).toMatchObject({ adapterId: segprompt, provider: 'cpu', calibrationCases: 4, testCases: 8 });
    expect(live.ms).toBeGreaterThan(0);
    expect(await storedPrediction()).toEqual({ predicted: 24, classes: live.classes });
  });

  it('is answered by its own pixels, whatever value they have and whatever else is drawn', async () => {
    const [left, right] = [
      await ask(encodeLabelMap(disc(12, 12, 8))),
      await ask(encodeLabelMap(disc(36, 36, 8))),
    ];
    expect(left.classes).not.toEqual(right.classes);
    const both = disc(12, 12, 8, 7);
    disc(36, 36, 8, 9).labels.forEach((value, i) => {
      if (value !== 0) both.labels[i] = value;
    });
    const asked = await post(encodeLabelMap(both), { segments: `7:${maskClass()}` });
    expect(LiveAnswer.parse(await asked.json()).classes).toEqual(left.classes);
  });

  it('has no part in the answer of a method that reads none', async () => {
    await tuned.api.tuning.activate({ adapterId: linear });
    const empty = encodeLabelMap({
      width: syntheticSize,
      height: syntheticSize,
      labels: new Uint8Array(syntheticSize ** 2),
    });
    expect((await ask(empty)).classes).toEqual((await ask(await storedMask())).classes);
    expect((await ask(empty)).classes).toEqual((await storedPrediction()).classes);
    await tuned.api.tuning.activate({ adapterId: segprompt });
  });

  it('is superseded by a newer one while it waits', async () => {
    const masks = Array.from({ length: 6 }, (_, i) => encodeLabelMap(disc(14 + 3 * i, 24, 9)));
    const answers = await Promise.allSettled(masks.map((mask) => ask(mask)));
    expect(answers.map(({ status }) => status)).toEqual([
      'fulfilled',
      ...new Array<string>(4).fill('rejected'),
      'fulfilled',
    ]);
    for (const answer of answers) {
      if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'superseded' });
    }
    const [last] = answers.slice(-1);
    const alone = await ask(masks.at(-1) ?? new Uint8Array());
    expect(last).toMatchObject({ status: 'fulfilled', value: { classes: alone.classes } });
  });
});

describe('a question that cannot be answered', () => {
  const blank = (width: number, height: number) =>
    encodeLabelMap({ width, height, labels: new Uint8Array(width * height) });

  it.each([
    ['an empty mask', () => blank(syntheticSize, syntheticSize), 'no-mask'],
    ['a mask of the finding’s neighbour alone', () => encodeLabelMap(disc(20, 20, 8, 2)), 'no-mask'],
    ['a mask of another size', () => blank(syntheticSize + 1, syntheticSize), 'mask-size'],
    ['bytes that break off', () => encodeLabelMap(disc(20, 20, 8)).subarray(0, -1), 'mask-damaged'],
    ['no bytes', () => new Uint8Array(), 'mask-damaged'],
    [
      'more bytes than any mask of the frame has',
      () => new Uint8Array(13 + 2 * syntheticSize ** 2),
      'too-large',
    ],
  ])('is refused in words: %s', async (_what, body, code) => {
    await expect(post(body())).rejects.toMatchObject({
      code,
      message: expect.stringMatching(/\S/) as string,
      remedy: expect.stringMatching(/\S/) as string,
    });
  });

  it.each([
    ['an unknown finding', { findingId: '01930000-0000-7000-8000-000000000001' }, 'not-found'],
    ['an unknown frame', { frameId: '01930000-0000-7000-8000-000000000001' }, 'not-found'],
    ['no identifier', { frameId: 'frame' }, 'not-found'],
    ['a value outside a mask', { segments: '0:01930000-0000-7000-8000-000000000001' }, 'request-invalid'],
    ['no class', { segments: '1' }, 'request-invalid'],
    ['an unknown class', { segments: '1:01930000-0000-7000-8000-000000000001' }, 'mask-class-unknown'],
  ])('is refused in words: %s', async (_what, change, code) => {
    await expect(post(encodeLabelMap(disc(20, 20, 8)), change)).rejects.toMatchObject({ code });
  });

  it('is refused where the finding is on another frame', async () => {
    const { studies } = await tuned.api.studies.list({});
    const details = await Promise.all(studies.map(({ id }) => tuned.api.studies.get({ studyId: id })));
    const other = details.flatMap(({ frames }) => frames).find(({ id }) => id !== frame.id);
    const asked = post(encodeLabelMap(disc(20, 20, 8)), { frameId: other?.id ?? '' });
    await expect(asked).rejects.toMatchObject({ code: 'not-found' });
  });

  it('is refused where a label’s class is taken for a mask’s', async () => {
    const classId = finding.label?.classId ?? '';
    const asked = post(encodeLabelMap(disc(20, 20, 8)), { segments: `1:${classId}` });
    await expect(asked).rejects.toMatchObject({ code: 'mask-class-unknown' });
  });
});
