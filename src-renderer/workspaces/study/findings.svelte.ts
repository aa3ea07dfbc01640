import type {
  Calibration,
  Prediction,
  StudyPredictions,
} from '../../../src-shared/contract/predictions.contract.ts';
import type { LabelClass } from '../../../src-shared/contract/schemas.contract.ts';
import type { FindingSummary, LaboratoryResult } from '../../../src-shared/contract/studies.contract.ts';
import type {
  ClassId,
  FindingId,
  FrameId,
  MaskVersionId,
  SegmentId,
  StudyId,
} from '../../../src-shared/domain/ids.ts';
import type { App } from '../shell/app.svelte.ts';
import { Contrasts } from './prediction/contrasts.svelte.ts';
import { FindingVerbs } from './findingVerbs.ts';
import type { History } from './history.svelte.ts';

type FindingsApp = Pick<App, 'client' | 'schemas' | 'labelClass' | 'preferences'>;

/** What a model says of a finding: over all its frames, and frame by frame. */
export interface FindingPrediction {
  readonly frames: number;
  readonly classes: readonly { readonly classId: ClassId; readonly probability: number }[];
  readonly parts: readonly Prediction[];
  readonly onFrame: ReadonlyMap<FrameId, Prediction>;
  /** What has changed since any of its parts was made. */
  readonly stale: readonly Prediction['stale'][number][];
  readonly votes: Pooled['votes'];
  readonly set: Pooled['set'];
  readonly abstention: Pooled['abstention'];
}
type Pooled = StudyPredictions['findings'][number];

/** What is shown of the selected finding. */
export type FindingPart = 'class' | 'why' | 'description' | 'laboratory';
export const partKeys: Readonly<Record<FindingPart, string>> = {
  class: 'F2',
  why: 'F6',
  description: 'F3',
  laboratory: 'F4',
};

/** A laboratory result that is being entered. */
export type LaboratoryDraft = Omit<LaboratoryResult, 'classId'> & { readonly classId: ClassId | null };

