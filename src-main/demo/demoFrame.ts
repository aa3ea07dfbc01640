import { createRandom, type Random } from '../../src-shared/domain/random.ts';
import { chance, pickFrom, seedIn } from './draws.ts';
import { clamp } from './noise.ts';
import {
  buildMucosa,
  drawMucosaColours,
  linear,
  newMucosa,
  type Mucosa,
  type MucosaColours,
  type MucosaKind,
} from './mucosa.ts';
import {
  paintAimingBeam,
  paintBlood,
  paintBubbles,
  paintDebris,
  paintLaserFibre,
  type Canvas,
} from './sceneExtras.ts';
import { apertureDepth, develop, smear, soften } from './scopeCamera.ts';
import { lightWall, paintStone, projectWall, type SceneLight, type StoneMaterial } from './shading.ts';
import { difficulty, scopes, type SiteCode } from './sites.ts';
import { makeStoneBody, meshStone, noTurn, turnFurther, type Rotation, type StoneMesh } from './stoneBody.ts';
import { viewStone, type StonePose, type StoneView } from './stoneView.ts';
import { stoneTypes, type StoneTypeCode } from './stoneTypes.ts';

/** Side of a demo frame in pixels. */
export const demoFrameSize = 384;

/** One stone of a patient: what is planned of it. The same seed is the same stone in every frame. */
export interface PlannedStone {
  type: StoneTypeCode;
  seed: number;
}

/** Everything a frame is rendered from: plain data, fit for a message to a worker. */
export interface DemoFramePlan {
  site: SiteCode;
  mucosa: MucosaKind;
  /** Draws what the frames of one patient share. */
  patientSeed: number;
  /** Draws what is this frame's own. */
  seed: number;
  /** The stone that the case is about, then, in some frames, another. */
  stones: readonly [PlannedStone] | readonly [PlannedStone, PlannedStone];
}

export interface DemoFrame {
  width: number;
  height: number;
  /** sRGB, row-major, 3 bytes a pixel. */
  rgb: Uint8Array;
  /** 0 is background (wall, instruments, outside of the scope's image), i the stone `stones[i - 1]` of the plan. */
  labels: Uint8Array;
  /** Type of instance 1, 2. */
  instanceClasses: readonly StoneTypeCode[];
}

