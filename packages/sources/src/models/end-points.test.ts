import { expect, test } from 'vitest';
import { sourceEndPointMeV } from './end-points.ts';
import { source as reactor } from './reactor.ts';
import { models } from './registry.ts';
import { source as stoppedPion } from './stopped-pion.ts';

const sources = {
  reactor: {
    source: reactor,
    parameters: {
      'thermal-power': 1e10,
      exposure: 1e12,
      'fission-fractions': { U235: 0.5, Pu239: 0.5 },
      spectra: 'huber-mueller',
      'low-energy': 'cut',
    },
  },
  'stopped-pion': {
    source: stoppedPion,
    parameters: { exposure: 1e23, 'neutrinos-per-proton-per-flavour': 0.08 },
  },
};

test('the end point of every source is that of its neutrinos', () => {
  expect(Object.keys(sources)).toEqual(Object.keys(models));
  for (const [name, { source, parameters }] of Object.entries(sources)) {
    const ends = source.flavours(parameters as never, 20).map(({ spectrum }) => spectrum.endPointMeV);
    expect(sourceEndPointMeV(name, parameters)).toBeCloseTo(Math.max(...ends), 10);
  }
});

test('of a source that is not known nothing is said', () => {
  expect(sourceEndPointMeV('toString', {})).toBeUndefined();
});
