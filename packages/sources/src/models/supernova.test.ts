import { expect, test } from 'vitest';
import { source } from './supernova.ts';

const JOULE_MEV = 1 / 1.602176634e-13;
const KPC_M = 3.0857e19;
const burst = { energy: 5e45 * JOULE_MEV, 'mean-energy': 12, pinching: 2.5 };

test('fluence = energy / mean energy / (4 pi d^2): 2.17e11 nu_e per cm^2 of 5e52 erg and 12 MeV at 10 kpc', () => {
  const [flux] = source.flavours({ distance: 10 * KPC_M, emission: { nue: burst } });
  expect(flux!.fluencePerCm2 / 2.173e11).toBeCloseTo(1, 3);
});

test('mean energy and its spread: <E^2> / <E>^2 = (alpha + 2) / (alpha + 1)', () => {
  const [{ spectrum } = { spectrum: undefined }] = source.flavours({ distance: KPC_M, emission: { nuebar: burst } });
  let [mean, square] = [0, 0];
  for (let E = 0.005; E < spectrum!.endPointMeV; E += 0.01) {
    mean += 0.01 * E * spectrum!.density!(E);
    square += 0.01 * E * E * spectrum!.density!(E);
  }
  expect(mean).toBeCloseTo(12, 5);
  expect(square / mean ** 2).toBeCloseTo(4.5 / 3.5, 5);
  const out = new Float64Array(3);
  spectrum!.moments(0, out);
  // <1/E> = (alpha + 1) / (alpha <E>), <1/E^2> = (alpha + 1)^2 / (alpha (alpha - 1) <E>^2)
  expect(out[1]).toBeCloseTo(3.5 / (2.5 * 12), 10);
  expect(out[2]).toBeCloseTo(3.5 ** 2 / (2.5 * 1.5 * 144), 10);
});

test('refuses a spectrum without mean of 1/E^2, and no distance', () => {
  expect(() => source.flavours({ distance: 1, emission: { nue: { ...burst, pinching: 1 } } })).toThrow(/pinching/);
  expect(() => source.flavours({ distance: 0, emission: { nue: burst } })).toThrow(/distance/);
});
