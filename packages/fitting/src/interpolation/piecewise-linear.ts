import type { Variation } from '../model.ts';
import type { InterpolatedTemplate, Interpolation } from './interpolation.ts';

/**
 * Straight lines from the nominal template to both variations, continued beyond them; several parameters add up.
 *
 * e(a) = e0 + sum_j [ a_j > 0 ? a_j (up_j - e0) : a_j (e0 - down_j) ]
 *
 * The slope jumps at a_j = 0, where the side decides which one counts. Known as histosys code 0 in HistFactory.
 *
 * @see K. Cranmer et al., HistFactory, CERN-OPEN-2012-016, section 4.1.1
 */
export const interpolation: Interpolation = { kinkAtZero: true, curvature: 'none', prepare };

function prepare(nominal: Float64Array, variations: readonly Variation[]): InterpolatedTemplate {
  const bins = nominal.length;
  /** Slopes upwards and downwards, [variations][up, down][bins]. */
  const slopes = new Float64Array(2 * variations.length * bins);
  for (let j = 0; j < variations.length; j++) {
    const { up, down } = variations[j]!;
    for (let i = 0; i < bins; i++) slopes[2 * j * bins + i] = up[i]! - nominal[i]!;
    for (let i = 0; i < bins; i++) slopes[(2 * j + 1) * bins + i] = nominal[i]! - down[i]!;
  }
  /** Where slopes were written last, and for which sides: they change with the side alone. */
  let slopesIn: Float64Array | undefined;
  const slopesOf = new Int8Array(variations.length);
  return (parameters, side, out) => {
    if (slopesIn !== out.first) slopesOf.fill(0);
    slopesIn = out.first;
    for (let i = 0; i < bins; i++) out.value[i] = nominal[i]!;
    for (let j = 0; j < variations.length; j++) {
      const a = parameters[j]!;
      const above = a > 0 || (a === 0 && side[j]! > 0);
      const from = (above ? 2 * j : 2 * j + 1) * bins;
      for (let i = 0; i < bins; i++) out.value[i]! += a * slopes[from + i]!;
      if (slopesOf[j] === (above ? 1 : -1)) continue;
      slopesOf[j] = above ? 1 : -1;
      for (let i = 0; i < bins; i++) out.first[j * bins + i] = slopes[from + i]!;
    }
  };
}
