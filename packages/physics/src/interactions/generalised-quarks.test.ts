import { expect, test } from 'vitest';
import { couplingsFromNumbers } from '../couplings/couplings.ts';
import { interaction, type QuarkSettings } from './generalised-quarks.ts';
import type { TargetNucleus } from './interaction.ts';
import { interaction as scalar } from './scalar.ts';
import { caesium, crossSection, lineMoments, term } from './testing/cross-section.ts';
import { contractTensor, LEFT, squaredAmplitude } from './testing/dirac.ts';
import { testMoments } from './testing/slow-average.ts';

const CM2_MEV2 = 197.3269804e-13 ** 2;
const G_F = 1.1663787e-11;
const couplings = couplingsFromNumbers({ gvp: 0, gvn: -0.5 });
const proton: TargetNucleus = { ...caesium, symbol: 'H', Z: 1, A: 1, N: 0, nuclearMassMeV: 938.27208816 };

function spectrumOf(
  settings: QuarkSettings,
  recoilEnergyMeV: number[],
  more: Partial<Parameters<typeof crossSection>[0]> = {},
): Float64Array {
  return crossSection({
    terms: [term(interaction, settings)],
    flavour: 'numu',
    couplings,
    target: caesium,
    moments: lineMoments(30),
    recoilEnergyMeV: Float64Array.from(recoilEnergyMeV),
    ...more,
  });
}

test('tensor on a free proton: the trace over its spinors with C_T = sum of eps_T g_T', () => {
  const T = 0.7;
  const C = 0.4 * 0.774 + 0.3 * -0.233;
  const traced = squaredAmplitude(contractTensor((G_F / Math.SQRT2) * C, LEFT), {
    energyMeV: 30,
    massMeV: 0,
    targetMassMeV: 938.27208816,
    recoilEnergyMeV: T,
  });
  const [value] = spectrumOf({ eps_T_u: 0.4, eps_T_d: 0.3, 'form-factor': 'none' }, [T], { target: proton });
  expect(value! / (traced * CM2_MEV2)).toBeCloseTo(1, 8);
});

test('the scalar part is the contact limit of a scalar mediator: eps_S = sqrt2 g^2 / (G_F m^2)', () => {
  const T = [0.001, 0.02];
  const m = 1e6;
  const eps = Math.SQRT2 / (G_F * m * m);
  const heavy = (charges: { u: number; d: number }) =>
    spectrumOf({}, T, { terms: [term(scalar, { mass: m, g: 1, charges })], moments: testMoments });
  const contact = (eps_S_u: number, eps_S_d: number) => spectrumOf({ eps_S_u, eps_S_d }, T, { moments: testMoments });
  for (const [u, d] of [
    [1, 0],
    [0, 1],
    [1, 1],
    [1, -0.7],
  ] as const) {
    const [a, b] = [heavy({ u, d }), contact(u * eps, d * eps)];
    for (const i of [0, 1]) expect(b[i]! / a[i]!).toBeCloseTo(1, 6);
  }
});

test('tensor interactions are those of one nucleon, scalar ones of all', () => {
  const [tensor] = spectrumOf({ eps_T_u: 1 }, [0.002]);
  const [coherent] = spectrumOf({ eps_S_u: 1 }, [0.002]);
  expect(tensor!).toBeGreaterThan(0);
  expect(coherent! / tensor!).toBeGreaterThan(1e4);
  expect(spectrumOf({ eps_T_u: 1 }, [0.002], { target: { ...caesium, symbol: 'Ar', Z: 18, A: 40 } })[0]).toBe(0);
});

test('a warning names isotopes with spin that no value is known of', () => {
  const nuclei = [caesium, { ...caesium, symbol: 'W', Z: 74, A: 183 }];
  expect(interaction.warnings!({}, { nuclei, endPointMeV: 53 })).toEqual([expect.stringContaining('W183')]);
  expect(interaction.warnings!({}, { nuclei: [caesium], endPointMeV: 53 })).toEqual([]);
});

test('only the flavours that interact', () => {
  expect(spectrumOf({ eps_S_u: 1, flavours: ['nue'] }, [0.002])[0]).toBe(0);
});
