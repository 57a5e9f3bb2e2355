import { MUON_MASS_MEV } from '@cevns/physics/constants';
import { fissionSpectra } from '../fission-spectra/registry.ts';
import type { ElectronCapture } from './electron-capture.ts';
import { type Reactor, reactorEmission } from './reactor.ts';

/**
 * Highest neutrino energy in MeV of a source by its name, without its spectra; undefined for one that is not known here, or whose spectra are in a table.
 *
 * @throws RangeError if a parameter of the source is out of its range
 */
export function sourceEndPointMeV(model: string, parameters: object): number | undefined {
  return Object.hasOwn(END_POINTS_MEV, model) ? END_POINTS_MEV[model]!(parameters) : undefined;
}

const END_POINTS_MEV: Readonly<Record<string, (parameters: object) => number | undefined>> = {
  'electron-capture': (parameters) => Math.max(...(parameters as ElectronCapture).lines.map(({ energy }) => energy)),
  reactor: (parameters) => {
    const { spectra } = parameters as Reactor;
    const name = typeof spectra === 'string' ? spectra : spectra.model;
    if (name in fissionSpectra && 'prepare' in fissionSpectra[name as keyof typeof fissionSpectra]) return undefined;
    return Math.max(...reactorEmission(parameters as Reactor).breakPointsMeV);
  },
  'stopped-pion': () => MUON_MASS_MEV / 2,
};
