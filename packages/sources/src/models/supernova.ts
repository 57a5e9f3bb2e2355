import type { NeutrinoFlavour } from '@cevns/physics/flavours';
import { positive } from '../positive.ts';
import type { WeightedSpectrum } from '../spectra/mixture.ts';
import { spectrum as pinched } from '../spectra/pinched.ts';
import { fluxesByFlavour } from './flux-components.ts';
import type { SourceModel } from './source.ts';

/** All neutrinos of one flavour of a burst. */
export interface Burst {
  /** Energy in all of them, MeV. */
  readonly energy: number;
  /** Mean energy of one, MeV. */
  readonly 'mean-energy': number;
  readonly pinching: number;
}

export interface Supernova {
  /** m. */
  readonly distance: number;
  readonly emission: Readonly<Partial<Record<NeutrinoFlavour, Burst>>>;
}

const CM_PER_M = 100;

/**
 * A core-collapse supernova, its burst summed over time: fluence = energy / (mean energy 4 pi d^2) for each flavour, with a pinched spectrum.
 *
 * Flavours are those that arrive; a study of conversion in the star puts it into their energies and spectra.
 *
 * @throws RangeError if a number is not positive, or a spectrum is refused
 */
export const source: SourceModel<Supernova> = {
  flavours({ distance, emission }) {
    const distanceCm = CM_PER_M * positive('distance in m', distance);
    const sphere = 4 * Math.PI * distanceCm * distanceCm;
    const found = new Map<NeutrinoFlavour, WeightedSpectrum[]>();
    const bursts = Object.entries(emission) as [NeutrinoFlavour, Burst][];
    const endPointMeV = Math.max(...bursts.map(([, burst]) => pinched.prepare(burst).endPointMeV));
    for (const [flavour, burst] of bursts) {
      const spectrum = pinched.prepare({ ...burst, 'end-point': endPointMeV });
      found.set(flavour, [
        { spectrum, weight: positive('energy in MeV', burst.energy) / burst['mean-energy'] / sphere },
      ]);
    }
    return fluxesByFlavour(found);
  },
  timing: () => ({ steady: [] }),
};
