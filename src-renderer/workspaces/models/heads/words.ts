import type {
  Head,
  HeadFigures,
  SegmentationFigures,
} from '../../../../src-shared/contract/segmentation.contract.ts';
import type { LabelClass, LabelSchema } from '../../../../src-shared/contract/schemas.contract.ts';
import { plural, score } from '../../../lib/format.ts';

export const stateTitles: Readonly<Record<Head['state'], string>> = {
  queued: 'waiting',
  running: 'being trained',
  done: 'trained',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** What is wrong with it, in a word or two; null: nothing. */
export function troubleOf({ state, backbone }: Head): string | null {
  if (state === 'failed') return 'failed';
  return state === 'done' && !backbone.installed ? 'backbone missing' : null;
}

/** "40 frames of 20 patients"; where whose they are is not known, "40 frames, patients unknown". */
export function restsOn(
  { frames, patients }: Pick<SegmentationFigures, 'frames' | 'patients'>,
  split: HeadFigures['split'],
): string {
  return split === 'image'
    ? `${plural(frames, 'frame')}, patients unknown`
    : `${plural(frames, 'frame')} of ${plural(patients, 'patient')}`;
}

/** How training and judging were kept apart, in words. */
export function splitText(split: HeadFigures['split']): string {
  return split === 'patient'
    ? 'by patient: nobody is in two parts'
    : 'by image: patients unknown, so that the figures may be too good';
}

/** The held-out figure of a head in a line: "Dice .87 on 40 frames of 20 patients, split by patient". */
export function heldOutText({ figures, state }: Pick<Head, 'figures' | 'state'>): string {
  if (figures === null) {
    return state === 'done' ? 'No figures are known here' : '';
  }
  const { test, split } = figures;
  if (test === null) return 'Not judged on frames that it has not seen';
  return `Dice ${score(test.dice)} held out, on ${restsOn(test, split)}`;
}

export interface ClassFigures {
  readonly code: string;
  readonly known: LabelClass | undefined;
  readonly test: SegmentationFigures['classes'][number] | undefined;
  readonly validation: SegmentationFigures['classes'][number] | undefined;
}

/** Each of its classes with what it was judged on, in the head's order. */
export function classFigures({ classes, figures }: Head, schema: LabelSchema | undefined): ClassFigures[] {
  const of = (part: SegmentationFigures | null | undefined, code: string) =>
    part?.classes.find((one) => one.code === code);
  return classes.map((code) => ({
    code,
    known: schema?.classes.find((one) => one.code === code),
    test: of(figures?.test, code),
    validation: of(figures?.validation, code),
  }));
}
