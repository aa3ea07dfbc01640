import { LapidaryError } from '../../src-shared/domain/errors.ts';
import { intersect, wholeRect, type Point, type Rect, type Size } from '../../src-shared/domain/geometry.ts';
import { fillHoles } from '../../src-shared/domain/masks/components.ts';
import { paintDisc, reachOf, type Mark, type Marks } from './marks.ts';
import { withMats, type OpenCv } from './opencv.ts';
import { hard, partsAt, smoothed, type SoftRegion } from './region.ts';
import type { WorkingPicture } from './workingPicture.ts';

/** What is looked at beyond the box on every side, as a share of its sides: colours of the surroundings. */
const margin = 0.4;
/** Rounds of fitting the colours and cutting; later ones hardly move the cut. */
const rounds = 2;
/** Pixels of the part of the picture that is cut apart: the time grows faster than they do. */
const mostPixels = 20_000;
/** The side of the median filter before it: highlights are no colours of a region. */
const medianSide = 3;
/**
 * The ellipse in the middle of the box that is taken for inside, as a share of the box's sides: whoever draws a box draws
 * it around something. Without it the cut often keeps nothing where a lesion has the colours of its surroundings.
 */
const core = 0.6;
/** A click speaks for its surroundings this far, as a share of the box's shorter side. */
const reachShare = 0.05;
/** The shortest side of a box: below it there are too few pixels for the five colours on each side of the cut. */
const shortestSide = 8;

/** …and so many pixels of background are needed. */
const leastPixels = 16;
/** The rim of a picture that a box covers whole, as a share of its sides. */
const rim = 0.02;

/** The states of a pixel, as OpenCV numbers them. */
const state = { outside: 0, inside: 1, perhapsOutside: 2, perhapsInside: 3 } as const;

/**
 * GrabCut (Rother, Kolmogorov and Blake 2004) in a box: colours within and beyond it are fitted and cut apart, in turns.
 * Its middle is taken for inside; clicks are taken at their word, and only those within the box. Same request, same region.
 * @throws LapidaryError `proposal-no-box`, `proposal-box-small`
 */
export function proposeByGrabCut(cv: OpenCv, picture: WorkingPicture, { points, box }: Marks): SoftRegion {
  if (box === null) {
    throw new LapidaryError(
      'proposal-no-box',
      'This method looks for a region within a box, and there is none.',
      'Draw a box around the region first.',
    );
  }
  if (Math.min(box.width, box.height) < shortestSide) throw tooSmall(box);
  const crop = aroundBox(box, picture);
  const scale = Math.min(1, Math.sqrt(mostPixels / (crop.width * crop.height)));
  const size = { width: Math.ceil(crop.width * scale), height: Math.ceil(crop.height * scale) };
  const marks = scaled({ points: points.filter((mark) => holds(box, mark)), box }, crop, size);
  const small = resizedCrop(cv, picture, crop, size);
  const found = cut(cv, small, statesOf(size, marks));
  const clicks = marks.points.filter((mark) => mark.inside);
  const filled = marks.points.length > clicks.length ? found : withoutHoles(found);
  return placedBack(cv, partsAt(smoothed(cv, filled), clicks), crop, picture);
}

/** Boxes are as large as the place they are drawn for is; a part of 1080p takes as long as one of 240p. */
function resizedCrop(
  cv: OpenCv,
  { width, height, rgb }: WorkingPicture,
  crop: Rect,
  to: Size,
): WorkingPicture {
  return withMats((keep) => {
    const whole = keep(new cv.Mat(height, width, cv.CV_8UC3));
    whole.data.set(rgb);
    const part = keep(whole.roi(new cv.Rect(crop.x, crop.y, crop.width, crop.height)));
    const small = keep(new cv.Mat());
    cv.resize(part, small, new cv.Size(to.width, to.height), 0, 0, cv.INTER_AREA);
    cv.medianBlur(small, small, medianSide);
    return { ...to, rgb: small.data.slice() };
  });
}

/** Marks of the picture in the coordinates of its part. */
function scaled({ points, box }: { points: readonly Mark[]; box: Rect }, crop: Rect, size: Size) {
  const [scaleX, scaleY] = [size.width / crop.width, size.height / crop.height];
  const x = Math.floor((box.x - crop.x) * scaleX);
  const y = Math.floor((box.y - crop.y) * scaleY);
  const width = Math.min(size.width, Math.ceil((box.x + box.width - crop.x) * scaleX)) - x;
  const height = Math.min(size.height, Math.ceil((box.y + box.height - crop.y) * scaleY)) - y;
  const within = points.map((mark) => ({
    ...mark,
    x: (mark.x - crop.x) * scaleX,
    y: (mark.y - crop.y) * scaleY,
  }));
  return { points: within, box: { x, y, width, height } };
}

