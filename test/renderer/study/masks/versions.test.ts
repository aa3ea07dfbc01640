import { describe, expect, it, vi } from 'vitest';
import type { MaskStep } from '../../../../src-shared/contract/masks.contract.ts';
import type { MaskSummary } from '../../../../src-shared/contract/studies.contract.ts';
import type {
  FrameId,
  MaskStepId,
  MaskVersionId,
  SchemaId,
  StudyId,
} from '../../../../src-shared/domain/ids.ts';
import { toolOfModel } from '../../../../src-shared/domain/maskTool.ts';
import { takingOver } from '../../../../src-renderer/workspaces/study/masks/takingOver.ts';
import { cameAbout, MaskVersions } from '../../../../src-renderer/workspaces/study/masks/versions.svelte.ts';

const id = (name: string) => name as MaskVersionId;
const frame = 'frame' as FrameId;

function version(name: string, minute: number, change: Partial<MaskSummary> = {}): MaskSummary {
  return {
    id: id(name),
    parentId: null,
    schemaId: 'schema' as SchemaId,
    origin: 'reader',
    tool: 'brush',
    coverage: 0.1,
    createdBy: 'Local user',
    createdAt: `2026-11-23T10:${String(minute).padStart(2, '0')}:00.000Z`,
    segments: [],
    ...change,
  };
}

describe('versions of a mask', () => {
  function bench() {
    const compared: string[] = [];
    let hold: Promise<void> = Promise.resolve();
    const versions = new MaskVersions({
      client: {
        masks: {
          history: async () => [version('first', 1), version('second', 2), version('third', 3)],
          compare: async ({ a, b }: { a: string; b: string }) => {
            await hold;
            compared.push(`${a} ${b}`);
            return { a: { id: a }, b: { id: b } };
          },
        },
      } as unknown as ConstructorParameters<typeof MaskVersions>[0]['client'],
      media: { maskDifference: async () => ({ width: 1, height: 1, labels: new Uint8Array(1) }) },
    });
    return { versions, compared, slow: (until: Promise<void>) => void (hold = until) };
  }
  const shown = ({ compared }: MaskVersions) =>
    compared && `${compared.figures.a.id} ${compared.figures.b.id}`;

  it('are compared with the current one, the older first; a third takes the place of the first', async () => {
    const { versions } = bench();
    await versions.read(frame);
    expect(versions.list?.map((one) => one.id)).toEqual(['third', 'second', 'first']);
    await versions.pick(id('first'), id('third'));
    expect([shown(versions), versions.roleOf(id('first')), versions.roleOf(id('third'))]).toEqual([
      'first third',
      'a',
      'b',
    ]);
    await versions.pick(id('second'), id('third'));
    expect(shown(versions)).toBe('first second');
    await versions.pick(id('first'), id('third'));
    expect([shown(versions), versions.roleOf(id('first'))]).toEqual([null, undefined]);
  });

  it('never show the figures of two that are no longer chosen', async () => {
    const { versions, slow } = bench();
    await versions.read(frame);
    let release: () => void = () => undefined;
    slow(new Promise((resolve) => (release = resolve)));
    const late = versions.pick(id('first'), id('third'));
    slow(Promise.resolve());
    await versions.pick(id('second'), id('third'));
    release();
    await late;
    expect([shown(versions), versions.comparing]).toEqual(['first second', false]);
  });

  it('say how they came about', () => {
    const tool = toolOfModel({ sha256: '0123456789abcdef'.repeat(4), name: 'Polyps, spring' });
    expect(cameAbout(version('a', 1, { tool: 'lasso' }))).toBe('drawn: lasso');
    expect(cameAbout(version('a', 1, { origin: 'model', tool }))).toBe('proposed by Polyps, spring (abcdef)');
  });
});

describe('masks that the workstation stored by itself', () => {
  const step = (frameId: string, before: string | null, after: string, undone = false): MaskStep => ({
    id: `step-${after}` as MaskStepId,
    frameId: frameId as FrameId,
    title: 'proposal',
    before: before === null ? null : id(before),
    after: id(after),
    undone,
  });

  it('are given back to what was before, but for those that were drawn on since', async () => {
    const selected: string[] = [];
    const dropped: unknown[] = [];
    const takeMask = vi.fn();
    const show = vi.fn(async () => undefined);
    const study = {
      id: 'study' as StudyId,
      show,
      reel: { frame: { id: 'one' } },
      takeMask,
      editor: {
        dropAll: (frames: unknown) => dropped.push(frames),
        close: () => undefined,
        saver: { waitsFor: (frameId: string) => frameId === 'unsaved' },
        held: () => undefined,
      },
    } as unknown as Parameters<typeof takingOver>[0];
    const masks = takingOver(study, {
      masks: {
        history: async () => [version('old', 1)],
        steps: async () => [
          step('one', 'old', 'new-one'),
          step('two', null, 'new-two'),
          step('drawn', null, 'new-drawn'),
          step('drawn', 'new-drawn', 'stroke'),
          step('undone', null, 'older'),
          step('undone', 'older', 'new-undone', true),
          step('unsaved', null, 'new-unsaved'),
        ],
        select: async ({ frameId, maskVersionId, as }: Record<string, string | null>) => {
          selected.push(`${as} ${frameId} ${maskVersionId}`);
          return null;
        },
      },
    } as unknown as Parameters<typeof takingOver>[1]);
    const taken = ['one', 'two', 'drawn', 'undone', 'unsaved'].map((name) => ({
      frameId: name as FrameId,
      maskVersionId: id(`new-${name}`),
    }));
    expect(await masks.giveBack(taken)).toEqual([taken[1], taken[0]]);
    expect(selected).toEqual(['undo two null', 'undo one old']);
    // The frame on screen is shown with the mask it has again; no other is.
    expect([dropped, takeMask.mock.calls, show.mock.calls]).toEqual([
      [['two', 'one']],
      [['one', version('old', 1)]],
      [['one']],
    ]);
  });
});
