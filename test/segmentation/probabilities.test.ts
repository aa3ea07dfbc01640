import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Head, ProposalSource } from '../../src-shared/contract/segmentation.contract.ts';
import { FrameId, type SchemaId, type Sha256, type StudyId } from '../../src-shared/domain/ids.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { decodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { components } from '../../src-shared/domain/masks/components.ts';
import { decodeProbabilities, type ProbabilityMap } from '../../src-shared/domain/probabilityMap.ts';
import { createRandom } from '../../src-shared/domain/random.ts';
import type { Backbones } from '../../src-main/backbones/installed.ts';
import type { Foundations } from '../../src-main/foundations.ts';
import { classOfPixels, sharesOf, sharesOfLogits } from '../../src-main/networks/segmentation/answer.ts';
import type { FrameProposer } from '../../src-main/segmentation/frameProposer.ts';
import { createHeads, type Heads } from '../../src-main/segmentation/heads.service.ts';
import { createProbabilities } from '../../src-main/segmentation/probabilities.service.ts';
import { findShippedHead } from '../../src-main/segmentation/shippedHead.ts';
import { readSchemas } from '../../src-main/studies/schemas.queries.ts';
import { openTunedWorkstation, type TunedWorkstation } from '../support/tunedWorkstation.ts';
import { benchWithFrames } from '../support/workbench.ts';

/** Bilinear between the centres of a grid's cells, held at its edge. */
function enlarged(
  { width, height, values }: Pick<ProbabilityMap, 'width' | 'height' | 'values'>,
  size: { readonly width: number; readonly height: number },
): Float64Array {
  const out = new Float64Array(size.width * size.height);
  const at = (x: number, y: number): number =>
    values[Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))] ?? NaN;
  for (let row = 0; row < size.height; row++) {
    for (let column = 0; column < size.width; column++) {
      const x = ((column + 0.5) * width) / size.width - 0.5;
      const y = ((row + 0.5) * height) / size.height - 0.5;
      const [left, top] = [Math.floor(x), Math.floor(y)];
      const [right, below] = [x - left, y - top];
      out[row * size.width + column] =
        (1 - below) * ((1 - right) * at(left, top) + right * at(left + 1, top)) +
        below * ((1 - right) * at(left, top + 1) + right * at(left + 1, top + 1));
    }
  }
  return out;
}

describe('the share of one class, or of anything but background', () => {
  const random = createRandom(11);
  const logits = Float32Array.from({ length: 36 * 3 }, () => 6 * random.uniform() - 3);
  const shares = sharesOfLogits(logits, 3, 6, 1.7);

  it('add up to 1 in every cell', () => {
    const [one, two, any] = [sharesOf(shares, 1), sharesOf(shares, 2), sharesOf(shares, null)];
    any.forEach((share, i) => expect(share).toBeCloseTo((one[i] ?? NaN) + (two[i] ?? NaN), 6));
  });

  it('come, at a picture’s size, to the classes that a proposal is made of', () => {
    const size = { width: 37, height: 23 };
    const { classOf } = classOfPixels(shares, size);
    const planes = [0, 1, 2].map((k) => enlarged({ ...shares, values: sharesOf(shares, k) }, size));
    const largest = Array.from(classOf, (_, i) => {
      const at = planes.map((plane) => plane[i] ?? NaN);
      return at.indexOf(Math.max(...at));
    });
    expect(largest).toEqual([...classOf]);
    expect(new Set(largest).size).toBe(3);
  });
});

