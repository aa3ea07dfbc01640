import type {
  Calibration,
  Prediction,
  StudyPredictions,
} from '../../../src-shared/contract/predictions.contract.ts';
import type { FindingSummary } from '../../../src-shared/contract/studies.contract.ts';
import type {
  ClassId,
  FindingId,
  FrameId,
  MaskVersionId,
  SegmentId,
  StudyId,
} from '../../../src-shared/domain/ids.ts';
import type { App } from '../shell/app.svelte.ts';
import type { History } from './history.svelte.ts';

type FindingsApp = Pick<App, 'client' | 'schemas' | 'labelClass'>;

/** What a model says of a finding: over all its frames, and frame by frame. */
export interface FindingPrediction {
  readonly frames: number;
  readonly classes: readonly { readonly classId: ClassId; readonly probability: number }[];
  readonly parts: readonly Prediction[];
  readonly onFrame: ReadonlyMap<FrameId, Prediction>;
  /** What has changed since any of its parts was made. */
  readonly stale: readonly Prediction['stale'][number][];
}

/** The findings of a study: what readers and models say of each. */
export class Findings {
  readonly #app: FindingsApp;
  readonly #studyId: StudyId;
  readonly #history: History;
  #list = $state.raw<readonly FindingSummary[]>([]);
  #predictions = $state.raw<StudyPredictions | null>(null);
  #selectedId = $state.raw<FindingId | null>(null);
  #byFinding = $state.raw<ReadonlyMap<FindingId, FindingPrediction>>(new Map());
  readonly #byFrame = $derived(placed(this.#list));

  constructor(app: FindingsApp, studyId: StudyId, history: History) {
    this.#app = app;
    this.#studyId = studyId;
    this.#history = history;
  }

  get list(): readonly FindingSummary[] {
    return this.#list;
  }
  get selected(): FindingSummary | null {
    return this.#list.find((finding) => finding.id === this.#selectedId) ?? null;
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
  classAt(place: number): ClassId | null {
    const finding = this.selected;
    const schema = this.#app.schemas.find((one) => one.id === finding?.schemaId);
    return schema?.classes[place - 1]?.id ?? null;
  }

  /** Gives the reader's label, or takes it back (null). A step back leads to the reader's former opinion. */
  async label(findingId: FindingId, classId: ClassId | null): Promise<boolean> {
    const finding = this.#list.find((one) => one.id === findingId);
    if (finding === undefined) return false;
    const former = finding.label?.source === 'reader' ? finding.label.classId : null;
    if (former === classId) return false;
    await this.#send(findingId, classId);
    this.#history.push({
      title: classId === null ? 'label cleared' : `label ${this.#app.labelClass(classId)?.code ?? ''}`.trim(),
      frames: [],
      undo: () => this.#send(findingId, former),
      redo: () => this.#send(findingId, classId),
    });
    return true;
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
    this.#replace(finding);
    this.#selectedId = finding.id;
  }

  async #send(findingId: FindingId, classId: ClassId | null): Promise<void> {
    this.#replace(await this.#app.client.review.label({ findingId, classId }));
    this.#selectedId = findingId;
  }

  #replace(finding: FindingSummary): void {
    const known = this.#list.some((one) => one.id === finding.id);
    this.#list = known
      ? this.#list.map((one) => (one.id === finding.id ? finding : one))
      : [...this.#list, finding];
  }

  #firstSchema() {
    return this.#app.schemas.find((schema) => schema.kind === 'finding')?.id;
  }
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
  for (const { findingId, frames, classes } of all?.findings ?? []) {
    found.set(findingId, over({ frames, classes }, partsOf.get(findingId) ?? []));
  }
  return found;
}

function over(
  { frames, classes }: Pick<FindingPrediction, 'frames' | 'classes'>,
  parts: readonly Prediction[],
): FindingPrediction {
  const stale = [...new Set(parts.flatMap((part) => part.stale))];
  const onFrame = new Map(parts.map((part) => [part.frameId, part]));
  return { frames, classes, parts, onFrame, stale };
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
