import { expect, test } from 'vitest';
import { spectrum as line } from './line.ts';
import { spectrum as lines } from './lines.ts';
import { mixture } from './mixture.ts';
import { spectrum as table } from './table.ts';

const flat = table.prepare({
  table: { energy_MeV: Float64Array.of(1, 2, 4), density_per_MeV: Float64Array.of(1, 1, 1) },
});

test('a sum is normalised, breaks where its parts end, and has no density where one is a line', () => {
  const { spectrum, total } = mixture([
    { spectrum: flat, weight: 3 },
    { spectrum: line.prepare({ energy: 2.5 }), weight: 1 },
  ]);
  expect(total).toBe(4);
  expect(spectrum.density).toBeNull();
  expect(spectrum.endPointMeV).toBe(4);
  expect(spectrum.breakPointsMeV).toEqual([2, 2.5, 3]);
  const out = new Float64Array(3);
  spectrum.moments(2.4, out);
  expect(out[0]).toBeCloseTo(0.75 * (1.6 / 3) + 0.25, 14);
  expect(() => mixture([])).toThrow(RangeError);
});

test('lines have their parts', () => {
  const out = new Float64Array(3);
  lines
    .prepare({
      lines: [
        { energy: 0.4, part: 1 },
        { energy: 0.8, part: 9 },
      ],
    })
    .moments(0.5, out);
  expect([...out]).toEqual([0.9, 0.9 / 0.8, 0.9 / 0.8 ** 2].map((value) => expect.closeTo(value, 13)));
});
