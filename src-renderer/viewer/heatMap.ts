import type { Size } from '../../src-shared/domain/geometry.ts';
import { pixelScale } from './transform.ts';
import type { ViewTransform } from './transform.ts';

/** Values over a picture on a grid of any size: row by row, 0…1; not a number: nothing is said there. */
export interface HeatMap extends Size {
  readonly values: Float32Array;
}

/** From OKLab to sRGB, each 0…1 (B. Ottosson, "A perceptual color space for image processing", 2020). */
function srgbOf(lightness: number, a: number, b: number): [number, number, number] {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const linear = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  const [red = 0, green = 0, blue = 0] = linear.map((value) =>
    value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055,
  );
  return [red, green, blue];
}

/**
 * 256 colours from a dark blue to a light yellow as R, G, B triples, 0…255. Lightness rises evenly and hue moves along
 * blue and yellow alone, the axis that people with red-green deficiencies keep.
 */
export function heatColours(): Uint8ClampedArray {
  const colours = new Uint8ClampedArray(256 * 3);
  for (let i = 0; i < 256; i++) {
    const at = i / 255;
    const rgb = srgbOf(0.25 + 0.66 * at, 0.003 - 0.01 * at, -0.085 + 0.225 * at);
    for (const [channel, value] of rgb.entries()) colours[3 * i + channel] = 255 * value;
  }
  return colours;
}

const colours = heatColours();

/** The grid's values in colours: RGBA, row by row. Values beyond 0…1 are held at the ends. */
export function paintHeat({ width, height, values }: HeatMap): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const value = values[i] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    const entry = 3 * Math.round(255 * Math.min(1, Math.max(0, value)));
    pixels[4 * i] = colours[entry] ?? 0;
    pixels[4 * i + 1] = colours[entry + 1] ?? 0;
    pixels[4 * i + 2] = colours[entry + 2] ?? 0;
    pixels[4 * i + 3] = 255;
  }
  return pixels;
}

/** A heat map as it is drawn over a picture. */
export class HeatLayer {
  readonly #canvas: OffscreenCanvas;

  constructor(heat: HeatMap) {
    this.#canvas = new OffscreenCanvas(heat.width, heat.height);
    const context = this.#canvas.getContext('2d');
    if (context === null) throw new Error('This browser gives no canvas.');
    context.putImageData(new ImageData(paintHeat(heat), heat.width, heat.height), 0, 0);
  }

  /** Over the whole picture; `ratio` pixels of the context per CSS pixel. */
  draw(
    context: CanvasRenderingContext2D,
    view: ViewTransform,
    ratio: number,
    picture: Size,
    opacity: number,
  ): void {
    const scale = view.scale * ratio;
    context.setTransform(scale, 0, 0, scale, view.x * ratio, view.y * ratio);
    context.globalAlpha = opacity;
    // The grid as squares once single pixels are seen: it knows no more than that.
    context.imageSmoothingEnabled = view.scale < pixelScale;
    context.drawImage(this.#canvas, 0, 0, picture.width, picture.height);
    context.globalAlpha = 1;
    context.setTransform(1, 0, 0, 1, 0, 0);
  }
}
