import { expect, test } from 'vitest';
import { QUARKS, type Quark, scalarNucleonCouplings, sigmaTerms } from './sigma-terms.ts';

function only(quark: Quark): Record<Quark, number> {
  return { u: 0, d: 0, s: 0, c: 0, b: 0, [quark]: 1 };
}

test('u and d together give sigma_piN / m_ud, 17.3, for protons and neutrons alike', () => {
  const { proton, neutron } = scalarNucleonCouplings(sigmaTerms['hoferichter-2015'], { ...only('u'), d: 1 });
  // 59.1 MeV / 3.41 MeV
  expect(Math.abs(proton / (59.1 / 3.415) - 1)).toBeLessThan(0.01);
  expect(Math.abs(neutron / proton - 1)).toBeLessThan(0.01);
});

test('the fractions of all quarks and gluons add up to the nucleon: heavy quarks carry 2/27 of what is left each', () => {
  for (const set of Object.values(sigmaTerms)) {
    const { u, d, s } = set.proton;
    const charm = scalarNucleonCouplings(set, only('c')).proton;
    expect((charm * 1270) / 938.27208816).toBeCloseTo((2 / 27) * (1 - u - d - s), 10);
    const bottom = scalarNucleonCouplings(set, only('b')).proton;
    expect(charm / bottom).toBeCloseTo(4180 / 1270, 10);
  }
});

test('each quark counts by itself', () => {
  const all = Object.fromEntries(QUARKS.map((quark) => [quark, 1])) as Record<Quark, number>;
  const set = sigmaTerms['hoferichter-2015'];
  const sum = QUARKS.reduce((total, quark) => total + scalarNucleonCouplings(set, only(quark)).neutron, 0);
  expect(scalarNucleonCouplings(set, all).neutron / sum).toBeCloseTo(1, 12);
});
