import type { ImportReport, MaskMapping } from '../../../src-shared/contract/imports.contract.ts';
import type { JobId } from '../../../src-shared/domain/ids.ts';
import type { Job } from '../../../src-shared/contract/jobs.contract.ts';
import { isAbort, toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import type { Picked } from '../../lib/picked.ts';
import { inParallel } from '../../lib/timing.ts';
import { t } from '../../lib/words.ts';
import type { App } from '../shell/app.svelte.ts';
import { isTable } from './collect.ts';
import { peekManifest, peekMasks } from './peek.ts';
import type { ManifestPeek, MaskPeek } from './peek.ts';

type ImporterApp = Pick<App, 'client' | 'media' | 'jobs'>;

/** How mask values become classes, as it stands in the form. */
export interface MaskForm {
  readonly kind: 'automatic' | 'values' | 'threshold';
  readonly values: readonly { readonly value: number; readonly code: string }[];
  readonly threshold: number;
  readonly code: string;
  readonly single: boolean;
}

export type ImportStep =
  | { readonly at: 'empty' }
  | { readonly at: 'looking' }
  | { readonly at: 'ready' }
  | { readonly at: 'sending'; readonly sent: number; readonly total: number }
  | { readonly at: 'importing'; readonly jobId: JobId }
  | { readonly at: 'over'; readonly report: ImportReport; readonly cancelled: boolean };

const lanes = 4;
const emptyForm: MaskForm = { kind: 'automatic', values: [], threshold: 127, code: 'region', single: false };

/** One delivery of frames, from what was dropped to the report. */
export class Importer {
  readonly #app: ImporterApp;
  #step = $state.raw<ImportStep>({ at: 'empty' });
  #picked = $state.raw<readonly Picked[]>([]);
  #manifest = $state.raw<string | null>(null);
  #manifestPeek = $state.raw<ManifestPeek | null>(null);
  #maskPeek = $state.raw<MaskPeek | null>(null);
  #form = $state.raw<MaskForm>(emptyForm);
  #schema = $state.raw<string | null>(null);
  #failure = $state.raw<Failure | null>(null);
  #abort: AbortController | null = null;

  constructor(app: ImporterApp) {
    this.#app = app;
  }

  get step(): ImportStep {
    return this.#step;
  }
  get manifest(): string | null {
    return this.#manifest;
  }
  get tables(): readonly string[] {
    return this.#picked.map(({ path }) => path).filter(isTable);
  }
  get pictures(): number {
    return this.#picked.filter(({ path }) => !isTable(path)).length;
  }
  get bytes(): number {
    return this.#picked.reduce((sum, { file }) => sum + file.size, 0);
  }
  get manifestPeek(): ManifestPeek | null {
    return this.#manifestPeek;
  }
  get maskPeek(): MaskPeek | null {
    return this.#maskPeek;
  }
  get form(): MaskForm {
    return this.#form;
  }
  /** The finding schema the manifest's labels belong to, by name; null: made from them. */
  get schema(): string | null {
    return this.#schema;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Whether the form says what each mask value is. */
  get complete(): boolean {
    const { kind, values, threshold, code } = this.#form;
    if (this.pictures === 0) return false;
    if (kind === 'threshold') return Number.isInteger(threshold) && threshold >= 1 && code.trim() !== '';
    return kind !== 'values' || (values.length > 0 && values.every((one) => one.code.trim() !== ''));
  }
  get job(): Job | undefined {
    return this.#step.at === 'importing' ? this.#app.jobs.get(this.#step.jobId) : undefined;
  }

  chooseSchema(name: string | null): void {
    this.#schema = name;
  }
  changeForm(change: Partial<MaskForm>): void {
    this.#form = { ...this.#form, ...change };
  }

  /** Adds to the delivery; a path that is already in it is replaced. */
  async pick(collect: () => Promise<readonly Picked[]> | readonly Picked[]): Promise<void> {
    const fresh = this.#step.at === 'empty' || this.#step.at === 'over';
    if (!fresh && this.#step.at !== 'ready') return;
    this.#failure = null;
    this.#step = { at: 'looking' };
    try {
      const added = await collect();
      const all = new Map((fresh ? [] : this.#picked).map((one) => [one.path, one]));
      for (const one of added) all.set(one.path, one);
      this.#picked = [...all.values()];
      if (this.#picked.length === 0) {
        this.#step = { at: 'empty' };
        return;
      }
      await this.chooseManifest(this.tables.length === 1 ? (this.tables[0] ?? null) : null);
      this.#step = { at: 'ready' };
    } catch (error) {
      this.#failure = toFailure(error);
      this.#step = this.#picked.length > 0 ? { at: 'ready' } : { at: 'empty' };
    }
  }

  /** The table that tells masks, patients and labels; null: pictures alone. */
  async chooseManifest(path: string | null): Promise<void> {
    this.#manifest = path;
    this.#manifestPeek = null;
    this.#maskPeek = null;
    this.#form = emptyForm;
    const table = this.#picked.find((one) => one.path === path);
    if (path === null || table === undefined) return;
    const peek = await peekManifest(table.file);
    this.#manifestPeek = peek;
    if (peek.masks.length === 0) return;
    this.#maskPeek = await peekMasks(path, peek.masks, this.#picked);
    this.#form = proposal(this.#maskPeek);
  }

  async start(): Promise<void> {
    if (this.#step.at !== 'ready') return;
    const abort = new AbortController();
    this.#abort = abort;
    this.#failure = null;
    try {
      const files = this.#picked.filter(({ path }) => !isTable(path) || path === this.#manifest);
      this.#step = { at: 'sending', sent: 0, total: files.length };
      const { trayId } = await this.#app.client.imports.openTray();
      let sent = 0;
      await inParallel(files, lanes, async ({ path, file }) => {
        await this.#app.media.putIntoTray(trayId, path, file, abort.signal);
        sent++;
        this.#step = { at: 'sending', sent, total: files.length };
      });
      const { jobId } = await this.#app.client.imports.startTray({
        trayId,
        manifest: this.#manifest,
        options: {
          masks: mappingOf(this.#form),
          schema: this.#schema,
          singleMaskClass: this.#form.single,
        },
      });
      this.#step = { at: 'importing', jobId };
      const job = await this.#app.jobs.ended(jobId);
      if (job.state === 'failed' && job.error !== null) this.#failure = job.error;
      const report = await this.#app.client.imports.report({ jobId });
      this.#step = { at: 'over', report, cancelled: job.state === 'cancelled' };
      this.#picked = [];
    } catch (error) {
      if (!isAbort(error)) this.#failure = toFailure(error);
      this.#step = { at: 'ready' };
    } finally {
      this.#abort = null;
    }
  }

  async cancel(): Promise<void> {
    this.#abort?.abort();
    if (this.#step.at === 'importing') await this.#app.jobs.cancel(this.#step.jobId);
  }

  /** An empty panel again. */
  clear(): void {
    this.#picked = [];
    this.#manifest = null;
    this.#manifestPeek = null;
    this.#maskPeek = null;
    this.#form = emptyForm;
    this.#failure = null;
    this.#step = { at: 'empty' };
  }
}

/** What the masks themselves suggest. */
function proposal(peek: MaskPeek): MaskForm {
  switch (peek.kind) {
    case 'lossy':
      return { ...emptyForm, kind: 'threshold' };
    case 'values':
      return peek.values.length > 2
        ? {
            ...emptyForm,
            kind: 'values',
            values: peek.values.map((value) => ({
              value,
              code: value === 0 ? 'background' : `class-${value}`,
            })),
          }
        : emptyForm;
    case 'coloured':
    case 'unreadable':
      return emptyForm;
    default:
      return peek.kind satisfies never;
  }
}

export function mappingOf(form: MaskForm): MaskMapping | null {
  switch (form.kind) {
    case 'automatic':
      return null;
    case 'threshold':
      return { kind: 'threshold', threshold: form.threshold, code: form.code.trim() };
    case 'values':
      return {
        kind: 'values',
        values: form.values.map(({ value, code }) => ({ value, code: code.trim() })),
      };
    default:
      return form.kind satisfies never;
  }
}

/** The report as text, for a message to whoever made the delivery. */
export function reportText(report: ImportReport): string {
  return [
    t('import.report.imported', { number: report.imported }),
    t('import.report.already', { number: report.duplicates }),
    t('import.report.refused', { number: report.refused.length }),
    ...report.notes,
    ...report.refused.map(({ file, message, remedy }) => `${file}\t${message}\t${remedy}`),
  ].join('\n');
}
