import { expect, test } from 'vitest';
import { smearing } from '../smearing/gaussian.ts';
import { shape } from './lines.ts';

const smear = smearing.prepare({ noise: 0.1 });
const response = (energyKeVee: number, edges: Float64Array): Float64Array => {
  const out = new Float64Array(edges.length - 1);
  smear(energyKeVee, edges, out);
  return out;
};

// 68.2689 % within one standard deviation, 95.4500 % within two.
test('a line has the resolution of the detector', () => {
  const contents = shape.prepare({ lines: [{ energy: 1.3 }] }, { response })(Float64Array.of(1.1, 1.2, 1.4, 1.5));
  expect(contents[1]).toBeCloseTo(0.682689492, 8);
  expect(contents[0]).toBeCloseTo((0.954499736 - 0.682689492) / 2, 8);
});

test('lines share the decays by their intensities', () => {
  const lines = [
    { energy: 10.37, intensity: 3 },
    { energy: 1.3, intensity: 1 },
  ];
  const contents = shape.prepare({ lines }, { response })(Float64Array.of(0, 5, 20));
  expect([...contents].map((each) => Number(each.toFixed(12)))).toEqual([0.25, 0.75]);
});

test.each([
  [{ lines: [] }, 'at least one line'],
  [{ lines: [{ energy: 0 }] }, 'a positive energy of a line'],
  [{ lines: [{ energy: 1, intensity: -1 }] }, 'a positive intensity of a line'],
])('%j is refused', (parameters, message) => {
  expect(() => shape.prepare(parameters, { response })).toThrow(message);
});
