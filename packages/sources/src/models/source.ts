import type { NeutrinoFlavour } from '@cevns/physics/flavours';
import type { FluxMoments } from '@cevns/physics/flux-moments';
import type { Spectrum } from '../spectra/spectrum.ts';
import type { DecayTimes } from '../timing/decay-times.ts';

/** Neutrinos of one flavour at the detector. */
export interface FlavourFlux {
  readonly flavour: NeutrinoFlavour;
  /** Normalised to one. */
  readonly spectrum: Spectrum;
  /** Neutrinos per cm^2 over the whole exposure. */
  readonly fluencePerCm2: number;
  /** Name of the time structure, a key of `timing`. */
  readonly timing: string;
  /** A part of these neutrinos by its name: those of one isotope, or of energies at which no spectrum was determined. Undefined where there are none. */
  part?(name: string): FluxPart | undefined;
}

/** Some of the neutrinos of a flavour. */
export interface FluxPart {
  readonly fluencePerCm2: number;
  /** Normalised to one; of a change of the spectrum, which may be negative, moments for one neutrino of `fluencePerCm2`. */
  readonly moments: FluxMoments;
}

/** Name of the part of the neutrinos at energies outside those at which their spectrum was determined. */
export const EXTRAPOLATED = 'extrapolated';

/** A model of a neutrino source. */
export interface SourceModel<Parameters extends object> {
  /**
   * The neutrinos at a detector, per flavour.
   *
   * @param parameters of the source
   * @param baselineM distance in m; undefined for a source that needs none (`sourceDistance`)
   * @throws RangeError if a number is out of its range
   */
  flavours(parameters: Parameters, baselineM?: number): readonly FlavourFlux[];
  /** Time from proton to neutrino by name of the time structure. */
  timing(parameters: Parameters): Readonly<Record<string, DecayTimes>>;
}
