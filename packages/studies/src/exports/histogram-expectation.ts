import type { HistogramChannel, ModifierInterpolation } from './histogram-model.ts';

/**
 * How a program interpolates: by the names that modifiers have, or as pyhf does: normsys by code 4, histosys by code 4p (poly6). Within
 * one standard deviation these are polynomials of sixth order that meet value, slope and curvature of what lies outside, which is
 * exponential and linear.
 */
export type InterpolationRule = 'named' | 'pyhf';

/**
 * Expectation per bin of a channel.
 *
 * @param values parameters by name, constrained ones in standard deviations
 */
export function histogramExpectation(
  channel: HistogramChannel,
  values: Readonly<Record<string, number>>,
  rule: InterpolationRule,
): number[] {
  const total = channel.observed.map(() => 0);
  for (const { nominal, modifiers } of channel.samples) {
    const bins = [...nominal];
    let factor = 1;
    for (const modifier of modifiers) {
      const value = values[modifier.parameter]!;
      if (modifier.type === 'normfactor') factor *= value;
      else if (modifier.type === 'histosys') {
        const { hi, lo } = modifier;
        const shiftAt = SHIFTS[rule === 'pyhf' ? 'poly6' : modifier.interpolation];
        nominal.forEach((middle, bin) => {
          bins[bin]! += shiftAt(value, hi[bin]! - middle, middle - lo[bin]!);
        });
      } else {
        const { hi, lo, interpolation } = modifier;
        if (rule === 'pyhf') factor *= scaleAt(value, hi, lo);
        else if (interpolation === 'log') factor *= value > 0 ? hi ** value : lo ** -value;
        else factor *= 1 + SHIFTS[interpolation](value, hi - 1, 1 - lo);
      }
    }
    bins.forEach((value, bin) => {
      total[bin]! += factor * value;
    });
  }
  return total;
}

/** What is added at a pull, `up` at +1 and -`down` at -1. */
type Shift = (pull: number, up: number, down: number) => number;

const lin: Shift = (pull, up, down) => pull * (pull > 0 ? up : down);

const SHIFTS: Readonly<Record<ModifierInterpolation, Shift>> = {
  lin,
  log: lin,
  parabolic(pull, up, down) {
    const bend = (up - down) / 2;
    const slope = (up + down) / 2;
    if (pull > 1) return up + (slope + 2 * bend) * (pull - 1);
    if (pull < -1) return -down + (slope - 2 * bend) * (pull + 1);
    return pull * (slope + bend * pull);
  },
  poly6(pull, up, down) {
    if (Math.abs(pull) > 1) return lin(pull, up, down);
    const square = pull * pull;
    return (pull * (up + down)) / 2 + ((up - down) / 16) * square * (15 + square * (3 * square - 10));
  },
};

/**
 * Code 4: hi^a above 1, lo^-a below -1, and 1 + sum of a_i a^i (i = 1..6) between, with the a_i from value and two derivatives at +1
 * and -1.
 */
function scaleAt(pull: number, hi: number, lo: number): number {
  if (pull >= 1) return hi ** pull;
  if (pull <= -1) return lo ** -pull;
  const [up, down] = [Math.log(hi), -Math.log(lo)];
  const even = (hi + lo) / 2 - 1;
  const odd = (hi - lo) / 2;
  const slopeEven = (hi * up - lo * down) / 2;
  const slopeOdd = (hi * up + lo * down) / 2;
  const bendEven = (hi * up * up + lo * down * down) / 2;
  const bendOdd = (hi * up * up - lo * down * down) / 2;
  // Odd and even powers separate: c1 + c3 + c5 = odd, c1 + 3 c3 + 5 c5 = slopeOdd, 6 c3 + 20 c5 = bendOdd; the even ones likewise.
  const c5 = (bendOdd - 3 * (slopeOdd - odd)) / 8;
  const c3 = (slopeOdd - odd) / 2 - 2 * c5;
  const c1 = odd - c3 - c5;
  const slope = (slopeEven - 2 * even) / 2;
  const c6 = ((bendEven - 2 * even) / 2 - 5 * slope) / 4;
  const c4 = slope - 2 * c6;
  const c2 = even - c4 - c6;
  const square = pull * pull;
  return 1 + pull * (c1 + square * (c3 + square * c5)) + square * (c2 + square * (c4 + square * c6));
}
