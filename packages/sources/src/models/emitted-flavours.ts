import type { NeutrinoFlavour } from '@cevns/physics/flavours';

/** Flavours that leave a source, by its name; undefined for one that is not known here. Its flux has these and no others. */
export function emittedFlavours(model: string): readonly NeutrinoFlavour[] | undefined {
  return Object.hasOwn(EMITTED, model) ? EMITTED[model] : undefined;
}

const EMITTED: Readonly<Record<string, readonly NeutrinoFlavour[]>> = {
  reactor: ['nuebar'],
  'stopped-pion': ['nue', 'numu', 'numubar'],
};
