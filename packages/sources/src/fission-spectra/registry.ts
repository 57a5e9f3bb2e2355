import type { FissionSpectra } from './fission-spectra.ts';
import { fissionSpectra as huberMueller } from './huber-mueller.ts';
import { fissionSpectra as mueller } from './mueller.ts';

/** Antineutrino spectra of fission by the name a study uses; the spectra themselves, since they are data. */
export const fissionSpectra: Readonly<Record<string, FissionSpectra>> = {
  'huber-mueller': huberMueller,
  mueller,
};
