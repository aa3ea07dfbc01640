import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import { colourTable } from './labelPixels.ts';
import { LabelSprite } from './labelSprite.ts';
import { OutlineTiles } from './outlineTiles.ts';
import { pixelScale } from './transform.ts';
import type { ViewTransform } from './transform.ts';

/** In CSS pixels. */
const hatch = 8;
const outlineWidth = 2;

/** A proposed mask: hatched, with a border of light and dark dashes, so that nobody takes it for the mask itself. */
export class PreviewLayer {
  readonly map: LabelMap;
  readonly #sprite: LabelSprite;
  readonly #outlines: OutlineTiles;

  constructor(map: LabelMap) {
    this.map = map;
    const white = new Map(Array.from({ length: 255 }, (_, i) => [i + 1, '#ffffff']));
    this.#sprite = new LabelSprite(map, colourTable(white));
    this.#outlines = new OutlineTiles(map);
  }

  draw(context: CanvasRenderingContext2D, view: ViewTransform, ratio: number): void {
    const { width, height } = context.canvas;
    const scratch = new OffscreenCanvas(width, height).getContext('2d');
    if (scratch === null) return;
    const scale = view.scale * ratio;
    const toPicture = (): void => scratch.setTransform(scale, 0, 0, scale, view.x * ratio, view.y * ratio);

    toPicture();
    scratch.imageSmoothingEnabled = view.scale < pixelScale;
    this.#sprite.draw(scratch, null);
    keepWithin(scratch, stripes(scratch, ratio, 'rgb(255 255 255 / 55%)', 'rgb(0 0 0 / 12%)'));
    context.drawImage(scratch.canvas, 0, 0);

    scratch.globalCompositeOperation = 'source-over';
    scratch.clearRect(0, 0, width, height);
    toPicture();
    scratch.lineCap = 'round';
    scratch.lineWidth = outlineWidth / view.scale;
    scratch.strokeStyle = '#fff';
    for (const [, path] of this.#outlines.paths(null)) scratch.stroke(path);
    keepWithin(scratch, stripes(scratch, ratio, '#fff', '#111'));
    context.drawImage(scratch.canvas, 0, 0);
  }
}

/** Paints what has been drawn, and nothing else, in another style. */
function keepWithin(context: OffscreenCanvasRenderingContext2D, style: CanvasPattern | string): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = style;
  context.fillRect(0, 0, context.canvas.width, context.canvas.height);
}

/** Diagonal stripes in two colours, of one width on screen. */
function stripes(
  context: OffscreenCanvasRenderingContext2D,
  ratio: number,
  light: string,
  dark: string,
): CanvasPattern | string {
  const side = Math.round(hatch * ratio);
  const tile = new OffscreenCanvas(side, side);
  const painter = tile.getContext('2d');
  if (painter === null) return light;
  painter.fillStyle = dark;
  painter.fillRect(0, 0, side, side);
  painter.fillStyle = light;
  for (const from of [-side, 0]) {
    // A stripe from lower left to upper right; the second one closes the tile's seam.
    painter.beginPath();
    painter.moveTo(from, side);
    painter.lineTo(from + side, 0);
    painter.lineTo(from + 1.5 * side, 0);
    painter.lineTo(from + side / 2, side);
    painter.fill();
  }
  return context.createPattern(tile, 'repeat') ?? light;
}
