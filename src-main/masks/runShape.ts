import type { LabelRuns } from '../../src-shared/domain/maskCodec.ts';

/** The shape of all that is not background in a mask. */
export interface RunShape {
  /** Connected regions (8 neighbours) of equal value, over all segments. */
  readonly components: number;
  /** Pixels of the smallest of them; 0: the mask is empty. */
  readonly smallestPixels: number;
  /** Background regions (4 neighbours) that do not reach the frame's border. */
  readonly holes: number;
  readonly touchesBorder: boolean;
}

/** Runs after which a slice ends: a few milliseconds. */
const slice = 20_000;
/** Masks of more runs are not measured while they are stored: drawn ones have a few thousand. */
const atOnce = 40_000;

/** The shape of a mask that is measured in a moment; null: it is too ragged for that. */
export function shapeAtOnce(map: LabelRuns): RunShape | null {
  if (map.ends.length > atOnce) return null;
  for (const steps = measureShape(map); ;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * Connected regions from runs: each row's runs are joined with those they touch in the row above, so that the cost
 * goes with the outline, not with the area. Pauses after every slice.
 */
export function* measureShape({ width, height, values, ends }: LabelRuns): Generator<void, RunShape> {
  const runs = createRegions();
  let above: Row = { starts: [], ends: [], regions: [] };
  let begin = 0;
  let run = 0;
  let sinceSlice = 0;
  let touchesBorder = false;
  for (let y = 0; y < height; y++) {
    const row: Row = { starts: [], ends: [], regions: [] };
    const rowEnd = (y + 1) * width;
    while (begin < rowEnd) {
      const value = values[run] ?? 0;
      while (run + 1 < ends.length && (ends[run] ?? 0) < rowEnd && values[run + 1] === value) run++;
      const end = Math.min(ends[run] ?? rowEnd, rowEnd);
      const from = begin - y * width;
      const to = end - y * width;
      const atBorder = y === 0 || y === height - 1 || from === 0 || to === width;
      if (value !== 0 && atBorder) touchesBorder = true;
      row.starts.push(from);
      row.ends.push(to);
      row.regions.push(runs.add(value, to - from, atBorder));
      if (end === ends[run]) run++;
      begin = end;
      sinceSlice += 1;
    }
    joinRows(runs, above, row);
    above = row;
    if (sinceSlice < slice) continue;
    sinceSlice = 0;
    yield;
  }
  return { ...runs.count(), touchesBorder };
}

interface Row {
  readonly starts: number[];
  readonly ends: number[];
  readonly regions: number[];
}

/** Set runs touch over corners too, background runs over sides alone. */
function joinRows(runs: Regions, above: Row, row: Row): void {
  let first = 0;
  for (let i = 0; i < row.regions.length; i++) {
    const region = row.regions[i] ?? 0;
    const from = row.starts[i] ?? 0;
    const to = row.ends[i] ?? 0;
    while (first < above.regions.length - 1 && (above.ends[first] ?? 0) < from) first++;
    for (let k = first; k < above.regions.length && (above.starts[k] ?? 0) <= to; k++) {
      const other = above.regions[k] ?? 0;
      const value = runs.valueOf(region);
      if (value !== runs.valueOf(other)) continue;
      const overlap = Math.min(to, above.ends[k] ?? 0) - Math.max(from, above.starts[k] ?? 0);
      if (overlap > 0 || (overlap === 0 && value !== 0)) runs.join(region, other);
    }
  }
}

type Regions = ReturnType<typeof createRegions>;

/** A forest of runs: those of one region have one root. */
function createRegions() {
  const parents: number[] = [];
  const values: number[] = [];
  const pixels: number[] = [];
  const reaches: boolean[] = [];
  const rootOf = (region: number): number => {
    let root = region;
    for (;;) {
      const parent = parents[root] ?? root;
      if (parent === root) return root;
      parents[root] = parents[parent] ?? parent;
      root = parent;
    }
  };
  return {
    valueOf: (region: number): number => values[region] ?? 0,
    add(value: number, length: number, atBorder: boolean): number {
      parents.push(parents.length);
      values.push(value);
      pixels.push(length);
      reaches.push(atBorder);
      return parents.length - 1;
    },
    join(a: number, b: number): void {
      const [root, other] = [rootOf(a), rootOf(b)];
      if (root === other) return;
      parents[other] = root;
      pixels[root] = (pixels[root] ?? 0) + (pixels[other] ?? 0);
      reaches[root] = (reaches[root] ?? false) || (reaches[other] ?? false);
    },
    count(): Omit<RunShape, 'touchesBorder'> {
      let components = 0;
      let smallest = Infinity;
      let holes = 0;
      for (let region = 0; region < parents.length; region++) {
        if (parents[region] !== region) continue;
        if (values[region] !== 0) {
          components += 1;
          smallest = Math.min(smallest, pixels[region] ?? 0);
        } else if (!reaches[region]) holes += 1;
      }
      return { components, smallestPixels: components === 0 ? 0 : smallest, holes };
    },
  };
}
