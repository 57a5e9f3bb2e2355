import { expect, test } from 'vitest';
import { symmetricEigen } from './symmetric-eigen.ts';

test('a matrix of two by two', () => {
  const { values, vectors } = symmetricEigen(Float64Array.of(2, 1, 1, 2));
  expect([...values].map((each) => Number(each.toFixed(13)))).toEqual([3, 1]);
  for (const each of vectors.subarray(0, 2)) expect(each).toBeCloseTo(Math.SQRT1_2, 14);
});

test('vectors are orthonormal and make the matrix again', () => {
  const n = 7;
  const matrix = Float64Array.from({ length: n * n }, (_, k) => {
    const [i, j] = [Math.floor(k / n), k % n];
    return Math.exp(-0.5 * ((i - j) / 2) ** 2) * (1 + i) * (1 + j);
  });
  const { values, vectors } = symmetricEigen(matrix);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let [again, product] = [0, 0];
      for (let k = 0; k < n; k++) {
        again += values[k]! * vectors[k * n + i]! * vectors[k * n + j]!;
        product += vectors[i * n + k]! * vectors[j * n + k]!;
      }
      expect(again).toBeCloseTo(matrix[i * n + j]!, 11);
      expect(product).toBeCloseTo(i === j ? 1 : 0, 12);
    }
  }
  expect([...values]).toEqual([...values].sort((a, b) => b - a));
});

test('a diagonal matrix, zeros included, and what is no matrix', () => {
  expect([...symmetricEigen(Float64Array.of(0, 0, 0, 5)).values]).toEqual([5, 0]);
  expect(() => symmetricEigen(new Float64Array(3))).toThrow('square');
});