interface Stone {
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
  const hue = [
    1 + difficulty.stoneHue * paint.between(-0.6, 0.6),
    1,
    1 + difficulty.stoneHue * paint.between(-1, 1),
  ] as const;
  const shrink = difficulty.stoneContrast * paint.uniform() * 0.5;
  const dark = linear(type.dark);
  const light = linear(type.light);
  const accent = linear(type.accent);
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
function stoneOf(planned: PlannedStone): Stone {
  const key = `${planned.type}/${planned.seed}`;
  const known = recent.get(key);
  if (known !== undefined) return known;
  if (recent.size >= 4) recent.clear();
  const stone = makeStone(planned);
  recent.set(key, stone);
  return stone;
}

/** Where the stones lie in this frame. The second stays clear of the first's middle. */
function placeStones(stones: readonly Stone[], random: Random): StonePose[] {
  const zoom = random.between(0.88, 1.36);
  const poses: StonePose[] = [];
  for (const stone of stones) {
    // A frame sees the stone turned by up to about 50 degrees from its first view.
    const rotation = turnFurther(stone.turn, random.between(0, 0.9), random);
    const main = poses[0];
    if (main === undefined) {
      const radius = stone.size * zoom;
      const reach = stones.length > 1 ? 0.17 : 0.14;
      const away = reach * Math.sqrt(random.uniform());
      const turn = random.between(0, 2 * Math.PI);
      poses.push({ x: away * Math.cos(turn), y: away * Math.sin(turn), radius, rotation });
    } else {
      const radius = stone.size * zoom * random.between(0.8, 1);
      // Towards the side where the picture has more room, within a quarter turn.
      const away = Math.sqrt(main.x * main.x + main.y * main.y) + 1e-6;
      const swing = random.between(-0.8, 0.8);
      const gap = (main.radius + radius) * random.between(0.92, 1.2);
      const dx = -main.x / away;
      const dy = -main.y / away;
      poses.push({
        x: main.x + gap * (dx * Math.cos(swing) - dy * Math.sin(swing)),
        y: main.y + gap * (dy * Math.cos(swing) + dx * Math.sin(swing)),
        radius,
        rotation,
      });
    }
  }
  return poses;
}

/** Scratch memory of one frame size, kept between frames. */
interface Workspace {
  planes: Float32Array;
  scratch: Float32Array;
  wall: Mucosa;
  cover: Float32Array;
}

const workspaces = new Map<number, Workspace>();

function workspaceOf(size: number): Workspace {
  const known = workspaces.get(size);
  if (known !== undefined) return known;
  const grid = size / 2;
  const workspace: Workspace = {
    planes: new Float32Array(3 * size * size),
    scratch: new Float32Array(3 * size * size),
    wall: newMucosa(grid),
    cover: new Float32Array(grid * grid),
  };
  workspaces.set(size, workspace);
  return workspace;
}

/** How much light the stones keep from the wall: their outlines blurred, cast away from the light. */
function castCover(
  cover: Float32Array,
  views: readonly StoneView[],
  grid: number,
  shift: readonly [number, number],
): void {
  cover.fill(0);
  const moveX = Math.round(shift[0] * grid);
  const moveY = Math.round(shift[1] * grid);
  for (const view of views) {
    for (let row = view.top & 1; row < view.height; row += 2) {
      for (let column = view.left & 1; column < view.width; column += 2) {
        if (view.hit[row * view.width + column] === 0) continue;
        const x = ((view.left + column) >> 1) + moveX;
        const y = ((view.top + row) >> 1) + moveY;
        if (x >= 0 && x < grid && y >= 0 && y < grid) cover[y * grid + x] = 1;
      }
    }
  }
  const reach = Math.round(0.03 * grid);
  for (let pass = 0; pass < 2; pass++) boxBlur(cover, grid, reach);
}

/** Box blur of one square plane, in place; zero outside. */
function boxBlur(plane: Float32Array, size: number, reach: number): void {
  const line = new Float32Array(size);
  const share = 1 / (2 * reach + 1);
  for (const [stride, step] of [
    [size, 1],
    [1, size],
  ] as const) {
    for (let n = 0; n < size; n++) {
      const start = n * stride;
      let sum = 0;
      for (let k = 0; k < reach; k++) sum += plane[start + k * step] ?? 0;
      for (let k = 0; k < size; k++) {
        if (k + reach < size) sum += plane[start + (k + reach) * step] ?? 0;
        if (k - reach - 1 >= 0) sum -= plane[start + (k - reach - 1) * step] ?? 0;
        line[k] = sum * share;
      }
      for (let k = 0; k < size; k++) plane[start + k * step] = line[k] ?? 0;
    }
  }
}

function meanColour(colours: MucosaColours): [number, number, number] {
  const mean = (i: number): number => 0.5 * ((colours.dark[i] ?? 0) + (colours.light[i] ?? 0));
  return [mean(0), mean(1), mean(2)];
}

function drawLight(ambient: readonly [number, number, number], spread: number, random: Random): SceneLight {
  const turn = random.between(0, Math.PI);
  const tilt = random.between(0.7, 1.3) * spread;
  const cx = random.between(-0.16, 0.16);
  const cy = random.between(-0.16, 0.16);
  const dx = tilt * Math.cos(turn);
  const dy = tilt * Math.sin(turn);
  return {
    distance: 1.12,
    guides: [
      [cx + dx, cy + dy],
      [cx - dx, cy - dy],
    ],
    ambient,
  };
}

/** A fibre from the picture's rim to just beside the stone's near side, and where its beam falls. */
function paintLaser(
  canvas: Canvas,
  pose: StonePose,
  beam: readonly [number, number, number],
  random: Random,
): void {
  const turn = random.between(0, 2 * Math.PI);
  const c = Math.cos(turn);
  const s = Math.sin(turn);
  const reach = random.between(0.82, 1.25);
  const tip = [pose.x + reach * pose.radius * c, pose.y + reach * pose.radius * s] as const;
  const side = random.between(-0.35, 0.35);
  const from = [tip[0] + 0.9 * (c - side * s), tip[1] + 0.9 * (s + side * c)] as const;
  if (chance(random, 0.7)) {
    const spot = [
      pose.x + (reach - 0.3) * pose.radius * c,
      pose.y + (reach - 0.3) * pose.radius * s,
    ] as const;
    paintAimingBeam(canvas, spot, random.between(0.009, 0.015), beam);
  }
  const jacket = pickFrom(random, [
    [0.16, 0.32, 0.62],
    [0.66, 0.67, 0.7],
    [0.2, 0.42, 0.36],
  ] as const);
  paintLaserFibre(canvas, { from, tip, radius: random.between(0.014, 0.022), jacket });
}

/**
 * Renders a planned frame; the same plan gives the same bytes. Pure but for scratch memory, which a later call
 * reuses.
 */
export function renderDemoFrame(plan: DemoFramePlan, size: number = demoFrameSize): DemoFrame {
  if (!Number.isInteger(size) || size < 64 || size % 2 !== 0) {
    throw new RangeError(`renderDemoFrame: size ${size} must be even and at least 64`);
  }
  const scope = scopes[plan.site];
  const random = createRandom(seedIn('demoFrames', plan.seed));
  const patient = createRandom(seedIn('demoPatients', plan.patientSeed));
  const grid = size / 2;
  const { planes, scratch, wall, cover } = workspaceOf(size);
  const labels = new Uint8Array(size * size);

  const stones = plan.stones.map(stoneOf);
  const poses = placeStones(stones, random.fork('poses'));
  const views = poses.map((pose, i) => viewStone((stones[i] as Stone).mesh, pose, size));

  const light = drawLight(scope.ambient, scope.lightSpread, random.fork('light'));
  const colours = drawMucosaColours(plan.mucosa, patient.fork('mucosa'), difficulty.mucosaSpread);
  const home = patient.fork('place');
  const scene = random.fork('wall');
  const lumenTurn = home.between(0, 2 * Math.PI) + scene.between(-0.5, 0.5);
  const lumenAway = clamp(home.between(0.22, 0.6) + scene.between(-0.1, 0.1), 0.2, 0.7);
  buildMucosa(
    {
      kind: plan.mucosa,
      lumen: {
        x: lumenAway * Math.cos(lumenTurn),
        y: lumenAway * Math.sin(lumenTurn),
        width: home.between(0.12, 0.26),
        depth: home.between(1.4, 3.6),
      },
      offset: {
        x: home.between(0, 60) + scene.between(-0.6, 0.6),
        y: home.between(0, 60) + scene.between(-0.6, 0.6),
      },
      zoom: scene.between(0.85, 1.2),
      folds: home.between(0.5, 1.3),
    },
    colours,
    wall,
  );

  const [first, second] = light.guides;
  const main = poses[0] as StonePose;
  const towards = [
    ((first?.[0] ?? 0) + (second?.[0] ?? 0)) / 2,
    ((first?.[1] ?? 0) + (second?.[1] ?? 0)) / 2,
  ];
  const cast = [0.12 * (main.x - (towards[0] ?? 0)), 0.12 * (main.y - (towards[1] ?? 0)) + 0.008] as const;
  castCover(cover, views, grid, cast);
  const stoneColour = (stones[0] as Stone).material.light;
  lightWall(wall, light, cover, stoneColour);
  projectWall(wall, planes, size, scene.between(0, 60));

  const surround = meanColour(colours);
  // The farther stone first; now and then that is the one the case is about.
  const order = stones.length > 1 && chance(scene, 0.65) ? [1, 0] : [...stones.keys()];
  for (const i of order) {
    const stone = stones[i] as Stone;
    const pose = poses[i] as StonePose;
    paintStone(
      views[i] as StoneView,
      stone.material,
      light,
      0.3 * pose.radius,
      surround,
      i + 1,
      planes,
      labels,
      size,
    );
  }

  const canvas: Canvas = { planes, labels, size };
  const extras = random.fork('extras');
  if (chance(extras, difficulty.laserFibre)) paintLaser(canvas, main, scope.aimingBeam, extras);
  if (chance(extras, difficulty.blood)) paintBlood(canvas, extras);
  if (chance(extras, difficulty.debris)) paintDebris(canvas, extras);
  if (chance(extras, difficulty.bubbles)) paintBubbles(canvas, extras);

  const camera = random.fork('camera');
  if (chance(camera, difficulty.motionBlur)) {
    const length = camera.between(0.012, 0.032) * size;
    const turn = camera.between(0, Math.PI);
    smear(planes, scratch, size, length * Math.cos(turn), length * Math.sin(turn));
  }
  const [least, most] = scope.softness;
  const passes = least + camera.below(most - least + 1);
  for (let pass = 0; pass < passes; pass++) soften(planes, scratch, size);
  const exposure = camera.between(scope.exposure[0], scope.exposure[1]);
  const rgb = develop(scope, planes, labels, size, exposure, camera);
  return { width: size, height: size, rgb, labels, instanceClasses: plan.stones.map((stone) => stone.type) };
}

/** Whether a point, in frame widths from the centre, is inside a site's picture. */
export function insidePicture(site: SiteCode, x: number, y: number): boolean {
  return apertureDepth(scopes[site], x, y) > 0;
}
