import { expect, it } from 'vitest';
import { heldMats, loadOpenCv, withMats } from '../../src-main/proposals/opencv.ts';

// In a file of its own: what is tested happens at the first load in a process.
it('OpenCV is loaded once and does not decide how the process ends', async () => {
  const kinds = ['uncaughtException', 'unhandledRejection'] as const;
  const listeners = () => kinds.map((kind) => process.listeners(kind as 'uncaughtException'));
  const before = listeners();
  const [first, second] = await Promise.all([loadOpenCv(), loadOpenCv()]);
  expect(listeners()).toEqual(before);
  expect(first === second).toBe(true);
});

it('matrices are freed when the work with them is over, and when it fails', async () => {
  const { cv } = await loadOpenCv();
  const rows = withMats((keep) => {
    const mat = keep(new cv.Mat(3, 4, cv.CV_8UC1));
    expect(heldMats()).toBe(1);
    return mat.data.length;
  });
  expect(rows).toBe(12);
  expect(() =>
    withMats((keep) => {
      keep(new cv.Mat());
      keep(new cv.Mat());
      throw new Error('in the middle');
    }),
  ).toThrow('in the middle');
  expect(heldMats()).toBe(0);
});
