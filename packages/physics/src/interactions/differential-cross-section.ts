import type { CouplingSet } from '../couplings/couplings.ts';
import { evaluatePolynomial, type Polynomial } from '../couplings/polynomial.ts';
import type { NeutrinoFlavour } from '../flavours.ts';
import type { FluxMoments } from '../flux-moments.ts';
import type { Interaction, TargetNucleus } from './interaction.ts';
import { addRecoilSpectrum, amplitudesOf } from './recoil-templates.ts';
import { interaction as standardModel } from './standard-model.ts';
import { pairWeights } from './template-weights.ts';

/** A term with its settings. */
export interface ChosenTerm {
  readonly interaction: Interaction<never>;
  readonly settings?: object;
}

/** What scatters on what. */
export interface Scattering {
  readonly target: TargetNucleus;
  readonly flavour: NeutrinoFlavour;
  /** Of the normalised neutrino spectrum; those of a line for one energy. */
  readonly moments: FluxMoments;
  readonly couplings: CouplingSet;
  /** The Standard Model's coherent scattering unless given. */
  readonly terms?: readonly ChosenTerm[];
  /** Values of parameters; the others have those of their settings or definitions. */
  readonly values?: Readonly<Record<string, number>>;
}

/**
 * Recoil spectrum dsigma/dT of one nucleus averaged over a normalised spectrum, in cm^2/MeV, summed over terms of the interaction.
 *
 * For one spectrum at one point in parameter space; a scan combines templates instead. Parameters of equal name in two terms are one.
 *
 * @param scattering nucleus, neutrinos and terms
 * @param recoilEnergyMeV recoil energies T in MeV
 */
export function differentialCrossSection(scattering: Scattering, recoilEnergyMeV: Float64Array): Float64Array {
  const { target, flavour, moments, couplings, terms = [{ interaction: standardModel }] } = scattering;
  const all = terms.map(({ interaction, settings = {} }) => ({
    term: interaction as unknown as Interaction<object>,
    settings,
  }));
  const values: Record<string, number> = {};
  for (const { term, settings } of all) {
    for (const [name, { value }] of Object.entries(term.parameters(settings, couplings))) values[name] = value;
  }
  Object.assign(values, scattering.values);
  const parts = {
    amplitudes: Object.assign({}, ...all.map(({ term, settings }) => term.amplitudes?.(settings))),
    templates: Object.assign({}, ...all.map(({ term, settings }) => term.templates?.(settings))),
  };
  const weights = Object.assign(
    pairWeights(all.map(({ term, settings }) => term.coefficients?.(flavour, settings, couplings) ?? {})),
    ...all.map(({ term, settings }) => term.weights?.(flavour, settings, couplings)),
  );
  const beam = { moments, antineutrino: flavour.endsWith('bar') };
  const amplitudes = amplitudesOf(target, parts, recoilEnergyMeV);
  const numbers = Object.entries(weights as Record<string, Polynomial>).map(([name, polynomial]) => [
    name,
    evaluatePolynomial(polynomial, values),
  ]);
  const sum = new Float64Array(recoilEnergyMeV.length);
  addRecoilSpectrum(target, parts, amplitudes, beam, recoilEnergyMeV, Object.fromEntries(numbers), 1, sum);
  return sum;
}
