import type { NeutrinoFlavour } from '@cevns/physics/flavours';
import { flavourParts, type GivenFlux } from './given-flux.ts';
import type { Solar } from './solar.ts';
import type { Supernova } from './supernova.ts';

/**
 * Flavours that arrive from a source without oscillation on the way, by its name; undefined for one that is not known here. Its flux has these and no
 * others.
 *
 * @throws RangeError if the parts of flavours of a given flux are not as they should be
 */
export function emittedFlavours(model: string, source: object): readonly NeutrinoFlavour[] | undefined {
  return Object.hasOwn(EMITTED, model) ? EMITTED[model]!(source) : undefined;
}

const EMITTED: Readonly<Record<string, (source: object) => readonly NeutrinoFlavour[]>> = {
  'electron-capture': () => ['nue'],
  'given-flux': (source) => {
    const components = Object.values((source as GivenFlux).components);
    return [...new Set(components.flatMap(({ flavours }) => flavourParts(flavours).map(([flavour]) => flavour)))];
  },
  reactor: () => ['nuebar'],
  solar: (source) => ((source as Solar).conversion === 'none' ? ['nue'] : ['nue', 'numu', 'nutau']),
  'stopped-pion': () => ['nue', 'numu', 'numubar'],
  supernova: (source) => Object.keys((source as Supernova).emission) as NeutrinoFlavour[],
};
