import path from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { openRuntime } from '../../src-main/compute/sessions.ts';
import { renderDemoFrame } from '../../src-main/demo/demoFrame.ts';
import { twoStonesPatients } from '../../src-main/demo/evidencePatients.ts';
import type { ExperimentPayload, ExperimentRun } from '../../src-main/experiments/experimentMessages.ts';
import { createPredictedMasks, ofFinding } from '../../src-main/experiments/predictedMasks.ts';
import { openBackbone } from '../../src-main/networks/backbone.ts';
import { findShippedHead } from '../../src-main/segmentation/shippedHead.ts';
import type { TuneGround } from '../../src-main/tuning/tuneRun.ts';
import { Sha256 } from '../../src-shared/domain/ids.ts';
import { decodeLabelMap, encodeLabelMap } from '../../src-shared/domain/maskCodec.ts';

function bytes(rows: readonly string[]): Uint8Array {
  const labels = Uint8Array.from(rows.join(''), Number);
  return encodeLabelMap({ width: rows[0]?.length ?? 0, height: rows.length, labels });
}

const segment = (value: number) => ({ value, class: 1, pixels: 1, confidence: 1 });
const truth = { mask: bytes(['0770', '0990']), segments: [{ value: 9, maskClass: 2 }] };
const classes = ['tool', 'stone'];

describe('the mask that is predicted of a finding', () => {
  it('is the segment that lies most on it, not the largest one', () => {
    const labelMap = bytes(['1111', '0220']);
    const found = ofFinding({ labelMap, segments: [segment(1), segment(2)] }, truth, classes, ['stone']);
    expect(found).toEqual({ mask: labelMap, segments: [{ value: 2, maskClass: 2 }] });
  });

  it('is all that was found where nothing lies on it, and the whole frame where nothing was', () => {
    const beside = bytes(['1100', '0002']);
    const all = ofFinding({ labelMap: beside, segments: [segment(1), segment(2)] }, truth, classes, [
      'stone',
    ]);
    expect(all.segments.map(({ value }) => value)).toEqual([1, 2]);
    const nothing = ofFinding({ labelMap: bytes(['0000', '0000']), segments: [] }, truth, classes, ['stone']);
    expect(decodeLabelMap(nothing.mask ?? new Uint8Array()).labels).toEqual(new Uint8Array(8).fill(1));
    expect(nothing.segments).toEqual([{ value: 1, maskClass: 2 }]);
  });
});

describe('the shipped head, on a frame with two stones', () => {
  it('predicts each of them for its own finding', async () => {
    const backbone = await openBackbone(path.resolve('models', 'lapidary-vit-demo'));
    const head = await findShippedHead(path.resolve('models'));
    const runtime = openRuntime({ threads: 1 });
    // The stones of this patient lie apart: where they touch, they are one region.
    const [plan] = twoStonesPatients('test')[3]?.frames ?? [];
    if (head === undefined || plan === undefined) throw new Error('nothing to predict');
    const rendered = renderDemoFrame(plan, 224);
    const png = await sharp(rendered.rgb, { raw: { width: 224, height: 224, channels: 3 } })
      .png()
      .toBuffer();
    const frame = Sha256.parse('a'.repeat(64));
    const mask = encodeLabelMap(rendered);
    const cases = [1, 2].map((value) => ({
      ...{ frame, mask, target: 0, finding: `f${value}`, patient: 'p' },
      segments: [{ value, maskClass: 1 }],
    }));
    const ground = {
      ...{ backbone, runtime },
      files: { frames: { get: () => Promise.resolve(new Uint8Array(png)) } },
      decoded: { get: (_name: string, make: () => Promise<Uint8Array>) => make() },
    };
    const predicted = createPredictedMasks(
      ground as unknown as TuneGround,
      {
        maskClasses: ['stone'],
        cases,
        head: { path: head.path, sha256: head.sha256 },
      } as unknown as ExperimentPayload,
    );
    const masks = predicted.of({ train: [], validation: [], seed: 1 } as unknown as ExperimentRun);
    expect(masks).toMatchObject({ key: head.sha256, inTraining: false });
    for (const one of cases) {
      const found = await masks.maskOf(one);
      const labels = decodeLabelMap(found.mask ?? new Uint8Array()).labels;
      const values = new Set(found.segments.map(({ value }) => value));
      const wanted = one.segments[0]?.value ?? 0;
      let [both, all] = [0, 0];
      labels.forEach((value, i) => {
        const [isFound, isTrue] = [values.has(value), rendered.labels[i] === wanted];
        all += Number(isFound) + Number(isTrue);
        both += Number(isFound && isTrue);
      });
      expect((2 * both) / all).toBeGreaterThan(0.6);
    }
    await predicted.release();
  }, 60_000);
});
