import { describe, expect, it, vi } from 'vitest';
import type { MaskProposal } from '../../../../src-shared/contract/segmentation.contract.ts';
import type {
  FrameId,
  MaskVersionId,
  ProposalId,
  SchemaId,
  Sha256,
  StudyId,
} from '../../../../src-shared/domain/ids.ts';
import { Toasts } from '../../../../src-renderer/workspaces/shell/toasts.svelte.ts';
import { Proposals } from '../../../../src-renderer/workspaces/study/masks/proposals.svelte.ts';
import type { TakenMask } from '../../../../src-renderer/workspaces/study/masks/takingOver.ts';

function proposal(name: string, confidence: number, frame = name): MaskProposal {
  return {
    id: name as ProposalId,
    frameId: `frame-${frame}` as FrameId,
    schemaId: 'schema' as SchemaId,
    state: 'open',
    confidence,
    segments: [],
    source: { kind: 'head', sha256: 'aa' as Sha256, name: 'head' },
    createdAt: '2026-11-23T10:00:00.000Z',
  };
}

/** A workstation with proposals of which some cannot be accepted, and a frame that is on screen. */
function bench(proposals: MaskProposal[], refused: string[] = []) {
  const calls: string[] = [];
  const given: (readonly TakenMask[])[] = [];
  const host = { seen: null as FrameId | null, changedSince: new Set<string>(), list: proposals };
  const toasts = new Toasts();
  const mark = (ids: ProposalId[], state: MaskProposal['state']): void => {
    host.list = host.list.map((one) => (ids.includes(one.id) ? { ...one, state } : one));
  };
  const subject = new Proposals({
    studyId: 'study' as StudyId,
    toasts,
    seen: () => host.seen,
    show: async (frameId) => {
      await Promise.resolve();
      host.seen = frameId;
    },
    media: { proposedMask: async () => ({ width: 1, height: 1, labels: new Uint8Array([1]) }) },
    masks: {
      settled: async () => undefined,
      take: async (masks) => void calls.push(`take ${masks.map(({ frameId }) => frameId).join(' ')}`),
      giveBack: async (masks) => {
        given.push(masks);
        return masks.filter(({ frameId }) => !host.changedSince.has(frameId));
      },
    },
    client: {
      segmentation: {
        proposals: async ({ frameIds }: { frameIds?: FrameId[] }) => {
          if (frameIds !== undefined) calls.push(`read ${frameIds.join(' ')}`);
          return host.list.filter(({ frameId }) => frameIds?.includes(frameId) ?? true);
        },
        accept: async ({ proposalIds }: { proposalIds: ProposalId[] }) => {
          calls.push(`accept ${proposalIds.length}`);
          const ids = proposalIds.filter((id) => !refused.includes(id));
          mark(ids, 'accepted');
          return {
            accepted: ids.map((id) => ({
              proposalId: id,
              frameId: host.list.find((one) => one.id === id)?.frameId,
              maskVersionId: `mask-${id}` as MaskVersionId,
            })),
            left: proposalIds
              .filter((id) => refused.includes(id))
              .map((id) => ({ proposalId: id, code: 'mask-changed', message: 'It was changed.' })),
          };
        },
        reject: async ({ proposalIds }: { proposalIds: ProposalId[] }) => {
          calls.push(`reject ${proposalIds.join(' ')}`);
          mark(proposalIds, 'rejected');
        },
        reopen: async ({ proposalIds }: { proposalIds: ProposalId[] }) => {
          calls.push(`reopen ${proposalIds.join(' ')}`);
          mark(proposalIds, 'open');
        },
      },
    } as unknown as ConstructorParameters<typeof Proposals>[0]['client'],
  });
  const undo = async (): Promise<void> => {
    toasts.list.find((toast) => toast.action?.title === 'Undo')?.action?.run();
    await new Promise((resolve) => setTimeout(resolve, 5));
  };
  return { proposals: subject, calls, given, host, toasts, undo };
}

const names = (proposals: Proposals): string[] => (proposals.list ?? []).map(({ id }) => id);

