import sharp from 'sharp';
import type { Sharp } from 'sharp';

/** A picture of varied colours that is another one for every seed. */
export function picture(seed: number, width = 48, height = 32): Sharp {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      pixels[at] = (x * 5 + seed * 31) % 256;
      pixels[at + 1] = (y * 7 + seed * 17) % 256;
      pixels[at + 2] = (x + y + seed * 3) % 256;
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } });
}

/** A greyscale picture of the given values, row by row. */
export function grey(values: readonly number[], width: number): Sharp {
  return sharp(Buffer.from(values), {
    raw: { width, height: values.length / width, channels: 1 },
  }).toColourspace('b-w');
}

/** A mask with a rectangle of `value` in the middle of `background`. */
export function rectangle(value: number, width = 48, height = 32, background = 0): Sharp {
  const values = Array.from({ length: width * height }, (_, i) => {
    const x = i % width;
    const y = Math.floor(i / width);
    const isInside = x >= width / 4 && x < (3 * width) / 4 && y >= height / 4 && y < (3 * height) / 4;
    return isInside ? value : background;
  });
  return grey(values, width);
}

/** The pixels as 8 bit RGB. */
export async function rgbOf(bytes: Uint8Array): Promise<Buffer> {
  return sharp(bytes).toColourspace('srgb').removeAlpha().raw().toBuffer();
}
