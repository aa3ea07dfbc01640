import { createRandom, type Random } from '../../src-shared/domain/random.ts';
import { chance, pickFrom, seedIn } from './draws.ts';
import { clamp, fractalNoise, ridgedNoise, smoothStep, valueNoise } from './noise.ts';
import {
  makeTrainingPigment,
  makeTrainingTexture,
  trainingColours,
  trainingTextures,
  type Pigment,
  type Texture,
  type TrainingColour,
  type TrainingTexture,
} from './trainingTextures.ts';

export {
  trainingColours,
  trainingTextures,
  type TrainingColour,
  type TrainingTexture,
} from './trainingTextures.ts';

/** What the background of a training scene is made of. */
export type TrainingBackground = 'tissue' | 'haze' | 'pattern';

/** One labelled object of a training scene. */
export interface TrainingObject {
  /** Its value in the label map, 1 … 4. */
  instance: number;
  textureFamily: TrainingTexture;
  colourFamily: TrainingColour;
  /** Its index in `trainingTextures` and in `trainingColours`. */
  textureIndex: number;
  colourIndex: number;
  /** Strength of the relief that the pattern raises, 0 … 1, and of the wet reflection, 0 … 1. */
  relief: number;
  gloss: number;
  /** Visible pixels. */
  area: number;
  touchesBorder: boolean;
}

export interface TrainingScene {
  size: number;
  /** sRGB, row-major, 3 bytes a pixel: size·size·3. */
  rgb: Uint8Array;
  /** 0 is background, i the object of that instance: size·size. */
  labels: Uint8Array;
  /** 1 … 4 objects, from the nearest to the farthest. */
  objects: TrainingObject[];
  background: TrainingBackground;
}

interface Blob {
  x: number;
  y: number;
  /** Inverse half axes, and the turn of the ellipse. */
  a: number;
  b: number;
  cos: number;
  sin: number;
  /** How much and how finely the outline wanders. */
  wander: number;
  frequency: number;
  offset: number;
  radius: number;
}

function drawBlob(random: Random, count: number): Blob {
  const largest = count === 1 ? 0.6 : count === 2 ? 0.42 : 0.3;
  const area = 0.08 + (largest - 0.08) * random.uniform() ** 1.4;
  const radius = Math.sqrt(area / Math.PI);
  const stretch = Math.sqrt(random.between(0.62, 1.6));
  const turn = random.between(0, Math.PI);
  const reach = chance(random, 0.3) ? 0.05 : 0.2;
  return {
    x: random.between(reach, 1 - reach),
    y: random.between(reach, 1 - reach),
    a: 1 / (radius * stretch),
    b: stretch / radius,
    cos: Math.cos(turn),
    sin: Math.sin(turn),
    wander: random.between(0.1, 0.65),
    frequency: random.between(1.1, 2.6),
    offset: random.between(0, 200),
    radius,
  };
}

/** 1 at the blob's centre, 0 on its outline, negative outside; x and y in frame widths. */
function depthIn(blob: Blob, x: number, y: number): number {
  const dx = x - blob.x;
  const dy = y - blob.y;
  const p = (blob.cos * dx + blob.sin * dy) * blob.a;
  const q = (blob.cos * dy - blob.sin * dx) * blob.b;
  const d = p * p + q * q;
  if (d > 2.9) return -1;
  const wander = valueNoise(p * blob.frequency + blob.offset, q * blob.frequency + blob.offset * 0.37) - 0.5;
  return 1 - Math.sqrt(d) + blob.wander * wander;
}

function inAperture(x: number, y: number, size: number, rim: number): boolean {
  const cx = (x + 0.5) / size - 0.5;
  const cy = (y + 0.5) / size - 0.5;
  return cx * cx + cy * cy < rim * rim;
}

/** Everything the painter needs of one surface. */
interface Surface {
  texture: Texture;
  pigment: Pigment;
  relief: number;
  gloss: number;
}

const tissuePigments: readonly Pigment[] = [
  { dark: [0.3, 0.07, 0.05], light: [0.78, 0.36, 0.28] },
  { dark: [0.42, 0.16, 0.07], light: [0.86, 0.52, 0.28] },
  { dark: [0.26, 0.09, 0.09], light: [0.62, 0.34, 0.32] },
  { dark: [0.36, 0.1, 0.12], light: [0.8, 0.46, 0.46] },
];

function tissue(random: Random): Surface {
  const f = random.between(1.5, 4);
  const g = random.between(2.5, 5);
  const du = random.between(0, 200);
  const vessels = random.between(0.2, 0.8);
  return {
    texture: (u, v) => {
      const fold = fractalNoise(u * f + du, v * f, 2);
      const crest = ridgedNoise(u * g + du, v * g + 60, 2);
      return clamp(0.35 + 0.7 * fold - vessels * smoothStep(0.72, 0.98, crest), 0, 1);
    },
    pigment: pickFrom(random, tissuePigments),
    relief: random.between(0.2, 0.7),
    gloss: random.between(0.2, 0.9),
  };
}

