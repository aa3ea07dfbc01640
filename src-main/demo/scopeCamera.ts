import { square } from './exactMath.ts';
import { createRandom, type Random } from '../../src-shared/domain/random.ts';
import { clamp, latticeValue, smoothStep } from './noise.ts';
import type { Scope } from './sites.ts';

/** How far inside the image on the sensor a point is, in frame widths; negative outside. */
export function apertureDepth(scope: Scope, x: number, y: number): number {
  if (scope.aperture === 'circle') return scope.halfWidth - Math.sqrt(x * x + y * y);
  const ax = Math.abs(x);
  const ay = Math.abs(y);
  return scope.halfWidth - Math.max(ax, ay, 0.655 * (ax + ay));
}

/** Separable [1 2 1]/4 blur of three planes of size², in place. */
export function soften(planes: Float32Array, scratch: Float32Array, size: number): void {
  const rows = 3 * size;
  for (let row = 0; row < rows; row++) {
    const start = row * size;
    const end = start + size - 1;
    let before = planes[start] ?? 0;
    let here = before;
    for (let i = start; i < end; i++) {
      const after = planes[i + 1] ?? 0;
      scratch[i] = 0.5 * here + 0.25 * (before + after);
      before = here;
      here = after;
    }
    scratch[end] = 0.75 * here + 0.25 * before;
  }
  for (let row = 0; row < rows; row++) {
    const y = row % size;
    const up = y > 0 ? -size : 0;
    const down = y < size - 1 ? size : 0;
    const start = row * size;
    for (let i = start; i < start + size; i++) {
      planes[i] = 0.5 * (scratch[i] ?? 0) + 0.25 * ((scratch[i + up] ?? 0) + (scratch[i + down] ?? 0));
    }
  }
}

/** Smears the planes along (dx, dy) pixels, centred, so that masks stay where they are. */
export function smear(
  planes: Float32Array,
  scratch: Float32Array,
  size: number,
  dx: number,
  dy: number,
): void {
  const count = size * size;
  scratch.set(planes);
  const tap = (t: number): number => Math.round(t * dy) * size + Math.round(t * dx);
  const [a, b, c] = [tap(0.5), tap(0.333), tap(0.167)];
  const margin = Math.ceil(Math.max(Math.abs(dx), Math.abs(dy)) / 2) + 1;
  for (let plane = 0; plane < 3; plane++) {
    for (let row = margin; row < size - margin; row++) {
      const start = plane * count + row * size;
      for (let i = start + margin; i < start + size - margin; i++) {
        const ends = (scratch[i - a] ?? 0) + (scratch[i + a] ?? 0);
        const middle =
          (scratch[i - b] ?? 0) + (scratch[i + b] ?? 0) + (scratch[i - c] ?? 0) + (scratch[i + c] ?? 0);
        planes[i] = ((scratch[i] ?? 0) + middle + ends) / 7;
      }
    }
  }
}

/** Brightness of a fibre bundle's picture at every pixel: bright cores, dark gaps, no two cores alike. */
function bundlePattern(size: number, pitch: number, depth: number): Float32Array {
  const pattern = new Float32Array(size * size);
  const high = pitch * Math.sqrt(3);
  for (let row = 0, i = 0; row < size; row++) {
    const y = (row + 0.5) / size;
    for (let column = 0; column < size; column++, i++) {
      const x = (column + 0.5) / size;
      const i0 = Math.round(x / pitch);
      const j0 = Math.round(y / high);
      const i1 = Math.floor(x / pitch);
      const j1 = Math.floor(y / high);
      const d0 = square(x - i0 * pitch) + square(y - j0 * high);
      const d1 = square(x - (i1 + 0.5) * pitch) + square(y - (j1 + 0.5) * high);
      const first = d0 < d1;
      const core = Math.sqrt(first ? d0 : d1) / pitch;
      const own = latticeValue(first ? i0 : i1 + 97, first ? j0 : j1 + 131);
      pattern[i] = (1 - depth * smoothStep(0.22, 0.6, core)) * (1 - 0.35 * depth * own) * (1 + 0.55 * depth);
    }
  }
  return pattern;
}

