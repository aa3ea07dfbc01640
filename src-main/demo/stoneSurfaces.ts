import { square } from './exactMath.ts';
import type { Random } from '../../src-shared/domain/random.ts';
import { cellNoise3, clamp, newCell3, smoothStep, valueNoise3 } from './noise.ts';
import type { StoneSurfaceKind } from './stoneTypes.ts';

/** What a surface is like at a point. All in 0 … 1. */
export interface SurfacePoint {
  /** Relief above the body. */
  height: number;
  /** Place on the ramp from the type's dark to its light colour. */
  tone: number;
  /** Share of the type's accent colour. */
  accent: number;
}

export interface StoneSurface {
  /** Relief in radii of the stone when `height` goes from 0 to 1. */
  relief: number;
  /** Evaluates the surface at a point of the unit sphere, in the stone's own frame. */
  at(x: number, y: number, z: number, out: SurfacePoint): void;
}

type SurfaceMaker = (random: Random) => StoneSurface;

const fractal3 = (x: number, y: number, z: number): number =>
  (valueNoise3(x, y, z) + 0.5 * valueNoise3(2.1 * x + 7, 2.1 * y + 3, 2.1 * z + 11)) / 1.5;

const surfaces: Readonly<Record<StoneSurfaceKind, SurfaceMaker>> = {
  /** Rounded domes melting into each other, polished. */
  mammillated: (random) => {
    const f = random.between(2.2, 3.1);
    const o = random.between(0, 60);
    const cell = newCell3();
    return {
      relief: random.between(0.19, 0.26),
      at: (x, y, z, out) => {
        cellNoise3(x * f + o, y * f + o, z * f, 0.9, 2, cell);
        // Two distances joined softly: the valley between two domes is rounded, not a crack.
        const apart = cell.second - cell.first;
        const join = apart < 0.4 ? square(0.4 - apart) / 1.6 : 0;
        const d = (cell.first - join) / 0.78;
        const dome = Math.sqrt(clamp(1 - 0.85 * d * d, 0, 1));
        const cloud = fractal3(x * 2.6 + o, y * 2.6, z * 2.6);
        out.height = dome;
        out.tone = clamp(0.08 + 0.5 * dome * dome + 0.6 * (cloud - 0.35) + 0.14 * (cell.value - 0.5), 0, 1);
        out.accent = 0.6 * smoothStep(0.62, 0.3, dome);
      },
    };
  },
  /** Sharp octahedral crystals standing out in all directions. */
  bipyramids: (random) => {
    const f = random.between(3.2, 4.2);
    const o = random.between(0, 60);
    const cell = newCell3();
    return {
      relief: random.between(0.2, 0.28),
      at: (x, y, z, out) => {
        // Two differently turned lattices, so that the tips do not all point along one set of axes.
        cellNoise3(x * f + o, y * f, z * f + o, 0.95, 1, cell);
        const a = clamp(1 - cell.first / (0.75 + 0.35 * cell.value), 0, 1);
        const lean = cell.dx * (cell.value - 0.5) + cell.dy * (cell.other - 0.5);
        const face = (cell.dx > 0 ? 0.5 : 0) + (cell.dy > 0 ? 0.3 : 0) + (cell.dz > 0 ? 0.2 : 0);
        const g = f * 1.3;
        const px = 0.6 * x + 0.8 * y;
        const py = 0.48 * y - 0.36 * x + 0.8 * z;
        const pz = 0.64 * x - 0.48 * y + 0.6 * z;
        cellNoise3(px * g + o, py * g, pz * g + 31, 0.95, 1, cell);
        const b = 0.8 * clamp(1 - cell.first / 0.85, 0, 1);
        const top = Math.max(a, b);
        out.height = clamp(top * 1.25 + 0.3 * lean, 0, 1);
        out.tone = clamp(0.15 + 0.75 * top + 0.35 * (face - 0.5), 0, 1);
        out.accent = smoothStep(0.5, 0.8, top);
      },
    };
  },
  /** A rough crust, eaten by pits and pores of all sizes. */
  porousCortex: (random) => {
    const f = random.between(3.2, 4.4);
    const o = random.between(0, 60);
    const share = random.between(0.35, 0.55);
    const cell = newCell3();
    return {
      relief: random.between(0.12, 0.17),
      at: (x, y, z, out) => {
        const rough = fractal3(x * 4.6 + o, y * 4.6, z * 4.6);
        const patch = valueNoise3(x * 1.7, y * 1.7 + o, z * 1.7);
        const warp = 0.9 * rough;
        cellNoise3(x * f + warp + o, y * f - warp, z * f + 0.5 * warp, 1, 2, cell);
        const radius =
          cell.value < share + 0.5 * (patch - 0.5) ? 0.12 + 0.42 * cell.other * cell.other : 0.02;
        const pore = smoothStep(radius, 0.4 * radius, cell.first);
        const pit = smoothStep(0.4, 0.24, rough);
        out.height = clamp(0.3 + 0.7 * rough - 0.5 * pore - 0.25 * pit, 0, 1);
        out.tone = clamp(0.05 + 0.55 * rough + 0.6 * (patch - 0.2), 0, 1);
        out.accent = Math.max(0.8 * pore, 0.55 * pit);
      },
    };
  },
  /** Fine grains in small clusters, like wet sand. */
  granulate: (random) => {
    const f = random.between(8.5, 10.5);
    const o = random.between(0, 60);
    const cell = newCell3();
    return {
      relief: random.between(0.09, 0.13),
      at: (x, y, z, out) => {
        const clump = fractal3(x * 2.7 + o, y * 2.7, z * 2.7);
        cellNoise3(x * f + clump, y * f + o, z * f - clump, 1, 2, cell);
        const grain = clamp(1.1 - cell.first / (0.5 + 0.5 * cell.other), 0, 1);
        const cloud = valueNoise3(x * 1.3, y * 1.3, z * 1.3 + o);
        out.height = 0.62 * clump + 0.38 * grain;
        out.tone = clamp(0.2 + 0.35 * grain + 0.4 * clump + 0.3 * (cloud - 0.45), 0, 1);
        out.accent = cell.value > 0.86 ? 0.7 * grain : 0.25 * smoothStep(0.3, 0, grain);
      },
    };
  },
  /** Blocks with flat faces and straight edges, some clear, some frosted. */
  coffinLids: (random) => {
    const f = random.between(1.7, 2.4);
    const o = random.between(0, 60);
    const cell = newCell3();
    return {
      relief: random.between(0.26, 0.36),
      at: (x, y, z, out) => {
        const px = 0.8 * x - 0.36 * y + 0.48 * z;
        const py = 0.6 * x + 0.48 * y - 0.64 * z;
        const pz = 0.8 * y + 0.6 * z;
        cellNoise3(px * f + o, py * f, pz * f, 0.85, 0, cell);
        // Each block a plane of its own: what tilts is its height, what differs is its shade.
        const tilt =
          cell.dx * (cell.value - 0.5) + cell.dy * (cell.other - 0.5) + cell.dz * (0.5 - cell.value);
        const value = cell.value;
        const clear = cell.other;
        const seam = smoothStep(0.05, 0.0, cell.second - cell.first);
        cellNoise3(pz * f * 2.1, px * f * 2.1 + o, py * f * 2.1, 0.85, 0, cell);
        const chip = cell.dx * (cell.other - 0.5) + cell.dz * (cell.value - 0.5);
        const frost = fractal3(x * 6 + o, y * 6, z * 6);
        out.height = clamp(0.25 + 0.5 * value + 1.15 * tilt + 0.3 * chip - 0.1 * seam, 0, 1);
        out.tone = clamp(0.12 + 0.45 * clear + 0.45 * frost + 0.25 * (cell.value - 0.5), 0, 1);
        out.accent = 0.3 * seam + 0.25 * smoothStep(0.35, 0.1, clear);
      },
    };
  },
  /** Low soft knolls melting into each other, light coming from within. */
  waxyKnolls: (random) => {
    const f = random.between(2.9, 3.8);
    const o = random.between(0, 60);
    const cell = newCell3();
    return {
      relief: random.between(0.1, 0.15),
      at: (x, y, z, out) => {
        const cloud = fractal3(x * 1.9, y * 1.9 + o, z * 1.9);
        const warp = 0.8 * cloud;
        cellNoise3(x * f + warp, y * f - warp, z * f + o, 0.9, 2, cell);
        const apart = cell.second - cell.first;
        const join = apart < 0.5 ? square(0.5 - apart) / 1.5 : 0;
        const knoll = smoothStep(1, 0.05, cell.first - join) * (0.6 + 0.4 * cell.value);
        out.height = knoll;
        out.tone = clamp(0.15 + 0.3 * knoll + 0.6 * cloud, 0, 1);
        out.accent = 0.45 * smoothStep(0.6, 1, knoll);
      },
    };
  },
};

/** All surface kinds of the demo cohort's stones. */
export const stoneSurfaceKinds = Object.keys(surfaces) as readonly StoneSurfaceKind[];

/** One surface of the kind, its grain and relief drawn from `random`. */
export function makeStoneSurface(kind: StoneSurfaceKind, random: Random): StoneSurface {
  return surfaces[kind](random);
}
