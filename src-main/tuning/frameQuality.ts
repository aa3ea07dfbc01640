import { foregroundOf, type NetworkInput, type Normalisation } from '../networks/preprocess.ts';

/**
 * What a frame is like inside a finding's region, or as a whole where it has none. Measured on the picture as the network is shown it: blur that
 * is gone after resizing takes nothing from the network.
 */
export interface FrameQuality {
  /**
   * Variance of the Laplacian over the variance of the brightness: how much of the contrast is fine. null where the
   * region is too small, or without any contrast.
   */
  readonly sharpness: number | null;
  /** Share of the region's pixels that are clipped or nearly black; null where the region is too small. */
  readonly exposure: number | null;
}

/** In shares of full scale: a channel above is clipped, a brightness below is nearly black. */
const clipped = 250 / 255;
const black = 16 / 255;
/** A variance of brightness below that of one step of 8 bits is noise of the encoding. */
const leastVariance = (1 / 255) ** 2;
/** Of fewer pixels nothing is said. */
const leastPixels = 16;

export function frameQuality(
  { image, coverage }: NetworkInput,
  { mean, std }: Normalisation,
  size: number,
): FrameQuality {
  const plane = size * size;
  const region = regionOf(coverage, plane);
  const brightness = new Float64Array(plane);
  const [redScale, greenScale, blueScale] = std;
  const [redMean, greenMean, blueMean] = mean;
  let pixels = 0;
  let spoilt = 0;
  for (let i = 0; i < plane; i++) {
    if (region[i] === 0) continue;
    const red = (image[i] as number) * redScale + redMean;
    const green = (image[plane + i] as number) * greenScale + greenMean;
    const blue = (image[2 * plane + i] as number) * blueScale + blueMean;
    // Rec. 709.
    const bright = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    brightness[i] = bright;
    pixels += 1;
    if (Math.max(red, green, blue) >= clipped || bright < black) spoilt += 1;
  }
  if (pixels < leastPixels) return { sharpness: null, exposure: null };
  return { sharpness: sharpnessOf(brightness, region, size), exposure: spoilt / pixels };
}

/** 1 inside the region; everywhere where there is none. */
function regionOf(coverage: Float32Array, plane: number): Uint8Array {
  const foreground = foregroundOf(coverage, plane);
  const region = new Uint8Array(plane);
  for (let i = 0; i < plane; i++) region[i] = (foreground[i] as number) >= 0.5 ? 1 : 0;
  return region.includes(1) ? region : region.fill(1);
}

/** Only pixels with all four neighbours inside take part: the region's outline is no detail of it. */
function sharpnessOf(brightness: Float64Array, region: Uint8Array, size: number): number | null {
  const fine = variance();
  const all = variance();
  const inside = (i: number): number => region[i] as number;
  const at = (i: number): number => brightness[i] as number;
  for (let y = 1; y < size - 1; y++) {
    for (let i = y * size + 1; i < (y + 1) * size - 1; i++) {
      if ((inside(i) & inside(i - 1) & inside(i + 1) & inside(i - size) & inside(i + size)) === 0) continue;
      all.add(at(i));
      fine.add(at(i - 1) + at(i + 1) + at(i - size) + at(i + size) - 4 * at(i));
    }
  }
  if (all.count() < leastPixels || all.value() < leastVariance) return null;
  return fine.value() / all.value();
}

/** Welford's running variance. */
function variance() {
  let n = 0;
  let mean = 0;
  let squares = 0;
  return {
    add(x: number): void {
      n += 1;
      const before = x - mean;
      mean += before / n;
      squares += before * (x - mean);
    },
    count: () => n,
    value: () => squares / n,
  };
}
