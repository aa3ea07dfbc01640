import type { Job } from '../../../../src-shared/contract/jobs.contract.ts';
import type { MaskImportReport } from '../../../../src-shared/contract/masks.contract.ts';
import type { ClassId, JobId, SchemaId, StudyId } from '../../../../src-shared/domain/ids.ts';
import { isAbort, toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import type { Picked } from '../../../lib/picked.ts';
import { debounced, inParallel } from '../../../lib/timing.ts';
import type { App } from '../../shell/app.svelte.ts';
import { formFor, joined, mappingOf, obstacle } from './importMapping.ts';
import type { Inspection, MappingForm, Replace, Target } from './importMapping.ts';

export type MaskImportApp = Pick<App, 'client' | 'media' | 'jobs' | 'schemas'>;

export type MaskImportStep =
  | { readonly at: 'empty' }
  | { readonly at: 'sending'; readonly done: number; readonly total: number }
  | { readonly at: 'looking'; readonly done: number; readonly total: number }
  /** The files are there, and nothing can be made of them as they are. */
  | { readonly at: 'refused' }
  | { readonly at: 'ready'; readonly inspection: Inspection; readonly form: MappingForm }
  | { readonly at: 'importing'; readonly jobId: JobId }
  | { readonly at: 'over'; readonly report: MaskImportReport; readonly cancelled: boolean };

const lanes = 4;
const rest = 500;

/** One delivery of masks for a study: files, what would become of each, what their values mean, and the report. */
export class MaskImport {
  readonly #app: MaskImportApp;
  readonly #studyId: StudyId;
  readonly #usual: () => SchemaId | null;
  #step = $state.raw<MaskImportStep>({ at: 'empty' });
  #failure = $state.raw<Failure | null>(null);
  #replace = $state<Replace>('never');
  #schemaId = $state.raw<SchemaId | null>(null);
  #from = $state('');
  #to = $state('');
  #files = $state.raw<readonly Picked[]>([]);
  #said = new Map<number, Target>();
  #trayId: string | null = null;
  #abort: AbortController | null = null;
  readonly #lookSoon = debounced(rest, () => void this.#lookAgain());

  /** @param usual the mask schema that the study's masks are of; null: none has a mask */
  constructor(app: MaskImportApp, studyId: StudyId, usual: () => SchemaId | null) {
    this.#app = app;
    this.#studyId = studyId;
    this.#usual = usual;
  }

  get step(): MaskImportStep {
    return this.#step;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  get replace(): Replace {
    return this.#replace;
  }
  get files(): readonly Picked[] {
    return this.#files;
  }
  /** The mask schema whose classes the values become; null: there is none. */
  get schemaId(): SchemaId | null {
    const any = this.#app.schemas.find((schema) => schema.kind === 'mask')?.id ?? null;
    return this.#schemaId ?? this.#usual() ?? any;
  }
  /** The ending of a file's name, and what it has to be to be the frame's. */
  get rename(): { readonly from: string; readonly to: string } {
    return { from: this.#from, to: this.#to };
  }
  get job(): Job | undefined {
    return this.#step.at === 'importing' ? this.#app.jobs.get(this.#step.jobId) : undefined;
  }
  /** Files can be chosen now. */
  get idle(): boolean {
    return ['empty', 'refused', 'ready', 'over'].includes(this.#step.at);
  }
  /** What keeps it from being imported, in words; null: nothing. */
  get obstacle(): string | null {
    return this.#step.at === 'ready' ? obstacle(this.#step.form, this.#step.inspection) : null;
  }

  chooseReplace(replace: Replace): void {
    this.#replace = replace;
  }
  changeForm(change: Partial<Omit<MappingForm, 'targets'>>): void {
    if (this.#step.at === 'ready') {
      this.#step = { ...this.#step, form: { ...this.#step.form, ...change } };
    }
  }
  /** What a value, or a category, becomes. */
  say(value: number, to: Target): void {
    this.#said.set(value, to);
    if (this.#step.at !== 'ready') return;
    const targets = new Map(this.#step.form.targets).set(value, to);
    this.#step = { ...this.#step, form: { ...this.#step.form, targets } };
  }
  async chooseSchema(schemaId: SchemaId): Promise<void> {
    this.#schemaId = schemaId;
    // Classes of another schema are not on offer any more.
    this.#said.clear();
    await this.#lookAgain();
  }
  changeRename(change: { readonly from?: string; readonly to?: string }): void {
    this.#from = change.from ?? this.#from;
    this.#to = change.to ?? this.#to;
    this.#lookSoon();
  }

  /** Sends files and looks at them; those of a delivery that is not imported yet stay in it. */
  async pick(collect: () => Promise<readonly Picked[]> | readonly Picked[]): Promise<void> {
    if (!this.idle) return;
    if (this.#step.at === 'over') this.clear();
    const abort = this.#begin();
    try {
      this.#step = { at: 'sending', done: 0, total: 0 };
      const added = await collect();
      const all = new Map([...this.#files, ...added].map((one) => [one.path, one]));
      if (all.size === 0) {
        this.#step = { at: 'empty' };
        return;
      }
      this.#trayId ??= (await this.#app.client.imports.openTray()).trayId;
      await this.#send(this.#trayId, added, abort.signal);
      this.#files = [...all.values()];
      await this.#look(abort.signal);
    } catch (error) {
      if (this.#abort === abort) this.#stopped(error);
    }
  }

  async start(): Promise<void> {
    if (this.#step.at !== 'ready' || this.#trayId === null) return;
    const ready = this.#step;
    const mapping = mappingOf(ready.form, ready.inspection);
    if (mapping === null) return;
    this.#failure = null;
    this.#lookSoon.cancel();
    try {
      const { jobId } = await this.#app.client.masks.startImport({
        trayId: this.#trayId,
        studyId: this.#studyId,
        mapping,
        rename: this.#rule(),
        replace: this.#replace,
      });
      // From here on the tray is the job's.
      this.#trayId = null;
      this.#step = { at: 'importing', jobId };
      const job = await this.#app.jobs.ended(jobId);
      if (job.state === 'failed') this.#failure = job.error;
      const report = await this.#app.client.masks.importReport({ jobId });
      this.#step = { at: 'over', report, cancelled: job.state === 'cancelled' };
    } catch (error) {
      this.#failure = toFailure(error);
      this.#step = this.#trayId === null ? { at: 'empty' } : ready;
    } finally {
      if (this.#trayId === null) this.#forget();
    }
  }

  async cancel(): Promise<void> {
    this.#abort?.abort();
    if (this.#step.at === 'importing') await this.#app.jobs.cancel(this.#step.jobId);
  }

  /** An empty form again. */
  clear(): void {
    this.#abort?.abort();
    this.#abort = null;
    this.#lookSoon.cancel();
    this.#forget();
    this.#trayId = null;
    this.#failure = null;
    this.#step = { at: 'empty' };
  }

  #forget(): void {
    this.#files = [];
    this.#said.clear();
  }

  #begin(): AbortController {
    this.#abort?.abort();
    this.#abort = new AbortController();
    this.#failure = null;
    return this.#abort;
  }

  #rule(): { from: string; to: string } | null {
    return this.#from === '' ? null : { from: this.#from, to: this.#to };
  }

  async #send(trayId: string, files: readonly Picked[], signal: AbortSignal): Promise<void> {
    let done = 0;
    this.#step = { at: 'sending', done, total: files.length };
    await inParallel(files, lanes, async ({ path, file }) => {
      await this.#app.media.putIntoTray(trayId, path, file, signal);
      signal.throwIfAborted();
      this.#step = { at: 'sending', done: ++done, total: files.length };
    });
  }

  async #lookAgain(): Promise<void> {
    if (this.#trayId === null || !['ready', 'refused', 'looking'].includes(this.#step.at)) return;
    const abort = this.#begin();
    try {
      await this.#look(abort.signal);
    } catch (error) {
      if (this.#abort === abort) this.#stopped(error);
    }
  }

  async #look(signal: AbortSignal): Promise<void> {
    const trayId = this.#trayId;
    if (trayId === null) return;
    this.#step = { at: 'looking', done: 0, total: this.#files.length };
    let inspection: Inspection | null = null;
    for (let offset: number | null = 0; offset !== null;) {
      const page = await this.#app.client.masks.inspectImport({
        trayId,
        studyId: this.#studyId,
        schemaId: this.schemaId,
        rename: this.#rule(),
        offset,
      });
      signal.throwIfAborted();
      inspection = joined(inspection, page);
      this.#step = { at: 'looking', done: inspection.files.length, total: page.total };
      offset = page.next;
    }
    if (inspection === null) return;
    const form = formFor(inspection, this.#said, this.#onlyClass());
    this.#step = { at: 'ready', inspection, form };
  }

  /** The schema's class, where it has but one. */
  #onlyClass(): ClassId | null {
    const classes = this.#app.schemas.find((schema) => schema.id === this.schemaId)?.classes ?? [];
    return classes.length === 1 ? (classes[0]?.id ?? null) : null;
  }

  #stopped(error: unknown): void {
    if (!isAbort(error)) this.#failure = toFailure(error);
    if (this.#step.at === 'sending') {
      // A tray with half a delivery in it is left alone: the next one must not get what was given up.
      this.#trayId = null;
      this.#forget();
    }
    this.#step = this.#files.length > 0 ? { at: 'refused' } : { at: 'empty' };
  }
}
