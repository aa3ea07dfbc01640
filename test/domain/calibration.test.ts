import { expect, it } from 'vitest';
import { isWeakCalibration } from '../../src-shared/domain/calibration.ts';

it.each([
  [{ cases: 19, ece: 0.01 }, true],
  [{ cases: 20, ece: 0.1 }, false],
  [{ cases: 500, ece: 0.11 }, true],
  [{ cases: 500, ece: null }, false],
])('a calibration of %o is weak: %s', (calibration, weak) => {
  expect(isWeakCalibration(calibration)).toBe(weak);
});
