import { expect, test } from 'vitest';
import { emittedFlavours } from './emitted-flavours.ts';
import { source as reactor } from './reactor.ts';
import { source as stoppedPion } from './stopped-pion.ts';

test('what is said to leave a source is what its flux has', () => {
  const pions = stoppedPion.flavours({ exposure: 1e20, 'neutrinos-per-proton-per-flavour': 0.08 }, 20);
  expect(emittedFlavours('stopped-pion')).toEqual(pions.map(({ flavour }) => flavour));
  const fissions = reactor.flavours(
    {
      'thermal-power': 3e9,
      exposure: 1,
      'fission-fractions': { U235: 1 },
      spectra: 'huber-mueller',
      'low-energy': 'cut',
    } as unknown as Parameters<typeof reactor.flavours>[0],
    20,
  );
  expect(emittedFlavours('reactor')).toEqual(fissions.map(({ flavour }) => flavour));
  expect(emittedFlavours('sun')).toBeUndefined();
});
