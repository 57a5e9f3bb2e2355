import { lowEnergySpectra as constant } from './constant.ts';
import { lowEnergySpectra as cut } from './cut.ts';
import type { LowEnergySpectra } from './low-energy-spectra.ts';
import { lowEnergySpectra as vogelEngel } from './vogel-engel.ts';
import { lowEnergySpectra as vogelEngelCapture } from './vogel-engel-capture.ts';

/** What is taken for reactor antineutrinos of low energy, by the name a study uses; the spectra themselves, since they are data. */
export const lowEnergySpectra: Readonly<Record<string, LowEnergySpectra>> = {
  constant,
  cut,
  'vogel-engel': vogelEngel,
  'vogel-engel-capture': vogelEngelCapture,
};
