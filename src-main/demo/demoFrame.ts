import { cosine, sine } from './exactMath.ts';
import { createRandom, type Random } from '../../src-shared/domain/random.ts';
import { chance, pickFrom, seedIn } from './draws.ts';
import { buildMucosa, drawMucosaColours, newMucosa, type Mucosa, type MucosaKind } from './mucosa.ts';
import { clamp } from './noise.ts';
import { paintAimingBeam, paintBlood, paintBubbles, paintDebris, paintLaserFibre } from './sceneExtras.ts';
import { develop, smear, soften } from './scopeCamera.ts';
import { castCover, lightWall, paintStone, projectWall, type Canvas, type SceneLight } from './shading.ts';
import { difficulty, scopes, type SiteCode } from './sites.ts';
import { placeStones, stoneOf, type PlannedStone } from './stones.ts';
import type { StoneTypeCode } from './stoneTypes.ts';
import { viewStone, type StonePose } from './stoneView.ts';

/** Side of a demo frame in pixels. */
export const demoFrameSize = 384;

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

/** Height of a stone's centre above the wall, in radii: it lies a little sunk in. */
const lift = 0.3;

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

/** Mean of linear colours. */
function meanOf(colours: readonly (readonly number[])[]): [number, number, number] {
  const mean = (i: number): number =>
    colours.reduce((sum, colour) => sum + (colour[i] ?? 0), 0) / colours.length;
  return [mean(0), mean(1), mean(2)];
}

function drawLight(ambient: readonly [number, number, number], spread: number, random: Random): SceneLight {
  const turn = random.between(0, Math.PI);
  const tilt = random.between(0.7, 1.3) * spread;
  const cx = random.between(-0.16, 0.16);
  const cy = random.between(-0.16, 0.16);
  const dx = tilt * cosine(turn);
  const dy = tilt * sine(turn);
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
  const c = cosine(turn);
  const s = sine(turn);
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

  const [first, second] = plan.stones;
  const placed = placeStones(stoneOf(first), second && stoneOf(second), random.fork('poses')).map(
    ({ stone, pose }, i) => ({
      stone,
      pose,
      view: viewStone(stone.mesh, pose, -1.15 * lift * pose.radius, size),
      instance: i + 1,
    }),
  );
  const [main] = placed;
  if (main === undefined) throw new RangeError('renderDemoFrame: the plan holds no stone');

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
        x: lumenAway * cosine(lumenTurn),
        y: lumenAway * sine(lumenTurn),
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

  // The stones throw their shade away from the light, and a little downwards.
  const [[x0, y0], [x1, y1]] = light.guides;
  const cast = [0.12 * (main.pose.x - (x0 + x1) / 2), 0.12 * (main.pose.y - (y0 + y1) / 2) + 0.008] as const;
  const views = placed.map(({ view }) => view);
  castCover(cover, views, grid, cast);
  lightWall(wall, light, cover, meanOf(placed.map(({ stone }) => stone.material.light)));
  projectWall(wall, planes, size, scene.between(0, 60));

  const canvas: Canvas = { planes, labels, size };
  const surround = meanOf([colours.dark, colours.light]);
  // What is painted later lies in front: mostly the stone that the case is about.
  if (placed.length > 1 && chance(scene, 0.65)) placed.reverse();
  for (const { stone, pose, view, instance } of placed) {
    paintStone(canvas, view, stone.material, light, lift * pose.radius, surround, instance);
  }

  const extras = random.fork('extras');
  if (chance(extras, difficulty.laserFibre)) paintLaser(canvas, main.pose, scope.aimingBeam, extras);
  if (chance(extras, difficulty.blood)) paintBlood(canvas, extras);
  if (chance(extras, difficulty.debris)) paintDebris(canvas, extras);
  if (chance(extras, difficulty.bubbles)) paintBubbles(canvas, extras);

  const camera = random.fork('camera');
  if (chance(camera, difficulty.motionBlur)) {
    const length = camera.between(0.012, 0.032) * size;
    const turn = camera.between(0, Math.PI);
    smear(planes, scratch, size, length * cosine(turn), length * sine(turn));
  }
  const [least, most] = scope.softness;
  const passes = least + camera.below(most - least + 1);
  for (let pass = 0; pass < passes; pass++) soften(planes, scratch, size);
  const exposure = camera.between(scope.exposure[0], scope.exposure[1]);
  const rgb = develop(scope, planes, labels, size, exposure, camera);
  return { width: size, height: size, rgb, labels, instanceClasses: plan.stones.map((stone) => stone.type) };
}
