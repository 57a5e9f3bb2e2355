import type { BackgroundShape } from './background-shape.ts';

export interface LinesShape {
  /** Energies of the lines in keVee, or in keVnr where energies of recoils are observed, each with its intensity in units of any. */
  readonly lines: readonly { readonly energy: number; readonly intensity?: number }[];
}

/**
 * Lines of given energies, such as x rays after electron capture (71Ge: 10.37, 1.30 and 0.16 keV), with the resolution and the efficiency of the detector. The
 * intensities are shares of all decays: contents are the probabilities that one is seen in each bin.
 *
 * @throws RangeError when an energy or an intensity is not positive, there is no line, or the response of the detector is missing
 */
export const shape: BackgroundShape<LinesShape> = {
  prepare({ lines }, { response }) {
    if (response === undefined) throw new RangeError('Expected the response of the detector, got none');
    const total = lines.reduce((sum, { intensity = 1 }) => sum + intensity, 0);
    for (const { energy, intensity = 1 } of lines) {
      if (!(energy > 0)) throw new RangeError(`Expected a positive energy of a line, got ${energy} keV`);
      if (!(intensity > 0)) throw new RangeError(`Expected a positive intensity of a line, got ${intensity}`);
    }
    if (!(total > 0)) throw new RangeError('Expected at least one line, got none');
    return (edges) => {
      const contents = new Float64Array(edges.length - 1);
      for (const { energy, intensity = 1 } of lines) {
        response(energy, edges).forEach((probability, j) => {
          contents[j]! += (intensity / total) * probability;
        });
      }
      return contents;
    };
  },
};
