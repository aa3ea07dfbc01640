import { decimal, listed } from '../lib/format.ts';
import { t } from '../lib/words.ts';

/** How a picture is looked at. Its stored pixels stay as they are: all of this happens on the way to the screen. */
export interface Adjustment {
  /** −1…1; 0: as stored. */
  readonly brightness: number;
  /** −1…1 around middle grey; 0: as stored, 1: four times as steep. */
  readonly contrast: number;
  /** 0.4…2.5; 1: as stored, more lifts what is dark. */
  readonly gamma: number;
  /** The green channel alone, as grey: what holds blood turns dark against what surrounds it. */
  readonly redFree: boolean;
  readonly inverted: boolean;
}

export const asStored: Adjustment = {
  brightness: 0,
  contrast: 0,
  gamma: 1,
  redFree: false,
  inverted: false,
};

export const limits = {
  brightness: { least: -1, most: 1 },
  contrast: { least: -1, most: 1 },
  gamma: { least: 0.4, most: 2.5 },
} as const;

export function isAsStored(adjustment: Adjustment): boolean {
  const { brightness, contrast, gamma, redFree, inverted } = adjustment;
  return brightness === 0 && contrast === 0 && gamma === 1 && !redFree && !inverted;
}

/** What is different from the stored picture, in words: "brightness +20 %, red-free". */
export function describeAdjustment(adjustment: Adjustment): string {
  const { brightness, contrast, gamma, redFree, inverted } = adjustment;
  const parts: string[] = [];
  if (brightness !== 0) parts.push(t('viewer.brightness', { percent: signed(brightness) }));
  if (contrast !== 0) parts.push(t('viewer.contrast', { percent: signed(contrast) }));
  if (gamma !== 1) parts.push(t('viewer.gamma', { gamma: decimal(gamma, 1) }));
  if (redFree) parts.push(t('viewer.red-free'));
  if (inverted) parts.push(t('viewer.inverted'));
  return listed(parts);
}

function signed(share: number): string {
  const percent = Math.round(share * 100);
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent)}`;
}

/** What the 256 values of a channel become, each 0…1: the table of an SVG `feFuncR` and its siblings. */
export function toneTable({ brightness, contrast, gamma, inverted }: Adjustment): number[] {
  const slope = contrast >= 0 ? 1 + 3 * contrast : 1 + contrast;
  return Array.from({ length: 256 }, (_, value) => {
    const tone = (value / 255 - 0.5) * slope + 0.5 + brightness / 2;
    const lifted = Math.min(1, Math.max(0, tone)) ** (1 / gamma);
    return inverted ? 1 - lifted : lifted;
  });
}

/** Which channels a channel is made of: the matrix of an SVG `feColorMatrix`. */
export function channelMatrix({ redFree }: Adjustment): readonly number[] {
  return redFree
    ? [0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    : [1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0];
}
