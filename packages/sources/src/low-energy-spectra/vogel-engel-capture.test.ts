import { expect, test } from 'vitest';
import { fissionSpectra as mueller } from '../fission-spectra/mueller.ts';
import { type Reactor, reactorEmission } from '../models/reactor.ts';
import { tabulateMoments } from '../moments/tabulated-moments.ts';
import { betaAntineutrinos } from './beta-branches.ts';
import { lowEnergySpectra as vogelEngel } from './vogel-engel.ts';
import { captureAntineutrinos, lowEnergySpectra } from './vogel-engel-capture.ts';

/** Midpoint sum in steps of 20 eV. */
function sum(of: (energyMeV: number) => number): number {
  let total = 0;
  for (let energyMeV = 1e-5; energyMeV < 1.3; energyMeV += 2e-5) total += 2e-5 * of(energyMeV);
  return total;
}

test('two antineutrinos per capture, all below 1.27 MeV, 1.2 per fission', () => {
  expect(sum(captureAntineutrinos)).toBeCloseTo(2, 3);
  expect(captureAntineutrinos(1.263)).toBe(0);
  const added = (energyMeV: number) =>
    lowEnergySpectra.density('U235', energyMeV, mueller) - vogelEngel.density('U235', energyMeV, mueller);
  expect(sum(added)).toBeCloseTo(1.2, 3);
});

test('a step at the end point, since slow electrons are drawn to the nucleus; none without charge', () => {
  const heavy = betaAntineutrinos(93, [{ endPointMeV: 1.187, intensity: 1 }]);
  expect(heavy(1.1869) / heavy(1.1)).toBeGreaterThan(0.5);
  const free = betaAntineutrinos(1e-9, [{ endPointMeV: 1.187, intensity: 1 }]);
  expect(free(1.18699999) / free(1.1)).toBeLessThan(0.01);
});

test('neutrinos per fission of a power reactor: 5.6 of fission fragments, 6.8 with capture', () => {
  const perFission = (lowEnergy: string) => {
    const emission = reactorEmission({
      'fission-fractions': { U235: 0.55, U238: 0.07, Pu239: 0.32, Pu241: 0.06 },
      spectra: 'huber-mueller',
      'low-energy': lowEnergy,
    } as unknown as Reactor);
    return tabulateMoments(emission).total;
  };
  expect(perFission('vogel-engel')).toBeCloseTo(5.6, 1);
  expect(perFission('vogel-engel-capture') - perFission('vogel-engel')).toBeCloseTo(1.2, 3);
});
