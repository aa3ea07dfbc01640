import type { Point, Size } from '../../../../src-shared/domain/geometry.ts';
import type { Arrow } from './remarks.svelte.ts';
import type { OverlayShape, PointerInput, ToolCursor } from '../../../viewer/pointer.ts';
import type { GuestTool } from '../toolDesk.svelte.ts';

export interface ArrowPorts {
  /** Of the frame on screen; null: there is none. */
  readonly size: () => Size | null;
  /** Screen pixels per picture pixel. */
  readonly scale: () => number;
  readonly drawn: (arrow: Arrow) => void;
}

/** In screen pixels: of the strokes of an arrow's head, and what is too short to be an arrow. */
const headLength = 13;
const shortest = 6;

/** Draws the arrow of a comment: from where its words would stand to what they speak of. */
export class ArrowTool implements GuestTool {
  readonly cursor: ToolCursor = { kind: 'cross' };
  readonly preview = null;
  readonly grip = 'drag';
  readonly #ports: ArrowPorts;
  #line = $state.raw<{ readonly from: Point; readonly to: Point } | null>(null);

  constructor(ports: ArrowPorts) {
    this.#ports = ports;
  }

  get overlay(): readonly OverlayShape[] {
    return this.#line === null ? [] : arrowShapes(this.#line.from, this.#line.to, this.#ports.scale());
  }

  pointer({ phase, at, button }: PointerInput): void {
    if (button === 'secondary') return;
    if (phase === 'begin') this.#line = { from: at, to: at };
    else if (phase === 'cancel') this.#line = null;
    else if (this.#line !== null && phase !== 'hover') this.#line = { ...this.#line, to: at };
    if (phase === 'end') this.#take();
  }

  cancel(): boolean {
    const drawing = this.#line !== null;
    this.#line = null;
    return drawing;
  }
  back(): boolean {
    return false;
  }
  finish(): boolean {
    return false;
  }
  leave(): void {
    this.#line = null;
  }
  retune(): void {
    // Nothing is set of it.
  }

  #take(): void {
    const [line, size] = [this.#line, this.#ports.size()];
    this.#line = null;
    if (line === null || size === null) return;
    const length = Math.hypot(line.to.x - line.from.x, line.to.y - line.from.y);
    if (length * this.#ports.scale() < shortest) return;
    const share = ({ x, y }: Point): [number, number] => [clamp(x / size.width), clamp(y / size.height)];
    this.#ports.drawn({ tail: share(line.from), head: share(line.to) });
  }
}

/** A line with a head at its end, in picture coordinates; the head has a constant size on screen. */
export function arrowShapes(from: Point, to: Point, scale: number): OverlayShape[] {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const side = (turn: number): Point => ({
    x: to.x - (headLength / scale) * Math.cos(angle + turn),
    y: to.y - (headLength / scale) * Math.sin(angle + turn),
  });
  return [
    { kind: 'path', points: [from, to], closed: false, tone: 'remark' },
    { kind: 'path', points: [side(0.45), to, side(-0.45)], closed: false, tone: 'remark' },
  ];
}

const clamp = (share: number): number => Math.min(1, Math.max(0, share));