function drawSurface(random: Random, texture: TrainingTexture, colour: TrainingColour): Surface {
  return {
    texture: makeTrainingTexture(texture, random),
    pigment: makeTrainingPigment(colour, random),
    relief: random.uniform(),
    gloss: random.uniform() ** 1.5,
  };
}

function drawBackground(random: Random): { kind: TrainingBackground; surface: Surface } {
  const roll = random.uniform();
  if (roll < 0.5) return { kind: 'tissue', surface: tissue(random) };
  const colour = pickFrom(random, trainingColours);
  if (roll < 0.7) return { kind: 'haze', surface: drawSurface(random, 'plain', colour) };
  return { kind: 'pattern', surface: drawSurface(random, pickFrom(random, trainingTextures), colour) };
}

interface Light {
  x: number;
  y: number;
  z: number;
  falloff: number;
  ambient: number;
  gain: readonly [number, number, number];
}

function drawLight(random: Random): Light {
  const exposure = random.between(0.75, 1.5);
  const warmth = random.between(-0.14, 0.14);
  return {
    x: random.between(0.2, 0.8),
    y: random.between(0.2, 0.8),
    z: random.between(0.35, 0.9),
    falloff: random.between(0.4, 2.2),
    ambient: random.between(0.08, 0.35),
    gain: [exposure * (1 + warmth), exposure * random.between(0.94, 1.06), exposure * (1 - warmth)],
  };
}

/** Fall of the height towards larger indices at `i`, from a neighbour of the same label, 0 if there is none. */
function slope(
  height: Float32Array,
  labels: Uint8Array,
  i: number,
  before: boolean,
  after: boolean,
  step: number,
): number {
  const here = height[i] ?? 0;
  if (before && labels[i - step] === labels[i]) return (height[i - step] ?? 0) - here;
  if (after && labels[i + step] === labels[i]) return here - (height[i + step] ?? 0);
  return 0;
}

/** Separable [1 2 1]/4 blur of three planes, in place. */
function blur(planes: Float32Array, scratch: Float32Array, size: number): void {
  for (let i = 0, row = 0; row < 3 * size; row++) {
    for (let x = 0; x < size; x++, i++) {
      const here = planes[i] ?? 0;
      const left = x > 0 ? (planes[i - 1] ?? 0) : here;
      const right = x < size - 1 ? (planes[i + 1] ?? 0) : here;
      scratch[i] = 0.5 * here + 0.25 * (left + right);
    }
  }
  for (let i = 0, row = 0; row < 3 * size; row++) {
    const y = row % size;
    for (let x = 0; x < size; x++, i++) {
      const here = scratch[i] ?? 0;
      const up = y > 0 ? (scratch[i - size] ?? 0) : here;
      const down = y < size - 1 ? (scratch[i + size] ?? 0) : here;
      planes[i] = 0.5 * here + 0.25 * (up + down);
    }
  }
}

/**
 * One scene of the backbone's training task: abstract surfaces under an endoscope's light, with the texture and
 * colour family of every object. The same (seed, size) gives the same bytes.
 *
 * @param seed 0 … 2³² − 1
 * @param size side in pixels, at least 16
 */
