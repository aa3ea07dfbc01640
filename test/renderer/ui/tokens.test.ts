import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../src-renderer/ui/tokens.css', import.meta.url), 'utf8');

type Colour = readonly [red: number, green: number, blue: number];
type Tokens = ReadonlyMap<string, Colour>;

/** What stands under a selector, colours alone: without their transparency, which `blended` is told. */
function coloursOf(selector: string): Map<string, Colour> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  const colours = new Map<string, Colour>();
  for (const [, name = '', hex] of block.matchAll(/--([\w-]+):\s*#([0-9a-f]{6}|[0-9a-f]{3});/g)) {
    const long = hex?.length === 3 ? [...hex].map((digit) => digit + digit).join('') : (hex ?? '');
    const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => Number.parseInt(long.slice(at, at + 2), 16) / 255);
    colours.set(name, [r, g, b]);
  }
  return colours;
}

/** The soft grounds: a colour and how much of it. */
function softOf(selector: string): Map<string, { colour: Colour; share: number }> {
  const block = css.slice(css.indexOf(`${selector} {`)).split('}')[0] ?? '';
  const found = block.matchAll(/--([\w-]+-soft):\s*rgb\((\d+) (\d+) (\d+) \/ (\d+)%\)/g);
  return new Map(
    [...found].map(([, name = '', ...parts]) => {
      const [r = 0, g = 0, b = 0, percent = 0] = parts.map(Number);
      return [name, { colour: [r / 255, g / 255, b / 255], share: percent / 100 }];
    }),
  );
}

const themes = {
  dark: { tokens: coloursOf("[data-surround='dark']"), soft: softOf("[data-surround='dark']") },
  light: { tokens: coloursOf("[data-theme='light']"), soft: softOf("[data-theme='light']") },
};

function colour(tokens: Tokens, name: string): Colour {
  const found = tokens.get(name);
  if (found === undefined) throw new Error(`no colour --${name}`);
  return found;
}

/** Relative luminance and contrast, WCAG 2.2. */
function luminance(of: Colour): number {
  const [r = 0, g = 0, b = 0] = of.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: Colour, b: Colour): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function blended(over: Colour, under: Colour, share: number): Colour {
  const mix = (at: 0 | 1 | 2): number => over[at] * share + under[at] * (1 - share);
  return [mix(0), mix(1), mix(2)];
}

const surfaces = ['surface-0', 'surface-1', 'surface-2', 'surface-3', 'surface-4'];
const texts = ['text-1', 'text-2', 'text-3', 'here', 'good', 'warn', 'bad', 'model', 'person'];

describe.each(Object.entries(themes))('the %s theme', (_, { tokens, soft }) => {
  it.each(surfaces.flatMap((surface) => texts.map((text) => [text, surface] as const)))(
    'text in --%s on --%s meets WCAG AA',
    (text, surface) => {
      expect(contrast(colour(tokens, text), colour(tokens, surface))).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['here', 'good', 'warn', 'bad'])('text on the soft ground of --%s meets WCAG AA', (name) => {
    const ground = soft.get(`${name}-soft`);
    if (ground === undefined) throw new Error(`no --${name}-soft`);
    for (const surface of ['surface-0', 'surface-1', 'surface-2', 'surface-3']) {
      const behind = blended(ground.colour, colour(tokens, surface), ground.share);
      for (const text of [name, 'text-1', 'text-2'])
        expect(contrast(colour(tokens, text), behind), `${text} over ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('has text that stands on what is filled', () => {
    for (const ground of ['text-1', 'here', 'bad', 'strongest'])
      expect(contrast(colour(tokens, 'text-inverse'), colour(tokens, ground))).toBeGreaterThanOrEqual(4.5);
  });

  it('draws lines that mean something at 3:1 or more', () => {
    for (const surface of surfaces.slice(0, 4))
      for (const line of ['edge', 'here', 'text-3'])
        expect(contrast(colour(tokens, line), colour(tokens, surface))).toBeGreaterThanOrEqual(3);
    // A reach on its track.
    for (const reach of ['here', 'good', 'bad', 'text-3', 'model'])
      expect(contrast(colour(tokens, reach), colour(tokens, 'surface-4'))).toBeGreaterThanOrEqual(3);
  });

  it('draws chart series that stand out from their ground', () => {
    for (let series = 1; series <= 8; series++)
      for (const ground of ['surface-1', 'surface-2'])
        expect(contrast(colour(tokens, `series-${series}`), colour(tokens, ground))).toBeGreaterThan(4.5);
  });

  it('keeps surfaces and text free of hue, so that tissue is judged beside grey', () => {
    for (const name of [...surfaces, 'text-1', 'text-2', 'text-3']) {
      const values = colour(tokens, name);
      expect(Math.max(...values) - Math.min(...values)).toBeLessThan(0.09);
    }
  });
});

describe('the themes', () => {
  it('decide the same things', () => {
    const names = (theme: keyof typeof themes): string[] => [...themes[theme].tokens.keys()].sort();
    expect(names('light')).toEqual(names('dark'));
  });

  it('darken what surrounds a frame, whatever the theme', () => {
    expect(css).toMatch(/:root,\n\[data-surround='dark'\] \{/);
    expect(luminance(colour(themes.dark.tokens, 'surface-0'))).toBeLessThan(0.01);
  });
});
