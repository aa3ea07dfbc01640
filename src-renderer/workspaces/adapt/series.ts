/** A method's colour and dash: the same in the curves, the table and the plot of intervals. */
const colours = 8;
const dashes: readonly (readonly number[])[] = [[], [6, 3], [2, 3], [8, 3, 2, 3]];

export function seriesToken(index: number): string {
  return `--series-${(index % colours) + 1}`;
}

/** Methods beyond the colours repeat them with another dash. */
export function seriesDash(index: number): number[] {
  return [...(dashes[Math.floor(index / colours) % dashes.length] ?? [])];
}
