import type {
  ErasePreview,
  EraseSubject,
  StudySummary,
} from '../../../src-shared/contract/studies.contract.ts';
import type { PatientId, StudyId } from '../../../src-shared/domain/ids.ts';
import { download } from '../../lib/download.ts';
import type { App } from '../shell/app.svelte.ts';

export type MoveTarget =
  | { readonly patientId: PatientId }
  | { readonly name: string; readonly number: string; readonly birthDate: string | null };

type RecordApp = Pick<App, 'client' | 'toasts' | 'navigation' | 'attempt'>;

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
  #reporting = $state.raw<'pdf' | 'csv' | null>(null);

  constructor(app: RecordApp, id: StudyId, ports: RecordPorts) {
    this.#app = app;
    this.#id = id;
    this.#ports = ports;
  }

  /** A report that is being made. */
  get reporting(): 'pdf' | 'csv' | null {
    return this.#reporting;
  }

  async report(format: 'pdf' | 'csv'): Promise<void> {
    this.#reporting = format;
    await this.#app.attempt(async () => {
      const { url, fileName } = await this.#app.client.exports.report({ studyId: this.#id, format });
      download(url, fileName);
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
        title: `Moved to ${name}`,
        ...(from === null
          ? {}
          : { action: { title: 'Undo', run: () => void this.move({ patientId: from.id }, from.code) } }),
      });
    });
  }

  async erasePreview(subject: EraseSubject): Promise<ErasePreview> {
    return this.#app.client.studies.erasePreview(subject);
  }

  async erase(subject: EraseSubject, preview: ErasePreview): Promise<boolean> {
    return this.#app.attempt(async () => {
      const adapters = preview.adapters.map((adapter) => adapter.id);
      await this.#app.client.studies.erase({ subject, adapters });
      this.#app.toasts.show({ tone: 'quiet', title: 'Erased' });
      this.#app.navigation.forgetStudy(this.#id);
    });
  }
}
