import { cosine, sine, square } from './exactMath.ts';
import type { Random } from '../../src-shared/domain/random.ts';
import { clamp, fractalNoise, smoothStep, valueNoise } from './noise.ts';
import type { Canvas } from './shading.ts';

/** A thin red veil drifting through the liquid. */
export function paintBlood(canvas: Canvas, random: Random): void {
  const { planes, size } = canvas;
  const count = size * size;
  const strength = random.between(0.25, 0.6);
  const ox = random.between(0, 200);
  const oy = random.between(0, 200);
  const turn = random.between(0, Math.PI);
  const c = cosine(turn);
  const s = sine(turn);
  const cx = random.between(-0.35, 0.35);
  const cy = random.between(-0.35, 0.35);
  const spread = random.between(0.2, 0.45);
  for (let row = 0, i = 0; row < size; row++) {
    const y = (row + 0.5) / size - 0.5;
    for (let column = 0; column < size; column++, i++) {
      const x = (column + 0.5) / size - 0.5;
      const dx = x - cx;
      const dy = y - cy;
      const near = 1 - (dx * dx + dy * dy) / (spread * spread);
      if (near <= 0) continue;
      const p = c * dx + s * dy;
      const q = c * dy - s * dx;
      const curl = valueNoise(p * 6 + ox, q * 6 + oy);
      const wisp = fractalNoise(p * 3 + 1.4 * curl + ox, q * 10 + 1.8 * curl + oy, 2);
      const veil = strength * near * smoothStep(0.46, 0.78, wisp);
      if (veil < 0.004) continue;
      planes[i] = (planes[i] ?? 0) * (1 - 0.45 * veil) + 0.16 * veil;
      planes[i + count] = (planes[i + count] ?? 0) * (1 - veil) + 0.008 * veil;
      planes[i + 2 * count] = (planes[i + 2 * count] ?? 0) * (1 - veil) + 0.008 * veil;
    }
  }
}

/** Bubbles of air or of laser vapour: a thin bright rim, a darker inner edge, two reflections of the light. */
export function paintBubbles(canvas: Canvas, random: Random): void {
  const { planes, size } = canvas;
  const count = size * size;
  const bubbles = 1 + random.below(7);
  const homeX = random.between(-0.35, 0.35);
  const homeY = random.between(-0.38, 0.1);
  for (let n = 0; n < bubbles; n++) {
    // Small ones are many.
    const draw = random.uniform();
    const radius = 0.008 + 0.05 * draw * draw * Math.sqrt(draw);
    const bx = homeX + random.between(-0.14, 0.14);
    const by = homeY + random.between(-0.12, 0.12);
    const left = Math.max(0, Math.floor((bx - radius + 0.5) * size));
    const right = Math.min(size - 1, Math.ceil((bx + radius + 0.5) * size));
    const top = Math.max(0, Math.floor((by - radius + 0.5) * size));
    const bottom = Math.min(size - 1, Math.ceil((by + radius + 0.5) * size));
    for (let row = top; row <= bottom; row++) {
      const y = ((row + 0.5) / size - 0.5 - by) / radius;
      for (let column = left; column <= right; column++) {
        const x = ((column + 0.5) / size - 0.5 - bx) / radius;
        const d2 = x * x + y * y;
        if (d2 >= 1) continue;
        const d = Math.sqrt(d2);
        const rim = smoothStep(0.84, 0.93, d) * smoothStep(1, 0.95, d);
        const inner = smoothStep(0.5, 0.86, d) * smoothStep(0.97, 0.86, d);
        const main = (x + 0.33) * (x + 0.33) + (y + 0.38) * (y + 0.38);
        const back = (x - 0.42) * (x - 0.42) + (y - 0.46) * (y - 0.46);
        const spark = 1.5 * smoothStep(0.05, 0.015, main) + 0.5 * smoothStep(0.03, 0.008, back);
        const keep = (1 - 0.38 * inner) * (1 + 0.1 * (1 - d));
        const i = row * size + column;
        for (let plane = 0, at = i; plane < 3; plane++, at += count) {
          const value = planes[at] ?? 0;
          planes[at] = value * keep + rim * (0.12 + 0.45 * value) + spark;
        }
      }
    }
  }
}

