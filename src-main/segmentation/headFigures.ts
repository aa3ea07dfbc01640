import type { SegmentationFigures } from '../../src-shared/contract/segmentation.contract.ts';
import { decodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import type { HeadFrame } from './headMessages.ts';
import type { FoundMask } from './labelling.ts';

/** Pixels of a class on one frame: of the mask, of what was found, and of both at once. */
export interface Overlap {
  readonly truth: number;
  readonly found: number;
  readonly both: number;
}

/** @returns by class; entry 0 is of everything that is not background */
export function overlapsOf(
  { mask, segments }: Pick<HeadFrame, 'mask' | 'segments'>,
  found: Pick<FoundMask, 'labelMap' | 'segments'>,
  classes: number,
): Overlap[] {
  const truth = decodeLabelMap(mask).labels;
  const answer = decodeLabelMap(found.labelMap).labels;
  if (truth.length !== answer.length) throw new RangeError('a mask and its answer are of different sizes');
  const counts = Array.from({ length: classes }, () => ({ truth: 0, found: 0, both: 0 }));
  const count = (of: number, isTrue: boolean, isFound: boolean): void => {
    const one = counts[of];
    if (one === undefined) return;
    one.truth += Number(isTrue);
    one.found += Number(isFound);
    one.both += Number(isTrue && isFound);
  };
  const classOfTruth = tableOf(segments);
  const classOfAnswer = tableOf(found.segments);
  for (let i = 0; i < truth.length; i++) {
    const a = classOfTruth[truth[i] as number] as number;
    const b = classOfAnswer[answer[i] as number] as number;
    if (a === 0 && b === 0) continue;
    count(0, a !== 0, b !== 0);
    if (a === b) count(a, true, true);
    else {
      if (a !== 0) count(a, true, false);
      if (b !== 0) count(b, false, true);
    }
  }
  return counts;
}

function tableOf(segments: readonly { readonly value: number; readonly class: number }[]): Uint8Array {
  const table = new Uint8Array(256);
  for (const { value, class: one } of segments) table[value] = one;
  return table;
}

export function diceOf({ truth, found, both }: Overlap): number {
  return truth + found === 0 ? 1 : (2 * both) / (truth + found);
}

function iouOf({ truth, found, both }: Overlap): number {
  return truth + found === 0 ? 1 : both / (truth + found - both);
}

/**
 * @param frames each with its overlaps
 * @param codes of the foreground classes
 */
export function figuresOver(
  frames: readonly { readonly patient: string; readonly overlaps: readonly Overlap[] }[],
  codes: readonly string[],
): SegmentationFigures {
  const all = frames.map(({ overlaps }) => overlaps[0] ?? { truth: 0, found: 0, both: 0 });
  return {
    frames: frames.length,
    patients: new Set(frames.map(({ patient }) => patient)).size,
    dice: mean(all.map(diceOf)) ?? 0,
    iou: mean(all.map(iouOf)) ?? 0,
    classes: codes.map((code, i) => {
      const shown = frames.flatMap(({ overlaps }) => {
        const one = overlaps[i + 1];
        return one !== undefined && one.truth + one.found > 0 ? [one] : [];
      });
      return { code, frames: shown.length, dice: mean(shown.map(diceOf)), iou: mean(shown.map(iouOf)) };
    }),
  };
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
