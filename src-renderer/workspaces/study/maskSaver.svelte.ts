import type { MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import type { FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import type { MaskSave } from '../../lib/media.ts';

/** A version of a frame's mask, known before it has an identifier. `summary` is null for "no mask". */
export class VersionRef {
  summary: MaskSummary | null;
  constructor(summary: MaskSummary | null) {
    this.summary = summary;
  }
  get id(): MaskVersionId | null {
    return this.summary?.id ?? null;
  }
}

export interface SaverPorts {
  readonly save: (save: MaskSave) => Promise<MaskSummary>;
  readonly select: (frameId: FrameId, id: MaskVersionId | null) => Promise<MaskSummary | null>;
  /** The version that counts now, as the workstation has it. */
  readonly current: (frameId: FrameId) => Promise<MaskSummary | null>;
  /** The workstation holds this version now. */
  readonly saved: (frameId: FrameId, mask: MaskSummary | null) => void;
}

type Order =
  | {
      readonly kind: 'save';
      readonly frameId: FrameId;
      parent: VersionRef;
      readonly result: VersionRef;
      readonly what: Pick<MaskSave, 'tool' | 'classes' | 'bytes'>;
    }
  | { readonly kind: 'select'; readonly frameId: FrameId; readonly target: VersionRef };

export type SaveState = 'saved' | 'saving' | 'failed' | 'conflict';

const retryAfter = 3_000;

/**
 * Sends every stroke, undo and redo to the workstation, one after the other in the order in which they were made.
 * What cannot be sent now waits and is tried again; a version that someone else has replaced meanwhile stops the
 * queue until the reader has chosen.
 */
export class MaskSaver {
  readonly #ports: SaverPorts;
  #queue: Order[] = [];
  #state = $state<SaveState>('saved');
  #failure = $state.raw<Failure | null>(null);
  #conflictFrame = $state.raw<FrameId | null>(null);
  #running = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: SaverPorts) {
    this.#ports = ports;
  }

  get state(): SaveState {
    return this.#state;
  }
  get failure(): Failure | null {
    return this.#failure;
  }
  /** Whose mask was changed from elsewhere. */
  get conflictFrame(): FrameId | null {
    return this.#conflictFrame;
  }

  waitsFor(frameId: FrameId): boolean {
    return this.#queue.some((order) => order.frameId === frameId);
  }

  /** A new version on top of `parent`; the answer's `summary` is filled when it is saved. */
  save(frameId: FrameId, parent: VersionRef, what: Pick<MaskSave, 'tool' | 'classes' | 'bytes'>): VersionRef {
    const result = new VersionRef(null);
    this.#add({ kind: 'save', frameId, parent, result, what });
    return result;
  }

  select(frameId: FrameId, target: VersionRef): void {
    this.#add({ kind: 'select', frameId, target });
  }

  retry(): void {
    clearTimeout(this.#timer);
    void this.#run();
  }

  /** The reader's own strokes on top of whatever is there now. */
  async keepMine(): Promise<void> {
    const order = this.#queue[0];
    if (this.#state !== 'conflict' || order === undefined) return;
    try {
      const current = await this.#ports.current(order.frameId);
      if (order.kind === 'save') order.parent = new VersionRef(current);
      this.#conflictFrame = null;
      this.#state = 'saving';
      void this.#run();
    } catch (error) {
      this.#failure = toFailure(error);
    }
  }

  /** Gives up what was not saved of that frame; the caller reads its mask again. */
  takeTheirs(): void {
    const frameId = this.#conflictFrame;
    if (frameId === null) return;
    this.#queue = this.#queue.filter((order) => order.frameId !== frameId);
    this.#conflictFrame = null;
    this.#failure = null;
    this.#state = 'saving';
    void this.#run();
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #add(order: Order): void {
    this.#queue.push(order);
    if (this.#state === 'saved') this.#state = 'saving';
    if (this.#state === 'saving') void this.#run();
  }

  async #run(): Promise<void> {
    if (this.#running || this.#state === 'conflict') return;
    this.#running = true;
    try {
      for (let order = this.#queue[0]; order !== undefined; order = this.#queue[0]) {
        await this.#send(order);
        this.#queue.shift();
        this.#failure = null;
        this.#state = this.#queue.length > 0 ? 'saving' : 'saved';
      }
      if (this.#queue.length === 0) this.#state = 'saved';
    } catch (error) {
      this.#stop(toFailure(error));
    } finally {
      this.#running = false;
    }
  }

  async #send(order: Order): Promise<void> {
    switch (order.kind) {
      case 'save': {
        const { frameId, parent, result, what } = order;
        result.summary = await this.#ports.save({ frameId, parent: parent.id, ...what });
        this.#ports.saved(frameId, result.summary);
        return;
      }
      case 'select':
        await this.#ports.select(order.frameId, order.target.id);
        this.#ports.saved(order.frameId, order.target.summary);
        return;
      default:
        order satisfies never;
    }
  }

  #stop(failure: Failure): void {
    this.#failure = failure;
    const order = this.#queue[0];
    if (failure.code === 'mask-changed' && order !== undefined) {
      this.#conflictFrame = order.frameId;
      this.#state = 'conflict';
      return;
    }
    this.#state = 'failed';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), retryAfter);
  }
}
