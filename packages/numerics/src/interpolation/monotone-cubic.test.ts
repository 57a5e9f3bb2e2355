import { expect, test } from 'vitest';
import { monotoneCubic, panelOf } from './monotone-cubic.ts';

test('it goes through its points and is a straight line where they are', () => {
  const line = monotoneCubic([0, 1, 3, 4], [1, 3, 7, 9]);
  for (const x of [0, 0.3, 1, 2.2, 3.9, 4]) expect(line(x)).toBeCloseTo(1 + 2 * x, 13);
  const [x, y] = [
    [0, 1, 2, 5],
    [0, 4, 4.5, 20],
  ];
  x.forEach((place, i) => {
    expect(monotoneCubic(x, y)(place)).toBeCloseTo(y[i]!, 13);
  });
});

test('no overshoot: it rises between points that rise, and rests between equal ones', () => {
  const x = [0, 1, 2, 3, 4, 5];
  const f = monotoneCubic(x, [0, 0, 0.1, 5, 5, 9]);
  for (let i = 0, before = 0; i <= 500; i++) {
    const value = f(i / 100);
    expect(value).toBeGreaterThanOrEqual(before - 1e-14);
    before = value;
  }
  expect(f(3.5)).toBeCloseTo(5, 13);
});

test('smooth curves are met to the third order', () => {
  const error = (points: number) => {
    const x = Array.from({ length: points + 1 }, (_, i) => 1 + i / points);
    const f = monotoneCubic(x, x.map(Math.exp));
    return Math.max(...Array.from({ length: 97 }, (_, i) => Math.abs(f(1 + i / 96) - Math.exp(1 + i / 96))));
  };
  expect(error(64)).toBeLessThan(1e-5);
  expect(error(32) / error(64)).toBeGreaterThan(3.5);
});

test('panels hold their lower ends', () => {
  expect([-1, 0, 0.5, 1, 2, 9].map((at) => panelOf([0, 1, 2], at))).toEqual([0, 0, 0, 1, 1, 1]);
});

test('points have to increase', () => {
  expect(() => monotoneCubic([0, 0], [1, 2])).toThrow('increasing');
  expect(() => monotoneCubic([0], [1])).toThrow('two points or more, got 1');
});