export function renderTrainingScene(seed: number, size: number): TrainingScene {
  if (!Number.isInteger(size) || size < 16)
    throw new RangeError(`renderTrainingScene: size ${size} is under 16`);
  const random = createRandom(seedIn('trainingScenes', seed));
  const pixels = size * size;
  const labels = new Uint8Array(pixels);
  const height = new Float32Array(pixels);
  const shade = new Float32Array(pixels).fill(1);
  const tone = new Float32Array(pixels);

  // Radius of the scope's round aperture in frame widths; 2 is none.
  const rim = chance(random, 0.4) ? random.between(0.46, 0.68) : 2;
  const wanted = 1 + random.below(4);
  const blobs: Blob[] = [];
  for (let i = 0; i < wanted; i++) blobs.push(drawBlob(random, wanted));
  const { kind, surface: backdrop } = drawBackground(random);

  const surfaces: Surface[] = [backdrop];
  const objects: TrainingObject[] = [];
  const inside = new Float32Array(pixels);
  for (const blob of blobs) {
    const instance = objects.length + 1;
    let area = 0;
    let border = false;
    for (let y = 0, i = 0; y < size; y++) {
      for (let x = 0; x < size; x++, i++) {
        const depth =
          labels[i] === 0 && inAperture(x, y, size, rim)
            ? depthIn(blob, (x + 0.5) / size, (y + 0.5) / size)
            : -1;
        inside[i] = depth;
        if (depth > 0) {
          area++;
          if (x === 0 || y === 0 || x === size - 1 || y === size - 1) border = true;
        }
      }
    }
    // A sliver behind another object would be a label without a view of its surface.
    if (area < 0.03 * pixels && !(objects.length === 0 && area > 0.02 * pixels)) continue;
    const textureFamily = pickFrom(random, trainingTextures);
    const colourFamily = pickFrom(random, trainingColours);
    const surface = drawSurface(random, textureFamily, colourFamily);
    surfaces.push(surface);
    objects.push({
      instance,
      textureFamily,
      colourFamily,
      textureIndex: trainingTextures.indexOf(textureFamily),
      colourIndex: trainingColours.indexOf(colourFamily),
      relief: surface.relief,
      gloss: surface.gloss,
      area,
      touchesBorder: border,
    });
    for (let i = 0; i < pixels; i++) {
      const depth = inside[i] ?? -1;
      if (depth > 0) {
        labels[i] = instance;
        height[i] = blob.radius * Math.sqrt(Math.min(1, depth) * (2 - Math.min(1, depth)));
      } else if (labels[i] === 0 && depth > -0.25) {
        shade[i] = (shade[i] ?? 1) * (0.55 + 0.45 * smoothStep(0, 0.25, -depth));
      }
    }
  }

  for (let y = 0, i = 0; y < size; y++) {
    for (let x = 0; x < size; x++, i++) {
      const surface = surfaces[labels[i] ?? 0] ?? backdrop;
      const t = surface.texture((x + 0.5) / size, (y + 0.5) / size);
      tone[i] = t;
      height[i] = (height[i] ?? 0) + 0.022 * surface.relief * t;
    }
  }

  const light = drawLight(random);
  const planes = new Float32Array(3 * pixels);
  for (let y = 0, i = 0; y < size; y++) {
    for (let x = 0; x < size; x++, i++) {
      const label = labels[i] ?? 0;
      const surface = surfaces[label] ?? backdrop;
      const here = height[i] ?? 0;
      // Slopes within one surface only: across an outline the step is an occlusion, not a wall.
      const nx = clamp(slope(height, labels, i, x > 0, x < size - 1, 1) * size, -2.5, 2.5);
      const ny = clamp(slope(height, labels, i, y > 0, y < size - 1, size) * size, -2.5, 2.5);
      const lx = light.x - (x + 0.5) / size;
      const ly = light.y - (y + 0.5) / size;
      const lz = light.z - 0.6 * here;
      const distance2 = lx * lx + ly * ly + lz * lz;
      const normal = Math.sqrt(nx * nx + ny * ny + 1);
      const lambert = Math.max(0, (nx * lx + ny * ly + lz) / (normal * Math.sqrt(distance2)));
      const fade = (1 + light.falloff * light.z * light.z) / (1 + light.falloff * distance2);
      const diffuse = (light.ambient + (1 - light.ambient) * lambert) * fade * (shade[i] ?? 1);
      // Half vector between the light and a viewer straight above.
      const hx = lx;
      const hy = ly;
      const hz = lz + Math.sqrt(distance2);
      const cosine = (nx * hx + ny * hy + hz) / (normal * Math.sqrt(hx * hx + hy * hy + hz * hz));
      const c4 = cosine > 0.93 ? (cosine - 0.93) / 0.07 : 0;
      const specular = surface.gloss * 0.9 * c4 ** 6;
      const t = tone[i] ?? 0;
      const { dark, light: bright } = surface.pigment;
      planes[i] = diffuse * (dark[0] + (bright[0] - dark[0]) * t) + specular;
      planes[i + pixels] = diffuse * (dark[1] + (bright[1] - dark[1]) * t) + specular;
      planes[i + 2 * pixels] = diffuse * (dark[2] + (bright[2] - dark[2]) * t) + specular;
    }
  }

  const passes = chance(random, 0.6) ? 0 : 1 + random.below(2);
  const scratch = passes > 0 ? new Float32Array(3 * pixels) : planes;
  for (let i = 0; i < passes; i++) blur(planes, scratch, size);

  const veil = chance(random, 0.25) ? random.between(0.03, 0.15) : 0;
  const vignette = random.between(0, 0.8);
  const grain = random.between(0, 9);
  const rgb = new Uint8Array(3 * pixels);
  for (let y = 0, i = 0; y < size; y++) {
    for (let x = 0; x < size; x++, i++) {
      const cx = (x + 0.5) / size - 0.5;
      const cy = (y + 0.5) / size - 0.5;
      const r2 = cx * cx + cy * cy;
      const dim = (1 - vignette * r2) * (rim < 2 ? smoothStep(rim + 0.012, rim - 0.012, Math.sqrt(r2)) : 1);
      for (let channel = 0; channel < 3; channel++) {
        const lit = (planes[i + channel * pixels] ?? 0) * (1 - veil) + veil * 0.8;
        const value = lit * dim * (light.gain[channel] ?? 1);
        const bits = random.bits();
        const noise = grain * (((bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255)) / 256 - 1.494);
        rgb[3 * i + channel] = clamp(
          255 * Math.sqrt(value < 0 ? 0 : value / (0.82 + 0.18 * value)) + noise,
          0,
          255,
        );
      }
    }
  }
  return { size, rgb, labels, objects, background: kind };
}
