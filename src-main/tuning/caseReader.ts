import sharp, { type Sharp } from 'sharp';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { Sha256 } from '../../src-shared/domain/ids.ts';
import {
  decodeLabelMap,
  encodeLabelMap,
  readLabelRuns,
  type LabelMap,
} from '../../src-shared/domain/maskCodec.ts';
import type { BackboneCard } from '../networks/backboneCard.ts';
import type { Framing } from '../networks/methods/plan.ts';
import { coverageOfRuns, normaliseImage, type NetworkInput } from '../networks/preprocess.ts';
import type { ContentStore } from '../storage/dataFolder.ts';
import { areaResize } from './areaResize.ts';
import { boxOf, cut, onlySegments, type Box } from './labelBox.ts';

/** What a network is shown of a frame: its pixels, and which of its segments are the finding. */
export interface CasePixels {
  readonly frame: Sha256;
  /** LRL1 bytes; null: no mask, all background. */
  readonly mask: Uint8Array | null;
  /** Segment values of the mask that are the finding, with their mask class (1 is the first foreground class). */
  readonly segments: readonly { readonly value: number; readonly maskClass: number }[];
}

/** Where the bytes of frames are. */
export interface FrameFiles {
  readonly frames: Pick<ContentStore, 'get'>;
}

/**
 * A stored frame as size × size × 3 bytes of sRGB, stretched over the whole square.
 * @param part of the frame, in shares of its sides; left out: what the network's preprocessing shows of it
 */
export async function readFrame(
  files: FrameFiles,
  frame: Sha256,
  { architecture, preprocessing }: BackboneCard,
  part?: FramePart,
): Promise<Uint8Array> {
  const size = architecture.imageSize;
  const bytes = await files.frames.get(frame);
  try {
    const whole = sharp(bytes, { limitInputPixels: 268_402_689 }).toColourspace('srgb').removeAlpha();
    const shown = part === undefined ? await shownPart(whole, preprocessing) : await pixelsOf(whole, part);
    const picture = shown === undefined ? whole : whole.extract(shown);
    switch (preprocessing.interpolation) {
      case 'area': {
        const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
        return areaResize(data, info.width, info.height, info.channels, size);
      }
      case 'bilinear':
      case 'bicubic': {
        const kernel = preprocessing.interpolation === 'bilinear' ? 'linear' : 'cubic';
        const resized = picture.resize(size, size, { fit: 'fill', kernel });
        const { data, info } = await resized.raw().toBuffer({ resolveWithObject: true });
        return areaResize(data, size, size, info.channels, size);
      }
    }
  } catch (cause) {
    if (cause instanceof LapidaryError) throw cause;
    throw new LapidaryError(
      'frame-unreadable',
      `Frame ${frame.slice(0, 12)}… cannot be decoded.`,
      'Check the disk, then restore the data folder from a backup, or import the picture again.',
      { cause },
    );
  }
}

