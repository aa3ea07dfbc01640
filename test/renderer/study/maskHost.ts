import type { MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { MaskStep } from '../../../src-shared/contract/masks.contract.ts';
import type {
  FrameId,
  MaskStepId,
  MaskVersionId,
  SchemaId,
  SegmentId,
} from '../../../src-shared/domain/ids.ts';
import { decodeLabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { MaskSave } from '../../../src-renderer/lib/media.ts';

/** What the workstation does with masks, in memory: immutable versions, a current one, steps, refusal of an old parent. */
export class MaskHost {
  readonly versions = new Map<MaskVersionId, { summary: MaskSummary; bytes: Uint8Array; frameId: FrameId }>();
  readonly current = new Map<FrameId, MaskVersionId | null>();
  /** Calls in the order in which they arrived. */
  readonly calls: string[] = [];
  failing = false;
  steps: MaskStep[] = [];
  #next = 1;

  save = async ({ frameId, parent, tool, title, classes, bytes }: MaskSave): Promise<MaskSummary> => {
    await Promise.resolve();
    if (this.failing) throw new LapidaryError('host-gone', 'gone', 'start it again');
    if (parent !== (this.current.get(frameId) ?? null)) {
      throw new LapidaryError('mask-changed', 'changed', 'choose');
    }
    const id = `mask-${this.versions.size + 1}` as MaskVersionId;
    const summary: MaskSummary = {
      id,
      parentId: parent,
      schemaId: 'schema' as SchemaId,
      origin: 'reader',
      tool,
      coverage: 0,
      createdBy: 'Reader',
      createdAt: '2026-11-23T10:00:00.000Z',
      segments: classes.map((one, i) => ({ ...one, id: `segment-${i}` as SegmentId, pixels: 1 })),
    };
    this.versions.set(id, { summary, bytes, frameId });
    this.current.set(frameId, id);
    this.#append(frameId, title, parent, id);
    this.calls.push(`save ${id}`);
    return summary;
  };

  select = async (
    frameId: FrameId,
    id: MaskVersionId | null,
    as: 'undo' | 'redo' | 'revert',
  ): Promise<MaskSummary | null> => {
    await Promise.resolve();
    if (this.failing) throw new LapidaryError('host-gone', 'gone', 'start it again');
    const former = this.current.get(frameId) ?? null;
    if (former === id) return id === null ? null : this.summary(id);
    if (as === 'revert') this.#append(frameId, 'mask version', former, id);
    else this.#mark(as, frameId, former, id);
    this.current.set(frameId, id);
    this.calls.push(`${as} ${id ?? 'none'}`);
    return id === null ? null : this.summary(id);
  };

  summary(id: MaskVersionId): MaskSummary {
    const version = this.versions.get(id);
    if (version === undefined) throw new LapidaryError('mask-missing', 'missing', 'reload');
    return version.summary;
  }

  currentSummary(frameId: FrameId): MaskSummary | null {
    const id = this.current.get(frameId) ?? null;
    return id === null ? null : this.summary(id);
  }

  map(id: MaskVersionId): LabelMap {
    const version = this.versions.get(id);
    if (version === undefined) throw new LapidaryError('mask-missing', 'missing', 'reload');
    return decodeLabelMap(version.bytes);
  }

  history(frameId: FrameId): MaskSummary[] {
    return [...this.versions.values()].filter((one) => one.frameId === frameId).map((one) => one.summary);
  }

  #append(frameId: FrameId, title: string, before: MaskVersionId | null, after: MaskVersionId | null): void {
    const id = `step-${this.#next++}` as MaskStepId;
    this.steps = [
      ...this.steps.filter(({ undone }) => !undone),
      { id, frameId, title, before, after, undone: false },
    ];
  }

  #mark(as: 'undo' | 'redo', frameId: FrameId, from: MaskVersionId | null, to: MaskVersionId | null): void {
    const [before, after] = as === 'undo' ? [to, from] : [from, to];
    const fits = (step: MaskStep): boolean =>
      step.frameId === frameId &&
      step.before === before &&
      step.after === after &&
      step.undone === (as === 'redo');
    const step = as === 'undo' ? this.steps.findLast(fits) : this.steps.find(fits);
    if (step === undefined) throw new LapidaryError('mask-step-gone', 'gone', 'choose');
    this.steps = this.steps.map((one) => (one === step ? { ...one, undone: as === 'undo' } : one));
  }
}
