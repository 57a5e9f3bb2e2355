import type { CouplingSet } from '../../couplings/couplings.ts';
import { evaluatePolynomial, type Polynomial } from '../../couplings/polynomial.ts';
import type { NeutrinoFlavour } from '../../flavours.ts';
import type { FluxMoments } from '../../flux-moments.ts';
import type { Interaction, TargetNucleus } from '../interaction.ts';
import { amplitudesOf, recoilTemplates } from '../recoil-templates.ts';
import { pairWeights } from '../template-weights.ts';

/** What the tests of terms ask for: terms with their settings, and where. */
export interface Scattering {
  readonly terms: readonly TermOfTest[];
  readonly flavour: NeutrinoFlavour;
  readonly couplings: CouplingSet;
  readonly target: TargetNucleus;
  readonly moments: FluxMoments;
  readonly recoilEnergyMeV: Float64Array;
  /** Values of free parameters; others have those of their definitions. */
  readonly parameters?: Readonly<Record<string, number>>;
}

/** A term and its settings, of which only the term knows the type. */
export interface TermOfTest {
  readonly parts: Parts;
}

type Parts = (
  flavour: NeutrinoFlavour,
  couplings: CouplingSet,
) => {
  values: Record<string, number>;
  amplitudes: ReturnType<NonNullable<Interaction['amplitudes']>>;
  coefficients: ReturnType<NonNullable<Interaction['coefficients']>>;
  templates: ReturnType<NonNullable<Interaction['templates']>>;
  weights: Readonly<Record<string, Polynomial>>;
};

export function term<Settings extends object>(interaction: Interaction<Settings>, settings: Settings): TermOfTest {
  return {
    parts: (flavour, couplings) => ({
      values: Object.fromEntries(
        Object.entries(interaction.parameters(settings, couplings)).map(([name, { value }]) => [name, value]),
      ),
      amplitudes: interaction.amplitudes?.(settings) ?? {},
      coefficients: interaction.coefficients?.(flavour, settings, couplings) ?? {},
      templates: interaction.templates?.(settings) ?? {},
      weights: interaction.weights?.(flavour, settings, couplings) ?? {},
    }),
  };
}

/** dsigma/dT in cm^2/MeV by the templates and weights of the terms. */
export function crossSection(scattering: Scattering): Float64Array {
  const { flavour, couplings, target, moments, recoilEnergyMeV } = scattering;
  const parts = scattering.terms.map((each) => each.parts(flavour, couplings));
  const together = {
    amplitudes: Object.assign({}, ...parts.map((part) => part.amplitudes)),
    templates: Object.assign({}, ...parts.map((part) => part.templates)),
  };
  const weights: Record<string, Polynomial> = {
    ...pairWeights(parts.map((part) => part.coefficients)),
    ...Object.assign({}, ...parts.map((part) => part.weights)),
  };
  const values = Object.assign({}, ...parts.map((part) => part.values), scattering.parameters);
  const amplitudes = amplitudesOf(target, together, recoilEnergyMeV);
  const beam = { moments, antineutrino: flavour.endsWith('bar') };
  const sum = new Float64Array(recoilEnergyMeV.length);
  for (const [name, template] of recoilTemplates(target, together, amplitudes, beam, recoilEnergyMeV)) {
    const weight = evaluatePolynomial(weights[name] ?? [], values);
    for (let i = 0; i < sum.length; i++) sum[i]! += weight * template[i]!;
  }
  return sum;
}

/** Moments of a spectrum that is one energy. */
export function lineMoments(energyMeV: number): FluxMoments {
  return (energyMinMeV, out) => {
    const above = energyMinMeV < energyMeV ? 1 : 0;
    out[0] = above;
    out[1] = above / energyMeV;
    out[2] = above / energyMeV ** 2;
  };
}

/** Caesium with form factors that differ between protons and neutrons and fall with q, so that a wrong one shows. */
export const caesium: TargetNucleus = {
  symbol: 'Cs',
  Z: 55,
  A: 133,
  N: 78,
  chargeRadiusFm: 4.8041,
  nuclearMassMeV: 123772.54,
  protonFormFactor: (q) => Math.exp(-((q * 4.8) ** 2) / 6),
  neutronFormFactor: (q) => Math.exp(-((q * 5.0) ** 2) / 6),
};
