import type { FrameId } from '../../../src-shared/domain/ids.ts';

export interface ScrubPorts {
  /** The frame so many steps from the one on screen; null: the study ends there. */
  readonly neighbour: (by: number) => FrameId | null;
  /** Whether its picture and its mask are decoded. */
  readonly ready: (frameId: FrameId) => boolean;
  /** Puts a frame on screen, to be looked at alone. */
  readonly glance: (frameId: FrameId) => void;
  /** The same past others that nobody waits for any more. */
  readonly jump: (frameId: FrameId) => void;
  /** Decodes what comes next in a direction (−1, 1). */
  readonly ahead: (direction: number) => void;
  /** The frame on screen stays: opens everything of it. */
  readonly rest: () => void;
  /** Runs with the screen's next frame; returns how to call it off. */
  readonly nextFrame: (run: (time: number) => void) => () => void;
}

/** A frame that is not decoded after so long (ms) is asked for as if one had stepped to it, so that its error is seen. */
const patience = 1500;

/**
 * Frames that follow each other while a key or a handle is held, one with each frame of the screen. With a key no
 * frame is left out: one that is not decoded yet is waited for.
 */
export class Scrubber {
  readonly #ports: ScrubPorts;
  #direction = 0;
  #cancel: (() => void) | null = null;
  #waiting: { readonly frameId: FrameId; readonly since: number } | null = null;
  #glanced = false;

  constructor(ports: ScrubPorts) {
    this.#ports = ports;
  }

  get active(): boolean {
    return this.#direction !== 0 || this.#glanced;
  }

  /** Runs in a direction (−1, 1) until `release`. */
  run(direction: number): void {
    if (this.#direction === direction) return;
    this.#direction = direction;
    this.#waiting = null;
    if (this.#cancel === null) this.#next();
  }

  /** Straight to a frame, under a handle that is held. */
  to(frameId: FrameId): void {
    this.#glanced = true;
    this.#ports.jump(frameId);
  }

  release(): void {
    const ran = this.active;
    this.#cancel?.();
    this.#cancel = null;
    this.#direction = 0;
    this.#waiting = null;
    this.#glanced = false;
    if (ran) this.#ports.rest();
  }

  #next(): void {
    this.#cancel = this.#ports.nextFrame((time) => {
      this.#cancel = null;
      if (this.#direction === 0) return;
      this.#step(time);
      this.#next();
    });
  }

  #step(time: number): void {
    const frameId = this.#ports.neighbour(this.#direction);
    if (frameId === null) return;
    if (this.#ports.ready(frameId) || this.#waitedEnough(frameId, time)) {
      this.#waiting = null;
      this.#glanced = true;
      this.#ports.glance(frameId);
    }
    this.#ports.ahead(this.#direction);
  }

  #waitedEnough(frameId: FrameId, time: number): boolean {
    if (this.#waiting?.frameId !== frameId) this.#waiting = { frameId, since: time };
    return time - this.#waiting.since > patience;
  }
}
