import { addPolynomials, multiplyPolynomials, type Polynomial, parameterPolynomial } from '../couplings/polynomial.ts';
import { LEPTON_FLAVOURS, leptonFlavour, type NeutrinoFlavour } from '../flavours.ts';
import { momentumTransferPerFm } from '../kinematics.ts';
import { thinShellSquared } from '../nuclear-spin.ts';
import { isotopeName } from '../nuclei.ts';
import { axialKinematics } from './axial-kinematics.ts';
import { coherentRangeWarnings } from './coherent-range.ts';
import { FLAVOUR_PAIR_NAMES, FLAVOUR_PAIRS, type FlavourPair, flavourLabel, flavourRow } from './flavour-matrix.ts';
import type { CouplingDefinition, FinalFlavours, Interaction, RateTemplate } from './interaction.ts';
import { nucleiOfUnknownSpin, type SpinAmplitudes, type SpinSettings, spinAmplitudes } from './spin-structure.ts';
import { PREFACTOR_CM2_PER_MEV2 } from './vector-kinematics.ts';

/** Axial charge of the nucleon, 1.2756(13). Source: Particle Data Group, Prog. Theor. Exp. Phys. 2022, 083C01. */
export const AXIAL_CHARGE = 1.2756;

/** Delta u + Delta d of the proton. Source: F. Bishara et al., JHEP 11 (2017) 059, eq. A17, MS-bar at 2 GeV. */
const LIGHT_QUARK_SPIN = 0.521;

type AxialNsi = `eps_${FlavourPair}_${'uA' | 'dA'}`;

export interface AxialSettings extends SpinSettings, Partial<Readonly<Record<AxialNsi | 'g_A' | 'delta_s', number>>> {
  /** `thin-shell` unless given; `none` is 1. */
  readonly 'form-factor'?: 'thin-shell' | 'none';
}

/**
 * The axial current on nuclei with spin, which interferes with no coherent amplitude once spins are summed.
 *
 * dsigma/dT = G_F^2 (hbar c)^2 / (8 pi) M F_A(q) [2 - 2 T/E + M T/E^2 + T^2/E^2] with F_A(0) = (4/3) (J+1)/J (a_p <S_p> + a_n <S_n>)^2,
 * a_p = g_A - Delta_s + 2 (eps_u Delta_u + eps_d Delta_d), a_n = -g_A - Delta_s + 2 (eps_u Delta_d + eps_d Delta_u).
 * An even-even nucleus has none; of an isotope without known <S_p>, <S_n> nothing is added, and a warning says so.
 */
export const interaction: Interaction<AxialSettings> = {
  source: 'M. Hoferichter, J. Menendez, A. Schwenk, Phys. Rev. D 102 (2020) 074018; spins as tabulated',
  parameters: (settings) => ({
    g_A: { value: settings.g_A ?? AXIAL_CHARGE, description: 'axial charge of the nucleon' },
    delta_s: { value: settings.delta_s ?? 0, description: 'strange quark spin of the nucleon, Delta s' },
    ...nsiDefinitions(settings),
  }),
  templates: (settings) => ({
    'axial-pp': template(settings, ({ protons }) => protons * protons),
    'axial-pn': template(settings, ({ protons, neutrons }) => 2 * protons * neutrons),
    'axial-nn': template(settings, ({ neutrons }) => neutrons * neutrons),
  }),
  weights(flavour) {
    const protons = amplitude(flavour, 'u', 'd', 1);
    const neutrons = amplitude(flavour, 'd', 'u', -1);
    return {
      'axial-pp': product(protons, protons),
      'axial-pn': product(protons, neutrons),
      'axial-nn': product(neutrons, neutrons),
    };
  },
  warnings(settings, circumstances) {
    const beyond = coherentRangeWarnings(circumstances);
    const unknown = nucleiOfUnknownSpin(circumstances.nuclei, settings);
    if (unknown.length === 0) return beyond;
    return [
      ...beyond,
      `no spin expectation values are known of ${unknown.map(isotopeName).join(', ')}, whose axial scattering is left out; 'spins' can give them`,
    ];
  },
};

function template(settings: AxialSettings, structure: (amplitudes: SpinAmplitudes) => number): RateTemplate {
  return (target, beam, recoilEnergyMeV, out) => {
    const amplitudes = spinAmplitudes(target, settings);
    if (amplitudes === null) {
      out.fill(0);
      return;
    }
    const { A, nuclearMassMeV } = target;
    const scale = 0.25 * PREFACTOR_CM2_PER_MEV2 * nuclearMassMeV * structure(amplitudes);
    axialKinematics(nuclearMassMeV, beam, recoilEnergyMeV, out);
    for (let i = 0; i < out.length; i++) {
      const q = momentumTransferPerFm(recoilEnergyMeV[i]!, nuclearMassMeV);
      out[i]! *= scale * (settings['form-factor'] === 'none' ? 1 : thinShellSquared(A, q));
    }
  };
}

/** a_p or a_n per final flavour; the quark that has the sign of the isospin of the nucleon has Delta u of the proton. */
function amplitude(flavour: NeutrinoFlavour, major: 'u' | 'd', minor: 'u' | 'd', isospin: 1 | -1): FinalFlavours {
  const initial = leptonFlavour(flavour);
  const standard = addPolynomials(parameterPolynomial('g_A', isospin), parameterPolynomial('delta_s', -1));
  const beyond = flavourRow(flavour, (pair) => {
    const eps = (quark: 'u' | 'd'): Polynomial => parameterPolynomial(`eps_${pair}_${quark}A`);
    // 2 Delta_u = (Delta_u + Delta_d) + g_A and 2 Delta_d = (Delta_u + Delta_d) - g_A of the proton
    return addPolynomials(
      multiplyPolynomials(eps(major), [{ coefficient: LIGHT_QUARK_SPIN, powers: {} }, ...parameterPolynomial('g_A')]),
      multiplyPolynomials(eps(minor), [
        { coefficient: LIGHT_QUARK_SPIN, powers: {} },
        ...parameterPolynomial('g_A', -1),
      ]),
    );
  });
  return Object.fromEntries(
    LEPTON_FLAVOURS.map((final) => [
      final,
      final === initial ? addPolynomials(standard, beyond[final] ?? []) : (beyond[final] ?? []),
    ]),
  );
}

function product(first: FinalFlavours, second: FinalFlavours): Polynomial {
  return addPolynomials(
    ...LEPTON_FLAVOURS.map((final) => multiplyPolynomials(first[final] ?? [], second[final] ?? [])),
  );
}

function nsiDefinitions(settings: AxialSettings): Record<string, CouplingDefinition> {
  return Object.fromEntries(
    FLAVOUR_PAIR_NAMES.flatMap((pair) =>
      (['u', 'd'] as const).map((quark): [string, CouplingDefinition] => {
        const name: AxialNsi = `eps_${pair}_${quark}A`;
        const [first, second] = FLAVOUR_PAIRS[pair].map(flavourLabel);
        return [
          name,
          {
            value: settings[name] ?? 0,
            description: `coupling of ${first} and ${second} to the axial current of ${quark} quarks`,
          },
        ];
      }),
    ),
  );
}
