import type { Rect } from '../../src-shared/domain/geometry.ts';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import { paintReduced } from './labelPixels.ts';
import type { ColourTable } from './labelPixels.ts';

/**
 * The colours of a label map that never changes, painted in as many pixels as it is shown in: of frames that pass, many
 * are kept.
 */
export class StillSprite {
  readonly #map: LabelMap;
  readonly #place: Rect | null;
  #table: ColourTable;
  #painted: { readonly canvas: OffscreenCanvas; readonly resolution: number } | null = null;

  /** @param labelled the part of the map that has labels */
  constructor(map: LabelMap, table: ColourTable, labelled: Rect | null) {
    this.#map = map;
    this.#table = table;
    this.#place = labelled;
  }

  /** What its canvas holds. */
  get bytes(): number {
    return this.#painted === null ? 0 : this.#painted.canvas.width * this.#painted.canvas.height * 4;
  }

  recolour(table: ColourTable): void {
    this.#table = table;
    this.#painted = null;
  }

  /** Into a context whose coordinates are the picture's. `scale`: its pixels per pixel of the picture. */
  draw(context: CanvasRenderingContext2D, scale: number): void {
    const place = this.#place;
    if (place === null) return;
    const resolution = Math.min(1, scale);
    if (this.#painted === null || this.#painted.resolution < resolution) {
      this.#painted = { canvas: this.#paint(place, resolution), resolution };
    }
    context.drawImage(this.#painted.canvas, place.x, place.y, place.width, place.height);
  }

  #paint(place: Rect, resolution: number): OffscreenCanvas {
    const pixels = (side: number): number => Math.max(1, Math.round(side * resolution));
    const canvas = new OffscreenCanvas(pixels(place.width), pixels(place.height));
    const context = canvas.getContext('2d');
    if (context === null) throw new Error('This browser gives no canvas.');
    const image = new ImageData(canvas.width, canvas.height);
    paintReduced(this.#map, place, this.#table, canvas, new Uint32Array(image.data.buffer));
    context.putImageData(image, 0, 0);
    return canvas;
  }
}
