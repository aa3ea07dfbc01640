import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { ComputePort } from '../../src-main/compute/port.ts';
import { createComputeSupervisor } from '../../src-main/compute/supervisor.ts';
import { findPlaces } from '../../src-main/hosts/cli/places.ts';
import { clickProposalsMedia } from '../../src-main/proposals/clickProposals.media.ts';
import { createClickProposals } from '../../src-main/proposals/clickProposals.service.ts';
import { createClassicalProposers } from '../../src-main/proposals/opencvProposers.ts';
import type { Proposal, ProposerSource } from '../../src-main/proposals/proposer.ts';
import { forkedNodePort } from '../../src-main/workstation.ts';
import { mostProposalPoints, type ProposalRequest } from '../../src-shared/contract/proposals.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { FrameId, Sha256 } from '../../src-shared/domain/ids.ts';
import { decodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { bitmapOf } from '../../src-shared/domain/masks/bitmap.ts';
import { dice } from '../../src-shared/domain/masks/compare.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { importPaths, onlyStudy, testWorkbench } from '../support/workbench.ts';
import { drawnFrame } from './classicalBench.ts';

const model = Sha256.parse('a'.repeat(64));
const lesion = { x: 150, y: 110, radiusX: 50, radiusY: 35 };
const size = { width: 320, height: 240 };
const click = { points: [{ x: 150, y: 110, inside: true }], box: null };

/** A workbench with one imported frame, and the door to it. */
async function door(sources: (ground: { root: string }) => readonly ProposerSource[], admitted = true) {
  const bench = await testWorkbench();
  const { bytes, truth } = await drawnFrame(size, lesion);
  const file = path.join(temporaryFolder(), 'frame.png');
  await writeFile(file, bytes);
  await importPaths(bench, { paths: [file] });
  const {
    study: { patient },
    frames,
  } = onlyStudy(bench);
  const [frame] = frames;
  if (frame === undefined) throw new Error('nothing was imported');
  const proposals = createClickProposals({ db: bench.db, sources: sources({ root: bench.files.root }) });
  const media = clickProposalsMedia(proposals, () => {
    if (!admitted) throw new LapidaryError('not-permitted', 'No.', 'Ask.');
  });
  const post = async (
    body: string | Partial<ProposalRequest>,
    { method = 'watershed', frameId = frame.id }: { method?: string; frameId?: string } = {},
  ): Promise<Response> => {
    const text = typeof body === 'string' ? body : JSON.stringify({ points: [], box: null, ...body });
    const address = `http://workstation/media/proposals/${frameId}?method=${method}`;
    const request = new Request(address, { method: 'POST', body: text });
    const response = await media(request, ['proposals', frameId], bench.caller);
    if (response === undefined) throw new Error('nobody answered');
    return response;
  };
  return { bench, post, proposals, patientId: patient.id, truth };
}

/** A source that answers when it is told to. */
function recorded() {
  const asked: { request: ProposalRequest; answer: (proposal: Partial<Proposal>) => void }[] = [];
  const source: ProposerSource = {
    methods: () => [{ method: model, name: 'Recorded', kind: 'both', source: 'model', note: '' }],
    find: (method) =>
      method === model
        ? {
            propose: (frame, request) =>
              new Promise((resolve) => {
                const map = { ...size, labels: new Uint8Array(frame.width * frame.height) };
                asked.push({
                  request,
                  answer: (proposal) => {
                    resolve({ map, confidence: null, note: '', ...proposal });
                  },
                });
              }),
          }
        : undefined,
  };
  return { source, asked };
}

/** The methods without a network, in a real process; `port` is the one that runs now. */
function inAProcess() {
  let port: ComputePort | null = null;
  const interactive = createComputeSupervisor({
    name: 'interactive',
    spawn: () => (port = forkedNodePort(findPlaces(import.meta.dirname).computeEntry)),
    timing: { firstBackoff: 1 },
  });
  onTestFinished(() => interactive.close());
  return {
    interactive,
    crash: () => port?.kill(),
    sources: ({ root }: { root: string }) => [
      createClassicalProposers({ files: { root }, compute: { interactive } }),
    ],
  };
}

describe('a proposal over the door', () => {
  it('is a map of the frame’s size, with what there is to say of it', async () => {
    const { sources } = inAProcess();
    const { post, truth } = await door(sources);
    const response = await post(click);
    const map = decodeLabelMap(new Uint8Array(await response.arrayBuffer()));
    expect(dice(bitmapOf(map), truth)).toBeGreaterThan(0.96);
    expect(response.headers.get('x-proposal-confidence')).toBe('');
    expect(response.headers.get('x-proposal-note')).toBe('');
    expect(Number(response.headers.get('x-proposal-ms'))).toBeGreaterThan(0);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('works again after its process crashed, and says so where it was lost', async () => {
    const { sources, crash } = inAProcess();
    const { post } = await door(sources);
    await post(click);
    const interrupted = post(click);
    crash();
    await expect(interrupted).rejects.toMatchObject({ code: 'compute-process-lost' });
    expect((await post(click)).status).toBe(200);
  });

  it('is found no more once the frame was erased', async () => {
    const { sources } = inAProcess();
    const { bench, post, patientId } = await door(sources);
    await post(click);
    const subject = { kind: 'patient', id: patientId } as const;
    await bench.erasure.erase(subject, { adapters: [], heads: [] }, bench.user);
    await expect(post(click)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('carries the confidence and the note of a model', async () => {
    const { source, asked } = recorded();
    const { post } = await door(() => [source]);
    const answer = post(click, { method: model });
    await expect.poll(() => asked.length).toBe(1);
    asked[0]?.answer({ confidence: 0.25, note: 'Größe 3 × 4.' });
    const { headers } = await answer;
    expect(headers.get('x-proposal-confidence')).toBe('0.25');
    expect(decodeURIComponent(headers.get('x-proposal-note') ?? '')).toBe('Größe 3 × 4.');
  });
});

describe('of several questions about a frame', () => {
  it('the newest that waits is answered', async () => {
    const { source, asked } = recorded();
    const { post } = await door(() => [source]);
    const at = (x: number) => post({ points: [{ x, y: 5, inside: true }] }, { method: model });
    const first = at(1);
    await expect.poll(() => asked.length).toBe(1);
    const second = at(2);
    const superseded = expect(second).rejects.toMatchObject({ code: 'superseded' });
    const third = at(3);
    await superseded;
    asked[0]?.answer({});
    await expect.poll(() => asked.length).toBe(2);
    asked[1]?.answer({});
    expect([(await first).status, (await third).status]).toEqual([200, 200]);
    expect(asked.map(({ request }) => request.points[0]?.x)).toEqual([1, 3]);
  });
});

describe('what is refused at the door', () => {
  const many = Array.from({ length: mostProposalPoints + 1 }, () => ({ x: 1, y: 1, inside: true }));

  it.each([
    ['no JSON', '{', {}, 'request-invalid'],
    ['something else', '{"points":[{"x":"1","y":2,"inside":true}],"box":null}', {}, 'request-invalid'],
    ['a point nowhere', '{"points":[{"x":1e999,"y":2,"inside":true}],"box":null}', {}, 'request-invalid'],
    ['too many points', { points: many }, {}, 'request-invalid'],
    ['too many bytes', `{"points":[],"box":null${' '.repeat(64_000)}}`, {}, 'too-large'],
    ['no marks', {}, { method: model }, 'proposal-no-marks'],
    ['an empty box', { box: { x: 1, y: 1, width: 0, height: 5 } }, {}, 'request-invalid'],
    [
      'a box elsewhere',
      { box: { x: 320, y: 1, width: 5, height: 5 } },
      { method: model },
      'proposal-box-outside',
    ],
    ['an unknown method', click, { method: 'magic' }, 'request-invalid'],
    ['a model that is gone', click, { method: 'b'.repeat(64) }, 'proposal-method-unknown'],
    ['an unknown frame', click, { frameId: FrameId.parse(uuidv7()) }, 'not-found'],
  ] as const)('%s', async (_what, body, options, code) => {
    const { source } = recorded();
    const { post } = await door(() => [source]);
    await expect(post(body as string, options)).rejects.toMatchObject({ code });
  });

  it('whoever may not edit masks', async () => {
    const { post } = await door(() => [recorded().source], false);
    await expect(post(click)).rejects.toMatchObject({ code: 'not-permitted' });
  });

  it('a box that reaches beyond the picture is not: its part over the picture counts', async () => {
    const { source, asked } = recorded();
    const { post } = await door(() => [source]);
    const answer = post({ box: { x: -10, y: 200, width: 30, height: 100 } }, { method: model });
    await expect.poll(() => asked.length).toBe(1);
    expect(asked[0]?.request.box).toEqual({ x: 0, y: 200, width: 20, height: 40 });
    asked[0]?.answer({});
    expect((await answer).status).toBe(200);
  });
});

describe('the methods', () => {
  it('are those of every source', async () => {
    const { sources, interactive } = inAProcess();
    const { proposals } = await door((ground) => [...sources(ground), recorded().source]);
    expect(proposals.methods().map(({ method, kind, source }) => [method, kind, source])).toEqual([
      ['watershed', 'points', 'opencv'],
      ['grabcut', 'box', 'opencv'],
      [model, 'both', 'model'],
    ]);
    expect(interactive.name).toBe('interactive');
  });

  it('are warmed once at a time, and a failure of that is no failure', async () => {
    let starts = 0;
    const run = (): Promise<unknown> => {
      starts += 1;
      return Promise.reject(new LapidaryError('compute-process-lost', 'It ended.', 'Try again.'));
    };
    const source = createClassicalProposers({ files: { root: '/' }, compute: { interactive: { run } } });
    source.warm?.();
    source.warm?.();
    expect(starts).toBe(1);
    await new Promise(setImmediate);
    source.warm?.();
    expect(starts).toBe(2);
  });
});
