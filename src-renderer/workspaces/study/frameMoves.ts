import type { FindingSummary, FramesPreview } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId, StudyId } from '../../../src-shared/domain/ids.ts';
import type { Client } from '../../lib/bridge.ts';
import { t } from '../../lib/words.ts';
import type { App } from '../shell/app.svelte.ts';
import type { Study } from './study.svelte.ts';
import type { MoveTarget } from './studyRecord.svelte.ts';

/** A study, or a patient who gets a new one. */
export type FramesTarget = { readonly studyId: StudyId } | MoveTarget;

type Moved = Awaited<ReturnType<Client['studies']['moveFrames']>>;

type MovesApp = Pick<App, 'client' | 'toasts' | 'attempt'>;
type MovesStudy = Pick<Study, 'id' | 'reel' | 'findings' | 'editor' | 'history' | 'opinions' | 'show'>;

export interface FrameMovePorts {
  /** Nothing is drawn any more on the frame on screen. */
  readonly leave: () => void;
  /** Reads the study again. */
  readonly changed: () => Promise<void>;
}

/** Where frames and findings were: the way back. */
interface Before {
  readonly frames: readonly { readonly id: FrameId; readonly position: number }[];
  readonly parted: readonly FindingSummary[];
}

/** Frames that are another patient's: to the right study, and back, or erased. */
export class FrameMoves {
  readonly #app: MovesApp;
  readonly #study: MovesStudy;
  readonly #ports: FrameMovePorts;

  constructor(app: MovesApp, study: MovesStudy, ports: FrameMovePorts) {
    this.#app = app;
    this.#study = study;
    this.#ports = ports;
  }

  /** What depends on frames, and on those that came in one file with them. */
  async preview(frameIds: readonly FrameId[]): Promise<FramesPreview> {
    await this.#settled();
    return this.#app.client.studies.framesPreview({ studyId: this.#study.id, frameIds: [...frameIds] });
  }

  /** The way back is offered, since a slip here mixes two people up. */
  move({ frameIds, parted }: FramesPreview, to: FramesTarget, name: string): Promise<boolean> {
    return this.#app.attempt(async () => {
      await this.#settled();
      const before: Before = {
        frames: frameIds.flatMap((id) => {
          const position = this.#study.reel.frameOf(id)?.position;
          return position === undefined ? [] : [{ id, position }];
        }),
        parted: this.#study.findings.all.filter(({ number }) => parted.includes(number)),
      };
      const moved = await this.#app.client.studies.moveFrames({
        studyId: this.#study.id,
        frames: frameIds.map((id) => ({ id })),
        to,
      });
      await this.#ports.changed();
      this.#app.toasts.show({
        tone: 'good',
        title: t('frames.moved', { count: frameIds.length, name }),
        action: { title: t('study.undo'), run: () => void this.#back(moved, before) },
      });
    });
  }

  /** For good. */
  erase({ frameIds, adapters, heads }: FramesPreview): Promise<boolean> {
    return this.#app.attempt(async () => {
      await this.#settled();
      await this.#app.client.studies.erase({
        subject: { kind: 'frames', id: this.#study.id, frameIds },
        adapters: adapters.map(({ id }) => id),
        heads: heads.map(({ id }) => id),
      });
      await this.#ports.changed();
      this.#app.toasts.show({ tone: 'quiet', title: t('erase.done') });
    });
  }

  /**
   * Frames are in this study no more: what was done to them is not undone from here.
   * @param at the place of the frame that was on screen
   */
  left(at: number): void {
    const { reel, history, opinions, editor, findings } = this.#study;
    history.clear();
    opinions.dismiss();
    void editor.readStepsAgain().catch((error: unknown) => this.#app.toasts.fail(error));
    if (reel.frame !== null) return;
    this.#ports.leave();
    const next = reel.frames[Math.min(Math.max(0, at), reel.frames.length - 1)];
    if (next !== undefined) void this.#study.show(next.id);
    else findings.select(null);
  }

  /** What was drawn is with the workstation. */
  #settled(): Promise<void> {
    return this.#study.editor.saver.settled();
  }

  #back({ studyId, made }: Moved, { frames, parted }: Before): Promise<boolean> {
    return this.#app.attempt(async () => {
      const { client } = this.#app;
      const to = { studyId: this.#study.id };
      await client.studies.moveFrames({ studyId, frames: [...frames], to, removeEmpty: made });
      await this.#ports.changed();
      const findings = parted.flatMap(({ id, frames: places, removed }) => {
        const revision = this.#study.findings.find(id)?.revision;
        return revision === undefined ? [] : [{ findingId: id, revision, frames: places, removed }];
      });
      if (findings.length > 0) {
        await client.review.arrange({ studyId: this.#study.id, findings });
        await this.#ports.changed();
      }
      const [first] = frames;
      if (first !== undefined) await this.#study.show(first.id);
    });
  }
}
