import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import { intersect, wholeRect } from '../../src-shared/domain/geometry.ts';
import type { Rect } from '../../src-shared/domain/geometry.ts';
import { colourTable, paintLabels } from './labelPixels.ts';
import { outlines, tileSide, tilesTouching } from './outline.ts';
import type { ViewTransform } from './transform.ts';

/** From this scale on single pixels are shown as squares, so that one can paint them. */
export const pixelScale = 5;
const outlineWidth = 1.75;

/** A label map as it is drawn: its pixels on a canvas of the picture's size, its outlines as paths by tile. */
export class MaskLayer {
  readonly map: LabelMap;
  readonly #colours: ReadonlyMap<number, string>;
  readonly #table: Uint32Array;
  readonly #canvas: OffscreenCanvas;
  readonly #context: OffscreenCanvasRenderingContext2D;
  readonly #tiles = new Map<number, Map<number, Path2D>>();

  constructor(map: LabelMap, colours: ReadonlyMap<number, string>) {
    this.map = map;
    this.#colours = colours;
    this.#table = colourTable(colours);
    this.#canvas = new OffscreenCanvas(map.width, map.height);
    const context = this.#canvas.getContext('2d');
    if (context === null) throw new Error('This browser gives no canvas.');
    this.#context = context;
    this.refresh(wholeRect(map));
  }

  /** Takes over what has changed in the map. */
  refresh(pixels: Rect): void {
    const rect = intersect(pixels, wholeRect(this.map));
    if (rect === null) return;
    const image = new ImageData(rect.width, rect.height);
    paintLabels(this.map, rect, this.#table, new Uint32Array(image.data.buffer));
    this.#context.putImageData(image, rect.x, rect.y);
    for (const corners of tilesTouching(this.map, rect)) this.#renewTile(corners);
  }

  /** Draws into a context whose pixels are `ratio` per CSS pixel; `opacity` is the fill's. */
  draw(context: CanvasRenderingContext2D, view: ViewTransform, opacity: number, ratio: number): void {
    const scale = view.scale * ratio;
    context.setTransform(scale, 0, 0, scale, view.x * ratio, view.y * ratio);
    context.globalAlpha = opacity;
    context.imageSmoothingEnabled = view.scale < pixelScale;
    context.drawImage(this.#canvas, 0, 0);
    context.globalAlpha = 1;
    context.lineJoin = 'round';
    context.lineCap = 'round';
    for (const paths of this.#tiles.values()) {
      for (const [value, path] of paths) {
        // A dark seam under the line keeps it visible on tissue of its own colour.
        context.strokeStyle = 'rgb(0 0 0 / 55%)';
        context.lineWidth = ((outlineWidth + 1.5) * ratio) / scale;
        context.stroke(path);
        context.strokeStyle = this.#colours.get(value) ?? '#ffffff';
        context.lineWidth = (outlineWidth * ratio) / scale;
        context.stroke(path);
      }
    }
    context.setTransform(1, 0, 0, 1, 0, 0);
  }

  #renewTile(corners: Rect): void {
    const key = (corners.y / tileSide) * 4096 + corners.x / tileSide;
    const paths = new Map<number, Path2D>();
    for (const [value, pieces] of outlines(this.map, corners)) {
      const path = new Path2D();
      for (let at = 0; at + 3 < pieces.length; at += 4) {
        path.moveTo(pieces[at] ?? 0, pieces[at + 1] ?? 0);
        path.lineTo(pieces[at + 2] ?? 0, pieces[at + 3] ?? 0);
      }
      paths.set(value, path);
    }
    if (paths.size > 0) this.#tiles.set(key, paths);
    else this.#tiles.delete(key);
  }
}
