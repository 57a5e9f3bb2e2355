import type { NeutrinoFlavour } from '@cevns/physics/flavours';
import { positive } from '../positive.ts';
import type { WeightedSpectrum } from '../spectra/mixture.ts';
import { componentFlux, type FluxComponent, fluxesByFlavour } from './flux-components.ts';
import type { SourceModel } from './source.ts';

/** One flavour, or the part of the neutrinos in each of several. */
export type Flavours = NeutrinoFlavour | Readonly<Partial<Record<NeutrinoFlavour, number>>>;

export interface GivenFlux {
  /** Time during which the detector took data, us. */
  readonly exposure: number;
  readonly components: Readonly<Record<string, FluxComponent & { readonly flavours: Flavours }>>;
}

/** Parts of the neutrinos may miss one by this much of rounding. */
const ROUNDING = 0.01;

/**
 * Neutrinos that arrive at a known flux: atmospheric, geological, of all past supernovae, of one energy, of a table. Fluence = flux * exposure.
 *
 * @throws RangeError if the exposure or a flux is not positive, parts of flavours do not add up to one, or a spectrum is not as it should be
 */
export const source: SourceModel<GivenFlux> = {
  flavours({ exposure, components }) {
    const time = positive('exposure in us', exposure);
    const found = new Map<NeutrinoFlavour, WeightedSpectrum[]>();
    for (const component of Object.values(components)) {
      const { spectrum, weight } = componentFlux(component);
      for (const [flavour, part] of flavourParts(component.flavours)) {
        const own = found.get(flavour) ?? [];
        own.push({ spectrum, weight: part * weight * time });
        found.set(flavour, own);
      }
    }
    return fluxesByFlavour(found);
  },
  timing: () => ({ steady: [] }),
};

/**
 * The part of the neutrinos in each flavour, normalised.
 *
 * @throws RangeError if the parts do not add up to one within 1 %
 */
export function flavourParts(flavours: Flavours): readonly (readonly [NeutrinoFlavour, number])[] {
  if (typeof flavours === 'string') return [[flavours, 1]];
  const parts = Object.entries(flavours) as [NeutrinoFlavour, number][];
  const sum = parts.reduce((total, [, part]) => total + part, 0);
  if (!(Math.abs(sum - 1) <= ROUNDING)) {
    throw new RangeError(`Expected parts of flavours that add up to 1 within 1 %, got ${sum}`);
  }
  return parts.map(([flavour, part]) => [flavour, part / sum]);
}
