import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import { grown, intersect, union, wholeRect } from '../../src-shared/domain/geometry.ts';
import type { Rect, Size } from '../../src-shared/domain/geometry.ts';
import { labelledRect, paintLabels } from './labelPixels.ts';
import type { ColourTable } from './labelPixels.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Pixels around a part that smoothing may take into account. */
const apron = 2;
/** In pixels. From here on a part is no part. */
const largestPart = 512 * 512;

/**
 * A label map's colours on a canvas of its own. The canvas holds the part that has labels, and grows to the whole
 * picture with the first change outside of it: frames that are only looked at cost what their regions cost.
 */
export class LabelSprite {
  readonly #map: LabelMap;
  #table: ColourTable;
  #place: Rect | null = null;
  #context: OffscreenCanvasRenderingContext2D | null = null;
  /** What of the map is not on the canvas yet. */
  #due: Rect | null = null;

  /** @param labelled the part of the map that has labels */
  constructor(map: LabelMap, table: ColourTable, labelled = labelledRect(map)) {
    this.#map = map;
    this.#table = table;
    if (labelled === null) return;
    this.#place = labelled;
    this.#context = contextOf(labelled);
    this.#due = labelled;
  }

  /** What its canvas holds. */
  get bytes(): number {
    return this.#place === null ? 0 : this.#place.width * this.#place.height * 4;
  }

  recolour(table: ColourTable): void {
    this.#table = table;
    this.#due = union(this.#due, this.#place);
  }

  /** Takes over what has changed in the map. */
  refresh(pixels: Rect): void {
    this.#due = union(this.#due, intersect(pixels, wholeRect(this.#map)));
  }

  /**
   * Into a context whose coordinates are the picture's. `within`: only that part is wanted, and the context is clipped
   * to it. Such a part is painted by itself: a canvas that changes and is drawn in turn is copied each time, and of a
   * large picture a stroke would copy all of it.
   */
  draw(context: Context, within: Rect | null): void {
    const part = within === null ? null : intersect(grown(within, apron), wholeRect(this.#map));
    if (within !== null && (part === null || part.width * part.height <= largestPart)) {
      if (part === null) return;
      const own = contextOf(part);
      this.#paint(own, part, part);
      context.drawImage(own.canvas, part.x, part.y);
      return;
    }
    this.#settle();
    if (this.#context !== null && this.#place !== null) {
      context.drawImage(this.#context.canvas, this.#place.x, this.#place.y);
    }
  }

  /** Paints what has changed since the whole was drawn. */
  #settle(): void {
    const due = this.#due;
    this.#due = null;
    if (due === null) return;
    const place = this.#place;
    const inside = place === null ? null : intersect(due, place);
    if (inside?.width !== due.width || inside.height !== due.height) this.#growToWhole();
    if (this.#context !== null && this.#place !== null) this.#paint(this.#context, this.#place, due);
  }

  /** What is painted already is taken along: of a large picture, most is clear. */
  #growToWhole(): void {
    const [former, place] = [this.#context, this.#place];
    this.#place = wholeRect(this.#map);
    this.#context = contextOf(this.#place);
    if (former !== null && place !== null) this.#context.drawImage(former.canvas, place.x, place.y);
  }

  /** Part of the map onto a canvas that lies at `place` of the picture. */
  #paint(context: OffscreenCanvasRenderingContext2D, place: Rect, rect: Rect): void {
    const image = new ImageData(rect.width, rect.height);
    paintLabels(this.#map, rect, this.#table, new Uint32Array(image.data.buffer));
    context.putImageData(image, rect.x - place.x, rect.y - place.y);
  }
}

function contextOf({ width, height }: Size): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d');
  if (context === null) throw new Error('This browser gives no canvas.');
  return context;
}
