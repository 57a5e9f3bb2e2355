import type { DarkMatterFluxModel } from './flux.ts';
import { flux as pionSource } from './pion-source.ts';
import { flux as tabulated } from './tabulated.ts';

/** A model of the flux of dark matter and the module that stages load it from. */
export interface RegisteredDarkMatterFlux {
  readonly flux: DarkMatterFluxModel<never>;
  readonly module: string;
}

/** Models of the flux of dark matter by the name a study uses; lowering asks them which masses they refuse, stages load the one that is chosen. */
export const darkMatterFluxes: Readonly<Record<string, RegisteredDarkMatterFlux>> = {
  'pion-source': { flux: pionSource, module: '@cevns/physics/dark-matter/pion-source' },
  tabulated: { flux: tabulated, module: '@cevns/physics/dark-matter/tabulated' },
};