const transmissions = new Map<string, Float32Array>();

/** What share of the light reaches each pixel: aperture, vignette, fibre bundle. 0 outside of the aperture. */
function transmissionOf(scope: Scope, size: number): Float32Array {
  const key = `${scope.name}/${size}`;
  const known = transmissions.get(key);
  if (known !== undefined) return known;
  const { pitch, depth } = scope.bundle;
  const map = depth > 0 ? bundlePattern(size, pitch, depth) : new Float32Array(size * size).fill(1);
  const feather = 1.2 / size;
  for (let row = 0, i = 0; row < size; row++) {
    const y = (row + 0.5) / size - 0.5;
    for (let column = 0; column < size; column++, i++) {
      const x = (column + 0.5) / size - 0.5;
      const r2 = x * x + y * y;
      const vignette = 1 / (1 + scope.vignette * r2 * (0.4 + 4 * r2));
      map[i] = (map[i] ?? 0) * vignette * smoothStep(0, 2 * feather, apertureDepth(scope, x, y));
    }
  }
  transmissions.set(key, map);
  return map;
}

const noiseLength = 65536;
/** Nearly normal numbers, mean 0 and variance about 1, read in order from a place that the frame draws. */
const sensorNoise = /* @__PURE__ */ (() => {
  const random = createRandom(0x0b5e55ed);
  const values = new Float32Array(noiseLength);
  for (let i = 0; i < noiseLength; i++) {
    values[i] = 2 * (random.uniform() + random.uniform() + random.uniform() - 1.5);
  }
  return values;
})();

const curveSteps = 1024;
/** The tone curve: linear light 0 … 4 to sRGB bytes, bright parts rolled off as a scope's processor does. */
const toneCurve = /* @__PURE__ */ (() => {
  const curve = new Float32Array(4 * curveSteps + 1);
  for (let i = 0; i < curve.length; i++) {
    const value = i / curveSteps;
    curve[i] = 255 * Math.min(1, Math.sqrt(value / (0.78 + 0.22 * value)));
  }
  return curve;
})();

/**
 * Turns linear light into the picture the scope delivers, and clears labels where the sensor sees nothing.
 * `exposure` multiplies the light; `random` drives the sensor's noise.
 */
export function develop(
  scope: Scope,
  planes: Float32Array,
  labels: Uint8Array,
  size: number,
  exposure: number,
  random: Random,
): Uint8Array {
  const count = size * size;
  const rgb = new Uint8Array(3 * count);
  const noise = random.between(scope.noise[0], scope.noise[1]);
  const transmission = transmissionOf(scope, size);
  const red = scope.tint[0] * exposure * curveSteps;
  const green = scope.tint[1] * exposure * curveSteps;
  const blue = scope.tint[2] * exposure * curveSteps;
  const top = 4 * curveSteps;
  let at = 0;
  for (let row = 0, i = 0; row < size; row++) {
    let n = random.below(noiseLength);
    for (let column = 0; column < size; column++, i++, at += 3) {
      const common = sensorNoise[n] ?? 0;
      n = (n + 1) & (noiseLength - 1);
      const dim = transmission[i] ?? 0;
      if (dim === 0) {
        labels[i] = 0;
        const dark = 5 + common;
        rgb[at] = dark;
        rgb[at + 1] = dark;
        rgb[at + 2] = dark;
        continue;
      }
      const odd = sensorNoise[(n + 9173) & (noiseLength - 1)] ?? 0;
      const r = toneCurve[Math.min(top, ((planes[i] ?? 0) * dim * red) | 0)] ?? 0;
      const g = toneCurve[Math.min(top, ((planes[i + count] ?? 0) * dim * green) | 0)] ?? 0;
      const b = toneCurve[Math.min(top, ((planes[i + 2 * count] ?? 0) * dim * blue) | 0)] ?? 0;
      rgb[at] = clamp(r + noise * (common + 0.7 * odd) + 0.5, 0, 255);
      rgb[at + 1] = clamp(g + noise * common + 0.5, 0, 255);
      rgb[at + 2] = clamp(b + noise * (common - 0.7 * odd) + 0.5, 0, 255);
    }
  }
  return rgb;
}