/** Of a frame, in shares of its sides, or in its pixels. */
interface FramePart {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** In pixels; undefined: all of the frame. */
async function shownPart(
  picture: Sharp,
  { crop }: BackboneCard['preprocessing'],
): Promise<FramePart | undefined> {
  if (crop === undefined) return undefined;
  const { width, height } = await picture.metadata();
  const { left, top, right, bottom } = centreBox(width, height);
  return { left, top, width: right - left, height: bottom - top };
}

/** The largest centred square. */
export function centreBox(width: number, height: number): Box {
  const side = Math.min(width, height);
  const left = Math.floor((width - side) / 2);
  const top = Math.floor((height - side) / 2);
  return { left, top, right: left + side, bottom: top + side };
}

async function pixelsOf(picture: Sharp, part: FramePart): Promise<FramePart> {
  const { width, height } = await picture.metadata();
  const left = Math.min(width - 1, Math.round(part.left * width));
  const top = Math.min(height - 1, Math.round(part.top * height));
  return {
    left,
    top,
    width: Math.max(1, Math.min(width - left, Math.round(part.width * width))),
    height: Math.max(1, Math.min(height - top, Math.round(part.height * height))),
  };
}

/** Decoded frames of the network's size, by frame, as a caller may keep them. */
export interface DecodedFrames {
  get(frame: string, make: () => Promise<Uint8Array>): Promise<Uint8Array>;
}

/**
 * A case as a method with that framing takes it: the whole frame, or the bounding box of the finding's segments, cut
 * from the stored pixels so that nothing of their sharpness is lost. Without a segment the box is the whole frame.
 * @throws LapidaryError `frame-unreadable`, `mask-damaged`, `file-missing`, `file-damaged`
 */
export async function readCase(
  files: FrameFiles,
  pixels: CasePixels,
  card: BackboneCard,
  maskClasses: number,
  framing: Framing,
  decoded?: DecodedFrames,
): Promise<NetworkInput> {
  const framed =
    framing === 'mask-box' && pixels.mask !== null ? maskBox(pixels.mask, pixels.segments) : null;
  if (framed === null) {
    const make = (): Promise<Uint8Array> => readFrame(files, pixels.frame, card);
    const rgb = await (decoded === undefined ? make() : decoded.get(pixels.frame, make));
    return networkInput(rgb, { ...pixels, mask: shownMask(pixels.mask, card) }, card, maskClasses);
  }
  const { map, box } = framed;
  const width = box.right - box.left;
  const height = box.bottom - box.top;
  const rgb = await readFrame(files, pixels.frame, card, {
    left: box.left / map.width,
    top: box.top / map.height,
    width: width / map.width,
    height: height / map.height,
  });
  const mask = encodeLabelMap({ width, height, labels: cut(map, box) });
  return networkInput(rgb, { ...pixels, mask }, card, maskClasses);
}

/** What of a mask lies on what the network is shown of its frame. */
function shownMask(mask: Uint8Array | null, { preprocessing }: BackboneCard): Uint8Array | null {
  if (mask === null || preprocessing.crop === undefined) return mask;
  const map = decodeLabelMap(mask);
  const box = centreBox(map.width, map.height);
  const side = box.right - box.left;
  return encodeLabelMap({ width: side, height: side, labels: cut(map, box) });
}

/** What of a frame a case shows the network, in the frame's pixels. */
export function shownBox(
  { mask, segments }: Omit<CasePixels, 'frame'>,
  { width, height }: { readonly width: number; readonly height: number },
  { preprocessing }: BackboneCard,
  framing: Framing,
): Box {
  const framed = framing === 'mask-box' && mask !== null ? maskBox(mask, segments) : null;
  if (framed !== null) return framed.box;
  if (preprocessing.crop !== undefined) return centreBox(width, height);
  return { left: 0, top: 0, right: width, bottom: height };
}

/** A border of the box's longer side around a finding, so that its outline is seen. */
const boxMargin = 0.1;

/** Around all pixels of the segments, as square as the frame allows; null where there are none. */
function maskBox(
  mask: Uint8Array,
  segments: CasePixels['segments'],
): { readonly map: LabelMap; readonly box: Box } | null {
  const map = decodeLabelMap(mask);
  const tight = boxOf(onlySegments(map, segments));
  if (tight === null) return null;
  const { left, top, right, bottom } = tight;
  const side = Math.round((1 + 2 * boxMargin) * Math.max(right - left, bottom - top));
  const along = (from: number, to: number, extent: number): readonly [number, number] => {
    const length = Math.min(side, extent);
    const start = Math.round((from + to - length) / 2);
    const within = Math.min(Math.max(0, start), extent - length);
    return [within, within + length];
  };
  const [boxLeft, boxRight] = along(left, right, map.width);
  const [boxTop, boxBottom] = along(top, bottom, map.height);
  return { map, box: { left: boxLeft, top: boxTop, right: boxRight, bottom: boxBottom } };
}

/** A case as every method takes it. `rgb` is what `readFrame` returned; `maskClasses` counts the background. */
export function networkInput(
  rgb: Uint8Array,
  { mask, segments }: Omit<CasePixels, 'frame'>,
  card: BackboneCard,
  maskClasses: number,
): NetworkInput {
  const size = card.architecture.imageSize;
  const image = normaliseImage(rgb, size, card.preprocessing);
  if (mask === null) {
    const coverage = new Float32Array(maskClasses * size * size);
    coverage.fill(1, 0, size * size);
    return { image, coverage };
  }
  const classes = new Map(segments.map(({ value, maskClass }) => [value, maskClass]));
  const classOf = (value: number): number => classes.get(value) ?? 0;
  const coverage = coverageOfRuns(readLabelRuns(mask), classOf, maskClasses, size);
  return { image, coverage };
}
