import { MUON_MASS_MEV } from '@cevns/physics/constants';
import { type Reactor, reactorEmission } from './reactor.ts';

/**
 * Highest neutrino energy in MeV of a source by its name, without its spectra; undefined for one that is not known here.
 *
 * @throws RangeError if a parameter of the source is out of its range
 */
export function sourceEndPointMeV(model: string, parameters: object): number | undefined {
  return Object.hasOwn(END_POINTS_MEV, model) ? END_POINTS_MEV[model]!(parameters) : undefined;
}

const END_POINTS_MEV: Readonly<Record<string, (parameters: object) => number>> = {
  reactor: (parameters) => Math.max(...reactorEmission(parameters as Reactor).breakPointsMeV),
  'stopped-pion': () => MUON_MASS_MEV / 2,
};
