import { highEnergySpectra as exponential } from './exponential.ts';
import type { HighEnergySpectra } from './high-energy-spectra.ts';
import { highEnergySpectra as none } from './none.ts';
import { highEnergySpectra as polynomial } from './polynomial.ts';

/** What is taken for reactor antineutrinos of high energy, by the name a study uses; the continuations themselves, since they are formulas. */
export const highEnergySpectra: Readonly<Record<string, HighEnergySpectra>> = {
  exponential,
  none,
  polynomial,
};
