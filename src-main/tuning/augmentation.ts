import { createRandom, type Random } from '../../src-shared/domain/random.ts';
import type { NetworkInput, Normalisation } from '../networks/preprocess.ts';

/**
 * Fixed views of a case: what training shows of it beside the plain frame. Image and mask coverage are moved together
 * by one affine map; colours change on the image alone. Everything is drawn from the seed and from what the case is,
 * so the same view has the same bits in every epoch and after every restart. Pure.
 */

/** Where each output pixel is read from: source = matrix · output + shift, both counted from the image's middle. */
export interface Placement {
  /** Row by row. */
  readonly matrix: readonly [number, number, number, number];
  /** In shares of the image's side. */
  readonly shift: readonly [number, number];
}

/** Factors on the image's RGB values before normalisation; 1 leaves them. */
export interface Colour {
  readonly brightness: number;
  /** About the image's own mean grey. */
  readonly contrast: number;
  /** About each pixel's grey. */
  readonly saturation: number;
}

/** What names a view besides the seed. */
export interface ViewOf {
  /** The frame's content hash. */
  readonly frame: string;
  /** Tells findings of one frame apart. */
  readonly finding: string;
  /** 0 is the plain frame. */
  readonly view: number;
}

export const unmoved: Placement = { matrix: [1, 0, 0, 1], shift: [0, 0] };

const ranges = {
  /** Radians to either side. */
  rotation: Math.PI / 6,
  /** Magnification between its inverse and this. */
  scale: 1.25,
  /** Shares of the side to either side. */
  shift: 0.1,
  brightness: 0.2,
  contrast: 0.2,
  saturation: 0.2,
};

/** Rec. 601 luma. */
const greyOf = [0.299, 0.587, 0.114] as const;

/** A placement that leaves less of the mask than this inside the view is drawn again, this often at most. */
const maskKept = 0.5;
const draws = 8;

/** The view of a case; view 0 is the input itself. */
export function viewOf(
  input: NetworkInput,
  normalisation: Normalisation,
  seed: number,
  { frame, finding, view }: ViewOf,
): NetworkInput {
  if (view === 0) return input;
  const random = createRandom(seed).fork(`view ${frame} ${finding} ${view}`);
  const colour = drawColour(random);
  const { placement, coverage } = placeMask(input, random);
  return { image: moveImage(recolour(input.image, normalisation, colour), placement), coverage };
}

/** Where nothing drawn keeps the mask in sight, the view is not moved at all: its mask must stay a mask. */
function placeMask(
  { image, coverage }: NetworkInput,
  random: Random,
): { readonly placement: Placement; readonly coverage: Float32Array } {
  const plane = image.length / 3;
  const area = foregroundArea(coverage, plane);
  for (let draw = 0; draw < draws; draw++) {
    const placement = drawPlacement(random);
    const [a, b, c, d] = placement.matrix;
    const magnified = area / Math.abs(a * d - b * c);
    const moved = moveCoverage(coverage, placement, plane);
    if (foregroundArea(moved, plane) >= maskKept * magnified) return { placement, coverage: moved };
  }
  return { placement: unmoved, coverage };
}

export function drawPlacement(random: Random): Placement {
  const [mirrorX, mirrorY] = [random.below(2) === 0 ? 1 : -1, random.below(2) === 0 ? 1 : -1];
  const angle = random.between(-ranges.rotation, ranges.rotation);
  const scale = ranges.scale ** random.between(-1, 1);
  const [cos, sin] = [Math.cos(angle) / scale, Math.sin(angle) / scale];
  return {
    matrix: [mirrorX * cos, mirrorX * -sin, mirrorY * sin, mirrorY * cos],
    shift: [random.between(-ranges.shift, ranges.shift), random.between(-ranges.shift, ranges.shift)],
  };
}

function drawColour(random: Random): Colour {
  const about = (range: number): number => random.between(1 - range, 1 + range);
  return {
    brightness: about(ranges.brightness),
    contrast: about(ranges.contrast),
    saturation: about(ranges.saturation),
  };
}

