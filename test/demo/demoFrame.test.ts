import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { demoCohort } from '../../src-main/demo/demoCohort.ts';
import {
  demoMaskValues,
  digestOfFrames,
  encodeMask,
  encodePicture,
} from '../../src-main/demo/demoEncoding.ts';
import {
  demoFrameSize,
  renderDemoFrame,
  type DemoFrame,
  type DemoFramePlan,
} from '../../src-main/demo/demoFrame.ts';

const cohort = demoCohort();
const planned = (code: string, frame = 0): DemoFramePlan => {
  const plan = cohort.cases.find(({ patientCode }) => patientCode === code)?.frames[frame];
  if (plan === undefined) throw new Error(`no frame ${frame} of ${code}`);
  return plan;
};
/** Every 93rd frame: 12 of them, several types, both sites. */
const sample = cohort.cases.flatMap(({ frames }) => frames).filter((_, i) => i % 93 === 0);
const small = 128;
/** Milliseconds; a frame takes a tenth of a second on an idle core, and these tests share theirs. */
const slow = 120_000;

function share(frame: DemoFrame, instance: number): number {
  let count = 0;
  for (const label of frame.labels) if (label === instance) count++;
  return count / frame.labels.length;
}

/** Mean size of the colour's step across the outline of instance 1, the outline being moved by (dx, dy). */
function stepAcross(frame: DemoFrame, dx: number, dy: number): number {
  const { width, height, labels, rgb } = frame;
  let sum = 0;
  let count = 0;
  for (let y = 12; y < height - 12; y++) {
    for (let x = 12; x < width - 12; x++) {
      const i = y * width + x;
      if ((labels[i] === 1) === (labels[i + 1] === 1)) continue;
      const at = 3 * ((y + dy) * width + x + dx);
      for (let channel = 0; channel < 3; channel++) {
        sum += Math.abs((rgb[at + 9 + channel] ?? 0) - (rgb[at - 6 + channel] ?? 0));
      }
      count++;
    }
  }
  return sum / count;
}

describe('a demo frame', () => {
  it('is the same bytes for the same plan, whatever was rendered before', { timeout: slow }, () => {
    const plans = [planned('A-001'), planned('B-009', 2)];
    const forwards = plans.map((plan) => renderDemoFrame(plan, small));
    for (let n = 10; n < 16; n++) renderDemoFrame(planned(`A-0${n}`), small);
    const backwards = plans.toReversed().map((plan) => renderDemoFrame(plan, small));
    expect(digestOfFrames(backwards.reverse())).toBe(digestOfFrames(forwards));
  });

  it('does not share memory with the next one', () => {
    const first = renderDemoFrame(planned('A-001'), small);
    const before = digestOfFrames([first]);
    renderDemoFrame(planned('B-002'), small);
    expect(digestOfFrames([first])).toBe(before);
  });

  it('shows the stone of its case, and the second where one is planned', { timeout: slow }, () => {
    for (const plan of sample) {
      const frame = renderDemoFrame(plan, small);
      expect(frame.instanceClasses).toEqual(plan.stones.map(({ type }) => type));
      expect(share(frame, 1)).toBeGreaterThan(0.03);
      expect(share(frame, 1)).toBeLessThan(0.6);
      expect(share(frame, 2) > 0).toBe(plan.stones.length === 2);
      expect(Math.max(...frame.labels)).toBe(plan.stones.length);
    }
  });

  it('labels nothing outside of the scope’s picture', () => {
    for (const code of ['A-004', 'B-004', 'B-005']) {
      const frame = renderDemoFrame(planned(code), small);
      for (const corner of [0, small - 1, small * (small - 1), small * small - 1]) {
        expect(frame.labels[corner]).toBe(0);
        expect(frame.rgb[3 * corner]).toBeLessThan(24);
      }
    }
  });

  it('has a mask whose outline is where the picture changes', { timeout: slow }, () => {
    // Moved by six pixels the outline must fit worse, but for a frame that is all motion blur now and then.
    const single = cohort.cases.flatMap((one) => one.frames).filter(({ stones }) => stones.length === 1);
    const alone = single.filter((_, i) => i % 80 === 0);
    let better = 0;
    let frames = 0;
    for (const plan of alone) {
      const frame = renderDemoFrame(plan, 2 * small);
      const fitting = stepAcross(frame, 0, 0);
      frames++;
      if ([-6, 6].every((move) => stepAcross(frame, move, 0) < fitting)) better++;
    }
    expect(frames).toBeGreaterThan(5);
    expect(better / frames).toBeGreaterThan(0.85);
  });

  it(
    'keeps a patient’s stone the same stone: its colour varies less within patients than between them',
    { timeout: slow },
    () => {
      const chroma = (plan: DemoFramePlan): [number, number] => {
        const frame = renderDemoFrame(plan, small);
        const sum = [0, 0, 0];
        frame.labels.forEach((label, i) => {
          if (label !== 1) return;
          for (let channel = 0; channel < 3; channel++)
            sum[channel] = (sum[channel] ?? 0) + (frame.rgb[3 * i + channel] ?? 0);
        });
        const [r = 0, g = 0, b = 0] = sum;
        return [r / (r + g + b), b / (r + g + b)];
      };
      const spread = (points: readonly [number, number][]): number => {
        const mean = [0, 1].map((axis) => points.reduce((sum, p) => sum + (p[axis] ?? 0), 0) / points.length);
        const [mr = 0, mb = 0] = mean;
        return points.reduce((sum, [r, b]) => sum + (r - mr) ** 2 + (b - mb) ** 2, 0) / points.length;
      };
      const patients = cohort.cases
        .filter(({ site, stoneType }) => site === 'A' && stoneType === 'IIIb')
        .slice(0, 8);
      const views = patients.map(({ frames }) => frames.slice(0, 2).map(chroma));
      const within = views.reduce((sum, points) => sum + spread(points), 0) / views.length;
      expect(spread(views.flat())).toBeGreaterThan(2 * within);
    },
  );

  it('refuses a size it cannot draw', () => {
    expect(() => renderDemoFrame(planned('A-001'), 63)).toThrow(RangeError);
    expect(() => renderDemoFrame(planned('A-001'), 65)).toThrow(RangeError);
  });
});

describe('an encoded frame', () => {
  it('is a JPEG of the picture and a PNG of the very mask', async () => {
    const plan = cohort.cases.flatMap(({ frames }) => frames).find(({ stones }) => stones.length === 2);
    if (plan === undefined) throw new Error('no frame with two stones');
    const frame = renderDemoFrame(plan);
    const image = await encodePicture(frame);
    const mask = await encodeMask(frame);
    const picture = await sharp(image).raw().toBuffer({ resolveWithObject: true });
    expect(picture.info).toMatchObject({ width: demoFrameSize, height: demoFrameSize, channels: 3 });
    let error = 0;
    picture.data.forEach((value, i) => (error += Math.abs(value - (frame.rgb[i] ?? 0))));
    expect(error / picture.data.length).toBeLessThan(4);

    expect(await sharp(mask).metadata()).toMatchObject({ format: 'png', channels: 1, depth: 'uchar' });
    const map = await sharp(mask).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    expect(map.info).toMatchObject({ width: demoFrameSize, height: demoFrameSize, channels: 1 });
    const instances = map.data.map((value) =>
      value === demoMaskValues.stone ? 1 : value === demoMaskValues.otherStone ? 2 : value,
    );
    expect(Buffer.from(frame.labels).equals(instances)).toBe(true);
  });
});
