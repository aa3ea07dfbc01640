import type { LabelMap } from '../../src-shared/domain/maskCodec.ts';
import { intersect, wholeRect } from '../../src-shared/domain/geometry.ts';
import type { Rect } from '../../src-shared/domain/geometry.ts';
import { labelledRect } from './labelPixels.ts';
import { joined, outlines, tilesTouching } from './outline.ts';

interface Tile {
  /** In pixel corners. */
  readonly corners: Rect;
  readonly paths: ReadonlyMap<number, Path2D>;
}

/** The outlines of a label map as paths by tile, so that a change renews a few tiles alone. */
export class OutlineTiles {
  readonly #map: LabelMap;
  readonly #tiles = new Map<string, Tile>();
  /** Changed since they were drawn: a stroke has several places between two frames of the screen. */
  readonly #due = new Map<string, Rect>();

  /** @param labelled the part of the map that has labels */
  constructor(map: LabelMap, labelled = labelledRect(map)) {
    this.#map = map;
    if (labelled !== null) this.refresh(labelled);
  }

  /** Takes over what has changed in the map. */
  refresh(pixels: Rect): void {
    const rect = intersect(pixels, wholeRect(this.#map));
    if (rect === null) return;
    for (const corners of tilesTouching(this.#map, rect)) this.#due.set(keyOf(corners), corners);
  }

  /** The paths of each value, in picture coordinates; `within` leaves out tiles that do not meet it. */
  *paths(within: Rect | null): Generator<readonly [value: number, path: Path2D]> {
    for (const corners of this.#due.values()) this.#renew(corners);
    this.#due.clear();
    for (const { corners, paths } of this.#tiles.values()) {
      if (within !== null && intersect(corners, within) === null) continue;
      yield* paths;
    }
  }

  #renew(corners: Rect): void {
    const key = keyOf(corners);
    const paths = new Map<number, Path2D>();
    for (const [value, pieces] of outlines(this.#map, corners)) {
      const path = new Path2D();
      for (const line of joined(pieces)) {
        path.moveTo(line[0] ?? 0, line[1] ?? 0);
        for (let at = 2; at + 1 < line.length; at += 2) path.lineTo(line[at] ?? 0, line[at + 1] ?? 0);
      }
      paths.set(value, path);
    }
    if (paths.size > 0) this.#tiles.set(key, { corners, paths });
    else this.#tiles.delete(key);
  }
}

function keyOf({ x, y }: Rect): string {
  return `${x} ${y}`;
}
