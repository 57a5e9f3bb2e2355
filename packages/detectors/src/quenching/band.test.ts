import { expect, test } from 'vitest';
import { bandShift } from './band.ts';

const recoils = Float64Array.of(1e-4, 3e-4, 1e-3, 4e-3);
const errors = Float64Array.of(0.02, 0.01, 0.01, 0.005);

test('errors that are wholly correlated have one eigenvector, themselves', () => {
  expect([...bandShift(recoils, errors, { error: 's' }, [2])]).toEqual([0.04, 0.02, 0.02, 0.01]);
  expect([...bandShift(recoils, errors, { error: 's' }, [])]).toEqual([0, 0, 0, 0]);
});

test('all eigenvectors together have the errors and their correlation', () => {
  const band = { error: 's', 'correlation-length': 1.2 };
  const shifts = [0, 1, 2, 3].map((k) =>
    bandShift(
      recoils,
      errors,
      band,
      Array.from({ length: k + 1 }, (_, i) => (i === k ? 1 : 0)),
    ),
  );
  for (let i = 0; i < 4; i++) {
    for (let j = 0; j < 4; j++) {
      const covariance = shifts.reduce((sum, shift) => sum + shift[i]! * shift[j]!, 0);
      const distance = Math.log(recoils[i]! / recoils[j]!) / 1.2;
      expect(covariance).toBeCloseTo(errors[i]! * errors[j]! * Math.exp(-0.5 * distance ** 2), 15);
    }
  }
});

test.each([
  [undefined, undefined, [1], 'a band to pull along'],
  [errors, { error: 's' }, [1, 1], 'at most 1 pulls, got 2'],
  [errors.map((each) => -each), { error: 's' }, [], 'errors of 0 or more'],
  [errors, { error: 's', 'correlation-length': 0 }, [1], 'a positive correlation length'],
])('%#: refused', (own, band, pulls, message) => {
  expect(() => bandShift(recoils, own, band, pulls)).toThrow(message);
});