/** Motes of dust in the liquid, out of focus near the lens or sharp near the stone. */
export function paintDebris(canvas: Canvas, random: Random): void {
  const { planes, size } = canvas;
  const count = size * size;
  const motes = 6 + random.below(26);
  for (let n = 0; n < motes; n++) {
    const far = random.uniform();
    const radius = 0.0022 + 0.008 * (1 - far) * square(1 - far);
    const mx = random.between(-0.46, 0.46);
    const my = random.between(-0.46, 0.46);
    const strength = random.between(0.15, 0.6) * (0.35 + 0.65 * far);
    const left = Math.max(0, Math.floor((mx - radius + 0.5) * size));
    const right = Math.min(size - 1, Math.ceil((mx + radius + 0.5) * size));
    const top = Math.max(0, Math.floor((my - radius + 0.5) * size));
    const bottom = Math.min(size - 1, Math.ceil((my + radius + 0.5) * size));
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const x = ((column + 0.5) / size - 0.5 - mx) / radius;
        const y = ((row + 0.5) / size - 0.5 - my) / radius;
        const veil = strength * smoothStep(1, 0.3, x * x + y * y);
        const i = row * size + column;
        planes[i] = (planes[i] ?? 0) * (1 - veil) + 0.78 * veil;
        planes[i + count] = (planes[i + count] ?? 0) * (1 - veil) + 0.7 * veil;
        planes[i + 2 * count] = (planes[i + 2 * count] ?? 0) * (1 - veil) + 0.58 * veil;
      }
    }
  }
}

export interface LaserFibre {
  /** Where it enters and where its tip is, in frame widths from the centre. */
  from: readonly [number, number];
  tip: readonly [number, number];
  radius: number;
  jacket: readonly [number, number, number];
}

/** A laser fibre in its jacket, stripped at the tip. It hides what is under it, so its pixels lose their label. */
export function paintLaserFibre(canvas: Canvas, fibre: LaserFibre): void {
  const { planes, labels, size } = canvas;
  const count = size * size;
  const [fx, fy] = fibre.from;
  const [tx, ty] = fibre.tip;
  const length = Math.sqrt(square(tx - fx) + square(ty - fy));
  const ax = (tx - fx) / length;
  const ay = (ty - fy) / length;
  const bare = 2.6 * fibre.radius;
  for (let row = 0, i = 0; row < size; row++) {
    const y = (row + 0.5) / size - 0.5 - fy;
    for (let column = 0; column < size; column++, i++) {
      const x = (column + 0.5) / size - 0.5 - fx;
      const along = ax * x + ay * y;
      if (along < -fibre.radius || along > length) continue;
      // Thinner towards the tip: it leads away from the lens.
      const stripped = along > length - bare;
      const thickness = fibre.radius * (1.25 - (0.35 * along) / length) * (stripped ? 0.62 : 1);
      const across = (ax * y - ay * x) / thickness;
      if (across <= -1 || across >= 1) continue;
      labels[i] = 0;
      const round = Math.sqrt(1 - across * across);
      const glint = 0.9 * smoothStep(0.12, 0.02, Math.abs(across + 0.35));
      const end = smoothStep(length - 0.5 * thickness, length, along);
      const fade = 0.3 + 0.7 * clamp(along / length, 0, 1);
      for (let plane = 0, at = i; plane < 3; plane++, at += count) {
        const under = planes[at] ?? 0;
        const jacket = fibre.jacket[plane] ?? 0;
        planes[at] = stripped
          ? 0.25 * under + (0.34 + 0.25 * round) * 0.7 + glint + 0.5 * end
          : jacket * (0.18 + 0.72 * round) * fade + 0.05 * under + 0.55 * glint * fade;
      }
    }
  }
}

/** The aiming beam's spot where it meets a surface: a small core and a wide soft glow. */
export function paintAimingBeam(
  canvas: Canvas,
  spot: readonly [number, number],
  radius: number,
  colour: readonly [number, number, number],
): void {
  const { planes, size } = canvas;
  const count = size * size;
  for (let row = 0, i = 0; row < size; row++) {
    const y = ((row + 0.5) / size - 0.5 - spot[1]) / radius;
    if (y < -6 || y > 6) {
      i += size;
      continue;
    }
    for (let column = 0; column < size; column++, i++) {
      const x = ((column + 0.5) / size - 0.5 - spot[0]) / radius;
      const d2 = x * x + y * y;
      if (d2 > 36) continue;
      const fall = 1 - d2 / 36;
      const glow = 0.16 * fall * fall * fall + 1.3 * smoothStep(1.3, 0.3, d2);
      for (let plane = 0, at = i; plane < 3; plane++, at += count) {
        const value = planes[at] ?? 0;
        planes[at] = value + glow * (colour[plane] ?? 0) * (0.35 + 0.65 * Math.min(1, value * 2));
      }
    }
  }
}
