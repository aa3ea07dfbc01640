import { cosine, sine } from './exactMath.ts';
import type { Random } from '../../src-shared/domain/random.ts';
import { makeStoneSurface, type StoneSurface, type SurfacePoint } from './stoneSurfaces.ts';
import type { StoneType } from './stoneTypes.ts';

/** A stone as a solid: the same in every frame that shows it. Its radius is a function of the direction. */
export interface StoneBody {
  /** Half axes in units of the stone's radius. */
  axes: readonly [number, number, number];
  /** Broad swellings: direction, strength, direction, strength … four numbers each. */
  lumps: Float32Array;
  /** Planes that cut a blocky body: outward normal and distance, four numbers each; empty for a rounded one. */
  planes: Float32Array;
  surface: StoneSurface;
}

/** A turn in space, row by row. */
export type Rotation = readonly [number, number, number, number, number, number, number, number, number];

const lumpCount = 7;

/** The solid of a type, drawn from `random`. */
export function makeStoneBody(type: StoneType, random: Random): StoneBody {
  const rough = random.between(0.1, 0.3);
  const lumps: number[] = [];
  for (let i = 0; i < lumpCount; i++) lumps.push(...direction(random), rough * random.between(-1, 1.2));
  const planes: number[] = [];
  if (type.surface === 'coffinLids') {
    for (let i = 0; i < 15; i++) planes.push(...direction(random), random.between(0.78, 0.98));
  }
  return {
    axes: [random.between(0.9, 1.3), random.between(0.8, 1.1), random.between(0.7, 1)],
    lumps: Float32Array.from(lumps),
    planes: Float32Array.from(planes),
    surface: makeStoneSurface(type.surface, random),
  };
}

/** Uniform on the sphere. */
function direction(random: Random): [number, number, number] {
  const z = random.between(-1, 1);
  const turn = random.between(0, 2 * Math.PI);
  const r = Math.sqrt(1 - z * z);
  return [r * cosine(turn), r * sine(turn), z];
}

/** A turn by `angle` about an axis drawn from `random`, after the turn `first`. */
export function turnFurther(first: Rotation, angle: number, random: Random): Rotation {
  const [x, y, z] = direction(random);
  const c = cosine(angle);
  const s = sine(angle);
  const t = 1 - c;
  const m: Rotation = [
    t * x * x + c,
    t * x * y - s * z,
    t * x * z + s * y,
    t * x * y + s * z,
    t * y * y + c,
    t * y * z - s * x,
    t * x * z - s * y,
    t * y * z + s * x,
    t * z * z + c,
  ];
  const dot = (row: number, column: number): number =>
    (m[row * 3] ?? 0) * (first[column] ?? 0) +
    (m[row * 3 + 1] ?? 0) * (first[column + 3] ?? 0) +
    (m[row * 3 + 2] ?? 0) * (first[column + 6] ?? 0);
  return [dot(0, 0), dot(0, 1), dot(0, 2), dot(1, 0), dot(1, 1), dot(1, 2), dot(2, 0), dot(2, 1), dot(2, 2)];
}

/** No turn at all. */
export const noTurn: Rotation = [1, 0, 0, 0, 1, 0, 0, 0, 1];

/** Radius of the body in a direction, its ellipsoid being the unit sphere. */
function bodyRadius(lumps: Float32Array, planes: Float32Array, x: number, y: number, z: number): number {
  let radius = 1;
  for (let i = 0; i < 4 * lumpCount; i += 4) {
    const t = (lumps[i] ?? 0) * x + (lumps[i + 1] ?? 0) * y + (lumps[i + 2] ?? 0) * z;
    // A broad knoll on one side and a shallow hollow around its foot.
    radius += (lumps[i + 3] ?? 0) * (t * t * (1.2 * t + 0.9) - 0.3);
  }
  for (let i = 0; i < planes.length; i += 4) {
    const along = (planes[i] ?? 0) * x + (planes[i + 1] ?? 0) * y + (planes[i + 2] ?? 0) * z;
    const distance = planes[i + 3] ?? 1;
    if (along > 0.05 && distance < radius * along) radius = distance / along;
  }
  return radius;
}

/** A stone's displaced surface as six square patches of a cube blown up to a sphere, in the stone's own frame. */
export interface StoneMesh {
  /** Vertices a side of a patch. */
  side: number;
  /** Position, three numbers a vertex, in radii of the stone. */
  position: Float32Array;
  /** Tone, accent, relief: three numbers a vertex. */
  look: Float32Array;
}

const meshSide = 97;

const tangent = (angle: number): number => sine(angle) / cosine(angle);

/** Evaluates body and surface at every vertex: about 56,000 of them. */
export function meshStone(body: StoneBody): StoneMesh {
  const side = meshSide;
  const position = new Float32Array(3 * 6 * side * side);
  const look = new Float32Array(3 * 6 * side * side);
  const point: SurfacePoint = { height: 0, tone: 0, accent: 0 };
  const { lumps, planes, surface } = body;
  const [ax, ay, az] = body.axes;
  for (let face = 0, at = 0; face < 6; face++) {
    const sign = face < 3 ? 1 : -1;
    for (let row = 0; row < side; row++) {
      // Even angles, not even steps, so that cells are of one size.
      const b = tangent((row / (side - 1) - 0.5) * (Math.PI / 2));
      for (let column = 0; column < side; column++, at += 3) {
        const a = sign * tangent((column / (side - 1) - 0.5) * (Math.PI / 2));
        const length = 1 / Math.sqrt(a * a + b * b + 1);
        // The patches' axes turn with the face: every patch is seen anticlockwise from outside.
        const p = a * length;
        const q = b * length;
        const r = sign * length;
        const axis = face % 3;
        const x = axis === 0 ? r : axis === 1 ? q : p;
        const y = axis === 0 ? p : axis === 1 ? r : q;
        const z = axis === 0 ? q : axis === 1 ? p : r;
        surface.at(x, y, z, point);
        const radius = bodyRadius(lumps, planes, x, y, z) + surface.relief * (point.height - 0.5);
        position[at] = x * radius * ax;
        position[at + 1] = y * radius * ay;
        position[at + 2] = z * radius * az;
        look[at] = point.tone;
        look[at + 1] = point.accent;
        look[at + 2] = point.height;
      }
    }
  }
  return { side, position, look };
}
