import type { Polynomial } from '@cevns/physics/couplings/polynomial';
import type { NeutrinoFlavour } from '@cevns/physics/flavours';
import type { FluxMoments } from '@cevns/physics/flux-moments';
import type { CouplingDefinition, ShapeDefinition } from '@cevns/physics/interactions/interaction';
import type { Spectrum } from '../spectra/spectrum.ts';

/** Part of the neutrinos of one flavour of the source as the detector sees them. */
export interface OscillatedPart {
  /** Flavour at the detector. */
  readonly detected: NeutrinoFlavour;
  /** With the spectrum of the source, or with that spectrum times the averaged phase. */
  readonly spectrum: 'source' | 'oscillating';
  /** Polynomial in the parameters; 1 for what does not oscillate. */
  readonly weight: Polynomial;
}

/** A model of oscillation between source and detector: probabilities are polynomials in mixing parameters, times one averaged phase. */
export interface OscillationModel<Parameters extends object> {
  readonly source: string;
  /**
   * Mixing parameters: weights are polynomials in them. Without settings those of the default convention, each without effect.
   *
   * @throws RangeError if a setting does not belong to the convention that is chosen, or is out of its range
   */
  parameters(parameters: Parameters): Readonly<Record<string, CouplingDefinition>>;
  /**
   * The mass splitting, in which nothing is a polynomial.
   *
   * @param baselineM distance in m, the longest where a study has several
   * @param endPointMeV highest neutrino energy of the source in MeV; that of stopped muons unless given
   */
  shapes(parameters: Parameters, baselineM: number, endPointMeV?: number): Readonly<Record<string, ShapeDefinition>>;
  /** What becomes of one flavour of the source; the weights of what is detected and what is lost add up to one. */
  parts(flavour: NeutrinoFlavour, parameters: Parameters): readonly OscillatedPart[];
  /**
   * Moments M_k = integral from E_min of phi(E) <sin^2(1.267 Dm2 L/E)> E^-k dE of the spectrum times the phase averaged over source and detector.
   *
   * @throws RangeError if a parameter is out of its range
   */
  oscillatingMoments(parameters: Parameters, spectrum: Spectrum, baselineM: number): FluxMoments;
  /** Sentences for the reader of a result where the model is used outside its range of validity. */
  warnings?(parameters: Parameters, baselineM: number, endPointMeV: number): readonly string[];
}
