import type { Rect, Size } from '../../../src-shared/domain/geometry.ts';
import type { LabelMap } from '../../../src-shared/domain/maskCodec.ts';
import type { Bitmap } from '../../../src-shared/domain/masks/bitmap.ts';
import type { SpanVisitor } from '../brush.ts';

/** Every run of set pixels; returns the rectangle around them. */
export function visitBitmap(bitmap: Bitmap, visit: SpanVisitor): Rect | null {
  const { width, height, bits } = bitmap;
  let left = width;
  let right = 0;
  let top = -1;
  let bottom = -1;
  for (let row = 0; row < height; row++) {
    const offset = row * width;
    for (let start = 0; start < width; start++) {
      if (bits[offset + start] !== 1) continue;
      let end = start + 1;
      while (end < width && bits[offset + end] === 1) end++;
      visit(row, start, end);
      if (top < 0) top = row;
      bottom = row;
      left = Math.min(left, start);
      right = Math.max(right, end);
      start = end;
    }
  }
  return top < 0 ? null : { x: left, y: top, width: right - left, height: bottom - top + 1 };
}

export function asLabelMap({ width, height, bits }: Bitmap): LabelMap {
  return { width, height, labels: bits };
}

export function asBitmap({ width, height, labels }: LabelMap): Bitmap {
  return { width, height, bits: labels };
}

export function sameSize(a: Size, b: Size): boolean {
  return a.width === b.width && a.height === b.height;
}
