import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { grown, wholeRect, type Rect, type Size } from '../../src-shared/domain/geometry.ts';
import { paintDisc, reachOf, type Marks } from './marks.ts';
import { withMats, type OpenCv } from './opencv.ts';
import { partsAt, smoothed, type SoftRegion } from './region.ts';
import type { WorkingPicture } from './workingPicture.ts';

/** A picture as it is flooded. */
export interface FloodedPicture extends Size {
  /** Median-filtered, with a border of one pixel that repeats the outermost: (width + 2) × (height + 2) × 3 */
  readonly padded: Uint8Array;
}

/** The side of the median filter in working pixels: removes highlights and vessels, and moves no edge. */
const medianSide = 5;
/** Shares of the shorter side: how far a click speaks for its surroundings. */
const insideReach = 0.05;
const outsideReach = 0.1;
/** The rim that is background unless a click inside is near. */
const rim = 0.05;
const rimKeepsAway = 0.15;

const outside = 1;
const inside = 2;

/** What of a proposal depends on the picture alone. */
export function preparedForFlooding(cv: OpenCv, { width, height, rgb }: WorkingPicture): FloodedPicture {
  return withMats((keep) => {
    const picture = keep(new cv.Mat(height, width, cv.CV_8UC3));
    picture.data.set(rgb);
    cv.medianBlur(picture, picture, medianSide);
    const padded = keep(new cv.Mat());
    cv.copyMakeBorder(picture, padded, 1, 1, 1, 1, cv.BORDER_REPLICATE);
    return { width, height, padded: padded.data.slice() };
  });
}

/**
 * Marker-controlled watershed (Meyer 1992, as OpenCV has it): regions grow from the marks over ever larger steps of
 * colour until they meet.
 * @throws LapidaryError `proposal-no-point` without a point inside
 */
export function proposeByWatershed(cv: OpenCv, picture: FloodedPicture, marks: Marks): SoftRegion {
  const clicks = marks.points.filter((mark) => mark.inside);
  if (clicks.length === 0) {
    throw new LapidaryError(
      'proposal-no-point',
      'No point within the picture says what is inside the region.',
      'Click into the region first.',
    );
  }
  const { width, height, padded } = picture;
  const found = withMats((keep) => {
    const image = keep(new cv.Mat(height + 2, width + 2, cv.CV_8UC3));
    image.data.set(padded);
    const markers = keep(new cv.Mat(height + 2, width + 2, cv.CV_32SC1));
    const into = markers.data32S.fill(0);
    const seeds = seedsOf(picture, marks);
    for (let y = 0; y < height; y++) {
      into.set(seeds.subarray(y * width, (y + 1) * width), (y + 1) * (width + 2) + 1);
    }
    cv.watershed(image, markers);
    const labels = markers.data32S;
    const region = new Float32Array(width * height);
    for (let y = 0; y < height; y++) {
      const row = (y + 1) * (width + 2) + 1;
      for (let x = 0; x < width; x++) {
        const label = labels[row + x];
        // The line between two regions (−1) belongs to both.
        region[y * width + x] = label === inside ? 1 : label === -1 ? 0.5 : 0;
      }
    }
    return { width, height, inside: region };
  });
  return partsAt(smoothed(cv, found), clicks);
}

/** Where flooding begins: 0 nowhere, 1 outside, 2 inside. */
export function seedsOf(picture: Size, { points, box }: Marks): Int32Array {
  const { width, height } = picture;
  const shorter = Math.min(width, height);
  const seeds = new Int32Array(width * height);
  const clicks = points.filter((mark) => mark.inside);
  const inner = grown(wholeRect(picture), -Math.round(rim * shorter));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isRim = !holds(inner, x, y);
      const isOutsideBox = box !== null && !holds(box, x, y);
      if (!isRim && !isOutsideBox) continue;
      const keepsAway = clicks.some(
        (click) => Math.hypot(x + 0.5 - click.x, y + 0.5 - click.y) < rimKeepsAway * shorter,
      );
      if (isOutsideBox || !keepsAway) seeds[y * width + x] = outside;
    }
  }
  const reach = reachOf(points, insideReach * shorter, outsideReach * shorter);
  points.forEach((mark, i) => {
    paintDisc(seeds, picture, mark, reach[i] ?? 0, mark.inside ? inside : outside);
  });
  return seeds;
}

function holds(rect: Rect, column: number, row: number): boolean {
  const [x, y] = [column - rect.x, row - rect.y];
  return x >= 0 && y >= 0 && x < rect.width && y < rect.height;
}
