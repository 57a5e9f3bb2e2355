import { spectrum as line } from './line.ts';
import { mixture } from './mixture.ts';
import type { Spectrum, SpectrumModel } from './spectrum.ts';

export interface Lines {
  readonly lines: readonly {
    /** MeV. */
    readonly energy: number;
    /** Part of all neutrinos; the parts are normalised. */
    readonly part: number;
  }[];
}

/**
 * Several lines, each with its part of the neutrinos.
 *
 * @throws RangeError if there is no line, or an energy or part is not positive
 */
export const spectrum: SpectrumModel<Lines> = {
  prepare: ({ lines }): Spectrum =>
    mixture(lines.map(({ energy, part }) => ({ spectrum: line.prepare({ energy }), weight: part }))).spectrum,
};
