import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../src-renderer/ui/tokens.css', import.meta.url), 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, name = '', value = '']) => [name, value]),
);

function channels(name: string): number[] {
  const colour = tokens.get(name);
  if (colour === undefined) throw new Error(`no colour --${name}`);
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255);
}

/** Relative luminance and contrast, WCAG 2.2. */
function luminance(name: string): number {
  const [r = 0, g = 0, b = 0] = channels(name).map((c) =>
    c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const surfaces = ['surface-0', 'surface-1', 'surface-2', 'surface-3'];
const texts = ['text-1', 'text-2', 'text-3', 'here', 'good', 'warn', 'bad', 'model'];

describe('tokens', () => {
  it.each(surfaces.flatMap((surface) => texts.map((text) => [text, surface] as const)))(
    'text in --%s on --%s meets WCAG AA',
    (text, surface) => {
      expect(contrast(text, surface)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('draws chart series and strong lines that stand out from their ground', () => {
    for (let series = 1; series <= 8; series++)
      expect(contrast(`series-${series}`, 'surface-2')).toBeGreaterThan(4.5);
    expect(contrast('text-on-light', 'text-1')).toBeGreaterThanOrEqual(7);
    expect(contrast('here', 'surface-3')).toBeGreaterThanOrEqual(3);
  });

  it('keeps surfaces and text free of hue, so that tissue is judged beside grey', () => {
    for (const name of [...surfaces, 'surface-4', 'text-1', 'text-2', 'text-3']) {
      const values = channels(name);
      expect(Math.max(...values) - Math.min(...values)).toBeLessThan(0.09);
    }
  });
});
