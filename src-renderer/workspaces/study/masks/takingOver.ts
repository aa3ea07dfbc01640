import type { FrameId, MaskVersionId, StudyId } from '../../../../src-shared/domain/ids.ts';
import type { Client } from '../../../lib/bridge.ts';
import type { Study } from '../study.svelte.ts';

/** A mask that the workstation has stored at the page's wish, without the page having drawn it. */
export interface TakenMask {
  readonly frameId: FrameId;
  readonly maskVersionId: MaskVersionId;
}

export interface MaskTaking {
  /** Resolves when nothing that was drawn on the frame is on its way any more. */
  readonly settled: (frameId: FrameId) => Promise<void>;
  /** Shows such masks, and takes the steps that they are over into the history. */
  readonly take: (masks: readonly TakenMask[]) => Promise<void>;
  /** Goes back to what was before each, the last first. Those that were drawn on since stay; answers the others. */
  readonly giveBack: (masks: readonly TakenMask[]) => Promise<readonly TakenMask[]>;
}

type TakingStudy = { readonly id: StudyId } & Pick<Study, 'editor' | 'reel' | 'show' | 'takeMask'>;
type TakingClient = { readonly masks: Pick<Client['masks'], 'history' | 'select' | 'steps'> };

export function takingOver(study: TakingStudy, client: TakingClient): MaskTaking {
  const { editor, reel } = study;

  async function reopen(masks: readonly TakenMask[], currentOf: (mask: TakenMask) => MaskVersionId | null) {
    const here = masks.findLast(({ frameId }) => frameId === reel.frame?.id);
    if (here !== undefined) {
      const versions = await client.masks.history({ frameId: here.frameId });
      const current = currentOf(here);
      study.takeMask(here.frameId, versions.find(({ id }) => id === current) ?? null);
    }
    // The rest follows with the notices of their changes.
    editor.dropAll(masks.map(({ frameId }) => frameId));
    if (here === undefined || here.frameId !== reel.frame?.id) return;
    editor.close();
    await study.show(here.frameId);
  }

  return {
    async settled(frameId) {
      await editor.held(frameId)?.head.saved;
    },
    take: (masks) => reopen(masks, ({ maskVersionId }) => maskVersionId),
    async giveBack(masks) {
      const steps = await client.masks.steps({ studyId: study.id });
      const back = new Map<TakenMask, MaskVersionId | null>();
      try {
        for (const mask of masks.toReversed()) {
          const { frameId, maskVersionId } = mask;
          const newest = steps.findLast((step) => step.frameId === frameId && !step.undone);
          if (newest?.after !== maskVersionId || editor.saver.waitsFor(frameId)) continue;
          await client.masks.select({ frameId, maskVersionId: newest.before, as: 'undo' });
          back.set(mask, newest.before);
        }
      } finally {
        if (back.size > 0) await reopen([...back.keys()], (mask) => back.get(mask) ?? null);
      }
      return [...back.keys()];
    },
  };
}
