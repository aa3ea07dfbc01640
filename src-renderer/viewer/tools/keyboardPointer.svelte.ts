import type { Point, Size } from '../../../src-shared/domain/geometry.ts';
import type { PointerInput } from '../pointer.ts';
import type { Tool } from './tool.ts';

export interface KeyboardPointerPorts {
  /** Of the frame on screen. */
  readonly size: () => Size | null;
  /** Screen pixels per picture pixel. */
  readonly scale: () => number;
  /** Null: the hand, which has nothing to press. */
  readonly grip: () => Tool['grip'] | null;
  readonly pointer: (input: PointerInput) => void;
}

/** Screen pixels per key press. */
const steps = { coarse: 8, fine: 1 } as const;

/**
 * A pointer for those who use no mouse: moved by keys, pressed by a key. A tool that is held along a way is pressed
 * with the first press and let go with the next; one that clicks is clicked.
 */
export class KeyboardPointer {
  readonly #ports: KeyboardPointerPorts;
  #at = $state.raw<Point | null>(null);
  #lastSeen: Point | null = null;
  #held = $state.raw<PointerInput['button'] | null>(null);

  constructor(ports: KeyboardPointerPorts) {
    this.#ports = ports;
  }

  /** Where it is, in picture coordinates; null: it is not in use. */
  get at(): Point | null {
    return this.#at;
  }
  get held(): boolean {
    return this.#held !== null;
  }

  /** Where another pointer was last: the keyboard goes on from there. */
  follow(at: Point): void {
    this.#lastSeen = at;
    if (this.#held === null) this.#at = null;
  }

  /** By so many steps to the right and down; the first one brings it on screen. */
  move(right: number, down: number, pace: keyof typeof steps): void {
    const size = this.#ports.size();
    if (size === null) return;
    const start = this.#at ?? this.#lastSeen ?? { x: size.width / 2, y: size.height / 2 };
    const step = this.#at === null ? 0 : steps[pace] / this.#ports.scale();
    const at = {
      x: Math.min(size.width, Math.max(0, start.x + right * step)),
      y: Math.min(size.height, Math.max(0, start.y + down * step)),
    };
    this.#at = at;
    this.#send(this.#held === null ? 'hover' : 'move', this.#held ?? 'primary');
  }

  /** Whether there was something to press. */
  press(button: PointerInput['button']): boolean {
    const grip = this.#ports.grip();
    if (this.#at === null || grip === null) return false;
    if (this.#held !== null) {
      const held = this.#held;
      this.#held = null;
      this.#send('end', held);
      return true;
    }
    this.#send('begin', button);
    if (grip === 'click') this.#send('end', button);
    else this.#held = button;
    return true;
  }

  /** Takes it off the screen, and back what is held; whether it was there. */
  hide(): boolean {
    const shown = this.#at !== null;
    if (this.#held !== null) this.#send('cancel', this.#held);
    this.#held = null;
    this.#at = null;
    return shown;
  }

  /** What was held has ended otherwise. */
  letGo(): void {
    this.#held = null;
  }

  #send(phase: PointerInput['phase'], button: PointerInput['button']): void {
    if (this.#at === null) return;
    this.#ports.pointer({ phase, at: this.#at, button, pressure: null, shift: false, alt: false, clicks: 1 });
  }
}