describe('a segmentation head, asked how sure it is of a frame', () => {
  let tuned: TunedWorkstation;
  let maskSchemaId: SchemaId;
  let studyId: StudyId;
  let head: Head;
  let frame: { readonly id: FrameId; readonly width: number; readonly height: number };

  const ask = (
    query: Readonly<Record<string, string>>,
    { frameId = frame.id, ...init }: RequestInit & { frameId?: string } = {},
  ): Promise<Response> =>
    tuned.workstation.media(
      new Request(
        `http://workstation/media/head-probabilities/${frameId}?${new URLSearchParams(query).toString()}`,
        init,
      ),
      tuned.workstation.caller('page'),
    );
  const probabilities = async (query: Readonly<Record<string, string>>): Promise<ProbabilityMap> =>
    decodeProbabilities(new Uint8Array(await (await ask(query)).arrayBuffer()));

  beforeAll(async () => {
    tuned = await openTunedWorkstation();
    const schema = (await tuned.api.schemas.list()).find(({ kind }) => kind === 'mask');
    const [study] = (await tuned.api.studies.list({})).studies;
    if (schema === undefined || study === undefined) throw new Error('there is nothing to ask about');
    maskSchemaId = schema.id;
    studyId = study.id;
    const [first] = (await tuned.api.studies.get({ studyId })).frames;
    if (first === undefined) throw new Error('the study has no frame');
    frame = first;
    const training = { epochs: 12, leastSteps: 0, views: 2, learningRate: 0.01, batch: 4 };
    const { jobId, headId } = await tuned.api.segmentation.train({ name: 'one', maskSchemaId, training });
    await tuned.finished(jobId);
    head = await tuned.api.segmentation.show({ headId });
  }, 120_000);
  afterAll(() => tuned.close());

  it('is not asked where no head proposes masks of the schema', async () => {
    await expect(ask({ source: 'active', schema: maskSchemaId })).rejects.toMatchObject({ code: 'no-head' });
  });

  it('answers with its own temperature, on its own grid, alike by row, by hash and once active', async () => {
    const map = await probabilities({ source: head.sha256 ?? '' });
    expect(map.temperature).toBeCloseTo(head.figures?.temperature ?? NaN, 5);
    expect(map.width).toBe(map.height);
    expect(map.values.some((value) => value > 0.9)).toBe(true);
    expect(map.values.some((value) => value < 0.1)).toBe(true);
    expect(map.values.every((value) => !Number.isNaN(value))).toBe(true);
    await tuned.api.segmentation.activate({ maskSchemaId, headId: head.id });
    expect(await probabilities({})).toEqual(map);
    expect(await probabilities({ source: head.id ?? '' })).toEqual(map);
    expect(await probabilities({ schema: maskSchemaId, class: 'stone' })).toEqual(map);
  });

  it('says what its own proposal rests on: that lies where it is more likely than not, but for small parts', async () => {
    const source: ProposalSource = head.sha256 ?? 'active';
    const { jobId } = await tuned.api.segmentation.propose({ studyIds: [studyId], source, only: 'all' });
    await tuned.api.segmentation.proposed({ jobId });
    const proposal = (await tuned.api.segmentation.proposals({ studyId })).find(
      ({ frameId }) => frameId === frame.id,
    );
    const bytes = await tuned.workstation.media(
      new Request(`http://workstation/media/mask-proposals/${proposal?.id}`),
      tuned.workstation.caller('page'),
    );
    const { labels } = decodeLabelMap(new Uint8Array(await bytes.arrayBuffer()));
    const likely = enlarged(await probabilities({ source }), frame);
    const bits = Uint8Array.from(likely, (value) => (value > 0.5 ? 1 : 0));
    const parts = components({ width: frame.width, height: frame.height, bits }, 8);
    const dropped = new Set<number>();
    labels.forEach((label, i) => {
      // What is rounded on the way decides only where both are as likely.
      if (Math.abs((likely[i] ?? NaN) - 0.5) < 1e-4) return;
      if (label !== 0) expect(bits[i]).toBe(1);
      else if (bits[i] === 1) dropped.add(parts.labels[i] ?? 0);
    });
    const most = Math.max(...parts.pixels.slice(1));
    for (const part of dropped) expect(parts.pixels[part]).toBeLessThan(0.05 * most);
    expect(labels.some((label) => label !== 0)).toBe(true);
  });

  it('refuses in words', async () => {
    const source = head.sha256 ?? '';
    const refusals: readonly [Promise<Response>, string][] = [
      [ask({ source }, { frameId: '019ae1d0-0000-7000-8000-000000000000' }), 'not-found'],
      [ask({ source: 'f'.repeat(64) }), 'proposer-missing'],
      [ask({ source: '019ae1d0-0000-7000-8000-000000000000' }), 'head-missing'],
      [ask({ source, class: 'polyp' }), 'probability-class-unknown'],
      [ask({ source, class: '' }), 'request-invalid'],
      [ask({ source, klass: 'stone' }), 'request-invalid'],
      [ask({ source: 'whichever' }), 'request-invalid'],
      [ask({ source }, { method: 'POST' }), 'not-found'],
      [ask({ source }, { signal: AbortSignal.abort() }), 'cancelled'],
    ];
    for (const [asked, code] of refusals) await expect(asked).rejects.toMatchObject({ code });
  });

  it('answers the newest of a reader’s questions that wait, and goes on after one was given up', async () => {
    const source = head.sha256 ?? '';
    const { frames } = await tuned.api.studies.get({ studyId });
    const gone = new AbortController();
    const first = ask({ source }, { signal: gone.signal });
    const passed = ask({ source }, { frameId: frames.at(-1)?.id ?? '' });
    const newest = ask({ source, class: 'stone' });
    const outcomes = Promise.allSettled([first, passed, newest]);
    gone.abort();
    const [, second, third] = await outcomes;
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'superseded' } });
    expect(third.status).toBe('fulfilled');
  });
});

