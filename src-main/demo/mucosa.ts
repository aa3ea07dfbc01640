import { square } from './exactMath.ts';
import type { Random } from '../../src-shared/domain/random.ts';
import {
  cellNoise,
  clamp,
  fractalNoise,
  newCell,
  ridgedNoise,
  smoothStep,
  valueNoise,
  valueNoise3,
} from './noise.ts';
import type { Srgb } from './stoneTypes.ts';

/** Kinds of mucosa: hue, vessels and what lies on it. At site A they go with the stone type, at B they do not. */
export const mucosaKinds = ['pale', 'congested', 'fibrinous', 'livid', 'striated', 'petechial'] as const;

export type MucosaKind = (typeof mucosaKinds)[number];

interface MucosaType {
  dark: Srgb;
  light: Srgb;
  vessel: Srgb;
  deposit: Srgb;
  pattern: 'tree' | 'mesh' | 'sparse' | 'blotches' | 'striae' | 'points';
  /** Share of the wall covered by deposits. */
  deposits: number;
}

const mucosaTypes: Readonly<Record<MucosaKind, MucosaType>> = {
  pale: {
    dark: [196, 118, 100],
    light: [246, 198, 176],
    vessel: [170, 62, 56],
    deposit: [250, 232, 214],
    pattern: 'tree',
    deposits: 0,
  },
  congested: {
    dark: [140, 34, 30],
    light: [214, 92, 76],
    vessel: [96, 10, 16],
    deposit: [120, 12, 12],
    pattern: 'mesh',
    deposits: 0,
  },
  fibrinous: {
    dark: [186, 112, 66],
    light: [238, 186, 124],
    vessel: [160, 70, 44],
    deposit: [244, 226, 160],
    pattern: 'sparse',
    deposits: 0.34,
  },
  livid: {
    dark: [120, 74, 88],
    light: [198, 150, 158],
    vessel: [78, 34, 66],
    deposit: [150, 110, 130],
    pattern: 'blotches',
    deposits: 0,
  },
  striated: {
    dark: [158, 70, 38],
    light: [232, 142, 92],
    vessel: [124, 40, 24],
    deposit: [240, 190, 150],
    pattern: 'striae',
    deposits: 0,
  },
  petechial: {
    dark: [186, 92, 92],
    light: [240, 164, 158],
    vessel: [146, 14, 22],
    deposit: [246, 210, 200],
    pattern: 'points',
    deposits: 0.08,
  },
};

/** The wall behind the stone, as a grid of `size`² points over the whole frame. */
export interface Mucosa {
  size: number;
  /** Height towards the viewer in frame widths: about 0 near by, far below in the lumen. */
  height: Float32Array;
  /** Linear colour, three planes. */
  albedo: Float32Array;
  /** How wet the wall is, 0 … 1. */
  wet: Float32Array;
}

export interface MucosaPlan {
  kind: MucosaKind;
  /** Centre of the lumen in frame widths from the frame's centre, its width and its depth. */
  lumen: { x: number; y: number; width: number; depth: number };
  /** Place on the endless wall, so that frames of one patient see neighbouring parts of it. */
  offset: { x: number; y: number };
  zoom: number;
  folds: number;
}

/** Linear light from sRGB, by the square law that the scope's tone curve undoes. */
export function linear(colour: Srgb): [number, number, number] {
  return [square(colour[0] / 255), square(colour[1] / 255), square(colour[2] / 255)];
}

/** Colours of a kind moved a little per patient: linear dark, light, vessel and deposit. */
export interface MucosaColours {
  dark: readonly number[];
  light: readonly number[];
  vessel: readonly number[];
  deposit: readonly number[];
}

/** Draws a patient's own shade of a kind; `spread` 0 gives the kind's mean. */
export function drawMucosaColours(kind: MucosaKind, random: Random, spread: number): MucosaColours {
  const type = mucosaTypes[kind];
  const gain = 1 + spread * random.between(-1, 1);
  const tint = [1 + spread * random.between(-0.5, 0.5), 1 + spread * random.between(-0.8, 0.8), 1];
  const own = (colour: Srgb): number[] => linear(colour).map((value, i) => value * gain * (tint[i] ?? 1));
  return {
    dark: own(type.dark),
    light: own(type.light),
    vessel: own(type.vessel),
    deposit: own(type.deposit),
  };
}

/** Room for a wall of `size`² points. */
export function newMucosa(size: number): Mucosa {
  const count = size * size;
  return {
    size,
    height: new Float32Array(count),
    albedo: new Float32Array(3 * count),
    wet: new Float32Array(count),
  };
}

