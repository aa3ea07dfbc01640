import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import { intersect, wholeRect } from '../../src-shared/domain/geometry.ts';
import type { Rect } from '../../src-shared/domain/geometry.ts';
import { labelledRect, paintLabels } from './labelPixels.ts';
import type { ColourTable } from './labelPixels.ts';

/**
 * A label map's colours on a canvas of its own. The canvas holds the part that has labels, and grows to the whole
 * picture with the first change outside of it: frames that are only looked at cost what their regions cost.
 */
export class LabelSprite {
  readonly #map: LabelMap;
  #table: ColourTable;
  #place: Rect | null = null;
  #context: OffscreenCanvasRenderingContext2D | null = null;

  /** @param labelled the part of the map that has labels */
  constructor(map: LabelMap, table: ColourTable, labelled = labelledRect(map)) {
    this.#map = map;
    this.#table = table;
    if (labelled === null) return;
    this.#allocate(labelled);
    this.#paint(labelled);
  }

  /** What its canvas holds. */
  get bytes(): number {
    return this.#place === null ? 0 : this.#place.width * this.#place.height * 4;
  }

  recolour(table: ColourTable): void {
    this.#table = table;
    if (this.#place !== null) this.#paint(this.#place);
  }

  /** Takes over what has changed in the map. */
  refresh(pixels: Rect): void {
    const rect = intersect(pixels, wholeRect(this.#map));
    if (rect === null) return;
    const place = this.#place;
    const inside = place === null ? null : intersect(rect, place);
    if (inside?.width !== rect.width || inside.height !== rect.height) this.#growToWhole();
    this.#paint(rect);
  }

  /** Into a context whose coordinates are the picture's. */
  draw(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D): void {
    if (this.#context === null || this.#place === null) return;
    context.drawImage(this.#context.canvas, this.#place.x, this.#place.y);
  }

  #allocate(place: Rect): OffscreenCanvasRenderingContext2D {
    const context = new OffscreenCanvas(place.width, place.height).getContext('2d');
    if (context === null) throw new Error('This browser gives no canvas.');
    this.#place = place;
    this.#context = context;
    return context;
  }

  /** What is painted already is taken along: of a large picture, most is clear. */
  #growToWhole(): void {
    const [former, place] = [this.#context, this.#place];
    const context = this.#allocate(wholeRect(this.#map));
    if (former !== null && place !== null) context.drawImage(former.canvas, place.x, place.y);
  }

  #paint(rect: Rect): void {
    if (this.#context === null || this.#place === null) return;
    const image = new ImageData(rect.width, rect.height);
    paintLabels(this.#map, rect, this.#table, new Uint32Array(image.data.buffer));
    this.#context.putImageData(image, rect.x - this.#place.x, rect.y - this.#place.y);
  }
}
