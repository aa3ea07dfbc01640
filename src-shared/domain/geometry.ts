/** A place in picture coordinates: pixel (i, j) covers [i, i+1) × [j, j+1), so its centre is (i + .5, j + .5). */
export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Whole pixels: columns x … x + width − 1, rows y … y + height − 1. */
export interface Rect extends Size {
  readonly x: number;
  readonly y: number;
}

export function wholeRect(size: Size): Rect {
  return { x: 0, y: 0, width: size.width, height: size.height };
}

/** The smallest rectangle that holds both; null stands for nothing. */
export function union(a: Rect | null, b: Rect | null): Rect | null {
  if (a === null) return b;
  if (b === null) return a;
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** What both share; null where they do not meet. */
export function intersect(a: Rect, b: Rect): Rect | null {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(a.x + a.width, b.x + b.width) - x;
  const height = Math.min(a.y + a.height, b.y + b.height) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}

/** Grown by `by` pixels on every side. */
export function grown(rect: Rect, by: number): Rect {
  return { x: rect.x - by, y: rect.y - by, width: rect.width + 2 * by, height: rect.height + 2 * by };
}
