import { type BetaBranch, betaAntineutrinos } from './beta-branches.ts';
import type { LowEnergySpectra } from './low-energy-spectra.ts';
import { lowEnergySpectra as vogelEngel } from './vogel-engel.ts';

/** 239U, Q = 1.262 MeV: to the level of 74.7 keV of 239Np and to its ground state; ENSDF, intensities rounded, weaker branches left out. */
const U239: readonly BetaBranch[] = [
  { endPointMeV: 1.187, intensity: 0.8 },
  { endPointMeV: 1.262, intensity: 0.2 },
];
/** 239Np, Q = 0.723 MeV: to levels of 239Pu at 391.6, 330.1, 285.5 and 7.9 keV; ENSDF, intensities rounded, weaker branches left out. */
const NP239: readonly BetaBranch[] = [
  { endPointMeV: 0.331, intensity: 0.4 },
  { endPointMeV: 0.392, intensity: 0.1 },
  { endPointMeV: 0.437, intensity: 0.46 },
  { endPointMeV: 0.715, intensity: 0.04 },
];
const NEPTUNIUM = 93;
const PLUTONIUM = 94;

/** Captures of neutrons on 238U per fission in a power reactor of low enrichment. */
export const CAPTURES_PER_FISSION = 0.6;

const densities = [betaAntineutrinos(NEPTUNIUM, U239), betaAntineutrinos(PLUTONIUM, NP239)] as const;

/** Antineutrinos per MeV of one capture on 238U in equilibrium, from 239U and 239Np. */
export function captureAntineutrinos(energyMeV: number): number {
  return densities[0](energyMeV) + densities[1](energyMeV);
}

/**
 * The table of Vogel and Engel, and with every fission 0.6 captures of neutrons on 238U, each followed by two antineutrinos below 1.27 MeV.
 *
 * For power reactors of low enrichment; a reactor of highly enriched uranium has next to no 238U.
 */
export const lowEnergySpectra: LowEnergySpectra = {
  source:
    'P. Vogel and J. Engel, Phys. Rev. D 39 (1989) 3378; 0.6 captures on 238U per fission (V. I. Kopeikin et al., Phys. Atom. Nucl. 60 (1997) 172; TEXONO, Phys. Rev. D 75 (2007) 012001), allowed spectra of 239U and 239Np',
  breakPointsMeV: [
    ...new Set([...vogelEngel.breakPointsMeV, ...[...U239, ...NP239].map(({ endPointMeV }) => endPointMeV)]),
  ].sort((a, b) => a - b),
  density: (isotope, energyMeV, spectra) =>
    vogelEngel.density(isotope, energyMeV, spectra) + CAPTURES_PER_FISSION * captureAntineutrinos(energyMeV),
};
