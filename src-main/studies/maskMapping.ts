import type { ImportOptions } from '../../src-shared/contract/imports.contract.ts';
import { LapidaryError } from '../../src-shared/domain/errors.ts';
import type { MaskImage } from './maskImages.ts';

/** What a mask picture becomes: label values, and the class code of each. */
export interface MappedMask {
  /** 0 background, otherwise a key of `classes`; row by row */
  readonly labels: Uint8Array;
  readonly classes: ReadonlyMap<number, string>;
  /** All class codes that masks of this import may use: those of the schema they share. */
  readonly codes: readonly string[];
  /** Colours of codes that come from a palette. */
  readonly colors: ReadonlyMap<string, string>;
}

export const background = 'background';
export const region = 'region';
/** The class code of a palette index that no mapping names. */
export const paletteCode = (index: number): string => `index-${index}`;

/**
 * Turns the values of a mask picture into classes, as the import's options say: one segment for each
 * value, or one in all where a threshold or a single mask class was asked for.
 * @throws LapidaryError `mask-values` naming the values found
 */
export function mapMask(
  image: MaskImage,
  options: Pick<ImportOptions, 'masks' | 'singleMaskClass'>,
): MappedMask {
  const codeOf = rule(image, options.masks);
  const colors = new Map<string, string>();
  const labelOf = new Map<number, number>();
  const classes = new Map<number, string>();
  for (const value of valuesIn(image)) {
    const code = codeOf.get(value) ?? background;
    if (code === background) {
      labelOf.set(value, 0);
    } else if (options.singleMaskClass || options.masks?.kind === 'threshold') {
      labelOf.set(value, 1);
      classes.set(1, options.singleMaskClass ? region : code);
    } else {
      const label = classes.size + 1;
      if (label > 255) throw tooMany(classes.size);
      labelOf.set(value, label);
      classes.set(label, code);
      const color = image.palette?.[value];
      if (color !== undefined) colors.set(code, color);
    }
  }
  const labels = new Uint8Array(image.values.length);
  for (let i = 0; i < labels.length; i++) labels[i] = labelOf.get(image.values[i] ?? 0) ?? 0;
  return { labels, classes, codes: codesOf(options, classes), colors };
}

/** The codes that a schema for this import's masks must have; the same for all of its masks wherever that is known. */
function codesOf(
  { masks, singleMaskClass }: Pick<ImportOptions, 'masks' | 'singleMaskClass'>,
  classes: ReadonlyMap<number, string>,
): readonly string[] {
  if (singleMaskClass) return [region];
  if (masks?.kind === 'threshold') return [masks.code];
  const named = masks ? masks.values.map(({ code }) => code) : [...classes.values()];
  const codes = [...new Set(named)].filter((code) => code !== background);
  return codes.length > 0 ? codes : [region];
}

function rule(image: MaskImage, masks: ImportOptions['masks']): ReadonlyMap<number, string> {
  const found = valuesIn(image);
  if (masks?.kind === 'threshold') {
    return new Map(found.map((value) => [value, value >= masks.threshold ? masks.code : background]));
  }
  if (masks) {
    const named = new Map(masks.values.map(({ value, code }) => [value, code]));
    if (found.every((value) => named.has(value))) return named;
    // A 1-bit mask's 1 is shown, and often spoken of, as 255.
    const shown = new Map(found.map((value) => [value, named.get((value * 255) / image.full)]));
    if (image.full < 255 && found.every((value) => shown.get(value) !== undefined)) {
      return new Map([...shown].map(([value, code]) => [value, code ?? background]));
    }
    throw unknownValues(
      image,
      found.filter((value) => !named.has(value)),
    );
  }
  if (image.palette) {
    return new Map(found.map((value) => [value, value === 0 ? background : paletteCode(value)]));
  }
  const [low = 0, high] = found;
  if (found.length === 1) return new Map([[low, low === 0 ? background : region]]);
  if (found.length === 2 && high !== undefined) {
    return new Map([
      [low, background],
      [high, region],
    ]);
  }
  throw unknownValues(image, found);
}

/** The distinct values, rising. */
function valuesIn(image: MaskImage): number[] {
  const seen = new Uint8Array(65_536);
  for (const value of image.values) seen[value] = 1;
  const values: number[] = [];
  for (let value = 0; value < seen.length; value++) if (seen[value] === 1) values.push(value);
  return values;
}

function unknownValues(image: MaskImage, unknown: readonly number[]): LapidaryError {
  const some = unknown.slice(0, 12).join(', ');
  const more = unknown.length > 12 ? ` and ${unknown.length - 12} more` : '';
  return new LapidaryError(
    'mask-values',
    `The mask has values that no class was named for: ${some}${more}.`,
    image.isLossy
      ? 'This mask went through JPEG, which blurs values: give a threshold (--mask-threshold 128), or save the masks as PNG.'
      : 'Say what every value means (--mask-values 0=background,160=shaft,…), or give a threshold (--mask-threshold 128).',
  );
}

function tooMany(count: number): LapidaryError {
  return new LapidaryError(
    'mask-values',
    `The mask has more than ${count} different values besides the background.`,
    'A mask may hold 255 segments. Check that this is a mask and not a picture.',
  );
}
