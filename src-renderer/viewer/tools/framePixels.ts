import type { Pixels } from '../../../src-shared/domain/masks/flood.ts';

/** Reads a decoded picture back from the canvas. */
function readBitmap(bitmap: ImageBitmap): Pixels {
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser gives no canvas.');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

/** The pixels of the picture on screen, read once however often they are asked for; those of others are given up. */
export class PixelReader {
  readonly #read: (bitmap: ImageBitmap) => Pixels;
  #held: { readonly bitmap: ImageBitmap; readonly pixels: Pixels } | null = null;

  constructor(read: (bitmap: ImageBitmap) => Pixels = readBitmap) {
    this.#read = read;
  }

  of(bitmap: ImageBitmap): Pixels {
    this.#held = this.#held?.bitmap === bitmap ? this.#held : { bitmap, pixels: this.#read(bitmap) };
    return this.#held.pixels;
  }

  drop(): void {
    this.#held = null;
  }
}
