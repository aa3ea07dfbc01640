import { describe, expect, it, vi } from 'vitest';
import type { Prediction } from '../../../src-shared/contract/predictions.contract.ts';
import type { FrameSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FindingId, FrameId, MaskVersionId, StudyId } from '../../../src-shared/domain/ids.ts';
import { encodeLabelMap } from '../../../src-shared/domain/maskCodec.ts';
import { ChangeFeed } from '../../../src-renderer/lib/changes.ts';
import { Study } from '../../../src-renderer/workspaces/study/study.svelte.ts';
import { stone } from './editorBench.ts';
import { MaskHost } from './maskHost.ts';

const studyId = 'study' as StudyId;
const size = { width: 8, height: 8 };

/** A study of two frames on screen, over a workstation in memory that tells of every change, as the real one does. */
async function bench() {
  const host = new MaskHost();
  const changes = new ChangeFeed();
  const asked: string[] = [];
  const held: (() => void)[] = [];
  const failed: unknown[] = [];
  const hold = { get: false };
  /** Frames that are of another study now. */
  const gone = new Set<string>();
  const frames = (): FrameSummary[] =>
    ['f0', 'f1']
      .map((id, position) => {
        const mask = host.currentSummary(id as FrameId);
        return { id, seriesId: 'series', position, ...size, mask } as unknown as FrameSummary;
      })
      .filter(({ id }) => !gone.has(id));
  const tell = (frameId: FrameId): void =>
    changes.announce({
      ...{ topic: 'masks', id: studyId, frameId },
      maskVersionId: host.current.get(frameId) ?? null,
    });
  const drawnOn = { id: 'finding', schemaId: 'types', frames: [{ frameId: 'f0', segmentId: null }] };
  const prediction = {
    ...{ id: 'p', findingId: 'finding', frameId: 'f0', maskVersionId: 'mask-1', classes: [], stale: [] },
  } as unknown as Prediction;
  const client = {
    studies: {
      get: async () => {
        asked.push('get');
        const detail = {
          study: { id: studyId, state: 'segmented' },
          ...{ frames: frames(), findings: [drawnOn], lastFrameId: 'f0' },
        };
        if (hold.get) await new Promise<void>((resolve) => held.push(resolve));
        return detail;
      },
      frames: async ({ frameIds }: { frameIds: FrameId[] }) => {
        asked.push(`frames ${frameIds.join(' ')}`);
        return { state: 'segmented', frames: frames().filter(({ id }) => frameIds.includes(id)) };
      },
      remember: async ({ frameId }: { frameId: FrameId }) => void asked.push(`remember ${frameId}`),
    },
    predictions: {
      ofStudy: async () => ({
        ...{ answering: [], calibration: null, predictions: [prediction] },
        findings: [{ findingId: 'finding', frames: 1, classes: [] }],
      }),
    },
    masks: {
      steps: async () => host.steps.filter(({ frameId }) => !gone.has(frameId)),
      history: async ({ frameId }: { frameId: FrameId }) => host.history(frameId),
      select: async (input: {
        frameId: FrameId;
        maskVersionId: MaskVersionId | null;
        as: 'undo' | 'redo';
      }) => {
        const answer = await host.select(input.frameId, input.maskVersionId, input.as);
        tell(input.frameId);
        return answer;
      },
    },
    proposals: { methods: async () => [], warm: async () => undefined },
    review: { remarks: async () => ({ bookmarks: [], comments: [] }) },
  };
  await host.save({
    ...{ frameId: 'f0' as FrameId, parent: null, tool: 'brush', title: 'brush stroke' },
    ...{ classes: [], bytes: encodeLabelMap({ ...size, labels: new Uint8Array(64) }) },
  });
  const app = {
    client,
    changes,
    ready: Promise.resolve(),
    schemas: [],
    schema: () => undefined,
    labelClass: () => undefined,
    attempt: async (work: () => Promise<void>) => {
      await work();
      return true;
    },
    toasts: { show: () => 1, dismiss: () => undefined, fail: (error: unknown) => failed.push(error) },
    media: {
      frame: async () => new Blob(),
      mask: async (id: MaskVersionId) => host.map(id),
      saveMask: async (save: Parameters<MaskHost['save']>[0]) => {
        const answer = await host.save(save);
        tell(save.frameId);
        return answer;
      },
    },
  } as unknown as ConstructorParameters<typeof Study>[0];
  const bitmap = { ...size, close: () => undefined } as ImageBitmap;
  const study = new Study(app, studyId, async () => bitmap);
  const stop = study.start();
  await vi.waitFor(() => expect(study.editor.document?.frameId).toBe('f0'));
  const draw = (at: number): void => {
    const { document } = study.editor;
    if (document === null) throw new Error('no mask is open');
    study.editor.change(document, { tool: 'brush', title: 'brush stroke' }, (edit) => {
      document.segments = [{ value: 1, classId: stone }];
      edit.fill(0, at, at + 1, 1);
    });
  };
  const saved = () => vi.waitFor(() => expect(study.editor.saver.state).toBe('saved'));
  const rest = () => new Promise((resolve) => setTimeout(resolve, 400));
  const prediction0 = () => study.findings.prediction('finding' as FindingId)?.stale;
  return {
    failed,
    gone,
    study,
    host,
    asked,
    hold,
    held,
    changes,
    draw,
    saved,
    rest,
    stop,
    tell,
    stale: prediction0,
  };
}

