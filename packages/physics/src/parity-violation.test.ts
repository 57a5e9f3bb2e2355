import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { describe, expect, test } from 'vitest';
import { formFactor as fourierBessel } from './form-factors/fourier-bessel.ts';
import { formFactor as symmetrisedFermi } from './form-factors/symmetrised-fermi.ts';
import { parityViolatingAsymmetry } from './parity-violation.ts';
import { PDG_WEAK_CHARGES, weakFormFactor } from './weak-charge.ts';

/**
 * What the experiments publish. PREX-2: D. Adhikari et al., Phys. Rev. Lett. 126 (2021) 172502, skin with PREX-1. CREX: D. Adhikari et al.,
 * Phys. Rev. Lett. 129 (2022) 042501.
 */
const experiments = [
  {
    name: 'PREX-2',
    nucleus: { symbol: 'Pb', Z: 82, A: 208, chargeRadiusFm: 5.5012 },
    q: 0.3977,
    charge: { value: 0.409, tolerance: 0.001 },
    weak: { value: 0.368, error: 0.013 },
    skin: { value: 0.283, error: 0.071 },
    asymmetryPpb: 550,
    distortion: [0.7, 0.85],
  },
  {
    name: 'CREX',
    nucleus: { symbol: 'Ca', Z: 20, A: 48, chargeRadiusFm: 3.4771 },
    q: 0.8733,
    charge: { value: 0.1581, tolerance: 0.001 },
    weak: { value: 0.1304, error: 0.0056 },
    skin: { value: 0.121, error: 0.035 },
    asymmetryPpb: 2668,
    distortion: [0.88, 0.98],
  },
] as const;

describe.each(experiments)('$name', ({ nucleus, q, charge, weak, skin, asymmetryPpb, distortion }) => {
  const protons = fourierBessel.prepare(nucleus, 'proton', {});
  const neutronsWith = (thickness: number) => symmetrisedFermi.prepare(nucleus, 'neutron', { skin: thickness });
  const weakWith = (thickness: number) =>
    weakFormFactor(nucleus, protons, neutronsWith(thickness), PDG_WEAK_CHARGES)(q);

  test('charge form factor', () => {
    expect(Math.abs(protons(q) - charge.value)).toBeLessThan(charge.tolerance);
  });

  test('weak form factor of the published skin', () => {
    expect(Math.abs(weakWith(skin.value) - weak.value)).toBeLessThan(weak.error);
    // No skin is refused by 3 standard deviations.
    expect(weakWith(0) - weak.value).toBeGreaterThan(3 * weak.error);
  });

  test('skin of the published weak form factor', () => {
    const found = brentRoot((thickness) => weakWith(thickness) - weak.value, -0.2, 0.8).x;
    expect(Math.abs(found - skin.value)).toBeLessThan(skin.error);
  });

  test('the asymmetry of plane waves lies above the measured one, as the distortion of the waves is left out', () => {
    const asymmetry = parityViolatingAsymmetry(nucleus, protons, neutronsWith(skin.value), PDG_WEAK_CHARGES)(q);
    const ratio = (asymmetryPpb * 1e-9) / asymmetry;
    expect(ratio).toBeGreaterThan(distortion[0]);
    expect(ratio).toBeLessThan(distortion[1]);
  });
});

test('with one form factor for all, the asymmetry is that of a point nucleus', () => {
  const lead = experiments[0].nucleus;
  const F = fourierBessel.prepare(lead, 'proton', {});
  // G_F Q^2 / (4 sqrt(2) pi alpha) |Q_W| / Z = 1.1663787e-5 x 0.0784769^2 / 0.1296860 x 118.796 / 82.
  expect(parityViolatingAsymmetry(lead, F, F, PDG_WEAK_CHARGES)(0.3977)).toBeCloseTo(8.0246e-7, 10);
});
