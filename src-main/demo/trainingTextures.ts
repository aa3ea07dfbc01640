import type { Random } from '../../src-shared/domain/random.ts';
import { cellNoise, fractalNoise, newCell, ridgedNoise, smoothStep, valueNoise } from './noise.ts';

/** A pattern over the plane: (u, v) in frame widths, already turned and shifted; the answer in [0, 1]. */
export type Texture = (u: number, v: number) => number;

/** Builds one member of a family, its own parameters drawn from `random`. */
type TextureFamily = (random: Random) => Texture;

const triangle = (x: number): number => Math.abs(2 * (x - Math.floor(x)) - 1);
/** A smooth wave of period 1, between 0 and 1. */
const wave = (x: number): number => {
  const t = triangle(x);
  return t * t * (3 - 2 * t);
};

/**
 * The abstract patterns of the backbone's training scenes. None of them is a stone's surface: those live in
 * `stoneSurfaces.ts` and are never shown to the backbone in training.
 */
const families = {
  clouds: (random) => {
    const f = random.between(5, 9);
    return (u, v) => smoothStep(0.25, 0.75, fractalNoise(u * f, v * f, 3));
  },
  speckle: (random) => {
    const f = random.between(26, 40);
    const cut = random.between(0.5, 0.62);
    return (u, v) => smoothStep(cut, cut + 0.16, valueNoise(u * f, v * f));
  },
  grain: (random) => {
    const f = random.between(48, 70);
    return (u, v) => 0.5 * valueNoise(u * f, v * f) + 0.5 * valueNoise(v * f * 0.8 + 40, u * f * 0.8);
  },
  ridges: (random) => {
    const f = random.between(5, 9);
    return (u, v) => smoothStep(0.25, 0.95, ridgedNoise(u * f, v * f, 3));
  },
  marble: (random) => {
    const f = random.between(4, 7);
    const g = random.between(2.5, 4);
    return (u, v) => wave(u * f + 1.6 * fractalNoise(u * g, v * g, 3));
  },
  terraces: (random) => {
    const f = random.between(3.5, 6);
    const steps = 5 + random.below(3);
    return (u, v) => {
      const t = fractalNoise(u * f, v * f, 2) * steps;
      const floor = Math.floor(t);
      return (floor + smoothStep(0.75, 1, t - floor)) / steps;
    };
  },
  stripes: (random) => {
    const f = random.between(7, 14);
    const sharp = random.between(0.1, 0.35);
    return (u, v) => smoothStep(0.5 - sharp, 0.5 + sharp, triangle(u * f + 0.15 * valueNoise(u * 4, v * 4)));
  },
  waves: (random) => {
    const f = random.between(8, 13);
    const sway = random.between(2, 3.5);
    return (u, v) => wave(u * f + 0.9 * wave(v * sway) + 0.7 * wave(v * sway * 1.7 + 0.3));
  },
  chevrons: (random) => {
    const f = random.between(8, 13);
    const g = random.between(3.5, 6);
    return (u, v) => smoothStep(0.3, 0.7, triangle(u * f + 1.6 * triangle(v * g)));
  },
  rings: (random) => {
    const f = random.between(11, 17);
    const spacing = random.between(0.35, 0.55);
    return (u, v) => {
      const du = u / spacing - Math.floor(u / spacing) - 0.5;
      const dv = v / spacing - Math.floor(v / spacing) - 0.5;
      return wave(Math.sqrt(du * du + dv * dv) * spacing * f);
    };
  },
  checks: (random) => {
    const f = random.between(6, 11);
    return (u, v) => {
      const a = smoothStep(0.38, 0.62, triangle(u * f));
      const b = smoothStep(0.38, 0.62, triangle(v * f));
      return a + b - 2 * a * b;
    };
  },
  weave: (random) => {
    const f = random.between(7, 12);
    return (u, v) => {
      const over = wave(0.5 * u * f) > wave(0.5 * v * f);
      return over ? wave(u * f) : 0.85 * wave(v * f);
    };
  },
  dots: (random) => {
    const f = random.between(8, 14);
    const r = random.between(0.24, 0.34);
    return (u, v) => {
      const x = u * f;
      const y = v * f + 0.5 * (Math.floor(x) & 1);
      const dx = x - Math.floor(x) - 0.5;
      const dy = y - Math.floor(y) - 0.5;
      return smoothStep(r + 0.08, r - 0.08, Math.sqrt(dx * dx + dy * dy));
    };
  },
  confetti: (random) => {
    const f = random.between(9, 15);
    const cell = newCell();
    return (u, v) => {
      cellNoise(u * f, v * f, 0.9, cell);
      return cell.first < 0.16 + 0.22 * cell.value ? 1 : 0.12;
    };
  },
  mosaic: (random) => {
    const f = random.between(6, 10);
    const cell = newCell();
    return (u, v) => {
      cellNoise(u * f, v * f, 1, cell);
      return cell.value * smoothStep(0.02, 0.08, cell.second - cell.first);
    };
  },
  net: (random) => {
    const f = random.between(6, 11);
    const cell = newCell();
    return (u, v) => {
      cellNoise(u * f, v * f, 0.85, cell);
      return smoothStep(0.22, 0.06, cell.second - cell.first);
    };
  },
  honeycomb: (random) => {
    const f = random.between(6, 10);
    return (u, v) => {
      const x = u * f;
      const y = v * f * 0.57735;
      const ax = x - Math.floor(x) - 0.5;
      const ay = (y - Math.floor(y) - 0.5) / 0.57735;
      const bx = x - Math.round(x);
      const by = (y - Math.round(y)) / 0.57735;
      const d = Math.min(
        Math.max(Math.abs(ax), 0.5 * Math.abs(ax) + 0.866 * Math.abs(ay)),
        Math.max(Math.abs(bx), 0.5 * Math.abs(bx) + 0.866 * Math.abs(by)),
      );
      return smoothStep(0.5, 0.3, d);
    };
  },
  scales: (random) => {
    const f = random.between(7, 12);
    return (u, v) => {
      const row = Math.floor(v * f);
      const x = u * f + 0.5 * (row & 1);
      const dx = x - Math.floor(x) - 0.5;
      const dy = v * f - row;
      const d = dx * dx + (1 - dy) * (1 - dy) * 0.8;
      return d > 0.62 ? 0.1 : 0.25 + d;
    };
  },
  fibres: (random) => {
    const f = random.between(22, 34);
    const g = random.between(2, 3.5);
    return (u, v) => {
      const bend = 0.06 * valueNoise(u * 3, v * 3);
      return smoothStep(
        0.2,
        0.8,
        0.65 * valueNoise((u + bend) * f, v * g) + 0.35 * valueNoise((u + bend) * f * 2, v * g * 1.7 + 9),
      );
    };
  },
  cracks: (random) => {
    const f = random.between(3.5, 6);
    const cell = newCell();
    return (u, v) => {
      const du = 0.5 * valueNoise(u * 9, v * 9);
      const dv = 0.5 * valueNoise(u * 9 + 30, v * 9);
      cellNoise(u * f + du, v * f + dv, 1, cell);
      return 1 - smoothStep(0.09, 0.02, cell.second - cell.first);
    };
  },
  ripples: (random) => {
    const f = random.between(9, 14);
    const turn = random.between(0.9, 1.3);
    const c = Math.cos(turn);
    const s = Math.sin(turn);
    return (u, v) => 0.5 * wave(u * f) + 0.5 * wave((u * c + v * s) * f * 1.15);
  },
  packets: (random) => {
    const f = random.between(10, 16);
    const g = random.between(3, 4.5);
    return (u, v) => {
      const envelope = smoothStep(0.3, 0.75, valueNoise(u * g, v * g));
      return 0.5 + (wave(u * f) - 0.5) * envelope + 0.5 * (wave(v * f) - 0.5) * (1 - envelope);
    };
  },
  strata: (random) => {
    const f = random.between(12, 22);
    return (_u, v) => valueNoise(7.5, v * f);
  },
  plain: (random) => {
    const f = random.between(1, 1.8);
    return (u, v) => 0.35 + 0.3 * valueNoise(u * f, v * f);
  },
} as const satisfies Record<string, TextureFamily>;

