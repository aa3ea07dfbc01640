import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  renderTrainingScene,
  trainingColours,
  trainingTextures,
} from '../../src-main/demo/trainingScenes.ts';

const seeds = Array.from({ length: 60 }, (_, i) => 17 * i);

describe('training scenes', () => {
  const scenes = seeds.map((seed) => renderTrainingScene(seed, 64));

  it('are the same bytes for the same seed and size, whatever was rendered in between', () => {
    const digest = (): string => {
      const hash = createHash('sha256');
      for (const seed of [3, 1004, 77]) {
        const scene = renderTrainingScene(seed, 112);
        hash.update(scene.rgb).update(scene.labels).update(JSON.stringify(scene.objects));
      }
      return hash.digest('hex');
    };
    const first = digest();
    renderTrainingScene(5, 64);
    expect(digest()).toBe(first);
    expect(first).toMatchInlineSnapshot(`"661ffc5a0f6d84ba3e614fcee8decd91ca9a87cb0d6f5fe5559e04468a0a644f"`);
  });

  it('hold one to four objects, each visible and labelled with exactly its pixels', () => {
    for (const scene of scenes) {
      expect(scene.objects.length).toBeGreaterThanOrEqual(1);
      expect(scene.objects.length).toBeLessThanOrEqual(4);
      const counts = new Map<number, number>();
      for (const label of scene.labels) counts.set(label, (counts.get(label) ?? 0) + 1);
      counts.delete(0);
      const told = new Map(scene.objects.map(({ instance, area }) => [instance, area]));
      expect(counts).toEqual(told);
      for (const { area } of scene.objects) expect(area).toBeGreaterThan(0.02 * 64 * 64);
    }
    const numbers = new Set(scenes.map((scene) => scene.objects.length));
    expect(numbers.size).toBeGreaterThan(2);
  });

  it('name the families by word and by index', () => {
    for (const object of scenes.flatMap((scene) => scene.objects)) {
      expect(trainingTextures[object.textureIndex]).toBe(object.textureFamily);
      expect(trainingColours[object.colourIndex]).toBe(object.colourFamily);
    }
  });

  it('draw every family of textures, colours and backgrounds', () => {
    const textures = new Set<string>();
    const colours = new Set<string>();
    const backgrounds = new Set<string>();
    for (let seed = 0; seed < 160; seed++) {
      const scene = renderTrainingScene(seed, 16);
      backgrounds.add(scene.background);
      for (const object of scene.objects) {
        textures.add(object.textureFamily);
        colours.add(object.colourFamily);
      }
    }
    expect([...textures].sort()).toEqual([...trainingTextures].sort());
    expect([...colours].sort()).toEqual([...trainingColours].sort());
    expect([...backgrounds].sort()).toEqual(['haze', 'pattern', 'tissue']);
  });

  it('show an object in another colour than another family gives it', () => {
    // The mean colour of "umber" objects must be darker than that of "ivory" ones, however the light falls.
    const lightness = (family: string): number => {
      let sum = 0;
      let count = 0;
      for (let seed = 0; seed < 120; seed++) {
        const scene = renderTrainingScene(seed, 32);
        const wanted = new Set(
          scene.objects.filter((object) => object.colourFamily === family).map(({ instance }) => instance),
        );
        scene.labels.forEach((label, i) => {
          if (!wanted.has(label)) return;
          sum += scene.rgb[3 * i + 1] ?? 0;
          count++;
        });
      }
      return sum / count;
    };
    expect(lightness('ivory')).toBeGreaterThan(lightness('umber') + 40);
  });

  it('refuse a size or seed that cannot be drawn', () => {
    expect(() => renderTrainingScene(1, 8)).toThrow(RangeError);
    expect(() => renderTrainingScene(-1, 64)).toThrow(RangeError);
    expect(() => renderTrainingScene(2 ** 32, 64)).toThrow(RangeError);
  });
});
