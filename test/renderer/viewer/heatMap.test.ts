import { describe, expect, it } from 'vitest';
import { heatColours, paintHeat } from '../../../src-renderer/viewer/heatMap.ts';

function linear(byte: number): number {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** What remains of a colour without one kind of cones (Viénot, Brettel, Mollon, 1999), as linear RGB. */
const deficiencies = {
  none: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protan: [0.11238, 0.88762, 0, 0.11238, 0.88762, 0, 0.00401, -0.00401, 1],
  deutan: [0.29275, 0.70725, 0, 0.29275, 0.70725, 0, -0.02234, 0.02234, 1],
} as const;

describe('the colours of a heat map', () => {
  it.each(Object.entries(deficiencies))('rise in lightness for everybody: %s', (_, matrix) => {
    const colours = heatColours();
    let former = -1;
    for (let i = 0; i < 256; i++) {
      const rgb = [0, 1, 2].map((channel) => linear(colours[3 * i + channel] ?? 0));
      const [red = 0, green = 0, blue = 0] = [0, 1, 2].map((row) =>
        rgb.reduce((sum, value, column) => sum + value * (matrix[3 * row + column] ?? 0), 0),
      );
      const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
      expect(luminance).toBeGreaterThan(former - 0.0015);
      if (i % 16 === 0) {
        expect(luminance).toBeGreaterThan(former);
        former = luminance;
      }
    }
    expect(former).toBeGreaterThan(0.5);
  });

  it('say nothing where there is no value, and hold at the ends', () => {
    const values = Float32Array.of(Number.NaN, -3, 0, 1, 7, 0.5);
    const pixels = paintHeat({ width: 3, height: 2, values });
    const at = (i: number): number[] => [...pixels.subarray(4 * i, 4 * i + 4)];
    expect(at(0)).toEqual([0, 0, 0, 0]);
    expect(at(1)).toEqual(at(2));
    expect(at(3)).toEqual(at(4));
    expect(at(5)).toEqual([...heatColours().subarray(3 * 128, 3 * 128 + 3), 255]);
  });
});