/** A family of surface patterns; the training task of the backbone asks for it. */
export type TrainingTexture = keyof typeof families;

/** All texture families, in the order of their class indices. */
export const trainingTextures = Object.keys(families) as readonly TrainingTexture[];

/** One texture of the family, with its own orientation and place on the plane. */
export function makeTrainingTexture(family: TrainingTexture, random: Random): Texture {
  const texture = families[family](random);
  const turn = random.between(0, 2 * Math.PI);
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  const du = random.between(0, 16);
  const dv = random.between(0, 16);
  return (u, v) => texture(c * u + s * v + du, c * v - s * u + dv);
}

/** A pigment: two sRGB colours between which the pattern runs. */
export interface Pigment {
  dark: readonly [number, number, number];
  light: readonly [number, number, number];
}

const pigments = {
  ivory: { dark: [196, 184, 158], light: [246, 240, 222] },
  chalk: { dark: [150, 152, 156], light: [226, 228, 232] },
  straw: { dark: [176, 152, 78], light: [240, 222, 142] },
  amber: { dark: [160, 92, 20], light: [236, 170, 66] },
  rust: { dark: [130, 52, 20], light: [214, 108, 52] },
  brick: { dark: [112, 26, 24], light: [200, 70, 62] },
  umber: { dark: [44, 26, 16], light: [116, 76, 48] },
  soot: { dark: [18, 18, 20], light: [78, 78, 84] },
  rose: { dark: [150, 74, 84], light: [238, 168, 170] },
  olive: { dark: [66, 72, 28], light: [150, 152, 76] },
  teal: { dark: [16, 74, 78], light: [96, 176, 172] },
  plum: { dark: [62, 30, 78], light: [156, 108, 176] },
} as const satisfies Record<string, Pigment>;

/** A family of colours; the training task of the backbone asks for it too. */
export type TrainingColour = keyof typeof pigments;

/** All colour families, in the order of their class indices. */
export const trainingColours = Object.keys(pigments) as readonly TrainingColour[];

/** One pigment of the family, moved a little in lightness and between its channels, in linear light (0 … 1). */
export function makeTrainingPigment(family: TrainingColour, random: Random): Pigment {
  const { dark, light } = pigments[family];
  const gain = random.between(0.88, 1.12);
  const tint = [random.between(0.94, 1.06), random.between(0.95, 1.05), random.between(0.92, 1.08)] as const;
  const contrast = random.between(0.55, 1);
  const shift = (a: number, b: number, channel: 0 | 1 | 2): number => {
    const value = ((a * contrast + ((a + b) / 2) * (1 - contrast)) * gain * tint[channel]) / 255;
    return Math.min(1, value) ** 2;
  };
  return {
    dark: [shift(dark[0], light[0], 0), shift(dark[1], light[1], 1), shift(dark[2], light[2], 2)],
    light: [shift(light[0], dark[0], 0), shift(light[1], dark[1], 1), shift(light[2], dark[2], 2)],
  };
}