/** Builds the wall into `wall`. Soft by nature, so half the frame's resolution is enough. */
export function buildMucosa(plan: MucosaPlan, colours: MucosaColours, wall: Mucosa): void {
  const { size, height, albedo, wet } = wall;
  const count = size * size;
  const type = mucosaTypes[plan.kind];
  const cell = newCell();
  const [dark0 = 0, dark1 = 0, dark2 = 0] = colours.dark;
  const [light0 = 0, light1 = 0, light2 = 0] = colours.light;
  const [vessel0 = 0, vessel1 = 0, vessel2 = 0] = colours.vessel;
  const [deposit0 = 0, deposit1 = 0, deposit2 = 0] = colours.deposit;
  const { lumen } = plan;

  for (let row = 0, i = 0; row < size; row++) {
    const y = (row + 0.5) / size - 0.5;
    for (let column = 0; column < size; column++, i++) {
      const x = (column + 0.5) / size - 0.5;
      const lx = x - lumen.x;
      const ly = y - lumen.y;
      const distance = Math.sqrt(lx * lx + ly * ly) + 1e-6;
      const along = (1.8 * distance) / (distance + 0.35);
      const fold = valueNoise3(
        (1.2 * lx) / (distance + 0.15) + plan.offset.x,
        (1.2 * ly) / (distance + 0.15) + plan.offset.y,
        along * 3.4,
      );
      const gap = distance / (lumen.width * (0.75 + 0.5 * fold));
      const pit = lumen.depth / (1 + gap * gap * gap * gap);
      // Farther wall looks finer.
      const scale = plan.zoom * (1 + 0.5 * pit);
      const u = lx * scale + plan.offset.x;
      const v = ly * scale + plan.offset.y;
      const swell = fractalNoise(u * 2.2, v * 2.2, 2);
      const fine = fractalNoise(u * 13, v * 13, 2);
      height[i] = 0.26 * plan.folds * (fold - 0.5) + 0.13 * (swell - 0.5) + 0.007 * fine - pit;
      wet[i] = smoothStep(0.3, 0.7, valueNoise(u * 3.5 + 50, v * 3.5));

      const bend = 0.35 * swell;
      let vessels: number;
      switch (type.pattern) {
        case 'tree': {
          const trunk = ridgedNoise(u * 1.9 + bend, v * 1.9 + 0.3 * fine, 1);
          const twig = ridgedNoise(u * 4.6 + 9, v * 4.6 + bend, 1);
          const fork = smoothStep(0.35, 0.65, valueNoise(u * 2.6 + 77, v * 2.6));
          vessels = Math.max(
            smoothStep(0.91, 0.985, trunk) * (0.4 + 0.6 * fork),
            0.7 * fork * smoothStep(0.9, 0.97, twig),
          );
          break;
        }
        case 'mesh': {
          const fork = smoothStep(0.3, 0.6, valueNoise(u * 3.1 + 77, v * 3.1));
          const wide = ridgedNoise(u * 4 + bend + 0.35 * fine, v * 4 + 0.35 * fine, 1);
          const thin = ridgedNoise(u * 8.5 + 0.4 * fine, v * 8.5 + bend, 1);
          vessels = Math.max(
            0.85 * fork * smoothStep(0.88, 0.97, wide),
            0.6 * (1.2 - fork) * smoothStep(0.85, 0.96, thin),
          );
          break;
        }
        case 'sparse':
          vessels = 0.7 * smoothStep(0.93, 0.99, ridgedNoise(u * 1.6, v * 1.6 + bend, 1));
          break;
        case 'blotches':
          vessels =
            0.8 * smoothStep(0.52, 0.68, fractalNoise(u * 3.4, v * 3.4, 2)) +
            0.3 * smoothStep(0.92, 0.99, ridgedNoise(u * 2.4, v * 2.4, 1));
          break;
        case 'striae': {
          const sway = valueNoise(u * 1.6, v * 1.6) * 0.5;
          vessels = 0.85 * smoothStep(0.55, 0.8, valueNoise((u + sway) * 15, v * 1.7));
          break;
        }
        case 'points':
          cellNoise(u * 8 + 0.6 * fine, v * 8 + 0.6 * swell, 1, cell);
          vessels = cell.value < 0.75 ? smoothStep(0.1 + 0.22 * cell.value, 0.03, cell.first) : 0;
          break;
      }
      // Capillaries, everywhere, hardly to be seen.
      const capillary = ridgedNoise(u * 10 + 3 * swell, v * 10 + 1.2 * fine - 2 * fold, 1);
      vessels = Math.min(1, Math.max(vessels, 0.34 * smoothStep(0.84, 0.97, capillary)));
      const shade = clamp(0.25 + 0.9 * (swell - 0.2) + 0.45 * (fine - 0.5), 0, 1);
      let red = dark0 + (light0 - dark0) * shade;
      let green = dark1 + (light1 - dark1) * shade;
      let blue = dark2 + (light2 - dark2) * shade;
      const ink = 0.72 * vessels;
      red += (vessel0 - red) * ink;
      green += (vessel1 - green) * ink;
      blue += (vessel2 - blue) * ink;
      if (type.deposits > 0) {
        const flake = fractalNoise(u * 4.5 + 20, v * 4.5 + 70, 3);
        const share = smoothStep(0.7 - type.deposits * 0.5, 0.83 - type.deposits * 0.5, flake);
        height[i] = (height[i] ?? 0) + 0.03 * share * flake;
        red += (deposit0 - red) * share * 0.85;
        green += (deposit1 - green) * share * 0.85;
        blue += (deposit2 - blue) * share * 0.85;
      }
      albedo[i] = red;
      albedo[i + count] = green;
      albedo[i + 2 * count] = blue;
    }
  }
}
