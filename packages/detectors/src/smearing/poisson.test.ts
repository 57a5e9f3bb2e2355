import fc from 'fast-check';
import { expect, test } from 'vitest';
import { smearing } from './poisson.ts';

function probabilities(energyKeVee: number, edges: number[], lightYield = 13.35) {
  const out = new Float64Array(edges.length - 1);
  smearing.prepare({ 'light-yield': lightYield })(energyKeVee, Float64Array.from(edges), out);
  return out;
}
const whole = (n: number) => Array.from({ length: n + 1 }, (_, i) => i);

test('one bin per count is the Poisson probability', () => {
  const p = probabilities(0.2, whole(8), 10);
  let expected = Math.exp(-2);
  p.forEach((value, n) => {
    if (n > 0) expected *= 2 / n;
    expect(value).toBeCloseTo(expected, 14);
  });
});

test('probabilities of all counts add up to one, their mean is the light yield times the energy', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 10, noNaN: true }), (energyKeVee) => {
      const p = probabilities(energyKeVee, whole(400));
      expect(p.reduce((sum, value) => sum + value)).toBeCloseTo(1, 12);
      expect(p.reduce((sum, value, n) => sum + n * value, 0)).toBeCloseTo(13.35 * energyKeVee, 9);
    }),
  );
});

test('a wide bin holds the counts from its lower edge up to below its upper edge', () => {
  const p = probabilities(0.3, whole(20));
  const wide = probabilities(0.3, [-0.5, 0.5, 4, 8.5]);
  expect(wide[0]).toBeCloseTo(p[0]!, 15);
  expect(wide[1]).toBeCloseTo(p[1]! + p[2]! + p[3]!, 15);
  expect(wide[2]).toBeCloseTo(
    [4, 5, 6, 7, 8].reduce((sum, n) => sum + p[n]!, 0),
    15,
  );
});

test('without energy nothing is counted', () => {
  expect([...probabilities(0, [0, 1, 2])]).toEqual([1, 0]);
});

test('a light yield that is not positive is refused', () => {
  expect(() => smearing.prepare({ 'light-yield': -1 })).toThrow('got -1 PE/keVee');
});
