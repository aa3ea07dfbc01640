import { cp, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { demoCohort } from '../../src-main/demo/demoCohort.ts';
import { renderDemoFrame } from '../../src-main/demo/demoFrame.ts';
import { headScenes } from '../../src-main/demo/headScenes.ts';
import { openBackbone } from '../../src-main/networks/backbone.ts';
import { normaliseImage } from '../../src-main/networks/preprocess.ts';
import { decodeHead } from '../../src-main/segmentation/headFile.ts';
import { diceOf, overlapsOf } from '../../src-main/segmentation/headFigures.ts';
import { maskFor, openHead } from '../../src-main/segmentation/openHead.ts';
import { findShippedHead, headCardFile, headFile } from '../../src-main/segmentation/shippedHead.ts';
import { areaResize } from '../../src-main/tuning/areaResize.ts';
import { encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';

const modelsDir = path.resolve('models');
const backboneDir = path.join(modelsDir, 'lapidary-vit-demo');

describe('the shipped segmentation head', () => {
  it('is small, says what it is and is not for, and reads the shipped network', async () => {
    const head = await findShippedHead(modelsDir);
    const { networkHash } = (await openBackbone(backboneDir)).card;
    expect(head?.card).toMatchObject({
      classes: ['stone'],
      licence: 'Apache-2.0',
      backbone: { sha256: networkHash },
    });
    expect(head?.card.intendedUse).toMatch(/Not for clinical use/);
    expect(head?.description).toMatchObject({ classes: ['stone'], backbone: networkHash });
    expect((await stat(head?.path ?? '')).size).toBeLessThan(1e6);
    const [dice] = head?.card.figures ?? [];
    expect(dice?.value).toBeGreaterThanOrEqual(0.9);
  });

  it('finds stones of demo patients', async () => {
    const head = await findShippedHead(modelsDir);
    const backbone = await openBackbone(backboneDir);
    const runtime = openRuntime({ threads: 1 });
    const contents = decodeHead(await readFile(head?.path ?? ''));
    const ready = openHead(contents, backbone, runtime);
    const { architecture, preprocessing } = backbone.card;
    const dices: number[] = [];
    for (const one of demoCohort().cases.filter((_, i) => i % 25 === 0)) {
      const [plan] = one.frames;
      if (plan === undefined) throw new Error('a case without frames');
      const frame = renderDemoFrame(plan, 224);
      const rgb = areaResize(frame.rgb, frame.width, frame.height, 3, architecture.imageSize);
      const image = normaliseImage(rgb, architecture.imageSize, preprocessing);
      const found = await maskFor(ready, image, frame);
      const segments = [...new Set(frame.labels)]
        .filter((value) => value > 0)
        .map((value) => ({ value, class: 1 }));
      const [all] = overlapsOf({ mask: encodeLabelMap(frame), segments }, found, 2);
      if (all === undefined) throw new Error('there are no overlaps');
      dices.push(diceOf(all));
    }
    await ready.sessions.release();
    expect(dices.reduce((sum, dice) => sum + dice, 0) / dices.length).toBeGreaterThan(0.9);
  }, 60_000);

  it('shares no seed with the demo or its evidence', () => {
    const seeds = headScenes(0, 50).flatMap(({ patientSeed, seed, stones }) => [
      patientSeed,
      seed / 100,
      ...stones.map((stone) => stone.seed / 2),
    ]);
    expect(Math.min(...seeds)).toBeGreaterThanOrEqual(30_000);
    expect(headScenes(10, 5)).toEqual(headScenes(0, 15).slice(10));
  });

  it('is not found where its file is not the one that its card was written for', async () => {
    const folder = temporaryFolder();
    const copy = path.join(folder, 'head');
    await cp(path.join(modelsDir, 'lapidary-head-demo'), copy, { recursive: true });
    expect(await findShippedHead(folder)).toBeDefined();
    const bytes = await readFile(path.join(copy, headFile));
    await writeFile(path.join(copy, headFile), bytes.with(bytes.length - 1, (bytes.at(-1) ?? 0) ^ 1));
    expect(await findShippedHead(folder)).toBeUndefined();
    await writeFile(path.join(copy, headCardFile), '{}');
    expect(await findShippedHead(folder)).toBeUndefined();
    expect(await findShippedHead(path.join(folder, 'nothing'))).toBeUndefined();
  });
});