describe('a study in the page', () => {
  it('notes where the reader was also when the study is left at once', async () => {
    const { study, asked, stop } = await bench();
    await study.show('f1' as FrameId);
    stop();
    expect(asked).toEqual(['get', 'remember f1']);
  });

  it('reads nothing again for its own strokes, and knows at once which predictions no longer fit', async () => {
    const { study, asked, draw, saved, rest, stale, stop } = await bench();
    expect([asked, stale()]).toEqual([['get'], []]);
    for (let at = 0; at < 5; at++) draw(at);
    await saved();
    expect(stale()).toEqual(['mask']);
    for (let step = 0; step < 5; step++) await study.undo();
    await saved();
    await rest();
    expect([asked, stale()]).toEqual([['get'], []]);
    stop();
  });

  it('shows a mask that was changed elsewhere, by a look at that frame alone', async () => {
    const { study, asked, host, tell, stop, stale } = await bench();
    await host.select('f0' as FrameId, null, 'revert');
    tell('f0' as FrameId);
    await vi.waitFor(() => expect(study.reel.frames[0]?.mask).toBeNull());
    await vi.waitFor(() => expect(study.editor.document?.head.id).toBeNull());
    expect([asked, stale()]).toEqual([['get', 'frames f0'], ['mask']]);
    stop();
  });

  it('goes on without frames that have left it, and undoes nothing of what was done to them', async () => {
    const { study, gone, changes, failed, draw, saved, stop } = await bench();
    draw(0);
    await saved();
    expect(study.history.nextUndo).toBeDefined();
    gone.add('f0');
    changes.announce({ topic: 'study', id: studyId });
    await vi.waitFor(() => expect(study.editor.document?.frameId).toBe('f1'));
    expect(study.reel.frame?.id).toBe('f1');
    expect(study.history.nextUndo).toBeUndefined();
    gone.add('f1');
    changes.announce({ topic: 'study', id: studyId });
    await vi.waitFor(() => expect(study.reel.frames).toEqual([]));
    expect([study.reel.frame, study.reel.picture, study.editor.map, failed]).toEqual([null, null, null, []]);
    await study.step(1);
    await study.undo();
    stop();
  });

  it('shows what was asked for last, in whatever order it is answered', async () => {
    const { study, gone, changes, hold, held, stop } = await bench();
    hold.get = true;
    changes.announce({ topic: 'labels', id: studyId });
    await vi.waitFor(() => expect(held).toHaveLength(1));
    gone.add('f1');
    changes.announce({ topic: 'labels', id: studyId });
    await vi.waitFor(() => expect(held).toHaveLength(2));
    held[1]?.();
    await vi.waitFor(() => expect(study.reel.frames.map(({ id }) => id)).toEqual(['f0']));
    held[0]?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(study.reel.frames.map(({ id }) => id)).toEqual(['f0']);
    stop();
  });

  it('is not taken back by an answer that is older than a stroke', async () => {
    const { study, failed, changes, hold, held, draw, saved, rest, stop } = await bench();
    hold.get = true;
    changes.announce({ topic: 'labels', id: studyId });
    await vi.waitFor(() => expect(held).toHaveLength(1));
    draw(0);
    await saved();
    await rest();
    const head = study.editor.document?.head.id;
    held[0]?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([study.reel.frames[0]?.mask?.id, study.editor.document?.head.id]).toEqual([head, head]);
    draw(1);
    await saved();
    expect([study.editor.saver.conflictFrame, failed]).toEqual([null, []]);
    stop();
  });
});
