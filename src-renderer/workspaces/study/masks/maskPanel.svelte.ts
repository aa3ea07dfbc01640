import { createContext } from 'svelte';
import type { LabelMap } from '../../../../src-shared/domain/maskCodec.ts';
import type { App } from '../../shell/app.svelte.ts';
import type { Study } from '../study.svelte.ts';
import { HeadProbabilities, type ProbabilitySubject } from './headProbabilities.svelte.ts';
import { MaskImport } from './maskImport.svelte.ts';
import { Proposals } from './proposals.svelte.ts';
import { Proposing } from './proposing.svelte.ts';
import { QualityQueue } from './quality.svelte.ts';
import { takingOver } from './takingOver.ts';

export type MaskSection = 'look' | 'proposals' | 'exchange';

/** The masks of a study as a whole: those worth another look, those that are proposed, and their ways in and out. */
export class MaskPanel {
  readonly quality: QualityQueue;
  readonly proposals: Proposals;
  readonly proposing: Proposing;
  readonly probabilities: HeadProbabilities;
  readonly exchange: MaskImport;
  readonly #app: App;
  readonly #study: Study;
  #shown = $state(false);
  #section = $state<MaskSection>('look');

  constructor(app: App, study: Study) {
    this.#app = app;
    this.#study = study;
    const show = (frameId: Parameters<Study['show']>[0]): Promise<void> => study.show(frameId);
    this.quality = new QualityQueue({
      client: app.client,
      studyId: study.id,
      show,
      isSeen: () => this.#shown && this.#section === 'look',
    });
    this.proposals = new Proposals({
      client: app.client,
      media: app.media,
      studyId: study.id,
      show,
      seen: () => {
        const frameId = study.reel.picture?.frameId;
        return frameId !== undefined && frameId === study.reel.frame?.id ? frameId : null;
      },
      masks: takingOver(study, app.client),
      toasts: app.toasts,
    });
    this.proposing = new Proposing({ client: app.client, jobs: app.jobs, studyId: study.id });
    this.probabilities = new HeadProbabilities({ media: app.media, view: study.view });
    this.exchange = new MaskImport(
      app,
      study.id,
      () => study.reel.frames.find((frame) => frame.mask !== null)?.mask?.schemaId ?? null,
    );
  }

  /** Whether it is shown, in place of the findings. */
  get shown(): boolean {
    return this.#shown;
  }
  get section(): MaskSection {
    return this.#section;
  }
  /** The proposal that is being judged, while its frame is on screen. */
  get preview(): LabelMap | null {
    const shown = this.#shown && this.#section === 'proposals';
    const selected = this.proposals.selectedProposal;
    return shown && selected?.frameId === this.#study.reel.frame?.id ? this.proposals.map : null;
  }

  /**
   * What is asked how sure it is, about which frame: the source of the proposal that is judged, else the one that would
   * propose. null while frames run.
   */
  get probabilitySubject(): ProbabilitySubject | null {
    const { reel, glances } = this.#study;
    const { frame } = reel;
    if (frame === null || glances.running || this.proposing.sources === null) return null;
    const judged = this.proposals.selectedProposal;
    if (judged?.frameId !== frame.id) {
      const { source } = this.proposing;
      return source === null ? null : { frameId: frame.id, source };
    }
    const { source, schemaId } = judged;
    // One that is no longer listed is asked all the same: the answer says why it cannot.
    const untold = { active: false, figures: null, classes: [], calibration: null };
    return {
      frameId: frame.id,
      source: this.proposing.sourceOf(source.sha256) ?? { ...source, schemaId, ...untold },
    };
  }

  open(section: MaskSection = this.#section): void {
    this.#shown = true;
    this.#section = section;
    switch (section) {
      case 'look':
        void this.quality.want();
        return;
      case 'proposals':
        void this.proposals.want();
        void this.proposing.read();
        return;
      case 'exchange':
        return;
      default:
        section satisfies never;
    }
  }
  hide(): void {
    this.#shown = false;
  }

  /** Follows what changes; returns the disposer. */
  start(): () => void {
    const { changes } = this.#app;
    const disposers = [
      changes.listen(['masks', 'study', 'proposals'], (id, { frameId }) => {
        if (id !== null && id !== this.#study.id) return;
        this.quality.changed();
        this.proposals.changed(frameId ?? null);
      }),
      changes.listen(['mask-models', 'heads', 'backbones'], () => this.proposing.changed()),
    ];
    return () => {
      for (const dispose of disposers) dispose();
      this.quality.dispose();
      this.proposals.dispose();
      this.proposing.dispose();
      this.probabilities.follow(null);
      this.exchange.clear();
    };
  }
}

export const [getMaskPanel, setMaskPanel] = createContext<MaskPanel>();