describe('a source that tells no probabilities', () => {
  it('is refused as such, and not as if it were gone', async () => {
    const bench = await benchWithFrames(1);
    const sha256 = 'a'.repeat(64) as Sha256;
    const model: FrameProposer = {
      sourceKind: 'model',
      sha256,
      name: 'a network',
      schemaId: 'schema' as SchemaId,
      propose: () => Promise.reject(new Error('it is not to propose')),
    };
    const heads = { bySha: () => Promise.resolve(undefined) } as unknown as Heads;
    const probabilities = createProbabilities({
      db: bench.db,
      heads,
      findModel: () => Promise.resolve(model),
    });
    const question = { source: sha256, maskSchemaId: null, classCode: null, userId: bench.user };
    const signal = new AbortController().signal;
    const [frameId = bench.unknown(FrameId)] = bench.frameIds;
    await expect(probabilities.of({ ...question, frameId }, signal)).rejects.toMatchObject({
      code: 'no-probabilities',
    });
    await expect(
      probabilities.of({ ...question, frameId: bench.unknown(FrameId) }, signal),
    ).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});

describe('the shipped head without its network', () => {
  it('is said to lack it when it is asked by its hash, and is no active head', async () => {
    const bench = await benchWithFrames(1);
    const modelsDir = path.resolve('models');
    const missing = new LapidaryError('backbone-missing', 'It is not here.', 'Bring it.');
    const backbones = { find: () => Promise.reject(missing) } as unknown as Backbones;
    const compute = {} as unknown as Foundations['compute'];
    const heads = createHeads({ ...bench, modelsDir, compute, backbones });
    const findModel = () => Promise.resolve(undefined);
    const probabilities = createProbabilities({ db: bench.db, heads, findModel });
    const shipped = (await findShippedHead(modelsDir))?.sha256;
    const [schema] = readSchemas(bench.db, { kind: 'mask' }).filter(({ classes }) =>
      classes.some(({ code }) => code === 'stone'),
    );
    if (shipped === undefined || schema === undefined) throw new Error('no head is shipped');
    const [frameId = bench.unknown(FrameId)] = bench.frameIds;
    const asked = { frameId, maskSchemaId: schema.id, classCode: null, userId: bench.user };
    const { signal } = new AbortController();
    await expect(probabilities.of({ ...asked, source: shipped }, signal)).rejects.toBe(missing);
    await expect(probabilities.of({ ...asked, source: 'active' }, signal)).rejects.toMatchObject({
      code: 'no-head',
    });
  });
});
