import type { Point, Size } from '../../../src-shared/domain/geometry.ts';
import type { ImageInput } from '../../../src-shared/domain/maskModelCard.ts';

/** Where a picture lies in a model's input: from its corner, over `content`; the rest is padding. */
export interface Placement {
  readonly picture: Size;
  readonly content: Size;
  readonly input: Size;
}

export function placementOf(
  { width, height, resize }: Pick<ImageInput, 'width' | 'height' | 'resize'>,
  picture: Size,
): Placement {
  if (resize === 'stretch') {
    return { picture, content: { width, height }, input: { width, height } };
  }
  const scale = Math.min(width / picture.width, height / picture.height);
  const side = (length: number, most: number): number =>
    Math.max(1, Math.min(most, Math.floor(length * scale + 0.5)));
  const content = { width: side(picture.width, width), height: side(picture.height, height) };
  return { picture, content, input: resize === 'fit' ? content : { width, height } };
}

/**
 * A place of the picture as decoders read it. They count from the centre of the first pixel, and add the half that this
 * takes away: `coords + 0.5` in `_embed_points` of segment-anything's prompt encoder.
 */
export function toInput({ x, y }: Point, { picture, content }: Placement): Point {
  return {
    x: (x * content.width) / picture.width - 0.5,
    y: (y * content.height) / picture.height - 0.5,
  };
}

/** Where a picture's columns, or rows, lie among the values of a map that the model gave. */
export interface Axis {
  /** Index of the value before, and of the one behind. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Share of the one behind. */
  readonly share: Float32Array;
}

/**
 * Value i of a map of `count` values over the length `input` covers [i, i + 1) · input / count and stands for its
 * centre. Beyond the outermost centres the outermost values hold.
 */
export function axisOf(length: number, content: number, input: number, count: number): Axis {
  const from = new Int32Array(length);
  const to = new Int32Array(length);
  const share = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const at = (((i + 0.5) * content) / length) * (count / input) - 0.5;
    const held = Math.max(0, Math.min(count - 1, at));
    const before = Math.floor(held);
    from[i] = before;
    to[i] = Math.min(count - 1, before + 1);
    share[i] = held - before;
  }
  return { from, to, share };
}

export interface Axes {
  readonly columns: Axis;
  readonly rows: Axis;
}

/** @param covers whether a map covers the model's whole input or the picture alone */
export function axesOf(
  { picture, content, input }: Placement,
  map: Size,
  covers: 'input' | 'picture' = 'input',
): Axes {
  const [part, whole] = covers === 'picture' ? [picture, picture] : [content, input];
  return {
    columns: axisOf(picture.width, part.width, whole.width, map.width),
    rows: axisOf(picture.height, part.height, whole.height, map.height),
  };
}

/**
 * One row of a picture, bilinearly between the values of a map.
 * @param values of the map, row by row: value (x, y) at `offset + step · (y · width + x)`
 */
export function interpolateRow(
  row: number,
  { columns, rows }: Axes,
  values: Float32Array,
  place: { readonly width: number; readonly offset: number; readonly step: number },
  out: Float32Array,
): void {
  const { width, offset, step } = place;
  const upper = offset + step * width * (rows.from[row] as number);
  const lower = offset + step * width * (rows.to[row] as number);
  const down = rows.share[row] as number;
  for (let x = 0; x < out.length; x++) {
    const left = step * (columns.from[x] as number);
    const right = step * (columns.to[x] as number);
    const across = columns.share[x] as number;
    const above = mix(values[upper + left] as number, values[upper + right] as number, across);
    const below = mix(values[lower + left] as number, values[lower + right] as number, across);
    out[x] = mix(above, below, down);
  }
}

function mix(a: number, b: number, share: number): number {
  return a + (b - a) * share;
}
