import { createRandom } from '../../src-shared/domain/random.ts';

/**
 * Lattice noise for the synthetic scenes: one fixed table of random values with period 256 in both directions;
 * a scene draws its own offset into it. Arithmetic only, so the same on every platform.
 */
const period = 256;
const table = /* @__PURE__ */ (() => {
  const random = createRandom(0x1a91da47);
  const values = new Float32Array(period * period);
  for (let i = 0; i < values.length; i++) values[i] = random.uniform();
  return values;
})();

/** The lattice's own value at integer coordinates, uniform in [0, 1). */
export function latticeValue(x: number, y: number): number {
  return table[((y & 255) << 8) | (x & 255)] ?? 0;
}

/** Smooth value noise in [0, 1), one feature per unit. */
export function valueNoise(x: number, y: number): number {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const fx = x - xi;
  const fy = y - yi;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const row0 = (yi & 255) << 8;
  const row1 = ((yi + 1) & 255) << 8;
  const col0 = xi & 255;
  const col1 = (xi + 1) & 255;
  const a = table[row0 | col0] ?? 0;
  const b = table[row0 | col1] ?? 0;
  const c = table[row1 | col0] ?? 0;
  const d = table[row1 | col1] ?? 0;
  const top = a + (b - a) * sx;
  return top + (c + (d - c) * sx - top) * sy;
}

/** Sum of `octaves` of value noise, each half as strong and about twice as fine; in [0, 1). */
export function fractalNoise(x: number, y: number, octaves: number): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  for (let i = 0; i < octaves; i++) {
    sum += weight * valueNoise(x, y);
    total += weight;
    weight *= 0.5;
    const nx = 1.62 * x - 1.18 * y + 17.3;
    y = 1.18 * x + 1.62 * y + 41.7;
    x = nx;
  }
  return sum / total;
}

/** Ridged fractal noise in [0, 1]: crests where the underlying noise crosses its middle. */
export function ridgedNoise(x: number, y: number, octaves: number): number {
  let sum = 0;
  let weight = 0.5;
  let total = 0;
  for (let i = 0; i < octaves; i++) {
    const crest = 1 - Math.abs(2 * valueNoise(x, y) - 1);
    sum += weight * crest * crest;
    total += weight;
    weight *= 0.5;
    const nx = 1.62 * x - 1.18 * y + 17.3;
    y = 1.18 * x + 1.62 * y + 41.7;
    x = nx;
  }
  return sum / total;
}

/** What cellular noise finds at a point: distances to the two nearest seed points, and the nearest one's place. */
export interface Cell {
  first: number;
  second: number;
  /** Position of the nearest seed point. */
  x: number;
  y: number;
  /** Its own uniform random value. */
  value: number;
}

/**
 * Cellular (Worley) noise, one seed point per unit cell, displaced by up to `jitter`/2; the answer is written
 * into `cell`, which the caller owns, because this runs per pixel.
 */
export function cellNoise(x: number, y: number, jitter: number, cell: Cell): void {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  let first = 1e9;
  let second = 1e9;
  let nearX = 0;
  let nearY = 0;
  let atX = 0;
  let atY = 0;
  for (let j = yi - 1; j <= yi + 1; j++) {
    for (let i = xi - 1; i <= xi + 1; i++) {
      const px = i + 0.5 + jitter * ((table[((j & 255) << 8) | (i & 255)] ?? 0) - 0.5);
      const py = j + 0.5 + jitter * ((table[(((j + 101) & 255) << 8) | ((i + 57) & 255)] ?? 0) - 0.5);
      const dx = px - x;
      const dy = py - y;
      const d = dx * dx + dy * dy;
      if (d < first) {
        second = first;
        first = d;
        nearX = px;
        nearY = py;
        atX = i;
        atY = j;
      } else if (d < second) {
        second = d;
      }
    }
  }
  cell.first = Math.sqrt(first);
  cell.second = Math.sqrt(second);
  cell.x = nearX;
  cell.y = nearY;
  cell.value = table[(((atY + 193) & 255) << 8) | ((atX + 29) & 255)] ?? 0;
}

/** A cell to hand to `cellNoise`. */
export function newCell(): Cell {
  return { first: 0, second: 0, x: 0, y: 0, value: 0 };
}

/** Hermite step: 0 at `low`, 1 at `high`, flat beyond; `low` may be the larger of the two. */
export function smoothStep(low: number, high: number, x: number): number {
  const t = (x - low) / (high - low);
  return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}

/** `x` held within [low, high]. */
export function clamp(x: number, low: number, high: number): number {
  return x < low ? low : x > high ? high : x;
}
