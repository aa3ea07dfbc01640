import type { Rotation, StoneMesh } from './stoneBody.ts';

/** Where a stone lies in a frame: centre and radius in frame widths from the frame's centre, and its turn. */
export interface StonePose {
  x: number;
  y: number;
  radius: number;
  rotation: Rotation;
}

/** What a frame sees of one stone, over the box of pixels [left, left + width) × [top, top + height). */
export interface StoneView {
  left: number;
  top: number;
  width: number;
  height: number;
  /** 1 where the stone is hit. */
  hit: Uint8Array;
  /** Height towards the viewer above the stone's centre, in frame widths. */
  z: Float32Array;
  tone: Float32Array;
  accent: Float32Array;
  /** Relief of the surface, 0 … 1: what lies low gets less light. */
  relief: Float32Array;
}

/** Vertices on the screen: scratch memory of `viewStone`, kept between calls. */
let screen = new Float32Array(0);

/**
 * Draws the mesh as the lens sees it from straight above, nearest surface first.
 *
 * @param floor height of the wall below the stone's centre, in frame widths: what lies deeper is sunk in
 * @param size the frame's side in pixels
 */
export function viewStone(mesh: StoneMesh, pose: StonePose, floor: number, size: number): StoneView {
  const { side, position, look } = mesh;
  const vertices = position.length / 3;
  if (screen.length < position.length) screen = new Float32Array(position.length);
  const [xx, xy, xz, yx, yy, yz, zx, zy, zz] = pose.rotation;
  const scale = pose.radius * size;
  const originX = (pose.x + 0.5) * size - 0.5;
  const originY = (pose.y + 0.5) * size - 0.5;
  let minX = size;
  let minY = size;
  let maxX = 0;
  let maxY = 0;
  for (let i = 0; i < 3 * vertices; i += 3) {
    const a = position[i] ?? 0;
    const b = position[i + 1] ?? 0;
    const c = position[i + 2] ?? 0;
    const x = originX + scale * (xx * a + xy * b + xz * c);
    const y = originY + scale * (yx * a + yy * b + yz * c);
    screen[i] = x;
    screen[i + 1] = y;
    screen[i + 2] = pose.radius * (zx * a + zy * b + zz * c);
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  const left = Math.max(0, Math.floor(minX));
  const top = Math.max(0, Math.floor(minY));
  const width = Math.max(0, Math.min(size - 1, Math.ceil(maxX)) - left + 1);
  const height = Math.max(0, Math.min(size - 1, Math.ceil(maxY)) - top + 1);
  const count = width * height;
  const view: StoneView = {
    left,
    top,
    width,
    height,
    hit: new Uint8Array(count),
    z: new Float32Array(count).fill(floor),
    tone: new Float32Array(count),
    accent: new Float32Array(count),
    relief: new Float32Array(count),
  };
  for (let face = 0; face < 6; face++) {
    for (let row = 0; row < side - 1; row++) {
      let corner = 3 * ((face * side + row) * side);
      for (let column = 0; column < side - 1; column++, corner += 3) {
        const beside = corner + 3;
        const above = corner + 3 * side;
        drawTriangle(view, look, corner, beside, above);
        drawTriangle(view, look, beside, above + 3, above);
      }
    }
  }
  return view;
}

/** Fills the pixels whose centres a triangle covers, its rim included, if it faces the viewer. */
function drawTriangle(view: StoneView, look: Float32Array, a: number, b: number, c: number): void {
  const ax = screen[a] ?? 0;
  const ay = screen[a + 1] ?? 0;
  const bx = screen[b] ?? 0;
  const by = screen[b + 1] ?? 0;
  const cx = screen[c] ?? 0;
  const cy = screen[c + 1] ?? 0;
  const area = (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  if (area <= 1e-9) return;
  const firstX = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - view.left));
  const lastX = Math.min(view.width - 1, Math.floor(Math.max(ax, bx, cx) - view.left));
  const firstY = Math.max(0, Math.ceil(Math.min(ay, by, cy) - view.top));
  const lastY = Math.min(view.height - 1, Math.floor(Math.max(ay, by, cy) - view.top));
  const inverse = 1 / area;
  for (let row = firstY; row <= lastY; row++) {
    const y = row + view.top;
    for (let column = firstX; column <= lastX; column++) {
      const x = column + view.left;
      const wa = ((bx - x) * (cy - y) - (by - y) * (cx - x)) * inverse;
      const wb = ((cx - x) * (ay - y) - (cy - y) * (ax - x)) * inverse;
      const wc = 1 - wa - wb;
      if (wa < -1e-4 || wb < -1e-4 || wc < -1e-4) continue;
      const i = row * view.width + column;
      const z = wa * (screen[a + 2] ?? 0) + wb * (screen[b + 2] ?? 0) + wc * (screen[c + 2] ?? 0);
      if (z <= (view.z[i] ?? 0)) continue;
      view.hit[i] = 1;
      view.z[i] = z;
      view.tone[i] = wa * (look[a] ?? 0) + wb * (look[b] ?? 0) + wc * (look[c] ?? 0);
      view.accent[i] = wa * (look[a + 1] ?? 0) + wb * (look[b + 1] ?? 0) + wc * (look[c + 1] ?? 0);
      view.relief[i] = wa * (look[a + 2] ?? 0) + wb * (look[b + 2] ?? 0) + wc * (look[c + 2] ?? 0);
    }
  }
}
