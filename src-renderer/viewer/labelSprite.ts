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
  #place: Rect | null;
  #context: OffscreenCanvasRenderingContext2D | null = null;

  /** @param labelled the part of the map that has labels */
  constructor(map: LabelMap, table: ColourTable, labelled = labelledRect(map)) {
    this.#map = map;
    this.#table = table;
    this.#place = labelled;
    this.#allocate();
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
    if (inside?.width === rect.width && inside.height === rect.height) this.#paint(rect);
    else {
      this.#place = wholeRect(this.#map);
      this.#allocate();
    }
  }

  /** Into a context whose coordinates are the picture's. */
  draw(context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D): void {
    if (this.#context === null || this.#place === null) return;
    context.drawImage(this.#context.canvas, this.#place.x, this.#place.y);
  }

  #allocate(): void {
    if (this.#place === null) return;
    this.#context = new OffscreenCanvas(this.#place.width, this.#place.height).getContext('2d');
    if (this.#context === null) throw new Error('This browser gives no canvas.');
    this.#paint(this.#place);
  }

  #paint(rect: Rect): void {
    if (this.#context === null || this.#place === null) return;
    const image = new ImageData(rect.width, rect.height);
    paintLabels(this.#map, rect, this.#table, new Uint32Array(image.data.buffer));
    this.#context.putImageData(image, rect.x - this.#place.x, rect.y - this.#place.y);
  }
}
