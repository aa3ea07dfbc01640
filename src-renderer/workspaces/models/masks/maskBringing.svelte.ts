import type {
  MaskModelFact,
  MaskModelProposal,
} from '../../../../src-shared/contract/maskModels.contract.ts';
import type { ClassId, JobId, SchemaId } from '../../../../src-shared/domain/ids.ts';
import type { ModelClass, StatedMaskModel } from '../../../../src-shared/domain/maskModelCard.ts';
import type { Client } from '../../../lib/bridge.ts';
import { t } from '../../../lib/words.ts';
import { Entries, formObstacle } from '../entries.svelte.ts';
import { readForm } from '../forms.ts';
import { TrayRoad } from '../trayRoad.svelte.ts';
import { isPlain, maskFactForms, maskFactOrder, maskFactTitles, plainNumber, statedOf } from './maskFacts.ts';
import type { MaskFactName, PlainFactName } from './maskFacts.ts';

export type ImportedModel = Awaited<ReturnType<Client['maskModels']['imported']>>;

/** What a channel stands for; undefined: nobody has said. */
export interface ChannelRow {
  readonly index: number;
  readonly classId: ClassId | null | undefined;
}

const largestIndex = 65_535;

/** A mask model on its way in. What its channels stand for is stated by a person, or not at all. */
export class MaskBringing extends TrayRoad<MaskModelProposal, ImportedModel> {
  readonly #entries = new Entries<PlainFactName>((name, entry) => readForm(maskFactForms[name], entry));
  #onceOpen = $state.raw<ReadonlySet<MaskFactName>>(new Set());
  #schemaId = $state.raw<SchemaId | null>(null);
  #classes = $state.raw<ReadonlyMap<number, ClassId | null>>(new Map());
  /** Numbers that a person has added, where the file does not tell how many there are. */
  #numbers = $state.raw<readonly number[]>([]);

