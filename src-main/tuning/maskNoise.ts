import { decodeLabelMap, encodeLabelMap, type LabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { Random } from '../../src-shared/domain/random.ts';
import type { MaskSourceName } from '../../src-shared/domain/resultRow.ts';
import type { CasePixels } from './caseReader.ts';
import { nearestMarked } from '../../src-shared/domain/distanceTransform.ts';
import { boxOf, cut, onlySegments, type Box } from './labelBox.ts';

/**
 * Masks as they might have been drawn: for training that does not lean on every pixel of a mask, and for tables of
 * what wrong masks cost. Changes are made on the label map at its stored size, before anything is cropped or resized:
 * there they are exact, and a method that crops to the mask crops to the changed one.
 */

/** The mask of a finding: LRL1 bytes, and which of its segments the finding is. */
export type CaseMask = Pick<CasePixels, 'mask' | 'segments'>;

/** Where the mask of a case that a network is shown comes from; another finding's is another case's. */
export type MaskSource = Exclude<MaskSourceName, 'other'>;

/** What can be made of the mask itself. */
export type MaskChange = Extract<
  MaskSource,
  'eroded' | 'dilated' | 'shifted' | 'none' | 'whole' | 'background'
>;

export interface MaskAbilities {
  /** Whether the method can be trained on a case without a mask. */
  readonly acceptsEmptyMask: boolean;
  /** Whether something proposes masks here: a segmentation head. */
  readonly proposes: boolean;
}

/** The true mask, or with the given probability one of the others that are possible, each as likely. */
export function drawMaskSource(
  probability: number,
  { acceptsEmptyMask, proposes }: MaskAbilities,
  random: Random,
): Exclude<MaskSource, 'whole' | 'wrong' | 'background'> {
  if (random.uniform() >= probability) return 'true';
  const others = [
    'eroded',
    'dilated',
    'shifted',
    ...(acceptsEmptyMask ? (['none'] as const) : []),
    ...(proposes ? (['predicted'] as const) : []),
  ] as const;
  return others[random.below(others.length)] ?? 'true';
}

/** A mask's size is the diameter of the disc of its area; every change is by this share of it. */
const extent = 0.25;

/**
 * The finding's mask, changed; other segments of the map are left out of the result, the finding's keep their values.
 * Eroded: its diameter a quarter smaller, at the frame's own border nothing is taken off. Dilated: a quarter larger.
 * Shifted: moved by a quarter of it in a drawn direction. Whole: the frame, as the largest segment. Background: a disc
 * where the frame shows nothing that is marked, as large as the mask or as there is room for; where there is none, the mask stays. A mask never
 * becomes empty unless that is asked for: what erosion would take whole keeps its core.
 */
export function changeMask(given: CaseMask, change: MaskChange, random: Random): CaseMask {
  const nothing: CaseMask = { mask: null, segments: [] };
  if (change === 'none' || given.mask === null) return change === 'none' ? nothing : given;
  const everything = decodeLabelMap(given.mask);
  const map = onlySegments(everything, given.segments);
  const box = boxOf(map);
  if (box === null) return given;
  const size = 2 * Math.sqrt(box.area / Math.PI);
  const labels =
    change === 'background'
      ? besideAll(everything, size, commonest(map.labels))
      : changed(map, box, size, change, random);
  if (labels === null) return given;
  return { mask: encodeLabelMap({ ...map, labels }), segments: given.segments };
}

function changed(
  map: LabelMap,
  box: Box,
  size: number,
  change: Exclude<MaskChange, 'none' | 'background'>,
  random: Random,
): Uint8Array {
  switch (change) {
    case 'eroded':
      return eroded(map, grown(box, 1, map), (extent * size) / 2);
    case 'dilated':
      return dilated(map, grown(box, Math.ceil((extent * size) / 2), map), (extent * size) / 2);
    case 'shifted':
      return shifted(map, extent * size, random);
    case 'whole':
      return new Uint8Array(map.labels.length).fill(commonest(map.labels));
  }
}

/** A disc where nothing is marked and the frame's edge is far, as far as can be; null where there is no such place. */
function besideAll({ width, height, labels }: LabelMap, size: number, label: number): Uint8Array | null {
  const taken = labels.map((one, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return one !== 0 || x === 0 || y === 0 || x === width - 1 || y === height - 1 ? 1 : 0;
  });
  const { squared } = nearestMarked(width, height, taken);
  const centre = squared.reduce((best, room, i) => (room > (squared[best] as number) ? i : best), 0);
  const radius = Math.min(size ** 2 / 4, squared[centre] as number);
  if (radius === 0) return null;
  const [atX, atY] = [centre % width, Math.floor(centre / width)];
  return labels.map((_, i) =>
    ((i % width) - atX) ** 2 + (Math.floor(i / width) - atY) ** 2 < radius ? label : 0,
  );
}

/** Another patient's mask of the same size, as if it were this case's; null where no case has one. */
export function wrongMask<T extends CaseMask & { readonly patient: string }>(
  one: T,
  all: readonly T[],
  random: Random,
): CaseMask | null {
  const size = sizeBytes(one.mask);
  const others = all.filter(
    ({ patient, mask, segments }) =>
      patient !== one.patient && segments.length > 0 && size !== '' && sizeBytes(mask) === size,
  );
  if (others.length === 0) return null;
  const { mask, segments } = others[random.below(others.length)] as T;
  return { mask, segments };
}

/** Width and height as the label map's header spells them. */
function sizeBytes(mask: Uint8Array | null): string {
  return mask === null ? '' : mask.subarray(4, 12).join(' ');
}

function grown(box: Box, by: number, { width, height }: LabelMap): Box {
  return {
    ...box,
    left: Math.max(0, box.left - by),
    top: Math.max(0, box.top - by),
    right: Math.min(width, box.right + by),
    bottom: Math.min(height, box.bottom + by),
  };
}

/** A map that is background but for the box. */
function pasted(
  { width, labels }: LabelMap,
  { left, top, right, bottom }: Box,
  part: Uint8Array,
): Uint8Array {
  const across = right - left;
  const out = new Uint8Array(labels.length);
  for (let y = top; y < bottom; y++) {
    out.set(part.subarray((y - top) * across, (y - top + 1) * across), y * width + left);
  }
  return out;
}

/** The box reaches one pixel past the mask, where the frame does: no background outside it is nearer. */
function eroded(map: LabelMap, box: Box, radius: number): Uint8Array {
  const part = cut(map, box);
  const background = part.map((label) => (label === 0 ? 1 : 0));
  const { squared } = nearestMarked(box.right - box.left, box.bottom - box.top, background);
  const deepest = squared.reduce((most, depth) => Math.max(most, depth), 0);
  const depth = Math.min(radius, Math.sqrt(deepest) / 2);
  const kept = part.map((label, i) => ((squared[i] as number) > depth * depth ? label : 0));
  return pasted(map, box, kept);
}

/** New pixels take the segment that is nearest. */
function dilated(map: LabelMap, box: Box, radius: number): Uint8Array {
  const part = cut(map, box);
  const { squared, at } = nearestMarked(box.right - box.left, box.bottom - box.top, part);
  const taken = part.map((_, i) =>
    (squared[i] as number) <= radius * radius ? (part[at[i] as number] as number) : 0,
  );
  return pasted(map, box, taken);
}

/** Where the drawn direction leads out of the frame, the opposite one is taken; where both do, the mask stays. */
function shifted(map: LabelMap, distance: number, random: Random): Uint8Array {
  const angle = 2 * Math.PI * random.uniform();
  for (const direction of [1, -1]) {
    const dx = Math.round(direction * distance * Math.cos(angle));
    const dy = Math.round(direction * distance * Math.sin(angle));
    const labels = moved(map, dx, dy);
    if (labels.some((label) => label !== 0)) return labels;
  }
  return map.labels;
}

function moved({ width, height, labels }: LabelMap, dx: number, dy: number): Uint8Array {
  const out = new Uint8Array(labels.length);
  const left = Math.max(0, dx);
  const across = width - Math.abs(dx);
  if (across <= 0) return out;
  for (let y = Math.max(0, dy); y < Math.min(height, height + dy); y++) {
    const from = (y - dy) * width + left - dx;
    out.set(labels.subarray(from, from + across), y * width + left);
  }
  return out;
}

/** The commonest label that is no background. */
function commonest(labels: Uint8Array): number {
  const counts = new Float64Array(256);
  for (const label of labels) counts[label] = (counts[label] as number) + 1;
  let best = 0;
  for (let label = 1; label < 256; label++) {
    if (best === 0 || (counts[label] as number) > (counts[best] as number)) best = label;
  }
  return best;
}
