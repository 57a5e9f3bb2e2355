import type { DecayTimes } from '../timing/decay-times.ts';
import type { Pulse } from './pulse.ts';

/** A decay without delay leaves the pulse as it is. */
const NO_DELAY: DecayTimes = [{ weight: 1, ratePerUs: Number.POSITIVE_INFINITY }];

/** Below this exponent (1 - exp(-x))/x and its integral are summed as series. */
const SMALL = 1e-2;

/**
 * A pulse of finite length that is a uniform one (order 1) or the convolution of two equal ones, a triangle (order 2), folded with exponential decays.
 *
 * With h = length / order it is the order-th central difference over h^order of the same quantity for protons at one instant, integrated order times
 * over the instant. All is in closed form. The second derivative by the onset of a uniform pulse steps where the pulse leaves or enters a bin.
 *
 * @param order 1 or 2
 * @param lengthUs positive
 */
export function splinePulse(order: 1 | 2, lengthUs: number): Pulse {
  const step = lengthUs / order;
  const shifts = order === 1 ? [-0.5 * step, 0.5 * step] : [-step, 0, step];
  const signs = order === 1 ? [-1, 1] : [1, -2, 1];
  const scale = step ** -order;
  return {
    density(timeUs, onsetUs, decays) {
      let sum = 0;
      for (const { weight, ratePerUs } of orNone(decays)) {
        shifts.forEach((shift, i) => {
          // Later instants leave less time: the sign of the shift turns round.
          sum +=
            weight * signs[i]! * delayIntegral(order, timeUs - onsetUs - shift, ratePerUs) * (order === 1 ? -1 : 1);
        });
      }
      return scale * sum;
    },
    binIntegrals(edgesUs, onsetUs, decays, { plateauEndUs, ratePerUs: fall }, out) {
      for (let bin = 0; bin < edgesUs.length - 1; bin++) {
        const from = edgesUs[bin]!;
        const to = edgesUs[bin + 1]!;
        out.value[bin] = 0;
        out.first[bin] = 0;
        out.second[bin] = 0;
        const stretches: Stretch[] = [];
        if (from < plateauEndUs) stretches.push({ from, to: Math.min(to, plateauEndUs), fall: 0, kink: 0 });
        if (to > plateauEndUs) stretches.push({ from: Math.max(from, plateauEndUs), to, fall, kink: plateauEndUs });
        for (const { weight, ratePerUs } of orNone(decays)) {
          for (const stretch of stretches) {
            shifts.forEach((shift, i) => {
              const integrals = instantIntegrals(stretch, onsetUs + shift, ratePerUs);
              const factor = weight * scale * signs[i]!;
              out.value[bin]! += factor * integrals[order + 1]!;
              out.first[bin]! += factor * integrals[order]!;
              out.second[bin]! += factor * integrals[order - 1]!;
            });
          }
        }
      }
    },
  };
}

function orNone(decays: DecayTimes): DecayTimes {
  return decays.length === 0 ? NO_DELAY : decays;
}

/** A stretch of time with efficiency exp(-fall (t - kink)). */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly fall: number;
  readonly kink: number;
}

/** Integral, once or twice, of l exp(-l t) from 0 to a delay; 0 before it. */
function delayIntegral(order: number, delay: number, rate: number): number {
  if (delay <= 0) return 0;
  const once = rate === Number.POSITIVE_INFINITY ? 1 : -Math.expm1(-rate * delay);
  return order === 1 ? once : delay - once / rate;
}

/**
 * For protons at an instant s: derivative by s, value, first and second integral over s of the integral of exp(-fall (t - kink)) l exp(-l (t - s)) over a
 * stretch. Integrals start where they vanish, long before the stretch.
 */
function instantIntegrals({ from, to, fall, kink }: Stretch, instant: number, rate: number): readonly number[] {
  const atFrom = Math.exp(-fall * (from - kink));
  if (rate === Number.POSITIVE_INFINITY) {
    const inside = Math.min(Math.max(instant - from, 0), to - from);
    const after = Math.max(instant - to, 0);
    const value = instant > from && instant < to ? atFrom * Math.exp(-fall * inside) : 0;
    const once = atFrom * fading(fall, inside);
    return [-fall * value, value, once, atFrom * fadingIntegral(fall, inside) + after * once];
  }
  const part = rate / (rate + fall);
  const atTo = Math.exp(-fall * (to - kink));
  const across = Math.exp(-rate * (to - from));
  const start = part * (atFrom - atTo * across);
  if (instant <= from) {
    const value = start * Math.exp(rate * (instant - from));
    return [rate * value, value, value / rate, value / rate / rate];
  }
  const inside = Math.min(instant, to) - from;
  const left = Math.exp(-rate * (to - from - inside));
  const here = atFrom * Math.exp(-fall * inside);
  const value = instant < to ? part * (here - atTo * left) : 0;
  const once = start / rate + part * (atFrom * fading(fall, inside) - (atTo * (left - across)) / rate);
  const twice =
    start / rate / rate +
    (inside * start) / rate +
    part * (atFrom * fadingIntegral(fall, inside) - atTo * ((left - across) / rate / rate - (inside * across) / rate));
  const slope = instant < to ? rate * (value - here) : 0;
  return [slope, value, once, twice + Math.max(instant - to, 0) * once];
}

/** Integral of exp(-fall t) from 0 to a time. */
function fading(fall: number, time: number): number {
  return fall * time === 0 ? time : -Math.expm1(-fall * time) / fall;
}

/** Integral of `fading` from 0 to a time. */
function fadingIntegral(fall: number, time: number): number {
  const x = fall * time;
  if (x > SMALL) return (time - fading(fall, time)) / fall;
  return time * time * (1 / 2 - x * (1 / 6 - x * (1 / 24 - x * (1 / 120 - x * (1 / 720 - x / 5040)))));
}
