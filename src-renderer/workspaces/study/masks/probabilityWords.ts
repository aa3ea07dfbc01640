import { decimal } from '../../../lib/format.ts';
import { t } from '../../../lib/words.ts';
import { heatColours } from '../../../viewer/heatMap.ts';
import type { Source } from './proposing.svelte.ts';

/** Colours that a legend's gradient runs through. */
const stops = 16;

/** The layer's own colours from 0 to 1, as a CSS gradient from left to right. */
export function heatGradient(): string {
  const colours = heatColours();
  const at = Array.from({ length: stops + 1 }, (_, i) => 3 * Math.round((255 * i) / stops));
  const named = at.map((i) => `rgb(${colours.slice(i, i + 3).join(' ')})`);
  return `linear-gradient(to right, ${named.join(', ')})`;
}

/** Whether a head's probabilities are calibrated, on what, and how far that goes. */
export function calibrationWords(
  calibration: Source['calibration'],
  temperature: number,
): { readonly calibrated: boolean; readonly text: string } {
  if (calibration === null) return { calibrated: false, text: t('masks.sure-uncalibrated') };
  const by = { temperature: decimal(temperature, 2) };
  if (calibration === 'developers') return { calibrated: true, text: t('masks.sure-developers', by) };
  const { patients } = calibration;
  const ofFrames = t('masks.validation-frames', { count: calibration.frames });
  const frames =
    patients === null ? ofFrames : t('masks.validation-frames-of', { frames: ofFrames, count: patients });
  return { calibrated: true, text: t('masks.sure-calibrated', { ...by, frames }) };
}
