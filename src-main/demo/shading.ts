import { clamp, smoothStep, valueNoise } from './noise.ts';
import type { Mucosa } from './mucosa.ts';
import type { StoneView } from './stoneView.ts';

/** A frame being painted: linear colour in three planes of size² (3·size²) and its label map. */
export interface Canvas {
  planes: Float32Array;
  labels: Uint8Array;
  size: number;
}

/** Light of one frame. Lengths in frame widths; the lens looks down from (0, 0, `distance`). */
export interface SceneLight {
  distance: number;
  /** The two light guides beside the lens. */
  guides: readonly [readonly [number, number], readonly [number, number]];
  ambient: readonly [number, number, number];
}

/** How much light the stones keep from the wall: their outlines blurred, cast away from the light. */
export function castCover(
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

/**
 * Lights the wall. Light enters tissue and comes back beside where it fell, red farther than blue: so the shade
 * turns softly, and reddish where it turns. In place: afterwards `albedo` holds what the wall sends to the lens,
 * and `wet` how near each point is to mirroring the light.
 *
 * @param cover how much of the light the stones keep from each point, 0 … 1, on the wall's grid
 * @param bounce linear colour that the stones throw on the wall where they cover it
 */
export function lightWall(
  wall: Mucosa,
  light: SceneLight,
  cover: Float32Array,
  bounce: readonly [number, number, number],
): void {
  const { size, height, albedo, wet } = wall;
  const count = size * size;
  const reference = light.distance * light.distance;
  const [[guide0x, guide0y], [guide1x, guide1y]] = light.guides;
  for (let row = 0, i = 0; row < size; row++) {
    const y = (row + 0.5) / size - 0.5;
    for (let column = 0; column < size; column++, i++) {
      const x = (column + 0.5) / size - 0.5;
      const here = height[i] ?? 0;
      const next = column < size - 1 ? (height[i + 1] ?? 0) : 2 * here - (height[i - 1] ?? 0);
      const below = row < size - 1 ? (height[i + size] ?? 0) : 2 * here - (height[i - size] ?? 0);
      const nx = (here - next) * size;
      const ny = (here - below) * size;
      const normal = 1 / Math.sqrt(nx * nx + ny * ny + 1);
      const lz = light.distance - here;
      const toLens = Math.sqrt(x * x + y * y + lz * lz);
      let red = 0;
      let green = 0;
      let blue = 0;
      let shine = 0;
      for (let guide = 0; guide < 2; guide++) {
        const lx = (guide === 0 ? guide0x : guide1x) - x;
        const ly = (guide === 0 ? guide0y : guide1y) - y;
        const d2 = lx * lx + ly * ly + lz * lz;
        const d = Math.sqrt(d2);
        const cosine = ((nx * lx + ny * ly + lz) * normal) / d;
        const power = (0.5 * reference) / d2;
        red += power * clamp((cosine + 0.35) / 1.35, 0, 1);
        green += power * clamp((cosine + 0.18) / 1.18, 0, 1);
        blue += power * clamp((cosine + 0.12) / 1.12, 0, 1);
        const hx = lx / d - x / toLens;
        const hy = ly / d - y / toLens;
        const hz = lz / d + lz / toLens;
        const half = ((nx * hx + ny * hy + hz) * normal) / Math.sqrt(hx * hx + hy * hy + hz * hz);
        if (half > shine) shine = half;
      }
      const shadow = 1 - 0.8 * (cover[i] ?? 0);
      const thrown = 0.22 * (cover[i] ?? 0);
      const reach = reference / (reference + 4 * here * here);
      albedo[i] = (albedo[i] ?? 0) * (red * shadow + light.ambient[0] * reach + thrown * bounce[0]);
      albedo[i + count] =
        (albedo[i + count] ?? 0) * (green * shadow + light.ambient[1] * reach + thrown * bounce[1]);
      albedo[i + 2 * count] =
        (albedo[i + 2 * count] ?? 0) * (blue * shadow + light.ambient[2] * reach + thrown * bounce[2]);
      wet[i] = shine * (0.955 + 0.045 * (wet[i] ?? 0)) * shadow;
    }
  }
}

/** Brings a lit wall to the frame's resolution (twice the grid's) and sets its wet reflections. */
export function projectWall(wall: Mucosa, planes: Float32Array, size: number, offset: number): void {
  const { size: grid, albedo: colour, wet: mirror } = wall;
  const count = size * size;
  const cells = grid * grid;
  for (let row = 0, i = 0; row < size; row++) {
    const near = row >> 1;
    const far = clamp(row & 1 ? near + 1 : near - 1, 0, grid - 1);
    for (let column = 0; column < size; column++, i++) {
      const beside = column >> 1;
      const beyond = clamp(column & 1 ? beside + 1 : beside - 1, 0, grid - 1);
      const a = near * grid + beside;
      const b = near * grid + beyond;
      const c = far * grid + beside;
      const d = far * grid + beyond;
      const shine =
        0.5625 * (mirror[a] ?? 0) +
        0.1875 * ((mirror[b] ?? 0) + (mirror[c] ?? 0)) +
        0.0625 * (mirror[d] ?? 0);
      let glint = 0;
      if (shine > 0.972) {
        // A film of liquid breaks a reflection into drops.
        const film = valueNoise(column * 0.09 + offset, row * 0.09 + offset);
        const drop = valueNoise(column * 0.24 + offset, row * 0.24);
        glint = 1.3 * smoothStep(0.988, 0.9945, shine + 0.016 * (film - 0.78) + 0.006 * (drop - 0.7));
        glint += 0.05 * smoothStep(0.975, 0.994, shine);
      }
      for (let plane = 0, at = i, p = 0; plane < 3; plane++, at += count, p += cells) {
        planes[at] =
          0.5625 * (colour[p + a] ?? 0) +
          0.1875 * ((colour[p + b] ?? 0) + (colour[p + c] ?? 0)) +
          0.0625 * (colour[p + d] ?? 0) +
          glint;
      }
    }
  }
}

/** A stone's colours in linear light, and how it answers light. */
export interface StoneMaterial {
  dark: readonly [number, number, number];
  light: readonly [number, number, number];
  accent: readonly [number, number, number];
  gloss: number;
  translucency: number;
  /** Colour and share of the coat (blood, dust), and its place. */
  coat: { colour: readonly [number, number, number]; share: number; offset: number };
}

/**
 * Paints a stone over the frame and writes its instance into the labels.
 *
 * @param lift height of the stone's centre above the wall, in frame widths
 * @param surround mean linear colour of the wall, which bleeds into the stone's edge
 */
export function paintStone(
  canvas: Canvas,
  view: StoneView,
  material: StoneMaterial,
  light: SceneLight,
  lift: number,
  surround: readonly [number, number, number],
  instance: number,
): void {
  const { planes, labels, size } = canvas;
  const count = size * size;
  const reference = light.distance * light.distance;
  const [[guide0x, guide0y], [guide1x, guide1y]] = light.guides;
  const { dark, light: bright, accent, translucency, gloss, coat } = material;
  const wrap = 0.02 + 0.3 * translucency;
  const { width, hit, z } = view;
  for (let row = 0, i = 0; row < view.height; row++) {
    const y = (view.top + row + 0.5) / size - 0.5;
    for (let column = 0; column < width; column++, i++) {
      if (hit[i] === 0) continue;
      const here = z[i] ?? 0;
      const right = column < width - 1 && hit[i + 1] === 1;
      const leftward = column > 0 && hit[i - 1] === 1;
      const down = row < view.height - 1 && hit[i + width] === 1;
      const upward = row > 0 && hit[i - width] === 1;
      let nx = 0;
      if (right && leftward) nx = 0.5 * ((z[i - 1] ?? 0) - (z[i + 1] ?? 0));
      else if (right) nx = here - (z[i + 1] ?? 0);
      else if (leftward) nx = (z[i - 1] ?? 0) - here;
      let ny = 0;
      if (down && upward) ny = 0.5 * ((z[i - width] ?? 0) - (z[i + width] ?? 0));
      else if (down) ny = here - (z[i + width] ?? 0);
      else if (upward) ny = (z[i - width] ?? 0) - here;
      nx = clamp(nx * size, -4, 4);
      ny = clamp(ny * size, -4, 4);
      const normal = 1 / Math.sqrt(nx * nx + ny * ny + 1);

      const x = (view.left + column + 0.5) / size - 0.5;
      const lz = light.distance - lift - here;
      const toLens = Math.sqrt(x * x + y * y + lz * lz);
      let diffuse = 0;
      let shine = 0;
      for (let guide = 0; guide < 2; guide++) {
        const lx = (guide === 0 ? guide0x : guide1x) - x;
        const ly = (guide === 0 ? guide0y : guide1y) - y;
        const d2 = lx * lx + ly * ly + lz * lz;
        const d = Math.sqrt(d2);
        const cosine = ((nx * lx + ny * ly + lz) * normal) / d;
        const power = (0.5 * reference) / d2;
        diffuse += power * clamp((cosine + wrap) / (1 + wrap), 0, 1);
        const hx = lx / d - x / toLens;
        const hy = ly / d - y / toLens;
        const hz = lz / d + lz / toLens;
        const half = ((nx * hx + ny * hy + hz) * normal) / Math.sqrt(hx * hx + hy * hy + hz * hz);
        if (half > shine) shine = half;
      }
      const low = view.relief[i] ?? 0;
      const cavity = 0.62 + 0.38 * low;
      const edge = (1 - normal) * (1 - normal);
      const settle = smoothStep(-0.2, 0.5, (here + lift) / (lift + 1e-6));
      const ground = cavity * (0.3 + 0.7 * settle);
      const tone = view.tone[i] ?? 0;
      const special = view.accent[i] ?? 0;
      let film = 0;
      if (coat.share > 0) {
        const patch = valueNoise(x * 9 + coat.offset, y * 9 + coat.offset);
        film = 0.75 * smoothStep(1 - coat.share, 1.12 - coat.share, patch + 0.12 * (0.5 - low));
      }
      // A wet surface mirrors in points; a matt one has a wide faint sheen.
      const s = shine * shine;
      const s8 = s * s * s * s;
      const s32 = s8 * s8 * s8 * s8;
      const glint = gloss * (1 - 0.6 * film) * (0.1 * s8 * s8 + 1.3 * smoothStep(0.55, 0.95, s32 * s32));
      const at = (view.top + row) * size + view.left + column;
      labels[at] = instance;
      for (let plane = 0; plane < 3; plane++) {
        const a = dark[plane] ?? 0;
        let body = a + ((bright[plane] ?? 0) - a) * tone;
        body += ((accent[plane] ?? 0) - body) * special;
        body += ((coat.colour[plane] ?? 0) - body) * film;
        const glow = translucency * 0.16 * (0.4 + edge);
        const bleed = (surround[plane] ?? 0) * (0.06 + 0.4 * edge) * (1 - 0.6 * settle);
        planes[at + plane * count] =
          body * (diffuse * ground + (light.ambient[plane] ?? 0) + glow) + bleed * 0.5 + glint;
      }
    }
  }
}