describe('proposals of masks', () => {
  it('are judged one after the other, the surest first', async () => {
    const { proposals, calls, host } = bench([
      proposal('low', 0.4),
      proposal('high', 0.9),
      proposal('mid', 0.7),
    ]);
    await proposals.step(1);
    expect([names(proposals), host.seen]).toEqual([['high', 'mid', 'low'], 'frame-high']);
    await proposals.acceptSelected();
    expect([proposals.selectedProposal?.id, host.seen]).toEqual(['mid', 'frame-mid']);
    await proposals.rejectSelected();
    expect([names(proposals), calls]).toEqual([['low'], ['accept 1', 'take frame-high', 'reject mid']]);
    expect(proposals.counts).toEqual({ open: 1, accepted: 1, rejected: 1 });
  });

  it('are not judged before frame and proposal are seen', async () => {
    const { proposals, calls, host } = bench([proposal('a', 0.9)]);
    await proposals.step(1);
    expect(proposals.canJudge).toBe(true);
    host.seen = 'frame-other' as FrameId;
    await proposals.acceptSelected();
    await proposals.rejectSelected();
    expect([proposals.canJudge, calls]).toEqual([false, []]);
  });

  it('are accepted together in parts, of a frame only the surest, and can be taken back by one undo', async () => {
    const many = Array.from({ length: 45 }, (_, i) => proposal(`p${i}`, 0.8));
    const { proposals, calls, given, undo } = bench([
      ...many,
      proposal('second', 0.85, 'p0'),
      proposal('low', 0.2),
    ]);
    await proposals.want();
    expect(proposals.above(0.8)).toHaveLength(45);
    await proposals.acceptAbove(0.8);
    expect(calls.filter((call) => call.startsWith('accept'))).toEqual(['accept 20', 'accept 20', 'accept 5']);
    expect(names(proposals).sort()).toEqual(['low', 'p0']);
    await undo();
    expect([given[0]?.length, proposals.counts.open]).toEqual([45, 47]);
  });

  it('stay accepted where their mask has been changed since', async () => {
    const { proposals, host, toasts, undo, calls } = bench([proposal('a', 0.9), proposal('b', 0.9)]);
    await proposals.want();
    await proposals.acceptAbove(0.5);
    host.changedSince.add('frame-a');
    await undo();
    // The undo itself opens it, so that a redo accepts it again.
    expect(calls.some((call) => call.startsWith('reopen'))).toBe(false);
    expect(proposals.counts).toEqual({ open: 1, accepted: 1, rejected: 0 });
    expect(toasts.list.at(-1)?.title).toBe('1 mask changed since: kept as it is');
  });

  it('tell of those that cannot be accepted, and leave them open', async () => {
    const { proposals, toasts } = bench([proposal('a', 0.9), proposal('b', 0.9)], ['b']);
    await proposals.want();
    await proposals.acceptAbove(0);
    expect(proposals.counts).toEqual({ open: 1, accepted: 1, rejected: 0 });
    expect(toasts.list.map(({ title, detail }) => [title, detail])).toEqual([
      ['1 proposal could not be accepted and stays open', 'It was changed.'],
      ['1 proposal accepted', undefined],
    ]);
  });

  it('can be stopped in between', async () => {
    const { proposals, calls } = bench(Array.from({ length: 60 }, (_, i) => proposal(`p${i}`, 0.8)));
    await proposals.want();
    const accepting = proposals.acceptAbove(0);
    await vi.waitFor(() => expect(proposals.working?.done).toBeGreaterThanOrEqual(0));
    proposals.stop();
    await accepting;
    expect([calls, proposals.counts.accepted, proposals.working]).toEqual([
      ['accept 20', expect.any(String)],
      20,
      null,
    ]);
  });

  it('drop an answer that does not know of a verdict yet', async () => {
    const { proposals, host } = bench([proposal('a', 0.9), proposal('b', 0.8)]);
    await proposals.step(1);
    const before = host.list;
    const late = proposals.read();
    host.list = before;
    await proposals.rejectSelected();
    await late;
    expect(names(proposals)).toEqual(['b']);
  });

  it('follow the mask of a frame by a look at that frame alone', async () => {
    const { proposals, host, calls } = bench([proposal('a', 0.9), proposal('b', 0.8)]);
    await proposals.want();
    await proposals.acceptAbove(0);
    calls.length = 0;
    // An undo elsewhere in the page: the workstation calls it open again.
    host.list = host.list.map((one) => (one.id === 'a' ? { ...one, state: 'open' } : one));
    proposals.changed('frame-a' as FrameId);
    proposals.changed('frame-of-no-proposal' as FrameId);
    await vi.waitFor(() => expect(proposals.counts.open).toBe(1));
    expect([names(proposals), calls]).toEqual([['a'], ['read frame-a']]);
    proposals.dispose();
  });
});
