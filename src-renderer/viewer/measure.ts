/**
 * Lengths and areas in a picture, with what is not known of them. Independent uncertainties are added as squares
 * (JCGM 100:2008, "Guide to the expression of uncertainty in measurement", 5.1.2); each given one counts as a standard
 * uncertainty. What a picture cannot tell is left out: perspective, lens distortion, and the distance to the scope.
 */
import type { Point } from '../../src-shared/domain/geometry.ts';
import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import { decimal } from '../lib/format.ts';
import { t } from '../lib/words.ts';
import { outlines } from './outline.ts';

/** A value with its standard uncertainty, both in one unit. */
export interface Measured {
  readonly value: number;
  readonly uncertainty: number;
}

/** How well a hand hits a place: 1 pixel at each end of a line, and along an outline. */
const placing = 1;
const ofBothEnds = Math.SQRT2 * placing;

/** Something of known size in the picture, and a line drawn across it. */
export interface Scale {
  /** Its true size, in millimetres. */
  readonly millimetres: number;
  /** Standard uncertainty of that size, in millimetres. */
  readonly tolerance: number;
  /** Length of the line across it, in pixels. */
  readonly pixels: number;
}

/** What is said with every measure in millimetres. */
export const validity = t('viewer.validity');

/** In pixels. */
export function lengthOf(points: readonly Point[]): Measured {
  let value = 0;
  for (const [i, point] of points.entries()) {
    const former = points[i - 1];
    if (former !== undefined) value += Math.hypot(point.x - former.x, point.y - former.y);
  }
  return { value, uncertainty: ofBothEnds };
}

/** Of a closed polygon that does not cross itself, in pixels (the shoelace formula). */
export function areaOfPolygon(points: readonly Point[]): Measured {
  const first = points[0];
  if (first === undefined) return { value: 0, uncertainty: 0 };
  const closed = [...points, first];
  let twice = 0;
  for (const [i, to] of closed.entries()) {
    const from = closed[i - 1];
    if (from !== undefined) twice += from.x * to.y - to.x * from.y;
  }
  return { value: Math.abs(twice) / 2, uncertainty: placing * lengthOf(closed).value };
}

/**
 * Of all pixels that have the value; null where none has. An outline that lies one pixel further out or in all the way
 * round changes the area by its own length.
 */
export function areaOfValue(map: LabelMap, value: number): Measured | null {
  let pixels = 0;
  for (const label of map.labels) if (label === value) pixels++;
  if (pixels === 0) return null;
  const corners = { x: 0, y: 0, width: map.width + 1, height: map.height + 1 };
  const pieces = outlines(map, corners).get(value) ?? [];
  let outline = 0;
  for (let at = 0; at + 3 < pieces.length; at += 4) {
    const [x = 0, y = 0, toX = 0, toY = 0] = pieces.slice(at, at + 4);
    outline += Math.hypot(toX - x, toY - y);
  }
  return { value: pixels, uncertainty: placing * outline };
}

/** Relative uncertainty of a scale. */
function relative({ millimetres, tolerance, pixels }: Scale): number {
  return Math.hypot(tolerance / millimetres, ofBothEnds / pixels);
}

/** Pixels to millimetres. */
export function lengthInMillimetres({ value, uncertainty }: Measured, scale: Scale): Measured {
  const length = (value * scale.millimetres) / scale.pixels;
  // Not by relative shares of the length: of a length of 0 there are none.
  const own = (uncertainty * scale.millimetres) / scale.pixels;
  return { value: length, uncertainty: Math.hypot(own, length * relative(scale)) };
}

/** Square pixels to square millimetres: the scale counts twice. */
export function areaInMillimetres({ value, uncertainty }: Measured, scale: Scale): Measured {
  const perPixel = (scale.millimetres / scale.pixels) ** 2;
  const area = value * perPixel;
  return { value: area, uncertainty: Math.hypot(uncertainty * perPixel, 2 * area * relative(scale)) };
}

/** "4.2 ± 0.3 mm": the uncertainty with one digit, two where it begins with 1, and the value as far as that. */
export function say({ value, uncertainty }: Measured, unit: string): string {
  if (uncertainty <= 0 || !Number.isFinite(uncertainty)) {
    return t('viewer.measured.exact', { value: decimal(value, 0), unit });
  }
  const power = Math.floor(Math.log10(uncertainty));
  const leading = uncertainty / 10 ** power;
  const place = leading < 1.95 ? power - 1 : power;
  const rounded = (number: number): string =>
    place < 0 ? decimal(number, -place) : decimal(Math.round(number / 10 ** place) * 10 ** place, 0);
  return t('viewer.measured', { value: rounded(value), uncertainty: rounded(uncertainty), unit });
}
