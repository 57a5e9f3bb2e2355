import { expect, test } from 'vitest';
import { couplingsFromNumbers } from '../couplings/couplings.ts';
import { evaluatePolynomial } from '../couplings/polynomial.ts';
import { formFactor as helmLewinSmith } from '../form-factors/helm-lewin-smith.ts';
import { maximumRecoilEnergyMeV } from '../kinematics.ts';
import { interaction, type MagneticMomentSettings } from './magnetic-moment.ts';
import { caesium, crossSection, lineMoments, term } from './testing/cross-section.ts';
import reference from './testing/magnetic-moment.json' with { type: 'json' };
import { slowAverage, testMoments } from './testing/slow-average.ts';

const anyCouplings = couplingsFromNumbers({ gvp: 0.03, gvn: -0.5 });
const nuclei: Readonly<Record<string, (typeof reference.nuclei)['Cs133']>> = reference.nuclei;

function spectrumOf(
  settings: MagneticMomentSettings,
  recoilEnergyMeV: number[],
  more: Partial<Parameters<typeof crossSection>[0]> = {},
): Float64Array {
  return crossSection({
    terms: [term(interaction, settings)],
    flavour: 'numu',
    couplings: anyCouplings,
    target: caesium,
    moments: lineMoments(30),
    recoilEnergyMeV: Float64Array.from(recoilEnergyMeV),
    ...more,
  });
}

test('reference values with the Helm form factor of Lewin and Smith', () => {
  expect(reference.values).toHaveLength(16);
  for (const { target, energyMeV, recoilEnergyKeV, spin0Term, crossSectionCm2PerMeV } of reference.values) {
    const nucleus = { ...nuclei[target]!, chargeRadiusFm: null };
    const protonFormFactor = helmLewinSmith.prepare(nucleus, 'proton', {});
    const [value] = spectrumOf({ mu_nu_mu: 1, 'spin-0-term': spin0Term }, [recoilEnergyKeV / 1000], {
      target: { ...nucleus, N: nucleus.A - nucleus.Z, protonFormFactor, neutronFormFactor: () => Number.NaN },
      moments: lineMoments(energyMeV),
    });
    expect(Math.abs(value! / crossSectionCm2PerMeV - 1)).toBeLessThan(reference.relativeTolerance);
  }
});

test('averaged over a spectrum it is the slow double integral', () => {
  const T = [0.0001, 0.003, 0.02, 0.035];
  const fast = spectrumOf({ mu_nu_mu: 7, 'spin-0-term': true }, T, { moments: testMoments });
  T.forEach((recoil, i) => {
    const q = Math.sqrt(2 * caesium.nuclearMassMeV * recoil) / 197.3269804;
    const charge = 55 * caesium.protonFormFactor(q);
    // pi alpha^2 / m_e^2 in fm^2, from the classical electron radius 2.8179403262 fm: alpha hbar c / m_e
    const scale = Math.PI * 2.8179403262 ** 2 * 1e-26 * 7e-10 ** 2;
    const slow = slowAverage(
      (E) => (scale * charge ** 2 * (1 - recoil / (2 * E)) ** 2) / recoil,
      (E) => maximumRecoilEnergyMeV(E, caesium.nuclearMassMeV),
      recoil,
    );
    expect(fast[i]! / slow).toBeCloseTo(1, 8);
  });
});

test('an effective moment is the root of the sum of squares of a row, alike for antineutrinos', () => {
  const rowOf = (flavour: 'nue' | 'numubar' | 'nutau') =>
    evaluatePolynomial(interaction.weights!(flavour, {}, anyCouplings)['magnetic-moment']!, {
      mu_nu_e: 1,
      mu_nu_mu: 2,
      mu_nu_tau: 3,
      mu_nu_emu: 4,
      mu_nu_etau: 5,
      mu_nu_mutau: 6,
    });
  expect(rowOf('nue')).toBe(1 + 16 + 25);
  expect(rowOf('numubar')).toBe(4 + 16 + 36);
  expect(rowOf('nutau')).toBe(9 + 25 + 36);
});

test('no moment, no rate; no other flavour is touched; the rate goes as the square of the moment and of the charge', () => {
  expect(spectrumOf({}, [0.001])[0]).toBe(0);
  expect(spectrumOf({ mu_nu_e: 1 }, [0.001])[0]).toBe(0);
  const one = spectrumOf({ mu_nu_mu: 1 }, [0.001, 0.01]);
  const minusThree = spectrumOf({ mu_nu_mu: -3 }, [0.001, 0.01]);
  const half = spectrumOf({ mu_nu_mu: 1 }, [0.001, 0.01], { target: { ...caesium, Z: 27.5 } });
  for (const i of [0, 1]) {
    expect(one[i]).toBeGreaterThan(0);
    expect(minusThree[i]! / one[i]!).toBeCloseTo(9, 12);
    expect(half[i]! / one[i]!).toBeCloseTo(0.25, 12);
  }
});

test('a free electron has pi r_e^2 mu^2 (1/T - 1/E) up to its end point', () => {
  const template = interaction.electron!.templates!({})['magnetic-moment']!;
  const end = maximumRecoilEnergyMeV(1, 0.51099895);
  const out = new Float64Array(3);
  template({ moments: lineMoments(1), antineutrino: true }, Float64Array.of(0.01, 0.5, end * (1 + 1e-12)), out);
  // pi r_e^2 = 2.49467e-25 cm^2
  expect(out[0]! / (2.494671e-45 * 99)).toBeCloseTo(1, 5);
  expect(out[1]! / (2.494671e-45 * 1)).toBeCloseTo(1, 5);
  expect(out[2]).toBe(0);
});
