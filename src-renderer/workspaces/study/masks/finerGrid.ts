import type { HeatMap } from '../../../viewer/heatMap.ts';

/**
 * The same values at so many times as many places along each side, bilinearly between the centres of the cells: what lies
 * between two cells is no step to whoever has answered by cells. A place beside an unknown cell is unknown.
 */
export function finerGrid({ width, height, values }: HeatMap, times: number): HeatMap {
  const across = between(width, times);
  const down = between(height, times);
  const finer = new Float32Array(across.length * down.length);
  const at = (x: number, y: number): number => values[y * width + x] ?? Number.NaN;
  let i = 0;
  for (const row of down) {
    for (const column of across) {
      const upper = mixed(at(column.low, row.low), at(column.high, row.low), column.weight);
      const lower = mixed(at(column.low, row.high), at(column.high, row.high), column.weight);
      finer[i++] = mixed(upper, lower, row.weight);
    }
  }
  return { width: across.length, height: down.length, values: finer };
}

function mixed(low: number, high: number, weight: number): number {
  return (1 - weight) * low + weight * high;
}

function between(
  cells: number,
  times: number,
): { readonly low: number; readonly high: number; readonly weight: number }[] {
  return Array.from({ length: cells * times }, (_, i) => {
    const place = Math.min(cells - 1, Math.max(0, (i + 0.5) / times - 0.5));
    const low = Math.floor(place);
    return { low, high: Math.min(cells - 1, low + 1), weight: place - low };
  });
}
