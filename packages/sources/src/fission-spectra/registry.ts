import type { FissionSpectra } from './fission-spectra.ts';
import { fissionSpectra as huberMueller } from './huber-mueller.ts';
import { fissionSpectra as huberTables } from './huber-tables.ts';
import { fissionSpectra as mueller } from './mueller.ts';
import { fissionSpectra as table } from './table.ts';

/** Spectra that need something of the study. */
export interface FissionSpectraOf<Parameters> {
  readonly source: string;
  /** @throws RangeError if the parameters are not as they should be */
  prepare(parameters: Parameters): FissionSpectra;
}

/** Antineutrino spectra of fission by the name a study uses; the spectra themselves, since they are data. */
export const fissionSpectra = {
  'huber-mueller': huberMueller,
  'huber-tables': huberTables,
  mueller,
  table,
} as const satisfies Readonly<Record<string, FissionSpectra | FissionSpectraOf<never>>>;
