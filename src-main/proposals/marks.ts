import type { ProposalRequest } from '../../src-shared/contract/proposals.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { intersect, wholeRect, type Point, type Rect, type Size } from '../../src-shared/domain/geometry.ts';

/** What a reader pointed at, in the coordinates of a working picture; what lay outside of the picture is gone. */
export interface Marks {
  readonly points: readonly Mark[];
  /** Whole pixels, at least one. */
  readonly box: Rect | null;
}

export interface Mark extends Point {
  readonly inside: boolean;
}

/** @throws LapidaryError `proposal-box-outside` for a box that does not meet the picture */
export function marksOf({ points, box }: ProposalRequest, frame: Size, working: Size): Marks {
  const [scaleX, scaleY] = [working.width / frame.width, working.height / frame.height];
  return {
    points: points
      .filter(({ x, y }) => x >= 0 && y >= 0 && x < frame.width && y < frame.height)
      .map(({ x, y, inside }) => ({ x: x * scaleX, y: y * scaleY, inside })),
    box: box === null ? null : wholePixels(box, { scaleX, scaleY }, working),
  };
}

function wholePixels(box: Rect, { scaleX, scaleY }: { scaleX: number; scaleY: number }, working: Size): Rect {
  const x = Math.floor(box.x * scaleX);
  const y = Math.floor(box.y * scaleY);
  const right = Math.ceil((box.x + box.width) * scaleX);
  const bottom = Math.ceil((box.y + box.height) * scaleY);
  const shared = intersect({ x, y, width: right - x, height: bottom - y }, wholeRect(working));
  if (shared !== null) return shared;
  throw new LapidaryError(
    'proposal-box-outside',
    'The box lies outside of the picture.',
    'Draw it around the region, over the picture.',
  );
}

/**
 * How far around each mark its word is taken, in working pixels: the usual radius of its kind, but at most half-way to
 * the nearest mark of the other kind, so that two close clicks both count.
 */
export function reachOf(points: readonly Mark[], inside: number, outside: number): number[] {
  return points.map((mark) => {
    const others = points.filter((other) => other.inside !== mark.inside);
    const nearest = Math.min(...others.map((other) => Math.hypot(other.x - mark.x, other.y - mark.y)));
    return Math.min(mark.inside ? inside : outside, nearest / 2);
  });
}

/** Sets the pixels whose centres lie in a disc, and the one that holds its centre. */
export function paintDisc(
  values: Uint8Array | Int32Array,
  { width, height }: Size,
  { x, y }: Point,
  radius: number,
  value: number,
): void {
  for (let row = Math.max(0, Math.floor(y - radius)); row < Math.min(height, y + radius); row++) {
    for (let column = Math.max(0, Math.floor(x - radius)); column < Math.min(width, x + radius); column++) {
      if (Math.hypot(column + 0.5 - x, row + 0.5 - y) <= radius) values[row * width + column] = value;
    }
  }
  values[Math.floor(y) * width + Math.floor(x)] = value;
}
