import { constant, gather, matmul } from '../../graph/ops.ts';
import type { Value } from '../../graph/ir.ts';
import { toPatches, type NetworkInput } from '../preprocess.ts';
import type { Vit, VitConfig } from '../vit.ts';
import type { Bucket } from './plan.ts';
import {
  cellTensors,
  everyCell,
  paddedSizes,
  readsMask,
  sizesIn,
  type CellLayout,
  type View,
} from './view.ts';

/**
 * The grid on which the prompt lies. A prompt cell covers g×g patch cells of the image (fewer at the right and lower
 * edge where g does not divide the grid: ceil-divided); its input is the g×g average of the prompt's planes, cut into
 * patches as the image is, and its position the mean of those it covers. With g = 1 it is the image's own grid.
 */
export type PromptInput = 'mask' | 'region' | 'both';

export interface PromptCells {
  /** Values of one prompt token's input: its planes times the area of a patch. */
  readonly length: number;
  /** Of these, the map's (its classes with the background); the rest is the region's, 3·P² per foreground class. */
  readonly mapLength: number;
  readonly layout: CellLayout;
  /** The bucket of the image's view together with the prompt's. */
  bucket(image: NetworkInput): Bucket;
  /** (count, length) */
  patches(image: NetworkInput): Float32Array;
  /** The patch cells of the image under each prompt cell, in order, without padding. */
  covered(image: NetworkInput): readonly (readonly number[])[];
  /** Positions, broadcastable to (B, count, width). */
  positions(vit: Vit, bucket: Bucket, tensor: (name: string) => Value): Value;
  /** What keeps the padding among prompt tokens out of sight: (B, count), or their number where none is padding. */
  padding(bucket: Bucket, tensor: (name: string) => Value): Value | number;
}

const indexName = 'prompt.index';
const biasName = 'prompt.bias';

export function promptCells(
  config: VitConfig,
  {
    view,
    grid,
    promptInput,
  }: { readonly view: View; readonly grid: number; readonly promptInput: PromptInput },
  image: CellLayout,
  maskClasses: number,
): PromptCells {
  const { patchSize } = config;
  const side = config.imageSize / patchSize;
  const promptSide = Math.ceil(side / grid);
  const area = patchSize ** 2;
  const mapPlanes = promptInput === 'region' ? 0 : maskClasses;
  const regionPlanes = promptInput === 'mask' ? 0 : 3 * (maskClasses - 1);
  const length = (mapPlanes + regionPlanes) * area;
  // On the image's own grid the prompt shares the image's index and padding.
  const ownGrid = grid > 1;
  const layout = !ownGrid ? image : readsMask(view) ? coarseLayout() : everyCell(promptSide ** 2);

  function coarseLayout(): CellLayout {
    const sizes = paddedSizes(promptSide ** 2);
    const sizeFor = (count: number): number => sizes.find((size) => size >= count) ?? promptSide ** 2;
    const count = (bucket: Bucket): number => sizesIn(bucket).prompts ?? promptSide ** 2;
    const cells = (input: NetworkInput): readonly number[] =>
      [...new Set(image.cells(input).map((cell) => promptCellOf(cell, side, grid)))].sort((a, b) => a - b);
    return {
      cells,
      count,
      bucket: (input) =>
        `cells-${sizesIn(image.bucket(input)).cells ?? 0}-prompts-${sizeFor(cells(input).length)}`,
      ...cellTensors({ index: indexName, bias: biasName }, cells, sizeFor, count),
    };
  }

  const bucket = (input: NetworkInput): Bucket =>
    ownGrid && readsMask(view) ? layout.bucket(input) : image.bucket(input);

  return {
    length,
    mapLength: mapPlanes * area,
    layout,
    bucket,
    patches(input) {
      const planes = promptPlanes(input, config, mapPlanes, regionPlanes);
      const pooled = poolPlanes(planes, {
        planes: mapPlanes + regionPlanes,
        side: config.imageSize,
        padded: promptSide * grid * patchSize,
        factor: grid,
        // Beyond the frame lies background, and nothing of any region.
        beyond: (plane) => (plane === 0 && mapPlanes > 0 ? 1 : 0),
      });
      const count = layout.count(bucket(input));
      const cells = layout.cells(input);
      return toPatches(pooled, mapPlanes + regionPlanes, promptSide * patchSize, patchSize, cells, count);
    },
    covered(input) {
      const cells = layout.cells(input);
      if (!ownGrid) return cells.map((cell) => [cell]);
      const under = Map.groupBy(Array(side ** 2).keys(), (cell) => promptCellOf(cell, side, grid));
      return cells.map((cell) => under.get(cell) ?? []);
    },
    positions(vit, bucket, tensor) {
      const all = ownGrid ? matmul(meanOfCells(side, grid), vit.positions()) : vit.positions();
      if (bucket === 'all') return all;
      return view === 'full' ? all : gather(all, 0, tensor(ownGrid ? indexName : 'cells.index'));
    },
    padding: (bucket, tensor) =>
      view === 'full' ? layout.count(bucket) : tensor(ownGrid ? biasName : 'cells.bias'),
  };
}

