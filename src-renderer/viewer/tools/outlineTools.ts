import type { Point, Rect, Size } from '../../../src-shared/domain/geometry.ts';
import {
  rasteriseEllipse,
  rasterisePolygon,
  rasteriseRectangle,
} from '../../../src-shared/domain/masks/polygon.ts';
import type { OverlayShape, PointerInput } from '../pointer.ts';
import { QuietTool, subtracts } from './tool.ts';
import type { Drawing, ToolHost } from './tool.ts';

/** Drawn in one go while the button is held, and filled when it is let go. */
abstract class OutlineTool extends QuietTool {
  #way: { readonly erases: boolean } | null = null;

  get drawn(): boolean {
    return this.#way !== null;
  }

  pointer(input: PointerInput): void {
    switch (input.phase) {
      case 'hover':
        return;
      case 'begin':
        if (this.#way !== null) return;
        this.#way = { erases: subtracts(input) };
        this.start(input.at);
        break;
      case 'move':
        if (this.#way === null) return;
        this.extend(input);
        break;
      case 'end':
        if (this.#way === null) return;
        this.extend(input);
        this.#fill(this.#way.erases);
        break;
      case 'cancel':
        this.cancel();
        return;
      default:
        input.phase satisfies never;
    }
    this.host.refresh();
  }

  override cancel(): boolean {
    const drawn = this.drawn;
    this.#way = null;
    if (drawn) this.host.refresh();
    return drawn;
  }

  protected abstract start(at: Point): void;
  protected abstract extend(input: PointerInput): void;
  protected abstract rasterise(size: Size, visit: Drawing['fill']): Rect | null;

  #fill(erases: boolean): void {
    this.#way = null;
    const { size } = this.host;
    if (size === null || !this.encloses()) return;
    const drawing = this.host.begin({ tool: this.name, erases });
    drawing?.show(this.rasterise(size, drawing.fill));
    drawing?.commit();
  }

  /** Whether there is anything to fill: a slip of the hand is none. */
  protected abstract encloses(): boolean;
}

export class LassoTool extends OutlineTool {
  readonly name = 'lasso';
  #points: Point[] = [];

  override get overlay(): readonly OverlayShape[] {
    return this.drawn ? [{ kind: 'path', points: this.#points, closed: true, tone: 'draft' }] : [];
  }

  protected start(at: Point): void {
    this.#points = [at];
  }
  protected extend({ at }: PointerInput): void {
    const last = this.#points.at(-1);
    if (last?.x !== at.x || last.y !== at.y) this.#points = [...this.#points, at];
  }
  protected encloses(): boolean {
    return this.#points.length > 2;
  }
  protected rasterise(size: Size, visit: Drawing['fill']): Rect | null {
    return rasterisePolygon([this.#points], size, visit);
  }
}

/** Rectangle or ellipse in the box between where one presses and where one lets go. */
export class BoxedTool extends OutlineTool {
  readonly name: 'rectangle' | 'ellipse';
  #from: Point = { x: 0, y: 0 };
  #to: Point = { x: 0, y: 0 };

  constructor(host: ToolHost, name: 'rectangle' | 'ellipse') {
    super(host);
    this.name = name;
  }

  override get overlay(): readonly OverlayShape[] {
    if (!this.drawn) return [];
    const [from, to] = [this.#from, this.#to];
    if (this.name === 'ellipse') return [{ kind: 'ellipse', from, to, tone: 'draft' }];
    return [{ kind: 'path', points: cornersOf(from, to), closed: true, tone: 'draft' }];
  }

  protected start(at: Point): void {
    this.#from = at;
    this.#to = at;
  }
  protected extend({ at, shift }: PointerInput): void {
    this.#to = shift ? squared(this.#from, at) : at;
  }
  protected encloses(): boolean {
    return this.#from.x !== this.#to.x && this.#from.y !== this.#to.y;
  }
  protected rasterise(size: Size, visit: Drawing['fill']): Rect | null {
    const rasterise = this.name === 'ellipse' ? rasteriseEllipse : rasteriseRectangle;
    return rasterise(this.#from, this.#to, size, visit);
  }
}

export function cornersOf(from: Point, to: Point): Point[] {
  return [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }];
}

/** The corner of the square on the longer side, towards where one points. */
function squared(from: Point, to: Point): Point {
  const side = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y));
  return {
    x: from.x + (to.x < from.x ? -side : side),
    y: from.y + (to.y < from.y ? -side : side),
  };
}