/** The findings of a study: what readers and models say of each. */
export class Findings {
  readonly #app: FindingsApp;
  readonly #studyId: StudyId;
  readonly #history: History;
  /** What a reader does with them. */
  readonly verbs: FindingVerbs;
  readonly contrasts: Contrasts;
  #list = $state.raw<readonly FindingSummary[]>([]);
  #predictions = $state.raw<StudyPredictions | null>(null);
  #selectedId = $state.raw<FindingId | null>(null);
  #part = $state<FindingPart>('class');
  #keyTurns = $state(0);
  #drafts = $state.raw<ReadonlyMap<FindingId, LaboratoryDraft>>(new Map());
  #revealed = $state.raw<ReadonlySet<FindingId>>(new Set());
  #byFinding = $state.raw<ReadonlyMap<FindingId, FindingPrediction>>(new Map());
  #veil = $state.raw<(findingId: FindingId) => boolean>(() => false);
  readonly #counting = $derived(
    this.#list
      .filter((finding) => !finding.removed)
      .map((finding) => (this.#veil(finding.id) ? veiled(finding) : finding)),
  );
  readonly #byFrame = $derived(placed(this.#counting));

  constructor(app: FindingsApp, studyId: StudyId, history: History) {
    this.#app = app;
    this.#studyId = studyId;
    this.#history = history;
    this.contrasts = new Contrasts({
      client: app.client,
      take: ({ id, findingId }, contrast) => {
        const prediction = this.#byFinding.get(findingId);
        if (prediction === undefined) return;
        const parts = prediction.parts.map((part) => (part.id === id ? { ...part, contrast } : part));
        this.#byFinding = new Map([...this.#byFinding, [findingId, over(prediction, parts)]]);
      },
    });
    this.verbs = new FindingVerbs({
      client: app.client,
      studyId,
      history,
      find: (findingId) => this.find(findingId),
      replace: (findings) => this.replace(findings),
      select: (findingId) => this.select(findingId),
      codeOf: (classId) => app.labelClass(classId)?.code ?? '',
    });
  }

  /** Those that count, by number. */
  get list(): readonly FindingSummary[] {
    return this.#counting;
  }
  /** Those that were set aside. */
  get removed(): readonly FindingSummary[] {
    return this.#list.filter((finding) => finding.removed);
  }
  /** Those that count and those that were set aside. */
  get all(): readonly FindingSummary[] {
    return this.#list;
  }
  /** Any of them, as it is known now. */
  find(findingId: FindingId): FindingSummary | undefined {
    return this.#list.find((finding) => finding.id === findingId);
  }
  get selected(): FindingSummary | null {
    return this.#counting.find((finding) => finding.id === this.#selectedId) ?? null;
  }
  get calibration(): Calibration | null {
    return this.#predictions?.calibration ?? null;
  }
  /** Whether an adapter is active that can say something of the finding. */
  isAnswered({ schemaId }: FindingSummary): boolean {
    return this.#predictions?.answering.includes(schemaId) ?? false;
  }
  /** How many findings have a prediction that no longer fits. */
  get stale(): number {
    return [...this.#byFinding.values()].filter((prediction) => prediction.stale.length > 0).length;
  }
  get predicted(): number {
    return this.#byFinding.size;
  }

  get part(): FindingPart {
    return this.#part;
  }
  /** How often a key has led to a part: the focus follows it there. */
  get keyTurns(): number {
    return this.#keyTurns;
  }
  turnTo(part: FindingPart, by: 'key' | 'pointer' = 'pointer'): void {
    this.#part = part;
    if (by === 'key') this.#keyTurns += 1;
  }
  /** What was entered of a finding's laboratory result and is not saved yet. */
  draftOf(findingId: FindingId): LaboratoryDraft | undefined {
    return this.#drafts.get(findingId);
  }
  /** null: there is none any more. */
  keepDraft(findingId: FindingId, draft: LaboratoryDraft | null): void {
    const drafts = new Map(this.#drafts);
    if (draft === null) drafts.delete(findingId);
    else drafts.set(findingId, draft);
    this.#drafts = drafts;
  }

  /** Says of which findings nothing of what was said is shown. */
  veilBy(isVeiled: (findingId: FindingId) => boolean): void {
    this.#veil = isVeiled;
  }
  isVeiled(findingId: FindingId): boolean {
    return this.#veil(findingId);
  }

  /** Whether its prediction is kept from a reader who decides first. */
  isHidden(findingId: FindingId): boolean {
    if (this.#veil(findingId)) return true;
    const blind = this.#app.preferences.current?.blind ?? false;
    if (!blind || this.#revealed.has(findingId)) return false;
    const finding = this.find(findingId);
    return finding !== undefined && finding.reader === null && !finding.details.uncertain;
  }
  /** Shows a prediction before the reader has decided; what they say then is not blind any more. */
  reveal(findingId: FindingId): void {
    this.#revealed = new Set([...this.#revealed, findingId]);
  }

  prediction(findingId: FindingId): FindingPrediction | undefined {
    return this.#byFinding.get(findingId);
  }

  onFrame(frameId: FrameId): readonly FindingSummary[] {
    return this.#byFrame.get(frameId) ?? [];
  }

  take(list: readonly FindingSummary[]): void {
    this.#list = list;
    if (this.selected === null) this.#selectedId = null;
  }

  async readPredictions(): Promise<void> {
    this.#predictions = await this.#app.client.predictions.ofStudy({ studyId: this.#studyId });
    this.#byFinding = collect(this.#predictions);
  }

  /** What was predicted from another mask of the frame than the one that counts now no longer fits. */
  takeMask(frameId: FrameId, maskVersionId: MaskVersionId | null): void {
    const changed = this.onFrame(frameId).flatMap(({ id }) => {
      const prediction = this.#byFinding.get(id);
      const again = prediction === undefined ? null : underMask(prediction, frameId, maskVersionId);
      return again === null ? [] : [[id, again] as const];
    });
    if (changed.length > 0) this.#byFinding = new Map([...this.#byFinding, ...changed]);
  }

  select(findingId: FindingId | null): void {
    this.#selectedId = findingId;
  }

  /** Keeps a selection that fits the frame: the selected finding if it is on it, else the frame's first. */
  follow(frameId: FrameId): void {
    const here = this.onFrame(frameId);
    if (!here.some((finding) => finding.id === this.#selectedId)) this.#selectedId = here[0]?.id ?? null;
  }

  /** The n-th class of the selected finding's schema, counted from 1. */
  classAt(place: number): LabelClass | null {
    const finding = this.selected;
    const schema = this.#app.schemas.find((one) => one.id === finding?.schemaId);
    return schema?.classes[place - 1] ?? null;
  }

  /** A finding of the whole frame, or of a segment of it. */
  async add(frameId: FrameId, segmentId: SegmentId | null): Promise<void> {
    const schema = this.selected?.schemaId ?? this.#list[0]?.schemaId ?? this.#firstSchema();
    if (schema === undefined) return;
    const finding = await this.#app.client.review.addFinding({
      studyId: this.#studyId,
      schemaId: schema,
      frameId,
      segmentId,
    });
    this.replace([finding]);
    this.#selectedId = finding.id;
    this.#history.push(this.verbs.added(finding));
  }

  /** What the workstation holds of some findings now. */
  replace(findings: readonly FindingSummary[]): void {
    const news = new Map(findings.map((finding) => [finding.id, finding]));
    const known = new Set(this.#list.map(({ id }) => id));
    this.#list = [
      ...this.#list.map((finding) => news.get(finding.id) ?? finding),
      ...findings.filter(({ id }) => !known.has(id)),
    ];
  }

  #firstSchema() {
    return this.#app.schemas.find((schema) => schema.kind === 'finding')?.id;
  }
}

/** A finding without what anybody said of its class. */
function veiled(finding: FindingSummary): FindingSummary {
  const details = { ...finding.details, uncertain: false, components: [] };
  return { ...finding, label: null, reader: null, laboratory: null, details };
}

/** The findings of each frame: asked of every frame that passes. */
function placed(list: readonly FindingSummary[]): Map<FrameId, FindingSummary[]> {
  const found = new Map<FrameId, FindingSummary[]>();
  for (const finding of list) {
    for (const frameId of new Set(finding.frames.map((frame) => frame.frameId))) {
      const here = found.get(frameId);
      if (here === undefined) found.set(frameId, [finding]);
      else here.push(finding);
    }
  }
  return found;
}

function collect(all: StudyPredictions | null): Map<FindingId, FindingPrediction> {
  const partsOf = Map.groupBy(all?.predictions ?? [], (prediction) => prediction.findingId);
  const found = new Map<FindingId, FindingPrediction>();
  for (const { findingId, ...pooled } of all?.findings ?? []) {
    found.set(findingId, over(pooled, partsOf.get(findingId) ?? []));
  }
  return found;
}

function over(
  { frames, classes, votes, set, abstention }: Omit<FindingPrediction, 'parts' | 'onFrame' | 'stale'>,
  parts: readonly Prediction[],
): FindingPrediction {
  const stale = [...new Set(parts.flatMap((part) => part.stale))];
  const onFrame = new Map(parts.map((part) => [part.frameId, part]));
  return { frames, classes, votes, set, abstention, parts, onFrame, stale };
}

/** A prediction with another mask on a frame; null: as it was. A part that read no mask does not depend on it. */
function underMask(
  prediction: FindingPrediction,
  frameId: FrameId,
  maskVersionId: MaskVersionId | null,
): FindingPrediction | null {
  const isOutdated = (part: Prediction): boolean =>
    part.maskVersionId !== null && part.maskVersionId !== maskVersionId;
  const differs = (part: Prediction): boolean =>
    part.frameId === frameId && part.stale.includes('mask') !== isOutdated(part);
  if (!prediction.parts.some(differs)) return null;
  const parts = prediction.parts.map((part): Prediction => {
    if (!differs(part)) return part;
    const others = part.stale.filter((reason) => reason !== 'mask');
    return { ...part, stale: isOutdated(part) ? [...others, 'mask'] : others };
  });
  return over(prediction, parts);
}
