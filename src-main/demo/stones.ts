import { cosine, sine } from './exactMath.ts';
import { createRandom, type Random } from '../../src-shared/domain/random.ts';
import { chance, seedIn } from './draws.ts';
import { linear } from './mucosa.ts';
import { clamp } from './noise.ts';
import type { StoneMaterial } from './shading.ts';
import { difficulty } from './sites.ts';
import { makeStoneBody, meshStone, noTurn, turnFurther, type Rotation, type StoneMesh } from './stoneBody.ts';
import { stoneTypes, type StoneTypeCode } from './stoneTypes.ts';
import type { StonePose } from './stoneView.ts';

/** One stone of a patient: what is planned of it. The same seed is the same stone in every frame. */
export interface PlannedStone {
  type: StoneTypeCode;
  seed: number;
}

/** A stone ready to be shown. */
export interface Stone {
  mesh: StoneMesh;
  material: StoneMaterial;
  /** Its turn in the first view, and its radius in frame widths at the usual distance. */
  turn: Rotation;
  size: number;
}

function makeStone(planned: PlannedStone): Stone {
  const random = createRandom(seedIn('demoStones', planned.seed));
  const type = stoneTypes[planned.type];
  const paint = random.fork('paint');
  const gain = 1 + difficulty.stoneLightness * paint.between(-1, 1);
  const shrink = difficulty.stoneContrast * paint.uniform() * 0.5;
  const dark = linear(type.dark);
  const light = linear(type.light);
  const accent = linear(type.accent);
  // A pale stone is never tinted as much as a coloured one differs from its like.
  const sway = difficulty.stoneHue * (1.2 - Math.min(...light) / Math.max(...light));
  const hue = [1 + sway * paint.between(-0.6, 0.6), 1, 1 + sway * paint.between(-1, 1)] as const;
  const ramp = (from: number[], to: number[]): [number, number, number] => {
    const at = (i: 0 | 1 | 2): number =>
      ((from[i] ?? 0) * (1 - shrink) + (to[i] ?? 0) * shrink) * gain * hue[i];
    return [at(0), at(1), at(2)];
  };
  const bloody = chance(paint, 0.5);
  return {
    mesh: meshStone(makeStoneBody(type, random.fork('body'))),
    material: {
      dark: ramp(dark, light),
      light: ramp(light, dark),
      accent: ramp(accent, accent),
      gloss: clamp(type.gloss * paint.between(0.75, 1.25), 0, 1),
      translucency: type.translucency,
      coat: {
        colour: bloody ? [0.26, 0.03, 0.03] : [0.5, 0.42, 0.32],
        share: chance(paint, 0.5) ? difficulty.coat * paint.uniform() : 0,
        offset: paint.between(0, 60),
      },
    },
    turn: turnFurther(noTurn, paint.between(0, 2 * Math.PI), random.fork('turn')),
    size: paint.between(0.17, 0.225),
  };
}

const recent = new Map<string, Stone>();

/** The stone, kept for the next frames of the same patient: its mesh is the dearest part of a frame. */
export function stoneOf(planned: PlannedStone): Stone {
  const key = `${planned.type}/${planned.seed}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  if (recent.size >= 4) recent.clear();
  const stone = makeStone(planned);
  recent.set(key, stone);
  return stone;
}

/** A stone at its place in a frame. */
export interface PlacedStone {
  stone: Stone;
  pose: StonePose;
}

/** Where the stones lie in this frame: the main one near the middle, the second beside it. */
export function placeStones(main: Stone, second: Stone | undefined, random: Random): PlacedStone[] {
  const zoom = random.between(0.88, 1.36);
  // A frame sees a stone turned by up to about 50 degrees from its first view.
  const turned = (stone: Stone): Rotation => turnFurther(stone.turn, random.between(0, 0.9), random);
  const off = (second === undefined ? 0.14 : 0.17) * Math.sqrt(random.uniform());
  const angle = random.between(0, 2 * Math.PI);
  const pose: StonePose = {
    x: off * cosine(angle),
    y: off * sine(angle),
    radius: main.size * zoom,
    rotation: turned(main),
  };
  if (second === undefined) return [{ stone: main, pose }];
  const radius = second.size * zoom * random.between(0.8, 1);
  // Towards the side where the picture has more room, give or take a quarter turn.
  const towards = angle + Math.PI + random.between(-0.8, 0.8);
  const gap = (pose.radius + radius) * random.between(0.92, 1.2);
  const beside: StonePose = {
    x: pose.x + gap * cosine(towards),
    y: pose.y + gap * sine(towards),
    radius,
    rotation: turned(second),
  };
  return [
    { stone: main, pose },
    { stone: second, pose: beside },
  ];
}
