import type { MaskSummary } from '../../../src-shared/contract/studies.contract.ts';
import { LapidaryError } from '../../../src-shared/domain/errors.ts';
import type { FrameId, MaskVersionId } from '../../../src-shared/domain/ids.ts';
import { toFailure } from '../../lib/failure.ts';
import type { Failure } from '../../lib/failure.ts';
import type { MaskSave } from '../../lib/media.ts';
import { t } from '../../lib/words.ts';

/** A version of a frame's mask, known before it has an identifier. `summary` is null for "no mask". */
export class VersionRef {
  /** Resolves when the workstation has it, or, with false, when it was given up. */
  readonly saved: Promise<boolean>;
  #summary: MaskSummary | null;
  #isSaved: boolean;
  #resolve: (isSaved: boolean) => void = () => undefined;

  private constructor(summary: MaskSummary | null, isSaved: boolean) {
    this.#summary = summary;
    this.#isSaved = isSaved;
    this.saved = isSaved ? Promise.resolve(true) : new Promise((resolve) => (this.#resolve = resolve));
  }

  static of(summary: MaskSummary | null): VersionRef {
    return new VersionRef(summary, true);
  }
  /** One that is on its way. */
  static awaited(): VersionRef {
    return new VersionRef(null, false);
  }

  get summary(): MaskSummary | null {
    return this.#summary;
  }
  get id(): MaskVersionId | null {
    return this.#summary?.id ?? null;
  }
  get isSaved(): boolean {
    return this.#isSaved;
  }

  settle(summary: MaskSummary): void {
    this.#summary = summary;
    this.#isSaved = true;
    this.#resolve(true);
  }
  giveUp(): void {
    this.#resolve(false);
  }

  /** Whether both are the same version: by what they are, or by what they are called. */
  is(other: VersionRef): boolean {
    return this === other || (this.#isSaved && other.#isSaved && this.id === other.id);
  }
}

/** How a reader came to another version: along a step, or by choosing it, which is a step of its own. */
export type SelectedAs = 'undo' | 'redo' | 'revert';

export type SavedMask = Pick<MaskSave, 'tool' | 'title' | 'classes' | 'bytes'>;

export interface SaverPorts {
  readonly save: (save: MaskSave) => Promise<MaskSummary>;
  readonly select: (
    frameId: FrameId,
    id: MaskVersionId | null,
    as: SelectedAs,
  ) => Promise<MaskSummary | null>;
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
      readonly what: SavedMask;
    }
  | {
      readonly kind: 'select';
      readonly frameId: FrameId;
      readonly target: VersionRef;
      readonly as: SelectedAs;
    };

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
  #waiting: { readonly resolve: () => void; readonly reject: (error: unknown) => void }[] = [];
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

  /** A new version on top of `parent`; the answer is settled when it is saved. */
  save(frameId: FrameId, parent: VersionRef, what: SavedMask): VersionRef {
    const result = VersionRef.awaited();
    this.#add({ kind: 'save', frameId, parent, result, what });
    return result;
  }

  select(frameId: FrameId, target: VersionRef, as: SelectedAs): void {
    this.#add({ kind: 'select', frameId, target, as });
  }

  /** Resolves when everything is with the workstation; rejects where something cannot be brought there. */
  async settled(): Promise<void> {
    if (this.#state === 'failed' || this.#state === 'conflict') throw notSaved();
    const last = this.#queue.at(-1);
    if (last === undefined) return;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
    });
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
      if (order.kind === 'save') order.parent = VersionRef.of(current);
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
    for (const order of this.#queue) {
      if (order.frameId === frameId && order.kind === 'save') order.result.giveUp();
    }
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
      for (const { resolve } of this.#waiting.splice(0)) resolve();
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
        const summary = await this.#ports.save({ frameId, parent: parent.id, ...what });
        result.settle(summary);
        this.#ports.saved(frameId, summary);
        return;
      }
      case 'select':
        await this.#select(order.frameId, order.target.id, order.as);
        this.#ports.saved(order.frameId, order.target.summary);
        return;
      default:
        order satisfies never;
    }
  }

  async #select(frameId: FrameId, id: MaskVersionId | null, as: SelectedAs): Promise<void> {
    try {
      await this.#ports.select(frameId, id, as);
    } catch (error) {
      // What is on screen counts: where the workstation's steps do not lead there any more, it becomes one.
      const gone = error instanceof LapidaryError && error.code === 'mask-step-gone';
      if (!gone || as === 'revert') throw error;
      await this.#ports.select(frameId, id, 'revert');
    }
  }

  #stop(failure: Failure): void {
    this.#failure = failure;
    for (const { reject } of this.#waiting.splice(0)) reject(notSaved());
    const order = this.#queue[0];
    // Neither passes by itself: the reader says what becomes of it.
    const isRefused = failure.code === 'mask-changed' || failure.code === 'study-signed';
    if (isRefused && order !== undefined) {
      this.#conflictFrame = order.frameId;
      this.#state = 'conflict';
      return;
    }
    this.#state = 'failed';
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#run(), retryAfter);
  }
}

function notSaved(): LapidaryError {
  return new LapidaryError('not-saved', t('study.not-saved'), t('study.not-saved-remedy'));
}
