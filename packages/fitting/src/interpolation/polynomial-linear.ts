import type { Variation } from '../model.ts';
import type { InterpolatedTemplate, Interpolation } from './interpolation.ts';

/**
 * Straight lines to both variations beyond |a| = 1, joined by a polynomial of sixth degree that continues value, slope and curvature;
 * several parameters add up.
 *
 * e(a) = e0 + sum_j q_j(a_j), q(a) = s a + c a^2 (15 - 10 a^2 + 3 a^4) / 8 with s = (up - down) / 2 and c = (up + down) / 2 - e0 for
 * |a| <= 1, q(a) = s a + c |a| beyond. Known as histosys code 4p in HistFactory.
 *
 * @see W. Verkerke et al., HistFactory in ROOT, PiecewiseInterpolation, code 4
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
      const isInner = a > -1 && a < 1;
      const square = a * a;
      const bendFactor = isInner ? (square * (15 - square * (10 - 3 * square))) / 8 : Math.abs(a);
      const bendSlope = isInner ? (a * (15 - square * (20 - 9 * square))) / 4 : Math.sign(a);
      const bendCurvature = isInner ? (15 - square * (60 - 45 * square)) / 4 : 0;
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
