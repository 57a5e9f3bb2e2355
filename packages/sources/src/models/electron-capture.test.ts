import { expect, test } from 'vitest';
import { source } from './electron-capture.ts';

const DAY_US = 86400e6;
const cr51 = {
  activity: 1.85e17 / 1e6,
  'half-life': 27.7 * DAY_US,
  exposure: 27.7 * DAY_US,
  lines: [
    { energy: 0.427, part: 0.09 },
    { energy: 0.747, part: 0.9 },
  ],
};

test('half of the nuclei decay within a half-life', () => {
  const [flux] = source.flavours(cr51, 0.25);
  const nuclei = (1.85e17 * 27.7 * 86400) / Math.LN2;
  expect(flux!.fluencePerCm2 / ((nuclei * 0.5 * 0.99) / (4 * Math.PI * 25 ** 2))).toBeCloseTo(1, 12);
  expect(flux!.flavour).toBe('nue');
  expect(flux!.spectrum.endPointMeV).toBe(0.747);
  const out = new Float64Array(3);
  flux!.spectrum.moments(0.5, out);
  expect(out[0]).toBeCloseTo(0.9 / 0.99, 13);
});

test('a short exposure sees the activity as it is', () => {
  const [flux] = source.flavours({ ...cr51, exposure: 1e6 }, 1);
  expect(flux!.fluencePerCm2 / ((1.85e17 * 0.99) / (4 * Math.PI * 1e4))).toBeCloseTo(1, 6);
});

test('refuses more than a neutrino per decay, and a distance that is not there', () => {
  expect(() => source.flavours({ ...cr51, lines: [{ energy: 1, part: 1.2 }] }, 1)).toThrow(/per decay/);
  expect(() => source.flavours(cr51)).toThrow(/baseline/);
});
