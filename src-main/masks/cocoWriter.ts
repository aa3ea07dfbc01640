import type { Point } from '../../src-shared/domain/geometry.ts';
import { version } from '../../src-shared/domain/version.ts';
import { boundsOf, cropped } from '../../src-shared/domain/masks/bitmap.ts';
import type { Bitmap } from '../../src-shared/domain/masks/bitmap.ts';
import { traceRings } from '../../src-shared/domain/masks/polygon.ts';
import { compressCounts } from '../../src-shared/domain/masks/rle.ts';
import { boundsByValue, partOf } from './drawRuns.ts';
import type { ExportSource } from './exportSource.ts';

export interface CocoOptions {
  /** Outlines where they can say a region; otherwise run lengths for all. */
  readonly outlines: boolean;
  /** Run lengths as the text that pycocotools writes; otherwise as numbers. */
  readonly compressed: boolean;
}

/**
 * A COCO file of object instances (https://cocodataset.org/#format-data): an image a frame, a category a class, an
 * annotation a segment. Made mask by mask. An outline runs along pixel edges. Polygons of COCO have no holes: a region
 * with one is written in run lengths, which every reader of COCO takes.
 */
export async function* cocoStream(source: ExportSource, options: CocoOptions): AsyncGenerator<Uint8Array> {
  const { frames, classes, studyCode } = source;
  const info = { description: `Masks of ${studyCode}`, version: '1.0', contributor: `Lapidary ${version}` };
  const categories = classes.map(({ value, code, schema }) => ({
    id: value,
    name: code,
    supercategory: schema,
  }));
  yield Buffer.from(
    `{"info":${JSON.stringify(info)},"licenses":[],\n"categories":${JSON.stringify(categories)},\n"images":[`,
  );
  for (const [i, frame] of frames.entries()) {
    const { number, width, height } = frame;
    const image = { id: number, file_name: source.nameOf(frame), width, height };
    yield Buffer.from(`${i === 0 ? '' : ','}\n${JSON.stringify(image)}`);
  }
  yield Buffer.from('],\n"annotations":[');
  let id = 0;
  for (const frame of frames) {
    const { runs, segments } = await source.read(frame);
    const around = boundsByValue(runs);
    for (const { value, classId, segmentId, pixels } of segments) {
      const loose = around.get(value);
      if (!loose) continue;
      const region = partOf(runs, value, loose);
      const tight = boundsOf(region);
      if (!tight) continue;
      const part = cropped(region, tight);
      const bounds = { ...tight, x: loose.x + tight.x, y: loose.y + tight.y };
      id += 1;
      const annotation = {
        id,
        image_id: frame.number,
        category_id: source.valueOf(classId),
        segmentation: segmentationOf(part, bounds, frame, options),
        area: pixels,
        bbox: [bounds.x, bounds.y, bounds.width, bounds.height],
        iscrowd: 0,
        attributes: { value, segment: segmentId },
      };
      yield Buffer.from(`${id === 1 ? '' : ','}\n${JSON.stringify(annotation)}`);
    }
  }
  yield Buffer.from(']}\n');
}

function segmentationOf(
  part: Bitmap,
  at: Point,
  frame: { readonly width: number; readonly height: number },
  { outlines, compressed }: CocoOptions,
): number[][] | { size: [number, number]; counts: number[] | string } {
  const rings = outlines ? traceRings(part) : [];
  if (outlines && !rings.some(isHole)) {
    return rings.map((ring) => ring.flatMap(({ x, y }) => [x + at.x, y + at.y]));
  }
  const counts = placedCounts(part, at, frame);
  return { size: [frame.height, frame.width], counts: compressed ? compressCounts(counts) : counts };
}

/** Outer rings are traced clockwise, as y grows downwards; those of holes the other way. */
function isHole(ring: readonly Point[]): boolean {
  let doubled = 0;
  for (const [i, { x, y }] of ring.entries()) {
    const next = ring[(i + 1) % ring.length];
    if (next) doubled += x * next.y - next.x * y;
  }
  return doubled < 0;
}

/** Run lengths, column after column, of a bitmap that lies somewhere in a frame. */
export function placedCounts(
  { width, height, bits }: Bitmap,
  at: Point,
  frame: { readonly width: number; readonly height: number },
): number[] {
  const counts: number[] = [];
  let [end, isSet] = [0, false];
  const upTo = (place: number): void => {
    counts.push(place - end);
    end = place;
    isSet = !isSet;
  };
  for (let x = 0; x < width; x++) {
    const column = (x + at.x) * frame.height + at.y;
    // What lies between two columns of the part is not set.
    if (isSet && height < frame.height) upTo(column - frame.height + height);
    for (let y = 0; y < height; y++) {
      if ((bits[y * width + x] === 1) !== isSet) upTo(column + y);
    }
  }
  if (isSet) upTo((width - 1 + at.x) * frame.height + at.y + height);
  const rest = frame.width * frame.height - end;
  if (rest > 0) counts.push(rest);
  return counts;
}
