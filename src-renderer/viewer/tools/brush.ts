import type { Point } from '../../../src-shared/domain/geometry.ts';
import { rasteriseStroke } from '../brush.ts';
import type { PointerInput, ToolCursor } from '../pointer.ts';
import { QuietTool, subtracts } from './tool.ts';
import type { Drawing, ToolHost } from './tool.ts';

/** Of the full diameter, what a pen leaves that barely touches. */
const lightest = 0.2;

/** The brush's diameter under a pen; without one (null) it is the full one. */
export function diameterUnder(size: number, pressure: number | null): number {
  if (pressure === null) return size;
  return size * (lightest + (1 - lightest) * Math.min(1, Math.max(0, pressure)));
}

/** Brush or eraser: draws while the button is held. */
export class BrushTool extends QuietTool {
  readonly name: 'brush' | 'eraser';
  #stroke: Drawing | null = null;
  #last: Point | null = null;

  constructor(host: ToolHost, name: 'brush' | 'eraser') {
    super(host);
    this.name = name;
  }

  override get cursor(): ToolCursor {
    return { kind: 'brush', diameter: this.host.settings.size, erases: this.name === 'eraser' };
  }

  pointer(input: PointerInput): void {
    switch (input.phase) {
      case 'hover':
        return;
      case 'begin':
        this.#begin(input);
        return;
      case 'move':
        this.#extend(input);
        return;
      case 'end':
        this.#extend(input);
        this.#end();
        return;
      case 'cancel':
        this.cancel();
        return;
      default:
        input.phase satisfies never;
    }
  }

  override cancel(): boolean {
    const stroke = this.#stroke;
    this.#stroke = null;
    stroke?.rollBack();
    return stroke !== null;
  }

  override leave(): void {
    this.#end();
    this.#last = null;
  }

  #begin(input: PointerInput): void {
    if (this.#stroke !== null) return;
    const erases = this.name === 'eraser' || subtracts(input);
    this.#stroke = this.host.begin({ tool: erases ? 'eraser' : 'brush', erases });
    if (!input.shift || this.#last === null) this.#last = input.at;
    this.#extend(input);
  }

  #extend({ at, pressure }: PointerInput): void {
    const { size, settings } = this.host;
    if (this.#stroke === null || size === null) return;
    const radius = diameterUnder(settings.size, pressure) / 2;
    this.#stroke.show(rasteriseStroke(this.#last ?? at, at, radius, size, this.#stroke.fill));
    this.#last = at;
  }

  #end(): void {
    const stroke = this.#stroke;
    this.#stroke = null;
    stroke?.commit();
  }
}
