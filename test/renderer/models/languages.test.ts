import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Language } from '../../../src-shared/messages/languages.ts';
import type { normalisationText } from '../../../src-renderer/workspaces/models/masks/maskFacts.ts';

/** The page's modules as they are loaded once its language is known. */
async function spoken(language: Language) {
  vi.resetModules();
  vi.stubGlobal('document', { documentElement: {} });
  await (await import('../../../src-renderer/lib/words.ts')).speak(language);
  return {
    ...(await import('../../../src-renderer/workspaces/models/entries.svelte.ts')),
    ...(await import('../../../src-renderer/workspaces/models/facts.ts')),
    ...(await import('../../../src-renderer/workspaces/models/words.ts')),
    heads: await import('../../../src-renderer/workspaces/models/heads/words.ts'),
    masks: await import('../../../src-renderer/workspaces/models/masks/maskFacts.ts'),
  };
}

const shape = { width: 1024, depth: 24, patchSize: 16, imageSize: 224 };

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('the Models page in other languages', () => {
  it('names facts within a sentence as each language writes them', async () => {
    const said = async (language: Language) => {
      const { formObstacle, factOrder, factTitles } = await spoken(language);
      return formObstacle(['licence', 'imageSize'], [], factOrder, factTitles);
    };
    expect(await said('en')).toBe('Still to be stated: licence, input size.');
    expect(await said('de')).toBe('Noch anzugeben: Lizenz, Eingabegröße.');
    expect(await said('es')).toBe('Falta por indicar: licencia, tamaño de entrada.');
    expect(await said('ja')).toBe('未指定：ライセンス、入力サイズ。');
  });

  it('writes measured numbers with the language’s sign, and what a field takes as the field takes it', async () => {
    const { fileSize, parametersText, readEntry, shapeText } = await spoken('de');
    expect([parametersText(5_720_000), fileSize(2_300_000_000), fileSize(27)]).toEqual([
      '5,7 M',
      '2,3 GB',
      '27 Byte',
    ]);
    expect(shapeText(shape)).toBe('Breite 1024 × Tiefe 24 · Patch 16 · 224 px');
    expect(readEntry('epsilon', '0.5', 16)).toEqual({ complaint: 'Mehr als 0, höchstens 0.01.' });
    expect(readEntry('epsilon', '0.001', 16)).toEqual({ value: 0.001 });
  });

  it('orders frames and patients as the language does', async () => {
    const some = { frames: 40, patients: 20 };
    expect((await spoken('de')).heads.restsOn(some, 'patient')).toBe('40 Bilder von 20 Patienten');
    expect((await spoken('ja')).heads.restsOn(some, 'patient')).toBe('患者 20 名の 40 フレーム');
  });

  it('keeps the options of a training apart where a comma is the sign of decimals', async () => {
    const options = {
      ...{ learningRate: 0.003, weightDecay: 0.05, epochs: 80, leastSteps: 400, batch: 8, views: 8 },
      patience: 30,
    };
    const said = async (language: Language) => (await spoken(language)).heads.optionsText(options);
    expect(await said('en')).toBe(
      'learning rate 0.003, weight decay 0.05, 80 epochs or as many as 400 steps take, 8 frames a step, 8 views of each frame, patience 30',
    );
    expect(await said('de')).toMatch(/^Lernrate 0,003; Weight Decay 0,05; 80 Epochen/);
  });

  it('knows pixels that are left as they are in every language', async () => {
    const left: Parameters<typeof normalisationText>[0] = { scale: 1, mean: [0, 0, 0], std: [1, 1, 1] };
    const { masks } = await spoken('es');
    expect(masks.normalisationText(left)).toBe('píxeles tal cual, de 0 a 255');
    expect(masks.normalisationText({ ...left, scale: 1 / 255 })).toBe('píxel × 1/255');
  });
});
