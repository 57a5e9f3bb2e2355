import type { LowEnergySpectra } from './low-energy-spectra.ts';

const ENERGIES_MEV = [0, 7.813e-3, 1.563e-2, 3.12e-2, 6.25e-2, 0.125, 0.25, 0.5, 0.75, 1, 1.5, 2] as const;

/** Antineutrinos per MeV and fission at these energies; 0 at E = 0 is added here. */
const DENSITIES = {
  U235: [0, 0.024, 0.092, 0.35, 0.61, 1.98, 2.16, 2.66, 2.66, 2.41, 1.69, 1.26],
  U238: [0, 0.089, 0.35, 1.32, 0.65, 2.02, 2.18, 2.91, 2.96, 2.75, 1.97, 1.5],
  Pu239: [0, 0.14, 0.56, 2.13, 0.64, 1.99, 2.08, 2.63, 2.58, 2.32, 1.48, 1.08],
  Pu241: [0, 0.2, 0.79, 3, 0.59, 1.85, 2.14, 2.82, 2.9, 2.63, 1.75, 1.32],
} as const;

/**
 * The table of Vogel and Engel from 7.8 keV to 2 MeV, linear between its energies.
 *
 * It is not scaled to the spectrum above it: at 2 MeV the density of 235U steps from 1.26 to 1.31 (Mueller) or 1.32 (Huber). Neutrinos that follow the
 * capture of neutrons on 238U, 1.2 per fission below 1.3 MeV, are not in it.
 */
export const lowEnergySpectra: LowEnergySpectra = {
  source: 'P. Vogel and J. Engel, Phys. Rev. D 39 (1989) 3378, linear between its energies',
  breakPointsMeV: ENERGIES_MEV,
  density(isotope, energyMeV) {
    const next = ENERGIES_MEV.findIndex((each) => each >= energyMeV);
    if (next <= 0) return next === 0 ? 0 : DENSITIES[isotope][ENERGIES_MEV.length - 1]!;
    const from = ENERGIES_MEV[next - 1]!;
    const part = (energyMeV - from) / (ENERGIES_MEV[next]! - from);
    return (1 - part) * DENSITIES[isotope][next - 1]! + part * DENSITIES[isotope][next]!;
  },
};
