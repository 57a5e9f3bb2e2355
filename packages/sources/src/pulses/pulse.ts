import type { DecayTimes } from '../timing/decay-times.ts';

/** Efficiency against time: 1 up to plateauEndUs, exp(-ratePerUs (t - plateauEndUs)) after it. */
export interface PlateauEfficiency {
  readonly plateauEndUs: number;
  /** >= 0; 0 where the efficiency is 1 at all times, wherever the plateau is said to end. */
  readonly ratePerUs: number;
}

/** Value, first and second derivative by the onset of every bin; each array has one element per bin. */
export interface BinIntegrals {
  readonly value: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Time structure of the protons on target, folded with the decays that follow. */
export interface Pulse {
  /**
   * Density in 1/us of the time of the neutrinos, normalised over all times.
   *
   * @param timeUs time
   * @param onsetUs mean time of the pulse
   * @param decays time from proton to neutrino
   */
  density(timeUs: number, onsetUs: number, decays: DecayTimes): number;
  /**
   * Integrals over time bins of density times efficiency, with derivatives by the onset.
   *
   * @param edgesUs ascending bin edges
   * @param onsetUs mean time of the pulse
   * @param decays time from proton to neutrino
   * @param efficiency against time
   * @param out receives the results
   */
  binIntegrals(
    edgesUs: Float64Array,
    onsetUs: number,
    decays: DecayTimes,
    efficiency: PlateauEfficiency,
    out: BinIntegrals,
  ): void;
}

/** A kind of pulse with its parameters. */
export interface PulseModel<Parameters extends object> {
  /** @throws RangeError if a parameter is out of its range */
  prepare(parameters: Parameters): Pulse;
}