function promptCellOf(cell: number, side: number, grid: number): number {
  const row = Math.floor(Math.floor(cell / side) / grid);
  return row * Math.ceil(side / grid) + Math.floor((cell % side) / grid);
}

/** (prompt cells, cells): each row the mean over the cells that a prompt cell covers. */
function meanOfCells(side: number, grid: number): Value {
  const cells = side ** 2;
  const prompts = Math.ceil(side / grid) ** 2;
  const counts = new Float32Array(prompts);
  for (let cell = 0; cell < cells; cell++) {
    const at = promptCellOf(cell, side, grid);
    counts[at] = (counts[at] as number) + 1;
  }
  const shares = new Float32Array(prompts * cells);
  for (let cell = 0; cell < cells; cell++) {
    const at = promptCellOf(cell, side, grid);
    shares[at * cells + cell] = 1 / (counts[at] as number);
  }
  return constant(shares, [prompts, cells]);
}

/** z before it is cut into patches: the map's planes first, then three image planes per foreground class. */
function promptPlanes(
  { image, coverage }: NetworkInput,
  { imageSize }: VitConfig,
  mapPlanes: number,
  regionPlanes: number,
): Float32Array {
  const plane = imageSize ** 2;
  const out = new Float32Array((mapPlanes + regionPlanes) * plane);
  if (mapPlanes > 0) out.set(coverage.subarray(0, mapPlanes * plane));
  for (let p = 0; p < regionPlanes; p++) {
    const shares = coverage.subarray((1 + Math.floor(p / 3)) * plane, (2 + Math.floor(p / 3)) * plane);
    const colour = image.subarray((p % 3) * plane, ((p % 3) + 1) * plane);
    const to = (mapPlanes + p) * plane;
    for (let i = 0; i < plane; i++) out[to + i] = (colour[i] as number) * (shares[i] as number);
  }
  return out;
}

/** Planes (n, side, side), continued to `padded` and averaged over factor×factor: (n, padded/factor, padded/factor). */
function poolPlanes(
  planes: Float32Array,
  shape: {
    readonly planes: number;
    readonly side: number;
    readonly padded: number;
    readonly factor: number;
    readonly beyond: (plane: number) => number;
  },
): Float32Array {
  const { side, padded, factor } = shape;
  if (factor === 1) return planes;
  const to = padded / factor;
  const out = new Float32Array(shape.planes * to * to);
  for (let p = 0; p < shape.planes; p++) {
    const beyond = shape.beyond(p);
    for (let row = 0; row < to; row++) {
      for (let column = 0; column < to; column++) {
        let sum = 0;
        for (let y = row * factor; y < (row + 1) * factor; y++) {
          for (let x = column * factor; x < (column + 1) * factor; x++) {
            sum += y < side && x < side ? (planes[(p * side + y) * side + x] as number) : beyond;
          }
        }
        out[(p * to + row) * to + column] = sum / factor ** 2;
      }
    }
  }
  return out;
}
