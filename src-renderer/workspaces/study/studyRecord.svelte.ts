import type {
  ErasePreview,
  EraseSubject,
  StudySummary,
} from '../../../src-shared/contract/studies.contract.ts';
import type { PatientId, StudyId } from '../../../src-shared/domain/ids.ts';
import type { Client } from '../../lib/bridge.ts';
import { download } from '../../lib/download.ts';
import { language, t } from '../../lib/words.ts';
import type { App } from '../shell/app.svelte.ts';

export type ReportFormat = Parameters<Client['exports']['report']>[0]['format'];

export type MoveTarget =
  | { readonly patientId: PatientId }
  | { readonly name: string; readonly number: string; readonly birthDate: string | null };

type RecordApp = Pick<App, 'client' | 'media' | 'toasts' | 'navigation' | 'attempt'>;

export interface RecordPorts {
  /** Whose study it is, once it is read. */
  readonly patient: () => StudySummary['patient'] | null;
  /** Reads the study again. */
  readonly changed: () => Promise<void>;
}

/** What is done with a study as a record: reports of it, whose it is, and its end. */
export class StudyRecord {
  readonly #app: RecordApp;
  readonly #id: StudyId;
  readonly #ports: RecordPorts;
  #reporting = $state.raw<ReportFormat | null>(null);

  constructor(app: RecordApp, id: StudyId, ports: RecordPorts) {
    this.#app = app;
    this.#id = id;
    this.#ports = ports;
  }

  /** A report that is being made. */
  get reporting(): ReportFormat | null {
    return this.#reporting;
  }

  /**
   * Makes a report in the language of the page and hands it over as a file.
   * @param version of the signed readings; left out: the newest, or the reading as it is now
   */
  async report(format: ReportFormat, version: number | null = null): Promise<void> {
    this.#reporting = format;
    await this.#app.attempt(async () => {
      const { url, fileName } = await this.#ask(format, version);
      download(url, fileName);
    });
    this.#reporting = null;
  }

  /** The report as text, for the hospital's own system. */
  async copyText(): Promise<void> {
    this.#reporting = 'text';
    await this.#app.attempt(async () => {
      const { url } = await this.#ask('text', null);
      await navigator.clipboard.writeText(await this.#app.media.text(url));
      this.#app.toasts.show({ tone: 'good', title: t('record.copied') });
    });
    this.#reporting = null;
  }

  /** To another patient; the way back is offered, since a slip here mixes two people up. */
  async move(to: MoveTarget, name: string): Promise<boolean> {
    const from = this.#ports.patient();
    return this.#app.attempt(async () => {
      await this.#app.client.studies.move({ studyId: this.#id, to });
      await this.#ports.changed();
      this.#app.toasts.show({
        tone: 'good',
        title: t('move.done', { name }),
        ...(from === null
          ? {}
          : {
              action: {
                title: t('study.undo'),
                run: () => void this.move({ patientId: from.id }, from.code),
              },
            }),
      });
    });
  }

  async erasePreview(subject: EraseSubject): Promise<ErasePreview> {
    return this.#app.client.studies.erasePreview(subject);
  }

  async erase(subject: EraseSubject, preview: ErasePreview): Promise<boolean> {
    return this.#app.attempt(async () => {
      const adapters = preview.adapters.map((adapter) => adapter.id);
      const heads = preview.heads.map((head) => head.id);
      await this.#app.client.studies.erase({ subject, adapters, heads });
      this.#app.toasts.show({ tone: 'quiet', title: t('erase.done') });
      this.#app.navigation.forgetStudy(this.#id);
    });
  }

  #ask(format: ReportFormat, version: number | null): Promise<{ url: string; fileName: string }> {
    return this.#app.client.exports.report({ studyId: this.#id, format, version, language: language() });
  }
}
