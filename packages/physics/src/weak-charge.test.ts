import { expect, test } from 'vitest';
import { formFactor as symmetrisedFermi } from './form-factors/symmetrised-fermi.ts';
import { rmsRadiusFm } from './form-factors/testing/caesium.ts';
import { lead } from './form-factors/testing/lead.ts';
import { PDG_WEAK_CHARGES, treeLevelWeakCharges, weakCharge, weakFormFactor, weakRadiusFm } from './weak-charge.ts';

test('weak charges of caesium and thallium are those of the Particle Data Group', () => {
  expect(weakCharge({ Z: 55, A: 133 }, PDG_WEAK_CHARGES)).toBeCloseTo(-73.24, 1);
  expect(weakCharge({ Z: 81, A: 205 }, PDG_WEAK_CHARGES)).toBeCloseTo(-116.9, 1);
});

test('at tree level they are twice the couplings of neutrinos', () => {
  const charges = treeLevelWeakCharges(0.23857);
  expect(charges.proton).toBeCloseTo(2 * (0.5 - 2 * 0.23857), 15);
  expect(weakCharge({ Z: 55, A: 133 }, charges)).toBeCloseTo(2 * (55 * (0.5 - 2 * 0.23857) - 78 / 2), 12);
});

test('the weak form factor is 1 at the origin and falls with the weak radius', () => {
  const protons = symmetrisedFermi.prepare(lead, 'proton', {});
  const neutrons = symmetrisedFermi.prepare(lead, 'neutron', { skin: 0.283 });
  const F = weakFormFactor(lead, protons, neutrons, PDG_WEAK_CHARGES);
  expect(F(0)).toBeCloseTo(1, 15);
  const radius = weakRadiusFm(lead, 5.5012, 5.5012 + 0.283, PDG_WEAK_CHARGES);
  expect(rmsRadiusFm(F)).toBeCloseTo(radius, 4);
  // Published with the skin of PREX: 5.800 +- 0.075 fm.
  expect(Math.abs(radius - 5.8)).toBeLessThan(0.075);
});
