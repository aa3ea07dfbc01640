import type { Point } from '../../src-shared/domain/geometry.ts';
import type { PointerInput } from './pointer.ts';

/** Two presses this close in time (ms) and place (CSS pixels) are a double click. */
const doubleClick = { within: 400, reach: 6 } as const;

/** The parts of a PointerEvent that are read here. */
export type HandEvent = Pick<
  PointerEvent,
  | 'pointerId'
  | 'pointerType'
  | 'button'
  | 'clientX'
  | 'clientY'
  | 'pressure'
  | 'shiftKey'
  | 'altKey'
  | 'timeStamp'
>;

export interface HandsOptions {
  /** From the page's pixels to the window's. */
  readonly place: (event: { readonly clientX: number; readonly clientY: number }) => Point;
  readonly toPicture: (at: Point) => Point;
  /** Whether pressing and dragging moves the view instead of reaching the tool. */
  readonly pans: () => boolean;
  readonly pan: (dx: number, dy: number) => void;
  readonly input: (input: PointerInput) => void;
}

interface Active {
  readonly id: number;
  readonly button: PointerInput['button'] | 'pan';
  readonly clicks: number;
  last: Point;
}

/** What pointers do over a viewport: the view is moved here, everything else becomes the tool's input. One at a time. */
export class Hands {
  readonly #options: HandsOptions;
  #active: Active | null = null;
  #former: {
    readonly at: Point;
    readonly time: number;
    readonly button: number;
    readonly clicks: number;
  } | null = null;

  constructor(options: HandsOptions) {
    this.#options = options;
  }

  get panning(): boolean {
    return this.#active?.button === 'pan';
  }

  /** Whether a pointer that is pressed reaches the tool. */
  get working(): boolean {
    return this.#active !== null && !this.panning;
  }

  /** Whether the press is taken. */
  down(event: HandEvent): boolean {
    if (this.#active !== null) return false;
    const pans = event.button === 1 || (event.button === 0 && this.#options.pans());
    if (!pans && (this.#options.pans() || (event.button !== 0 && event.button !== 2))) return false;
    const at = this.#options.place(event);
    const button = pans ? 'pan' : event.button === 2 ? 'secondary' : 'primary';
    this.#active = { id: event.pointerId, button, clicks: this.#countClicks(event, at), last: at };
    this.#tell('begin', event);
    return true;
  }

  /** @param coalesced the places of a fast stroke that came in one event; empty: the event's own */
  move(event: HandEvent, coalesced: readonly HandEvent[]): void {
    const active = this.#active;
    if (active === null) {
      if (!this.#options.pans()) this.#input('hover', event, 'primary', 0);
      return;
    }
    if (event.pointerId !== active.id) return;
    if (active.button === 'pan') {
      const at = this.#options.place(event);
      this.#options.pan(at.x - active.last.x, at.y - active.last.y);
      active.last = at;
      return;
    }
    for (const place of coalesced.length > 0 ? coalesced : [event]) this.#tell('move', place);
  }

  up(event: HandEvent): void {
    this.#end('end', event);
  }

  lost(event: HandEvent): void {
    this.#end('cancel', event);
  }

  #end(phase: 'end' | 'cancel', event: HandEvent): void {
    if (this.#active?.id !== event.pointerId) return;
    this.#tell(phase, event);
    this.#active = null;
  }

  #tell(phase: PointerInput['phase'], event: HandEvent): void {
    const active = this.#active;
    if (active === null || active.button === 'pan') return;
    this.#input(phase, event, active.button, active.clicks);
  }

  #input(
    phase: PointerInput['phase'],
    event: HandEvent,
    button: PointerInput['button'],
    clicks: number,
  ): void {
    this.#options.input({
      phase,
      at: this.#options.toPicture(this.#options.place(event)),
      button,
      pressure: event.pointerType === 'pen' ? event.pressure : null,
      shift: event.shiftKey,
      alt: event.altKey,
      clicks,
    });
  }

  /** Pointer events do not count clicks themselves. */
  #countClicks(event: HandEvent, at: Point): number {
    const former = this.#former;
    const again =
      former !== null &&
      former.button === event.button &&
      event.timeStamp - former.time <= doubleClick.within &&
      Math.hypot(at.x - former.at.x, at.y - former.at.y) <= doubleClick.reach;
    const clicks = again ? former.clicks + 1 : 1;
    this.#former = { at, time: event.timeStamp, button: event.button, clicks };
    return clicks;
  }
}
