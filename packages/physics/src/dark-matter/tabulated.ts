import type { DarkMatterFluxModel } from './flux.ts';
import { tabulatedFlux } from './spectrum.ts';

/** A flux as a study tabulates it. */
export interface TabulatedSource {
  /** Energy in MeV, mass included, and particles per cm^2, MeV and proton at the detector for couplings of 1; ascending. */
  readonly points: readonly { readonly energy: number; readonly fluence: number }[];
}

/** A table of the flux at the detector, as a simulation of the source gives it, with directions and all ways of production in it. */
export const flux: DarkMatterFluxModel<TabulatedSource> = {
  source: 'the study',
  prepare({ points }, { massMeV }, { protonsOnTarget }) {
    return tabulatedFlux(
      massMeV,
      points.map(({ energy }) => energy),
      points.map(({ fluence }) => protonsOnTarget * fluence),
    );
  },
};
