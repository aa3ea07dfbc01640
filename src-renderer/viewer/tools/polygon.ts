import type { Point } from '../../../src-shared/domain/geometry.ts';
import { rasterisePolygon } from '../../../src-shared/domain/masks/polygon.ts';
import type { OverlayShape, PointerInput, ToolCursor } from '../pointer.ts';
import { QuietTool, subtracts } from './tool.ts';

/** How near to a point one has to press to take hold of it, in screen pixels. */
const reach = 9;

/** Clicks make corners; corners can be dragged until the polygon is closed. */
export class PolygonTool extends QuietTool {
  readonly name = 'polygon';
  override readonly grip = 'click';
  #points: readonly Point[] = [];
  #erases = false;
  #hover: Point | null = null;
  #held: { readonly place: number; readonly from: Point; moved: boolean; readonly isNew: boolean } | null =
    null;

  override get cursor(): ToolCursor {
    return { kind: 'cross' };
  }

  get points(): readonly Point[] {
    return this.#points;
  }

  override get overlay(): readonly OverlayShape[] {
    if (this.#points.length === 0) return [];
    const line = this.#hover === null || this.#held !== null ? this.#points : [...this.#points, this.#hover];
    return [
      { kind: 'path', points: line, closed: line.length > 2, tone: 'draft' },
      ...this.#points.map((at): OverlayShape => ({
        kind: 'handle',
        at,
        tone: this.#erases ? 'outside' : 'draft',
      })),
    ];
  }

  pointer(input: PointerInput): void {
    switch (input.phase) {
      case 'hover':
        this.#hover = input.at;
        break;
      case 'begin':
        this.#press(input);
        break;
      case 'move':
        this.#drag(input.at);
        break;
      case 'end':
        this.#release();
        break;
      case 'cancel':
        this.#held = null;
        break;
      default:
        input.phase satisfies never;
    }
    if (this.#points.length > 0) this.host.refresh();
  }

  override cancel(): boolean {
    if (this.#points.length === 0) return false;
    this.#points = [];
    this.#held = null;
    this.host.refresh();
    return true;
  }

  override finish(): boolean {
    const { size } = this.host;
    if (this.#points.length < 3 || size === null) return false;
    const drawing = this.host.begin({ tool: this.name, erases: this.#erases });
    if (drawing !== null) {
      drawing.show(rasterisePolygon([this.#points], size, drawing.fill));
      drawing.commit();
      this.cancel();
    }
    return true;
  }

  override back(): boolean {
    if (this.#points.length === 0) return false;
    this.#points = this.#points.slice(0, -1);
    this.#held = null;
    this.host.refresh();
    return true;
  }

  #press(input: PointerInput): void {
    const place = this.#near(input.at);
    if (input.clicks > 1 && this.#points.length > 2) {
      this.#held = null;
      this.finish();
      return;
    }
    if (place >= 0) {
      this.#held = { place, from: input.at, moved: false, isNew: false };
      return;
    }
    if (this.#points.length === 0) this.#erases = subtracts(input);
    this.#points = [...this.#points, input.at];
    this.#held = { place: this.#points.length - 1, from: input.at, moved: false, isNew: true };
  }

  #drag(at: Point): void {
    const held = this.#held;
    if (held === null) return;
    const far = Math.hypot(at.x - held.from.x, at.y - held.from.y) * this.host.scale > 2;
    held.moved ||= far;
    if (held.moved) this.#points = this.#points.map((point, i) => (i === held.place ? at : point));
  }

  #release(): void {
    const held = this.#held;
    this.#held = null;
    // A click on the first corner closes, as it does elsewhere.
    if (held !== null && held.place === 0 && !held.moved && !held.isNew) this.finish();
  }

  #near(at: Point): number {
    const most = reach / this.host.scale;
    return this.#points.findIndex((point) => Math.hypot(point.x - at.x, point.y - at.y) <= most);
  }
}