  get schemaId(): SchemaId | null {
    return this.#schemaId;
  }
  /** Whether rows can be added: the file does not tell how many classes there are. */
  get countOpen(): boolean {
    return this.proposal !== null && this.#channels(this.proposal) === null;
  }
  get rows(): readonly ChannelRow[] {
    const { proposal } = this;
    const channels = proposal === null ? 0 : this.#channels(proposal);
    const indices = channels === null ? this.#numbers : Array.from({ length: channels }, (_, i) => i);
    return indices.map((index) => ({ index, classId: this.#classes.get(index) }));
  }
  /** What is wrong with what stands in the rows; empty: nothing, or it is not complete yet. */
  get classComplaint(): string {
    const { rows } = this;
    if (rows.length === 0 || rows.some(({ classId }) => classId === undefined)) return '';
    return rows.every(({ classId }) => classId === null) ? t('mask-models.no-class') : '';
  }
  /** The classes, as far as they can be sent; undefined: not all is said, or not so that it can be. */
  get #complete(): ModelClass[] | undefined {
    const { rows } = this;
    if (this.#schemaId === null || rows.length === 0 || this.classComplaint !== '') return undefined;
    const said = rows.flatMap(({ index, classId }) => (classId === undefined ? [] : [{ index, classId }]));
    return said.length === rows.length ? said : undefined;
  }

  wasOpen(name: MaskFactName): boolean {
    return this.#onceOpen.has(name);
  }
  isStated(name: MaskFactName): boolean {
    if (isPlain(name)) return this.#entries.has(name);
    return name === 'schemaId' ? this.#schemaId !== null : this.#classes.size > 0;
  }
  entry(fact: Pick<MaskModelFact, 'value'> & { readonly name: PlainFactName }): string {
    const { name, value } = fact;
    if (name === 'scale' && typeof value === 'number' && !this.#entries.has(name)) return plainNumber(value);
    return this.#entries.of(fact);
  }
  complaint(name: MaskFactName): string {
    if (isPlain(name)) return this.#entries.complaint(name);
    return name === 'classes' ? this.classComplaint : '';
  }

  state(name: PlainFactName, entry: string): void {
    this.stateAll([[name, entry]]);
  }
  stateAll(changes: readonly (readonly [name: PlainFactName, entry: string])[]): void {
    this.#entries.set(changes);
    this.changed();
  }
  takeBack(name: MaskFactName): void {
    if (isPlain(name)) this.#entries.takeBack(name);
    else {
      this.#classes = new Map();
      if (name === 'schemaId') this.#schemaId = null;
    }
    this.changed();
  }
  /** Classes of another schema are no classes of this one. */
  chooseSchema(schemaId: SchemaId): void {
    if (schemaId === this.#schemaId) return;
    this.#schemaId = schemaId;
    this.#classes = new Map();
    this.changed();
  }
  /** @param classId null: background */
  chooseClass(index: number, classId: ClassId | null): void {
    this.#classes = new Map(this.#classes).set(index, classId);
    this.changed();
  }
  /** The first is background, the others are the classes as the schema has them; what is beyond stays unsaid. */
  fillInOrder(classIds: readonly ClassId[]): void {
    const said = new Map<number, ClassId | null>();
    this.rows.forEach(({ index }, i) => {
      const classId = i === 0 ? null : classIds[i - 1];
      if (classId !== undefined) said.set(index, classId);
    });
    this.#classes = said;
    this.changed();
  }
  /** @returns what is wrong with the number; empty: it was added */
  addNumber(text: string): string {
    const index = Number(text.trim());
    if (text.trim() === '' || !Number.isInteger(index) || index < 0 || index > largestIndex) {
      return t('models.field.whole', { least: '0', most: String(largestIndex) });
    }
    if (this.#numbers.includes(index)) return t('mask-models.number-there', { index: String(index) });
    this.#numbers = [...this.#numbers, index].sort((a, b) => a - b);
    this.changed();
    return '';
  }
  removeNumber(index: number): void {
    this.#numbers = this.#numbers.filter((one) => one !== index);
    this.#classes = new Map([...this.#classes].filter(([one]) => one !== index));
    this.changed();
  }

  protected override openTray(): Promise<{ readonly trayId: string }> {
    return this.app.client.maskModels.openTray();
  }
  protected override closeTray(trayId: string): Promise<unknown> {
    return this.app.client.maskModels.closeTray({ trayId });
  }
  protected override inspect(trayId: string): Promise<MaskModelProposal> {
    return this.app.client.maskModels.inspectTray({ trayId, stated: this.#stated });
  }
  protected override start(trayId: string): Promise<{ readonly jobId: JobId }> {
    return this.app.client.maskModels.importTray({ trayId, stated: this.#stated });
  }
  protected override imported(jobId: JobId): Promise<ImportedModel> {
    return this.app.client.maskModels.imported({ jobId });
  }
  protected override remember(proposal: MaskModelProposal): void {
    this.#onceOpen = new Set([...this.#onceOpen, ...proposal.open]);
  }
  protected override forgetStated(): void {
    this.#entries.clear();
    this.#onceOpen = new Set();
    this.#schemaId = null;
    this.#classes = new Map();
    this.#numbers = [];
  }
  protected override inForm({ open }: MaskModelProposal) {
    const said = (name: MaskFactName): boolean => {
      if (isPlain(name)) return this.#entries.has(name);
      return name === 'schemaId' ? this.#schemaId !== null : this.#complete !== undefined;
    };
    const wrong: MaskFactName[] = [
      ...this.#entries.wrong,
      ...(this.classComplaint === '' ? [] : (['classes'] as const)),
    ];
    const unsaid = open.filter((name) => !said(name) && !wrong.includes(name));
    // Something was said of some channels and not of all: that is nothing yet.
    if (this.#classes.size > 0 && this.#complete === undefined && !wrong.includes('classes')) {
      if (!unsaid.includes('classes')) unsaid.push('classes');
    }
    return {
      before: formObstacle(unsaid, wrong, maskFactOrder, maskFactTitles),
      after: formObstacle(open, [], maskFactOrder, maskFactTitles),
    };
  }

  /** Null: the file does not tell. Of class numbers, it never does. */
  #channels({ channels, facts }: MaskModelProposal): number | null {
    const meaning = facts.find(({ name }) => name === 'meaning')?.value;
    return meaning === 'indices' ? null : channels;
  }

  get #stated(): StatedMaskModel {
    const classes = this.#complete;
    return {
      ...statedOf(this.#entries.stated),
      ...(this.#schemaId === null ? {} : { schemaId: this.#schemaId }),
      ...(classes === undefined ? {} : { classes }),
    };
  }
}
