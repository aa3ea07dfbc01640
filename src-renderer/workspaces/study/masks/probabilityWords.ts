import { plural } from '../../../lib/format.ts';
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
  const order = 'Read it as an order, not as probabilities.';
  if (calibration === null) {
    return { calibrated: false, text: `Not calibrated: no frames were held out to do it on. ${order}` };
  }
  const by = `temperature ${temperature.toFixed(2)}`;
  const limits = 'Edges were left out of it, and it has not been tested.';
  if (calibration === 'developers') {
    const text = `Calibrated by its developers on their own frames (${by}), not on this site’s. ${limits}`;
    return { calibrated: true, text };
  }
  const { frames, patients } = calibration;
  const of = patients === null ? '' : ` of ${plural(patients, 'patient')}`;
  const text = `Calibrated on ${plural(frames, 'validation frame')}${of} (${by}). ${limits}`;
  return { calibrated: true, text };
}
