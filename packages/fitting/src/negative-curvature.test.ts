import fc from 'fast-check';
import { expect, test } from 'vitest';
import { negativeCurvature } from './negative-curvature.ts';

function form(matrix: Float64Array, d: Float64Array): number {
  const n = d.length;
  let sum = 0;
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) sum += d[i]! * matrix[i * n + j]! * d[j]!;
  return sum;
}

test('the direction of an indefinite matrix lowers its quadratic form by 2', () => {
  const element = fc.double({ min: -1, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.array(element, { minLength: 16, maxLength: 16 }), (elements) => {
      const matrix = new Float64Array(16);
      for (let i = 0; i < 4; i++)
        for (let j = 0; j < 4; j++) matrix[i * 4 + j] = elements[i * 4 + j]! + elements[j * 4 + i]!;
      matrix[0] = -Math.abs(matrix[0]!) - 0.1;
      const direction = negativeCurvature(matrix, 4);
      expect(direction).not.toBeNull();
      expect(form(matrix, direction!)).toBeCloseTo(-2, 6);
    }),
    { seed: 3 },
  );
});

test('a vanishing diagonal with a mixed derivative is indefinite, whatever the order', () => {
  for (const matrix of [Float64Array.of(0, 3, 3, 5), Float64Array.of(5, 3, 3, 0)]) {
    expect(form(matrix, negativeCurvature(matrix, 2)!)).toBeCloseTo(-2, 10);
  }
});

test('definite, semidefinite and empty matrices have none', () => {
  expect(negativeCurvature(Float64Array.of(2, 1, 1, 2), 2)).toBeNull();
  expect(negativeCurvature(Float64Array.of(1, 1, 1, 1), 2)).toBeNull();
  expect(negativeCurvature(Float64Array.of(0, 0, 0, 1), 2)).toBeNull();
  expect(negativeCurvature(new Float64Array(0), 0)).toBeNull();
});
