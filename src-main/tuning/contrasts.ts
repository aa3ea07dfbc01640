import { nearestMarked } from '../../src-shared/domain/distanceTransform.ts';
import { readLabelRuns } from '../../src-shared/domain/maskCodec.ts';
import type { BackboneCard } from '../networks/backboneCard.ts';
import type { Plan } from '../networks/methods/plan.ts';
import { foregroundOf, type NetworkInput } from '../networks/preprocess.ts';
import { readCase, type CasePixels, type DecodedFrames, type FrameFiles } from './caseReader.ts';

/** What the network is shown beside the finding; docs/method.md, "What the mask does". */
export interface ContrastInputs {
  readonly withoutMask: 'empty-map' | 'whole-frame';
  readonly without: NetworkInput;
  /** null: next to nothing of the frame is left. */
  readonly background: NetworkInput | null;
}

/** What is marked is hidden with a border of this share of the finding's diameter, as a dilated mask has one. */
const border = 1 / 8;
/** Less of the frame shows no background. */
const leastBackground = 0.05;

/** @param whole the case as a method is shown it that sees the whole frame */
export async function readContrasts(
  files: FrameFiles,
  pixels: CasePixels,
  whole: NetworkInput,
  { card, plan, maskClasses }: ContrastPlace,
  decoded: DecodedFrames,
): Promise<ContrastInputs> {
  const marked = await markedShares(files, pixels, card, decoded);
  return contrastsOf(whole, marked, {
    size: card.architecture.imageSize,
    maskClasses,
    acceptsEmptyMask: plan.acceptsEmptyMask,
  });
}

export interface ContrastPlace {
  readonly card: BackboneCard;
  readonly plan: Pick<Plan, 'acceptsEmptyMask'>;
  /** With the background. */
  readonly maskClasses: number;
}

/** How much of each pixel of the network's input any segment of the map covers, whoever's it is. */
async function markedShares(
  files: FrameFiles,
  { frame, mask }: CasePixels,
  card: BackboneCard,
  decoded: DecodedFrames,
): Promise<Float32Array> {
  const values = mask === null ? [] : [...new Set(readLabelRuns(mask).values)].filter((value) => value > 0);
  const segments = values.map((value) => ({ value, maskClass: 1 }));
  const { coverage } = await readCase(files, { frame, mask, segments }, card, 2, 'frame', decoded);
  return foregroundOf(coverage, card.architecture.imageSize ** 2);
}

/**
 * @param marked (size, size): share of each pixel that is marked as anything
 */
export function contrastsOf(
  whole: NetworkInput,
  marked: Float32Array,
  {
    size,
    maskClasses,
    acceptsEmptyMask,
  }: { readonly size: number; readonly maskClasses: number; readonly acceptsEmptyMask: boolean },
): ContrastInputs {
  const plane = size * size;
  const ofClass = mainClass(whole.coverage, plane, maskClasses);
  const everywhere = new Float32Array(maskClasses * plane);
  const filled = acceptsEmptyMask ? 0 : ofClass;
  everywhere.fill(1, filled * plane, (filled + 1) * plane);
  return {
    withoutMask: acceptsEmptyMask ? 'empty-map' : 'whole-frame',
    without: { image: whole.image, coverage: everywhere },
    background: backgroundOf(whole, marked, size, ofClass, maskClasses),
  };
}

/** The mask class of most of the finding. */
function mainClass(coverage: Float32Array, plane: number, maskClasses: number): number {
  const sums = Array.from({ length: maskClasses - 1 }, (_, k) =>
    coverage.subarray((k + 1) * plane, (k + 2) * plane).reduce((sum, share) => sum + share, 0),
  );
  return 1 + sums.indexOf(Math.max(...sums));
}

/** The frame with what is marked at the network's mean colour, and a map on which all the rest is the finding. */
function backgroundOf(
  whole: NetworkInput,
  marked: Float32Array,
  size: number,
  ofClass: number,
  maskClasses: number,
): NetworkInput | null {
  const plane = size * size;
  const finding = foregroundOf(whole.coverage, plane).reduce((sum, share) => sum + share, 0);
  const reach = border * 2 * Math.sqrt(finding / Math.PI);
  const { squared } = nearestMarked(
    size,
    size,
    Uint8Array.from(marked, (share) => (share > 0 ? 1 : 0)),
  );
  const hidden = Uint8Array.from(squared, (distance) => (distance <= reach ** 2 ? 1 : 0));
  const shown = hidden.reduce((sum, one) => sum + 1 - one, 0);
  if (shown < leastBackground * plane) return null;
  const coverage = new Float32Array(maskClasses * plane);
  hidden.forEach((one, i) => {
    coverage[(one === 1 ? 0 : ofClass) * plane + i] = 1;
  });
  return { image: whole.image.map((value, i) => (hidden[i % plane] === 1 ? 0 : value)), coverage };
}
