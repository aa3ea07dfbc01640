import { describe, expect, it } from 'vitest';
import type { FindingSummary, FramesPreview } from '../../../src-shared/contract/studies.contract.ts';
import type { FindingId, FrameId, PatientId, StudyId } from '../../../src-shared/domain/ids.ts';
import type { Toast } from '../../../src-renderer/workspaces/shell/toasts.svelte.ts';
import { FrameMoves } from '../../../src-renderer/workspaces/study/frameMoves.ts';

const studyId = 'study' as StudyId;
const [f3, f4] = ['f3' as FrameId, 'f4' as FrameId];
const preview = {
  ...{ frameIds: [f3, f4], parted: [2], leaving: [1], frames: 2 },
  ...{ adapters: [{ id: 'adapter' }], heads: [{ id: 'head' }] },
} as unknown as FramesPreview;

/** A study of whose frames two go: finding 2 is on one that stays, too. */
function bench() {
  const calls: unknown[][] = [];
  const toasts: Omit<Toast, 'id'>[] = [];
  let unsaved: Error | null = null;
  let revision = 4;
  const both = [f4, 'f9'].map((frameId) => ({ frameId, segmentId: null, view: null }));
  const finding = (): FindingSummary =>
    ({ id: 'second', number: 2, frames: both, removed: false, revision }) as unknown as FindingSummary;
  const said = (name: string, answer?: unknown) => async (input: unknown) => {
    calls.push([name, input]);
    return answer;
  };
  const client = {
    studies: {
      framesPreview: said('preview', preview),
      moveFrames: said('move', { studyId: 'there', patientId: 'patient', made: true }),
      erase: said('erase'),
    },
    review: { arrange: said('arrange') },
  };
  const app = {
    client,
    toasts: { show: (toast: Omit<Toast, 'id'>) => toasts.push(toast) },
    attempt: async (work: () => Promise<unknown>) =>
      work().then(
        () => true,
        () => false,
      ),
  } as unknown as ConstructorParameters<typeof FrameMoves>[0];
  const positions = new Map([
    [f3, 3],
    [f4, 4],
  ]);
  const study = {
    id: studyId,
    reel: { frameOf: (id: FrameId) => ({ id, position: positions.get(id) }) },
    findings: {
      all: [finding()],
      find: (id: FindingId) => (id === 'second' ? finding() : undefined),
    },
    editor: {
      saver: {
        settled: async () => {
          if (unsaved !== null) throw unsaved;
        },
      },
    },
    show: async (frameId: FrameId) => void calls.push(['show', frameId]),
  } as unknown as ConstructorParameters<typeof FrameMoves>[1];
  const moves = new FrameMoves(app, study, {
    leave: () => undefined,
    changed: async () => {
      calls.push(['read']);
      revision++;
    },
  });
  return { moves, calls, toasts, strokeFails: () => (unsaved = new Error('not saved')) };
}

describe('frames of another patient', () => {
  it('go to the study that was chosen, and back to their places and findings', async () => {
    const { moves, calls, toasts } = bench();
    const to = { patientId: 'patient' as PatientId };
    expect(await moves.move(preview, to, 'Ada')).toBe(true);
    expect(calls).toEqual([['move', { studyId, frames: [{ id: f3 }, { id: f4 }], to }], ['read']]);
    expect(toasts).toMatchObject([
      { tone: 'good', title: '2 frames moved to Ada', action: { title: 'Undo' } },
    ]);

    calls.length = 0;
    toasts[0]?.action?.run();
    await expect.poll(() => calls.length).toBe(5);
    const frames = [
      { id: f3, position: 3 },
      { id: f4, position: 4 },
    ];
    expect(calls).toMatchObject([
      ['move', { studyId: 'there', frames, to: { studyId }, removeEmpty: true }],
      ['read'],
      // As it is known after it was read again.
      ['arrange', { findings: [{ findingId: 'second', revision: 6, frames: [{}, {}], removed: false }] }],
      ['read'],
      ['show', f3],
    ]);
  });

  it('are erased with what was seen to go', async () => {
    const { moves, calls, toasts } = bench();
    expect(await moves.erase(preview)).toBe(true);
    const subject = { kind: 'frames', id: studyId, frameIds: [f3, f4] };
    expect(calls).toEqual([['erase', { subject, adapters: ['adapter'], heads: ['head'] }], ['read']]);
    expect(toasts.map(({ action }) => action)).toEqual([undefined]);
  });

  it('stay while a stroke on them is not saved', async () => {
    const { moves, calls, strokeFails } = bench();
    strokeFails();
    await expect(moves.preview([f3])).rejects.toThrow('not saved');
    expect(await moves.move(preview, { studyId: 'there' as StudyId }, 'Ada')).toBe(false);
    expect(await moves.erase(preview)).toBe(false);
    expect(calls).toEqual([]);
  });
});
