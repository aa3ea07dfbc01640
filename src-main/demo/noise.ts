import { createRandom } from '../../src-shared/domain/random.ts';

/**
 * Lattice noise for the synthetic scenes: one fixed table of random values with period 64 in both directions
 * (small enough for the first-level cache);
 * a scene draws its own offset into it. Arithmetic only, so the same on every platform.
 */
const period = 64;
const table = /* @__PURE__ */ (() => {
  const random = createRandom(0x1a91da47);
  const values = new Float32Array(period * period);
  for (let i = 0; i < values.length; i++) values[i] = random.uniform();
  return values;
})();

/** The lattice's own value at integer coordinates, uniform in [0, 1). */
export function latticeValue(x: number, y: number): number {
  return table[((y & 63) << 6) | (x & 63)] ?? 0;
}

/** Smooth value noise in [0, 1), one feature per unit. */
export function valueNoise(x: number, y: number): number {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const fx = x - xi;
  const fy = y - yi;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const row0 = (yi & 63) << 6;
  const row1 = ((yi + 1) & 63) << 6;
  const col0 = xi & 63;
  const col1 = (xi + 1) & 63;
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
      const px = i + 0.5 + jitter * ((table[((j & 63) << 6) | (i & 63)] ?? 0) - 0.5);
      const py = j + 0.5 + jitter * ((table[(((j + 23) & 63) << 6) | ((i + 41) & 63)] ?? 0) - 0.5);
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
  cell.value = table[(((atY + 47) & 63) << 6) | ((atX + 13) & 63)] ?? 0;
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

const layers = /* @__PURE__ */ (() => {
  const random = createRandom(0x5e7a11ce);
  const values = new Uint8Array(512);
  for (let i = 0; i < values.length; i++) values[i] = random.below(256);
  return values;
})();

/** Smooth value noise in space, in [0, 1), one feature per unit. */
export function valueNoise3(x: number, y: number, z: number): number {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const zi = Math.floor(z);
  const fx = x - xi;
  const fy = y - yi;
  const fz = z - zi;
  const sx = fx * fx * (3 - 2 * fx);
  const sy = fy * fy * (3 - 2 * fy);
  const sz = fz * fz * (3 - 2 * fz);
  let below = 0;
  let above = 0;
  for (let k = 0; k < 2; k++) {
    const layer = (zi + k) & 255;
    const x0 = xi + (layers[layer] ?? 0);
    const y0 = yi + (layers[layer + 256] ?? 0);
    const row0 = (y0 & 63) << 6;
    const row1 = ((y0 + 1) & 63) << 6;
    const col0 = x0 & 63;
    const col1 = (x0 + 1) & 63;
    const a = table[row0 | col0] ?? 0;
    const b = table[row0 | col1] ?? 0;
    const c = table[row1 | col0] ?? 0;
    const d = table[row1 | col1] ?? 0;
    const top = a + (b - a) * sx;
    const value = top + (c + (d - c) * sx - top) * sy;
    if (k === 0) below = value;
    else above = value;
  }
  return below + (above - below) * sz;
}

/** What cellular noise in space finds: distances to the two nearest seed points, the way to the nearest. */
export interface Cell3 {
  first: number;
  second: number;
  /** From the point to the nearest seed point. */
  dx: number;
  dy: number;
  dz: number;
  /** The nearest one's own random values, uniform in [0, 1). */
  value: number;
  other: number;
}

/** A cell to hand to `cellNoise3`. */
export function newCell3(): Cell3 {
  return { first: 0, second: 0, dx: 0, dy: 0, dz: 0, value: 0, other: 0 };
}

/**
 * Cellular noise in space, one seed point per unit cell, displaced by up to `jitter`/2. `metric` 2 is Euclid's
 * distance, 1 the sum of the coordinates (octahedral cells), 0 their maximum (blocks). The seed points come from
 * an integer hash of their cell, ten bits a coordinate.
 */
export function cellNoise3(
  x: number,
  y: number,
  z: number,
  jitter: number,
  metric: 0 | 1 | 2,
  cell: Cell3,
): void {
  const xi = Math.floor(x);
  const yi = Math.floor(y);
  const zi = Math.floor(z);
  const fx = x - xi;
  const fy = y - yi;
  const fz = z - zi;
  const scale = jitter / 1024;
  const margin = 0.5 - 0.5 * jitter;
  let first = 1e9;
  let second = 1e9;
  let bestX = 0;
  let bestY = 0;
  let bestZ = 0;
  let key = 0;
  // Own cell first, then its neighbours: most of those are farther than what is already found.
  for (let kk = 0; kk < 3; kk++) {
    const k = kk === 2 ? -1 : kk;
    const gapZ = k === 0 ? 0 : (k < 0 ? fz : 1 - fz) + margin;
    const leastZ = metric === 2 ? gapZ * gapZ : gapZ;
    if (leastZ > second) continue;
    const hashZ = Math.imul(zi + k, 0x27d4eb2d);
    for (let jj = 0; jj < 3; jj++) {
      const j = jj === 2 ? -1 : jj;
      const gapY = j === 0 ? 0 : (j < 0 ? fy : 1 - fy) + margin;
      const leastY =
        metric === 2 ? leastZ + gapY * gapY : metric === 1 ? leastZ + gapY : Math.max(leastZ, gapY);
      if (leastY > second) continue;
      const hashY = Math.imul(yi + j, 0x165667b1) ^ hashZ;
      for (let ii = 0; ii < 3; ii++) {
        const i = ii === 2 ? -1 : ii;
        const gapX = i === 0 ? 0 : (i < 0 ? fx : 1 - fx) + margin;
        if ((metric === 2 ? leastY + gapX * gapX : metric === 1 ? leastY + gapX : gapX) > second) continue;
        let hash = Math.imul(xi + i, 0x9e3779b1) ^ hashY;
        hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
        hash ^= hash >>> 13;
        const dx = i + margin + (hash & 1023) * scale - fx;
        const dy = j + margin + ((hash >>> 10) & 1023) * scale - fy;
        const dz = k + margin + (hash >>> 22) * scale - fz;
        const ax = dx < 0 ? -dx : dx;
        const ay = dy < 0 ? -dy : dy;
        const az = dz < 0 ? -dz : dz;
        const d =
          metric === 2 ? dx * dx + dy * dy + dz * dz : metric === 1 ? ax + ay + az : Math.max(ax, ay, az);
        if (d < first) {
          second = first;
          first = d;
          bestX = dx;
          bestY = dy;
          bestZ = dz;
          key = hash;
        } else if (d < second) {
          second = d;
        }
      }
    }
  }
  cell.first = metric === 2 ? Math.sqrt(first) : first;
  cell.second = metric === 2 ? Math.sqrt(second) : second;
  cell.dx = bestX;
  cell.dy = bestY;
  cell.dz = bestZ;
  cell.value = (Math.imul(key, 0x2545f491) >>> 8) / 16777216;
  cell.other = (Math.imul(key ^ (key >>> 11), 0x5bd1e995) >>> 8) / 16777216;
}
