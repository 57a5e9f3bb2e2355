import { evaluateQuinticHermite } from '@cevns/numerics/interpolation/quintic-hermite';
import { uniformDerivatives } from '@cevns/numerics/interpolation/uniform-derivatives';
import { expect, test } from 'vitest';
import { couplingsFromNumbers } from '../couplings/couplings.ts';
import { maximumRecoilEnergyMeV } from '../kinematics.ts';
import { interaction, type ScalarSettings } from './scalar.ts';
import { caesium, crossSection, lineMoments, term } from './testing/cross-section.ts';
import { ONE, RIGHT, squaredAmplitude } from './testing/dirac.ts';
import { slowAverage, testMoments } from './testing/slow-average.ts';

/** MeV^-2 in cm^2: (197.3269804e-13 cm)^2. */
const CM2_MEV2 = 197.3269804e-13 ** 2;

function spectrumOf(
  settings: ScalarSettings,
  recoilEnergyMeV: number[],
  more: Partial<Parameters<typeof crossSection>[0]> = {},
): Float64Array {
  return crossSection({
    terms: [term(interaction, settings)],
    flavour: 'numu',
    couplings: couplingsFromNumbers({ gvp: 0.03, gvn: -0.5 }),
    target: caesium,
    moments: lineMoments(30),
    recoilEnergyMeV: Float64Array.from(recoilEnergyMeV),
    ...more,
  });
}

/** Q_S of u and d of unit charge, from the sigma terms and masses written out. */
function charge(recoilEnergyMeV: number): number {
  const q = Math.sqrt(2 * caesium.nuclearMassMeV * recoilEnergyMeV) / 197.3269804;
  const proton = 938.27208816 * (0.0208 / 2.16 + 0.0411 / 4.67);
  const neutron = 939.56542052 * (0.0189 / 2.16 + 0.0451 / 4.67);
  return proton * 55 * caesium.protonFormFactor(q) + neutron * 78 * caesium.neutronFormFactor(q);
}

test('one energy: the trace over Dirac spinors of neutrino and nucleus, to the spin of the nucleus', () => {
  const [T, m, g, M] = [0.008, 20, 1e-4, caesium.nuclearMassMeV];
  const coupling = (g * g * charge(T)) / (2 * M * T + m * m);
  const traced = squaredAmplitude([[coupling, RIGHT, ONE]], {
    energyMeV: 30,
    massMeV: 0,
    targetMassMeV: M,
    recoilEnergyMeV: T,
  });
  const [value] = spectrumOf({ mass: m, g }, [T]);
  expect(value! / (traced * CM2_MEV2)).toBeCloseTo(1, 6);
});

test('averaged over a spectrum it is the slow double integral', () => {
  const T = [0.0001, 0.003, 0.02, 0.035];
  const fast = spectrumOf({ mass: 5, g: 3e-5 }, T, { moments: testMoments, flavour: 'numubar' });
  const M = caesium.nuclearMassMeV;
  T.forEach((recoil, i) => {
    const slow = slowAverage(
      (E) =>
        (3e-5 ** 4 * charge(recoil) ** 2 * M * M * recoil * CM2_MEV2) /
        (4 * Math.PI * E * E * (25 + 2 * M * recoil) ** 2),
      (E) => maximumRecoilEnergyMeV(E, M),
      recoil,
    );
    expect(fast[i]! / slow).toBeCloseTo(1, 9);
  });
});

test('a heavy mediator depends on g^4 / m^4 alone', () => {
  const T = [0.001, 0.01];
  const heavy = spectrumOf({ mass: 1e5, g: 0.1 }, T);
  const heavier = spectrumOf({ mass: 1e6, g: 1 }, T);
  for (const i of [0, 1]) expect(heavy[i]! / heavier[i]!).toBeCloseTo(1, 6);
});

test('a massless mediator leaves 1/T: g^4 Q^2 / (16 pi E^2 T)', () => {
  const [value] = spectrumOf({ mass: 1e-6, g: 1e-5 }, [0.005]);
  const expected = (1e-20 * charge(0.005) ** 2 * CM2_MEV2) / (16 * Math.PI * 900 * 0.005);
  expect(value! / expected).toBeCloseTo(1, 9);
});

test('the rate goes as g^4 and as the square of the charge of the neutrino; charges of 0 couple nothing', () => {
  const [one] = spectrumOf({ mass: 10, g: 1e-5 }, [0.005]);
  expect(spectrumOf({ mass: 10, g: -2e-5 }, [0.005])[0]! / one!).toBeCloseTo(16, 10);
  expect(spectrumOf({ mass: 10, g: 1e-5, charges: { numu: -3 } }, [0.005])[0]! / one!).toBeCloseTo(9, 10);
  expect(spectrumOf({ mass: 10, g: 1e-5, charges: { numu: 0 } }, [0.005])[0]).toBe(0);
  expect(spectrumOf({ mass: 10, g: 1e-5, charges: { u: 0, d: 0 } }, [0.005])[0]).toBe(0);
  expect(spectrumOf({ mass: 10 }, [0.005])[0]).toBe(0);
  const strange = spectrumOf({ mass: 10, g: 1e-5, charges: { s: 1 } }, [0.005])[0]! / one!;
  expect(strange).toBeGreaterThan(1.04);
  expect(strange).toBeLessThan(1.06);
});

test('on a free electron the trace over its spinors', () => {
  const [T, m] = [2, 3];
  const out = new Float64Array(1);
  const settings: ScalarSettings = { mass: m, charges: { e: 1 } };
  interaction.electron!.templates!(settings).scalar!(
    { moments: lineMoments(30), antineutrino: false },
    Float64Array.of(T),
    out,
  );
  const traced = squaredAmplitude([[1 / (2 * 0.51099895 * T + m * m), RIGHT, ONE]], {
    energyMeV: 30,
    massMeV: 0,
    targetMassMeV: 0.51099895,
    recoilEnergyMeV: T,
  });
  expect(out[0]! / (traced * CM2_MEV2)).toBeCloseTo(1, 9);
});

test('knots of the mass follow the template to 1e-5 of itself', () => {
  const [from, to] = [1, 1000];
  const knots = interaction.shapes!({}).mass!.knots(from, to);
  const step = Math.log(to / from) / (knots - 1);
  const recoil = [0.0005, 0.005, 0.02];
  const at = (x: number) => spectrumOf({ mass: from * Math.exp(x), g: 1 }, recoil, { moments: testMoments });
  const value = Float64Array.from(Array.from({ length: knots }, (_, k) => [...at(k * step)]).flat());
  const table = { from: 0, step, value, ...uniformDerivatives(value, 3, step) };
  const [found, first, second] = [0, 1, 2].map(() => new Float64Array(3)) as [Float64Array, Float64Array, Float64Array];
  let worst = 0;
  for (let k = 0; k < 400; k++) {
    const x = ((k + 0.5) / 400) * Math.log(to / from);
    evaluateQuinticHermite(table, 3, x, found, first, second);
    const exact = at(x);
    for (const i of [0, 1, 2]) worst = Math.max(worst, Math.abs(found[i]! / exact[i]! - 1));
  }
  expect(worst).toBeLessThan(1e-5);
});

test('a mass is needed', () => {
  expect(() => interaction.templates!({})).toThrow(/mass of the mediator/);
});
