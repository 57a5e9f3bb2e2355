import { source as electronCapture } from '../models/electron-capture.ts';
import { source as givenFlux } from '../models/given-flux.ts';
import { source as reactor } from '../models/reactor.ts';
import { source as solar } from '../models/solar.ts';
import type { SourceModel } from '../models/source.ts';
import { source as stoppedPion } from '../models/stopped-pion.ts';
import { source as supernova } from '../models/supernova.ts';

const table = { energy_MeV: Float64Array.of(1, 5, 16), density_per_MeV: Float64Array.of(0, 1, 0) };

/** Parameters with which every source model works. */
export const exampleSources: Readonly<
  Record<string, { readonly source: SourceModel<never>; readonly parameters: object }>
> = {
  'electron-capture': {
    source: electronCapture,
    parameters: { activity: 1e11, 'half-life': 2.4e12, exposure: 1e12, lines: [{ energy: 0.747, part: 1 }] },
  },
  'given-flux': {
    source: givenFlux,
    parameters: {
      exposure: 1e13,
      components: {
        table: { flavours: { nue: 0.5, nutaubar: 0.5 }, flux: 1, spectrum: { model: 'table', table } },
        line: { flavours: 'numu', flux: 2, spectrum: { model: 'line', energy: 3 } },
      },
    },
  },
  reactor: {
    source: reactor,
    parameters: {
      'thermal-power': 1e10,
      exposure: 1e12,
      'fission-fractions': { U235: 0.5, Pu239: 0.5 },
      spectra: 'huber-mueller',
      'low-energy': 'cut',
    },
  },
  solar: { source: solar, parameters: { exposure: 1e13, components: { b8: { flux: 5, table } } } },
  'stopped-pion': {
    source: stoppedPion,
    parameters: { exposure: 1e23, 'neutrinos-per-proton-per-flavour': 0.08 },
  },
  supernova: {
    source: supernova,
    parameters: {
      distance: 3e20,
      emission: {
        nue: { energy: 1e58, 'mean-energy': 12, pinching: 3 },
        numubar: { energy: 1e58, 'mean-energy': 16, pinching: 2 },
      },
    },
  },
};