function cut(cv: OpenCv, { width, height, rgb }: WorkingPicture, states: Uint8Array): SoftRegion {
  return withMats((keep) => {
    const picture = keep(new cv.Mat(height, width, cv.CV_8UC3));
    picture.data.set(rgb);
    const mask = keep(new cv.Mat(height, width, cv.CV_8UC1));
    mask.data.set(states);
    const [background, foreground] = [keep(new cv.Mat()), keep(new cv.Mat())];
    cv.setRNGSeed(1);
    const anywhere = new cv.Rect(0, 0, width, height);
    cv.grabCut(picture, mask, anywhere, background, foreground, rounds, cv.GC_INIT_WITH_MASK);
    const inside = new Float32Array(width * height);
    // Odd states are the two of the inside.
    for (let i = 0, from = mask.data; i < inside.length; i++) inside[i] = (from[i] as number) & 1;
    return { width, height, inside };
  });
}

function statesOf(size: Size, { points, box }: { points: readonly Mark[]; box: Rect }): Uint8Array {
  const states = new Uint8Array(size.width * size.height).fill(state.outside);
  for (let y = box.y; y < box.y + box.height; y++) {
    const down = (2 * (y + 0.5 - box.y)) / box.height - 1;
    for (let x = box.x; x < box.x + box.width; x++) {
      const across = (2 * (x + 0.5 - box.x)) / box.width - 1;
      const place = Math.hypot(across, down);
      states[y * size.width + x] =
        place <= core ? state.inside : place <= 1 ? state.perhapsInside : state.perhapsOutside;
    }
  }
  const reach = reachShare * Math.min(box.width, box.height);
  const reaches = reachOf(points, reach, reach);
  points.forEach((mark, i) => {
    paintDisc(states, size, mark, reaches[i] ?? 0, mark.inside ? state.inside : state.outside);
  });
  addSurroundings(states, size);
  return states;
}

/** A box as large as the picture leaves nothing to tell the region from: then the rim is taken for background. */
function addSurroundings(states: Uint8Array, { width, height }: Size): void {
  const [across, down] = [Math.ceil(rim * width), Math.ceil(rim * height)];
  if (states.reduce((count, value) => count + (value === state.outside ? 1 : 0), 0) >= leastPixels) return;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isRim = x < across || y < down || x >= width - across || y >= height - down;
      if (isRim && states[y * width + x] !== state.inside) states[y * width + x] = state.outside;
    }
  }
}

function aroundBox(box: Rect, picture: Size): Rect {
  const [dx, dy] = [Math.ceil(margin * box.width), Math.ceil(margin * box.height)];
  const wider = { x: box.x - dx, y: box.y - dy, width: box.width + 2 * dx, height: box.height + 2 * dy };
  return intersect(wider, wholeRect(picture)) ?? box;
}

function withoutHoles(region: SoftRegion): SoftRegion {
  const { bits } = fillHoles(hard(region));
  return { ...region, inside: new Float32Array(bits) };
}

function placedBack(cv: OpenCv, region: SoftRegion, crop: Rect, { width, height }: Size): SoftRegion {
  const part = withMats((keep) => {
    const small = keep(new cv.Mat(region.height, region.width, cv.CV_32FC1));
    small.data32F.set(region.inside);
    cv.resize(small, small, new cv.Size(crop.width, crop.height), 0, 0, cv.INTER_LINEAR);
    return small.data32F.slice();
  });
  const inside = new Float32Array(width * height);
  for (let y = 0; y < crop.height; y++) {
    inside.set(part.subarray(y * crop.width, (y + 1) * crop.width), (crop.y + y) * width + crop.x);
  }
  return { width, height, inside };
}

function holds({ x, y, width, height }: Rect, at: Point): boolean {
  return at.x >= x && at.y >= y && at.x < x + width && at.y < y + height;
}

function tooSmall({ width, height }: Size): LapidaryError {
  return new LapidaryError(
    'proposal-box-small',
    `The box is too small to look into: ${width}×${height} pixels at the size that is worked at.`,
    'Draw a larger box, or paint so small a region with the brush.',
  );
}
