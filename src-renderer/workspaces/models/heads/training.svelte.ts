import type { LabelSchema } from '../../../../src-shared/contract/schemas.contract.ts';
import type { StudySummary } from '../../../../src-shared/contract/studies.contract.ts';
import type { Material, StudyMaterial } from '../../../../src-shared/domain/headMaterial.ts';
import type { HeadId, SchemaId, StudyId } from '../../../../src-shared/domain/ids.ts';
import { toFailure } from '../../../lib/failure.ts';
import type { Failure } from '../../../lib/failure.ts';
import { t } from '../../../lib/words.ts';
import type { App } from '../../shell/app.svelte.ts';
import { materialObstacle, materialOf, MaterialReader, materialWarnings } from './material.svelte.ts';

type TrainingApp = Pick<App, 'client' | 'schemas'>;

const longestName = 120;
const largestSeed = 0xff_ff_ff_ff;

/** A study that can be chosen, and what it has. */
export type ChoosableStudy = StudyMaterial & { readonly study: StudySummary };

const nothing = { studies: [] };

/** What a person asks a new head to be trained on. */
export class Training {
  readonly #app: TrainingApp;
  readonly #onStarted: (headId: HeadId) => Promise<void>;
  readonly reader: MaterialReader;
  #name = $state('');
  #schemaId = $state.raw<SchemaId | null>(null);
  #chosenOnly = $state(false);
  #chosen = $state.raw<ReadonlySet<StudyId>>(new Set());
  #seed = $state('1');
  #starting = $state(false);
  #failure = $state.raw<Failure | null>(null);

  constructor(app: TrainingApp, onStarted: (headId: HeadId) => Promise<void>) {
    this.#app = app;
    this.#onStarted = onStarted;
    this.reader = new MaterialReader(app.client);
  }

  get name(): string {
    return this.#name;
  }
  get seed(): string {
    return this.#seed;
  }
  get chosenOnly(): boolean {
    return this.#chosenOnly;
  }
  get chosen(): ReadonlySet<StudyId> {
    return this.#chosen;
  }
  get starting(): boolean {
    return this.#starting;
  }
  /** Why the start was refused. */
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Mask schemas, newest first. */
  get schemas(): readonly LabelSchema[] {
    return this.#app.schemas.filter(({ kind }) => kind === 'mask').toReversed();
  }
  /** The one that is chosen, else the one with the most masks. */
  get schema(): LabelSchema | null {
    const { schemas } = this;
    const chosen = schemas.find(({ id }) => id === this.#schemaId);
    if (chosen !== undefined) return chosen;
    const frames = ({ id }: LabelSchema): number => this.reader.of(id)?.frames ?? 0;
    return schemas.toSorted((a, b) => frames(b) - frames(a))[0] ?? null;
  }
  /** Those with masks of the schema. */
  get studies(): readonly ChoosableStudy[] {
    const material = this.schema === null ? null : this.reader.of(this.schema.id);
    const found = new Map(material?.studies.map((one) => [one.studyId, one]));
    return this.reader.studies.flatMap((study) => {
      const one = found.get(study.id);
      return one === undefined ? [] : [{ ...one, study }];
    });
  }
  /** Null: not counted yet, or there is no schema. */
  get material(): Material | null {
    const { schema } = this;
    if (schema === null || !this.reader.read) return null;
    return materialOf(this.reader.of(schema.id) ?? nothing, this.#chosenOnly ? this.#chosen : null);
  }
  /** Of the data; null: it can be trained on. */
  get dataObstacle(): string | null {
    const { material } = this;
    if (this.schema === null) return t('heads.form.no-schema');
    if (material === null) return null;
    if (this.#chosenOnly && this.#chosen.size === 0) return t('heads.form.none-chosen');
    return materialObstacle(material);
  }
  get warnings(): string[] {
    const { material } = this;
    return material === null || this.dataObstacle !== null ? [] : materialWarnings(material);
  }
  get nameComplaint(): string {
    const length = this.#name.trim().length;
    return length > longestName ? t('models.field.longest', { longest: longestName }) : '';
  }
  get seedComplaint(): string {
    const seed = Number(this.#seed.trim());
    const fits = this.#seed.trim() !== '' && Number.isInteger(seed) && seed >= 0 && seed <= largestSeed;
    return fits ? '' : t('models.field.whole', { least: '0', most: String(largestSeed) });
  }
  /** What keeps it from being started, in words; null: nothing. */
  get obstacle(): string | null {
    if (this.dataObstacle !== null) return this.dataObstacle;
    if (this.reader.failure !== null) return t('heads.form.not-counted');
    if (this.material === null) return t('heads.counting');
    if (this.#name.trim() === '') return t('heads.form.needs-name');
    if (this.nameComplaint !== '') return t('heads.form.correct-name', { why: this.nameComplaint });
    if (this.seedComplaint !== '') return t('heads.form.correct-seed', { why: this.seedComplaint });
    return null;
  }

  /** Counts what there is; what stands in the form stays. */
  async open(): Promise<void> {
    this.#failure = null;
    await this.reader.count();
  }

  rename(text: string): void {
    this.#name = text;
  }
  /** Studies that were chosen for another schema are not meant for this one. */
  chooseSchema(schemaId: SchemaId): void {
    if (schemaId !== this.schema?.id) this.#chosen = new Set();
    this.#schemaId = schemaId;
  }
  chooseOnly(chosenOnly: boolean): void {
    this.#chosenOnly = chosenOnly;
  }
  chooseStudy(studyId: StudyId, chosen: boolean): void {
    const next = new Set(this.#chosen);
    if (chosen) next.add(studyId);
    else next.delete(studyId);
    this.#chosen = next;
  }
  chooseAll(chosen: boolean): void {
    this.#chosen = new Set(chosen ? this.studies.map(({ study }) => study.id) : []);
  }
  setSeed(text: string): void {
    this.#seed = text;
  }

  async start(): Promise<void> {
    const { schema } = this;
    if (this.obstacle !== null || schema === null || this.#starting) return;
    this.#starting = true;
    this.#failure = null;
    try {
      const { headId } = await this.#app.client.segmentation.train({
        name: this.#name.trim(),
        maskSchemaId: schema.id,
        studyIds: this.#chosenOnly ? [...this.#chosen] : null,
        seed: Number(this.#seed),
      });
      this.#name = '';
      await this.#onStarted(headId);
    } catch (error) {
      this.#failure = toFailure(error);
    }
    this.#starting = false;
  }
}
