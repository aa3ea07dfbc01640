import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { AdapterId, RunId, Sha256 } from '../../src-shared/domain/ids.ts';
import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { createLive } from '../../src-main/predictions/live.service.ts';
import { LivePayload } from '../../src-main/predictions/liveMessages.ts';
import type { AdapterRow } from '../../src-main/tuning/adapters.service.ts';
import { syntheticSize } from '../fixtures/syntheticFrames.ts';
import { writeSyntheticSet } from '../fixtures/tinyInstallation.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { importPaths, testWorkbench } from '../support/workbench.ts';

const hash = (digit: string): Sha256 => Sha256.parse(digit.repeat(64));
const installed = { folder: '/models/x', name: 'x', sha256: hash('a'), preprocessing: hash('b'), notice: '' };

/** The service over an imported frame, an active adapter by hand, and a compute process that does what it is told. */
async function service(change: Partial<AdapterRow> = {}) {
  const bench = await testWorkbench();
  const manifest = await writeSyntheticSet(path.join(temporaryFolder(), 'set'), 1);
  const values = [
    { value: 0, code: 'background' },
    { value: 255, code: 'stone' },
  ];
  await importPaths(bench, { manifest, options: { masks: { kind: 'values', values } } });
  const [study] = bench.studies.list({ search: '', cursor: null, limit: 2 }).studies;
  if (study === undefined) throw new Error('nothing was imported');
  const { frames, findings } = bench.studies.get(study.id);
  const [finding] = findings;
  const frame = frames.find(({ id }) => finding?.frames.some(({ frameId }) => frameId === id));
  const segment = frame?.mask?.segments[0];
  if (finding === undefined || frame === undefined || segment === undefined)
    throw new Error('nothing was found');

  const adapter: AdapterRow = {
    id: AdapterId.parse(uuidv7()),
    runId: RunId.parse(uuidv7()),
    schemaId: finding.schemaId,
    maskSchemaId: null,
    sha256: hash('c'),
    backboneSha256: installed.sha256,
    backboneName: 'x',
    preprocessingSha256: installed.preprocessing,
    method: 'segprompt',
    temperature: 2,
    calibrationCases: 5,
    createdAt: '2026-11-23T10:00:00.000Z',
    ...change,
  };
  const asked: LivePayload[] = [];
  const replies: (() => Promise<unknown>)[] = [];
  const live = createLive({
    db: bench.db,
    files: bench.files,
    compute: {
      interactive: {
        run: (_kind, payload) => {
          asked.push(LivePayload.parse(payload));
          return replies.shift()?.() ?? Promise.resolve({ logits: [0, 1], provider: 'cpu' });
        },
      },
    },
    adapters: { active: () => [adapter] },
    confidence: () => 0.9,
    backbones: {
      find: (sha256) =>
        sha256 === installed.sha256
          ? Promise.resolve(installed)
          : Promise.reject(new LapidaryError('backbone-missing', 'It is not here.', 'Import it.')),
    },
  });
  const mask = encodeLabelMap({
    width: syntheticSize,
    height: syntheticSize,
    labels: new Uint8Array(syntheticSize ** 2).fill(4),
  });
  const segments = new Map([[4, segment.classId]]);
  const question = { findingId: finding.id, frameId: frame.id, mask, segments };
  return { live, asked, replies, question, frame, adapter };
}

describe('the service behind a mask that is being drawn', () => {
  it('asks the interactive process for the frame through the mask, the finding’s segments by their code', async () => {
    const { live, asked, question, frame, adapter } = await service();
    expect(await live.answer(question)).toMatchObject({
      temperature: 2,
      calibrationCases: 5,
      provider: 'cpu',
    });
    expect(asked).toEqual([
      expect.objectContaining({
        adapter: adapter.sha256,
        backboneDir: installed.folder,
        frame: frame.sha256,
        mask: question.mask,
        segments: [{ value: 4, code: 'stone' }],
      }),
    ]);
  });

  it('shows no mask to a method that reads none', async () => {
    const { live, asked, question } = await service({ method: 'linear' });
    await live.answer(question);
    expect(asked).toEqual([expect.objectContaining({ mask: null, segments: [] })]);
  });

  it('asks nothing of an adapter whose network is not here, or was fed in another way', async () => {
    const lost = await service({ backboneSha256: hash('d') });
    await expect(lost.live.answer(lost.question)).rejects.toMatchObject({ code: 'backbone-missing' });
    const other = await service({ preprocessingSha256: hash('d') });
    await expect(other.live.answer(other.question)).rejects.toMatchObject({
      code: 'adapter-of-another-network',
    });
    expect([...lost.asked, ...other.asked]).toEqual([]);
  });

  it('asks one question at a time, and of those that wait the newest', async () => {
    const { live, asked, replies, question } = await service();
    const first = Promise.withResolvers<unknown>();
    replies.push(() => first.promise);
    const answers = Promise.allSettled([live.answer(question), live.answer(question), live.answer(question)]);
    await expect.poll(() => asked.length).toBe(1);
    first.resolve({ logits: [0, 1], provider: 'cpu' });
    expect((await answers).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(asked).toHaveLength(2);
  });

  it('goes on after the compute process was lost', async () => {
    const { live, replies, question } = await service();
    replies.push(() => Promise.reject(new LapidaryError('compute-process-lost', 'lost', 'again')));
    await expect(live.answer(question)).rejects.toMatchObject({ code: 'compute-process-lost' });
    expect(await live.answer(question)).toMatchObject({ provider: 'cpu' });
  });

  it('does not take anything for an answer', async () => {
    const { live, replies, question } = await service();
    replies.push(() => Promise.resolve({ logits: ['a'] }));
    await expect(live.answer(question)).rejects.toThrow();
  });
});
