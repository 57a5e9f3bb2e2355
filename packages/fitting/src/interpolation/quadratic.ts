import type { Variation } from '../model.ts';
import type { InterpolatedTemplate, Interpolation } from './interpolation.ts';

/**
 * The parabola through both variations and the nominal template for |a| <= 1, continued by its tangents; several parameters add up.
 *
 * e(a) = e0 + sum_j q_j(a_j), q(a) = s a + c a^2 with s = (up - down) / 2 and c = (up + down) / 2 - e0 for |a| <= 1,
 * q(a) = q(+-1) + (s +- 2 c) (a -+ 1) beyond. Smooth but for the curvature, which ends at |a| = 1; there the inner value counts.
 * Known as histosys code 2 in HistFactory.
 *
 * @see K. Cranmer et al., HistFactory, CERN-OPEN-2012-016, section 4.1.1
 */
export const interpolation: Interpolation = { kinkAtZero: false, curvature: 'diagonal', prepare };

function prepare(nominal: Float64Array, variations: readonly Variation[]): InterpolatedTemplate {
  const bins = nominal.length;
  const slopes = variations.map(({ up, down }) => up.map((value, i) => 0.5 * (value - down[i]!)));
  const bends = variations.map(({ up, down }) => up.map((value, i) => 0.5 * (value + down[i]!) - nominal[i]!));
  return (parameters, _side, out) => {
    out.value.set(nominal);
    for (let j = 0; j < variations.length; j++) {
      const a = parameters[j]!;
      const inner = Math.max(-1, Math.min(1, a));
      // With b the clipped a: q = s a + c (2 a b - b^2) holds inside, where b = a, and outside alike.
      const bendFactor = inner * (2 * a - inner);
      const bendSlope = 2 * inner;
      const bendCurvature = inner === a ? 2 : 0;
      const slope = slopes[j]!;
      const bend = bends[j]!;
      const row = j * bins;
      for (let i = 0; i < bins; i++) {
        out.value[i]! += a * slope[i]! + bendFactor * bend[i]!;
        out.first[row + i] = slope[i]! + bendSlope * bend[i]!;
        out.second[row + i] = bendCurvature * bend[i]!;
      }
    }
  };
}
