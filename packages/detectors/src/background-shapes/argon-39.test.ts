import { expect, test } from 'vitest';
import { smearing } from '../smearing/gaussian.ts';
import { shape } from './argon-39.ts';

const smear = smearing.prepare({ noise: 2 });
const response = (energyKeVee: number, edges: Float64Array): Float64Array => {
  const out = new Float64Array(edges.length - 1);
  smear(energyKeVee, edges, out);
  return out;
};

test('all decays are in bins over the whole spectrum, and half of the efficiency halves them', () => {
  const edges = Float64Array.of(-30, 600);
  expect(shape.prepare({}, { response })(edges)[0]).toBeCloseTo(1, 9);
  const half = (energy: number, own: Float64Array) => response(energy, own).map((p) => p / 2);
  expect(shape.prepare({}, { response: half })(edges)[0]).toBeCloseTo(0.5, 9);
});

test('bins hold as much as their parts, and the mean energy is that of 39Ar', () => {
  const contents = shape.prepare({}, { response });
  const whole = contents(Float64Array.of(0, 120))[0]!;
  const edges = Float64Array.from({ length: 13 }, (_, i) => 10 * i);
  expect(contents(edges).reduce((sum, each) => sum + each)).toBeCloseTo(whole, 9);
  const fine = Float64Array.from({ length: 591 }, (_, i) => i - 10);
  const mean = contents(fine).reduce((sum, p, i) => sum + p * (i - 9.5), 0);
  expect(mean / 218.8).toBeCloseTo(1, 2);
});

test('a spectrum needs a detector', () => {
  expect(() => shape.prepare({}, {})).toThrow('the response of the detector, got none');
});