/** @param image (3, size, size), normalised: what comes from outside is the mean colour, 0 */
export function moveImage(image: Float32Array, placement: Placement): Float32Array {
  return move(image, [0, 0, 0], placement);
}

/**
 * @param coverage (classes, size, size): what comes from outside is background
 * @param plane size²
 */
export function moveCoverage(coverage: Float32Array, placement: Placement, plane: number): Float32Array {
  const outside = new Array<number>(coverage.length / plane).fill(0);
  outside[0] = 1;
  return move(coverage, outside, placement);
}

/** Bilinear sampling at pixel centres. Whole-pixel moves, the identity among them, keep the values bit by bit. */
function move(planes: Float32Array, outside: readonly number[], placement: Placement): Float32Array {
  const plane = planes.length / outside.length;
  const size = Math.sqrt(plane);
  if (!Number.isInteger(size)) throw new RangeError(`${plane} values are no square plane`);
  const [a, b, c, d] = placement.matrix;
  const middle = (size - 1) / 2;
  const [shiftX, shiftY] = [placement.shift[0] * size + middle, placement.shift[1] * size + middle];
  const out = new Float32Array(planes.length);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sourceX = a * (x - middle) + b * (y - middle) + shiftX;
      const sourceY = c * (x - middle) + d * (y - middle) + shiftY;
      const left = Math.floor(sourceX);
      const top = Math.floor(sourceY);
      const right = sourceX - left;
      const low = sourceY - top;
      const corners = [
        indexOf(left, top, size),
        indexOf(left + 1, top, size),
        indexOf(left, top + 1, size),
        indexOf(left + 1, top + 1, size),
      ] as const;
      for (let k = 0; k < outside.length; k++) {
        const fill = outside[k] as number;
        const base = k * plane;
        const upper =
          (1 - right) * (corners[0] < 0 ? fill : (planes[base + corners[0]] as number)) +
          right * (corners[1] < 0 ? fill : (planes[base + corners[1]] as number));
        const lower =
          (1 - right) * (corners[2] < 0 ? fill : (planes[base + corners[2]] as number)) +
          right * (corners[3] < 0 ? fill : (planes[base + corners[3]] as number));
        out[base + y * size + x] = (1 - low) * upper + low * lower;
      }
    }
  }
  return out;
}

/** -1 outside. */
function indexOf(column: number, row: number, size: number): number {
  return column < 0 || row < 0 || column >= size || row >= size ? -1 : row * size + column;
}

/** Changes the colours of a normalised image (3, size, size) as if it had been changed before normalisation. */
export function recolour(
  image: Float32Array,
  { mean, std }: Normalisation,
  { brightness, contrast, saturation }: Colour,
): Float32Array {
  const plane = image.length / 3;
  const raw = new Float64Array(image.length);
  for (const channel of [0, 1, 2] as const) {
    for (let i = channel * plane; i < (channel + 1) * plane; i++) {
      raw[i] = brightness * ((image[i] as number) * std[channel] + mean[channel]);
    }
  }
  const grey = new Float64Array(plane);
  let sum = 0;
  for (let i = 0; i < plane; i++) {
    const [r, g, b] = [raw[i] as number, raw[plane + i] as number, raw[2 * plane + i] as number];
    grey[i] = greyOf[0] * r + greyOf[1] * g + greyOf[2] * b;
    sum += grey[i] as number;
  }
  const middle = sum / plane;
  const out = new Float32Array(image.length);
  for (const channel of [0, 1, 2] as const) {
    for (let i = 0; i < plane; i++) {
      const own = grey[i] as number;
      const saturated = own + saturation * ((raw[channel * plane + i] as number) - own);
      const changed = Math.min(1, Math.max(0, middle + contrast * (saturated - middle)));
      out[channel * plane + i] = (changed - mean[channel]) / std[channel];
    }
  }
  return out;
}

function foregroundArea(coverage: Float32Array, plane: number): number {
  let sum = 0;
  for (let i = plane; i < coverage.length; i++) sum += coverage[i] as number;
  return sum;
}
