import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';

/** Pixels left ≤ x < right, top ≤ y < bottom of a label map. */
export interface Box {
  readonly left: number;
  readonly top: number;
  /** Behind the last. */
  readonly right: number;
  readonly bottom: number;
}

/** Of a label map only the segments with these values; the others become background. */
export function onlySegments(map: LabelMap, segments: readonly { readonly value: number }[]): LabelMap {
  const kept = new Uint8Array(256);
  for (const { value } of segments) kept[value] = value;
  return { ...map, labels: map.labels.map((label) => kept[label] as number) };
}

/** Around everything that is not background, with how many pixels that is; null where there is nothing. */
export function boxOf({ width, height, labels }: LabelMap): (Box & { readonly area: number }) | null {
  let [left, top, right, bottom, area] = [width, height, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (labels[y * width + x] === 0) continue;
      if (x < left) left = x;
      if (x >= right) right = x + 1;
      if (y < top) top = y;
      bottom = y + 1;
      area += 1;
    }
  }
  return area === 0 ? null : { left, top, right, bottom, area };
}

/** The box's part of the map, row by row. */
export function cut({ width, labels }: LabelMap, { left, top, right, bottom }: Box): Uint8Array {
  const across = right - left;
  const out = new Uint8Array(across * (bottom - top));
  for (let y = top; y < bottom; y++) {
    out.set(labels.subarray(y * width + left, y * width + right), (y - top) * across);
  }
  return out;
}
