import type { ClassId, FindingId, FrameId } from '../../../src-shared/domain/ids.ts';
import { t } from '../../lib/words.ts';
import type { App } from '../shell/app.svelte.ts';
import type { Findings } from './findings.svelte.ts';

export interface OpinionPorts {
  /** Runs what changes the reading, unless the study is signed. */
  readonly change: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly undo: () => void;
  /** The frame on screen; null: there is none. */
  readonly frameId: () => FrameId | null;
}

/** What a reader says of the selected finding with one key, and the note that offers to take it back. */
export class Opinions {
  readonly #app: Pick<App, 'toasts' | 'labelClass'>;
  readonly #findings: Findings;
  readonly #ports: OpinionPorts;
  #toast: number | null = null;

  constructor(app: Pick<App, 'toasts' | 'labelClass'>, findings: Findings, ports: OpinionPorts) {
    this.#app = app;
    this.#findings = findings;
    this.#ports = ports;
  }

  /** Gives the reader's class; null takes it back. */
  async label(classId: ClassId | null): Promise<void> {
    const code = classId === null ? null : (this.#app.labelClass(classId)?.code ?? '');
    await this.#give({ classId }, (number) =>
      code === null ? t('study.label-cleared', { number }) : t('study.labelled', { number, code }),
    );
  }

  /** The model's first choice becomes the reader's label. */
  async labelAsPredicted(): Promise<void> {
    const finding = this.#findings.selected;
    if (finding === null || this.#findings.isHidden(finding.id)) return;
    const first = this.#findings.prediction(finding.id)?.classes[0];
    if (first !== undefined) await this.label(first.classId);
  }

  /** Whether the reader would stand by the class. */
  async markUncertain(): Promise<void> {
    const uncertain = !(this.#findings.selected?.details.uncertain ?? false);
    await this.#give({ uncertain }, (number) =>
      uncertain ? t('study.now-uncertain', { number }) : t('study.now-certain', { number }),
    );
  }

  /** What the frame on screen shows of the finding: nothing said, its surface, a section. */
  async turnView(): Promise<void> {
    const finding = this.#findings.selected;
    const frameId = this.#ports.frameId();
    const seen = finding?.frames.find((frame) => frame.frameId === frameId);
    if (finding === null || seen === undefined) return;
    const views = [null, 'surface', 'section'] as const;
    const next = views[(views.indexOf(seen.view) + 1) % views.length] ?? null;
    await this.#ports.change(() => this.#findings.verbs.view(finding.id, seen.frameId, next));
  }

  /** It offers to undo what is no longer the last thing that was done. */
  dismiss(): void {
    if (this.#toast !== null) this.#app.toasts.dismiss(this.#toast);
    this.#toast = null;
  }

  async #give(
    opinion: { readonly classId?: ClassId | null; readonly uncertain?: boolean },
    said: (number: number) => string,
  ): Promise<void> {
    const finding = this.#findings.selected;
    if (finding === null) return;
    const blind = this.#isBlindTo(finding.id);
    await this.#ports.change(async () => {
      if (!(await this.#findings.verbs.label(finding.id, opinion, blind))) return;
      this.dismiss();
      this.#toast = this.#app.toasts.show({
        tone: 'quiet',
        title: said(finding.number),
        action: { title: t('study.undo'), run: this.#ports.undo },
      });
    });
  }

  /** Whether the reader decides without a prediction in sight. */
  #isBlindTo(findingId: FindingId): boolean {
    return this.#findings.isHidden(findingId) || this.#findings.prediction(findingId) === undefined;
  }
}
