import { vi, expect } from 'vitest';
import type { Client } from '../../../src-renderer/lib/bridge.ts';
import type { Proposal, ProposalRequest } from '../../../src-renderer/lib/media.ts';
import type { PointerInput } from '../../../src-renderer/viewer/pointer.ts';
import type { DrawnMask } from '../../../src-renderer/workspaces/study/editorPorts.ts';
import { FrameEdits } from '../../../src-renderer/workspaces/study/frameEdits.ts';
import { History } from '../../../src-renderer/workspaces/study/history.svelte.ts';
import { MaskEditor } from '../../../src-renderer/workspaces/study/maskEditor.svelte.ts';
import { SegmentEdits } from '../../../src-renderer/workspaces/study/segmentEdits.ts';
import type { FrameSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { ClassId, FrameId, MaskVersionId, StudyId } from '../../../src-shared/domain/ids.ts';
import type { Pixels } from '../../../src-shared/domain/masks/flood.ts';
import { MaskHost } from './maskHost.ts';

export const stone = 'class-stone' as ClassId;
export const fibre = 'class-fibre' as ClassId;
export const size = { width: 120, height: 90 };

/** A mask editor over a workstation in memory, on a series of frames 'f0', 'f1', …, all of one size. */
export function editorBench(host = new MaskHost(), frameCount = 8) {
  const history = new History();
  const shown: string[] = [];
  const said: string[] = [];
  const failed: unknown[] = [];
  const warmed: string[] = [];
  const drawn: DrawnMask[] = [];
  const pixels: Pixels = { ...size, data: new Uint8ClampedArray(size.width * size.height * 4).fill(90) };
  const ports: {
    propose: (request: ProposalRequest, signal: AbortSignal) => Promise<Proposal>;
  } = { propose: () => Promise.reject(new Error('nobody to ask')) };
  const frames = (): FrameSummary[] =>
    Array.from({ length: frameCount }, (_, position) => {
      const id = `f${position}` as FrameId;
      return {
        id,
        seriesId: 'series',
        position,
        ...size,
        mask: host.currentSummary(id),
      } as unknown as FrameSummary;
    });

  const editor: MaskEditor = new MaskEditor({
    studyId: 'study' as StudyId,
    media: { mask: async (id: MaskVersionId) => host.map(id), saveMask: host.save },
    client: {
      masks: {
        select: ({ frameId, maskVersionId, as }: Parameters<Client['masks']['select']>[0]) =>
          host.select(frameId as FrameId, maskVersionId as MaskVersionId | null, as ?? 'revert'),
        history: async ({ frameId }: { frameId: FrameId }) => host.history(frameId),
        steps: async () => host.steps,
      },
    } as unknown as Pick<Client, 'masks'>,
    history,
    propose: (request, signal) => ports.propose(request, signal),
    warm: () => warmed.push(editor.tool),
    frames,
    frameOf: (frameId) => frames().find((frame) => frame.id === frameId),
    locked: () => false,
    scale: () => 1,
    pixels: () => pixels,
    current: async (frameId) => host.currentSummary(frameId),
    saved: () => undefined,
    drawn: (mask) => drawn.push(mask),
    show: async (frameId) => {
      shown.push(frameId);
      if (editor.document?.frameId !== frameId) await open(frameId);
    },
    say: (text) => said.push(text),
    fail: (error) => failed.push(error),
  });
  editor.desk.settings.offer([
    { method: 'watershed', name: 'Watershed', kind: 'points', source: 'opencv', note: '' },
    { method: 'grabcut', name: 'GrabCut', kind: 'box', source: 'opencv', note: '' },
  ]);
  const segmentEdits = new SegmentEdits(editor);
  const frameEdits = new FrameEdits(editor);

  async function open(id: string): Promise<void> {
    const frame = frames().find((one) => one.id === id);
    if (frame === undefined) throw new Error(`there is no frame ${id}`);
    await editor.open(frame, stone, new AbortController().signal);
  }
  const input = (
    phase: PointerInput['phase'],
    [x, y]: readonly [number, number],
    more: Partial<PointerInput> = {},
  ): void =>
    editor.pointer({
      phase,
      at: { x, y },
      button: 'primary',
      pressure: null,
      shift: false,
      alt: false,
      clicks: 1,
      ...more,
    });
  /** Presses at the first place, goes along the others, lets go at the last. */
  const drag = (points: readonly (readonly [number, number])[], more: Partial<PointerInput> = {}): void => {
    const [first = [0, 0], ...rest] = points;
    input('begin', first, more);
    for (const point of rest) input('move', point, more);
    input('end', points.at(-1) ?? first, more);
  };
  const click = (at: readonly [number, number], more: Partial<PointerInput> = {}): void => drag([at], more);
  const labels = (): Buffer => Buffer.from(editor.map?.labels ?? []);
  const saved = () => vi.waitFor(() => expect(editor.saver.state).toBe('saved'));
  const area = (value: number): number => labels().filter((one) => one === value).length;
  return {
    host,
    history,
    editor,
    desk: editor.desk,
    segmentEdits,
    frameEdits,
    ports,
    pixels,
    open,
    input,
    drag,
    click,
    labels,
    area,
    saved,
    shown,
    said,
    failed,
    warmed,
    drawn,
  };
}
