import type { FluxMoments } from '@cevns/physics/flux-moments';
import { antiderivative, NODES, panelNodes, panelValue } from './panel.ts';

/** A density of neutrino energy, to be integrated into moments. */
export interface DensityToTabulate {
  /** phi(E) in 1/MeV at an energy in MeV; need not be normalised. It is never asked for at a break point. */
  readonly density: (energyMeV: number) => number;
  /**
   * Energies in MeV, ascending: the lowest, the highest, and between them every kink and step. Where the density oscillates there has to be one per
   * half period or so, since an oscillation between two nodes cannot be noticed.
   */
  readonly breakPointsMeV: readonly number[];
  /** Lines beside the density: the part of the flux at one energy. */
  readonly lines?: readonly { readonly energyMeV: number; readonly weight: number }[];
  /** How many moments, k = 0, 1, ...; 3 unless given. */
  readonly orders?: number;
  /** Largest error of a moment, relative to M_k(E) + 1e-6 E^-k M_0(lowest); 1e-9 unless given. */
  readonly relativeTolerance?: number;
}

export interface TabulatedMoments {
  /** Writes M_k(E_min), unit MeV^-k, to out[0], ..., out[orders - 1]. */
  readonly moments: FluxMoments;
  /** M_0 of everything: the integral of the density and the lines. */
  readonly total: number;
  /** Largest relative difference between what is tabulated and the same with half as many panels: an upper bound of the error; above the tolerance only where the density is singular. */
  readonly relativeError: number;
  readonly panels: number;
  readonly densityEvaluations: number;
}

/** Below this part of all neutrinos a moment need not be good relative to itself. */
const NEGLIGIBLE_PART = 1e-6;
/** A panel from E = 0 of this part of the highest energy is not divided further: it lies below all recoils that are of interest. */
const NEGLIGIBLE_ENERGY = 1e-9;
const MOST_BISECTIONS = 40;
/** Where on [-1, 1] a panel is compared with its halves. */
const CHECKS = [-1, -0.9, -0.5, -0.1, 0, 0.3, 0.7, 0.95];

interface Panel {
  readonly from: number;
  readonly to: number;
  /** For each order the integral from E to the upper end, over half the width and (1 - x), in Legendre polynomials of x. */
  readonly coefficients: Float64Array;
}

/**
 * Flux moments M_k(E_min) = integral from E_min of phi(E) E^-k dE of any density with kinks, steps and lines.
 *
 * On each panel phi E^-k is the polynomial through its values at the 12 Gauss-Legendre nodes, and the moment that polynomial integrated from the top:
 * unlike Hermite interpolation between knots this needs neither the derivative of the density nor its one-sided values at a step. Panels are
 * halved until the halves agree with the whole.
 *
 * M_k is exactly 0 at the upper end. A density that does not vanish at E = 0 gives an M_k that grows as E^(1-k), held constant below 1e-9 of the highest
 * energy. One that is singular (a square root at an end point is met; a pole is not) may leave an error above the tolerance: look at it.
 *
 * @throws RangeError if there are fewer than two break points, or they are negative or do not ascend; if the density is not finite inside; if a line
 *   has no positive energy
 */
export function tabulateMoments(input: DensityToTabulate): TabulatedMoments {
  const { breakPointsMeV, lines = [], orders = 3, relativeTolerance = 1e-9 } = input;
  checkBreakPoints(breakPointsMeV);
  for (const { energyMeV } of lines) {
    if (!(energyMeV > 0 && Number.isFinite(energyMeV)))
      throw new RangeError(`Expected a positive line energy, got ${energyMeV} MeV`);
  }
  let densityEvaluations = 0;
  const x = panelNodes();
  const samples = new Float64Array(NODES);

  function panelOf(from: number, to: number): Panel {
    const half = 0.5 * (to - from);
    const energies = x.map((node) => from + half * (1 + node));
    for (let j = 0; j < NODES; j++) samples[j] = finite(input.density(energies[j]!), energies[j]!);
    densityEvaluations += NODES;
    const coefficients = new Float64Array(NODES * orders);
    for (let k = 0; k < orders; k++) {
      antiderivative(samples, coefficients.subarray(k * NODES, (k + 1) * NODES));
      for (let j = 0; j < NODES; j++) samples[j]! /= energies[j]!;
    }
    return { from, to, coefficients };
  }

  const first = breakPointsMeV[0]!;
  const last = breakPointsMeV[breakPointsMeV.length - 1]!;
  const whole = breakPointsMeV.slice(1).map((to, i) => panelOf(breakPointsMeV[i]!, to));
  const floor = NEGLIGIBLE_PART * Math.abs(whole.reduce((sum, panel) => sum + partOf(panel, 0, panel.from), 0));

  // From the highest energy down, so that the moments above a panel are known when it is judged.
  const accepted: Panel[] = [];
  const above: Float64Array[] = [];
  let sums = new Float64Array(orders);
  let relativeError = 0;

  function accept(panel: Panel): void {
    accepted.push(panel);
    above.push(sums);
    sums = sums.map((sum, k) => sum + partOf(panel, k, panel.from));
  }

  function resolve(panel: Panel, bisections: number): void {
    const { from, to } = panel;
    if (from === 0 && to <= NEGLIGIBLE_ENERGY * last) {
      panel.coefficients.fill(0, NODES);
      accept(panel);
      return;
    }
    const middle = 0.5 * (from + to);
    const halves = [panelOf(from, middle), panelOf(middle, to)] as const;
    const error = difference(panel, halves, sums, floor);
    if (error <= relativeTolerance || bisections === MOST_BISECTIONS) {
      relativeError = Math.max(relativeError, error);
      // The error is that of the whole; the halves are there and better.
      accept(halves[1]);
      accept(halves[0]);
    } else {
      resolve(halves[1], bisections + 1);
      resolve(halves[0], bisections + 1);
    }
  }
  for (const panel of whole.reverse()) resolve(panel, 0);

  accepted.reverse();
  above.reverse();
  const total = sums[0]! + lines.reduce((sum, { weight }) => sum + weight, 0);
  return {
    moments: evaluator({ first, last, accepted, above, sums, lines, orders }),
    total,
    relativeError,
    panels: accepted.length,
    densityEvaluations,
  };
}

/** Integral of phi E^-k from an energy in a panel to its upper end. */
function partOf({ from, to, coefficients }: Panel, k: number, energyMeV: number): number {
  const half = 0.5 * (to - from);
  const fall = (to - energyMeV) / half;
  return half * fall * panelValue(coefficients, k * NODES, 1 - fall);
}

/** Largest difference between a panel and its halves, relative to the moments there. */
function difference(panel: Panel, [lower, upper]: readonly [Panel, Panel], sums: Float64Array, floor: number): number {
  let largest = 0;
  for (const check of CHECKS) {
    const energyMeV = panel.from + 0.5 * (panel.to - panel.from) * (1 + check);
    for (let k = 0; k < sums.length; k++) {
      const better =
        energyMeV < upper.from
          ? partOf(upper, k, upper.from) + partOf(lower, k, energyMeV)
          : partOf(upper, k, energyMeV);
      const error = Math.abs(partOf(panel, k, energyMeV) - better);
      if (error === 0) continue;
      largest = Math.max(largest, error / (Math.abs(sums[k]! + better) + floor * energyMeV ** -k));
    }
  }
  return largest;
}

interface Table {
  readonly first: number;
  readonly last: number;
  readonly accepted: readonly Panel[];
  readonly above: readonly Float64Array[];
  readonly sums: Float64Array;
  readonly lines: readonly { readonly energyMeV: number; readonly weight: number }[];
  readonly orders: number;
}

function evaluator({ first, last, accepted, above, sums, lines, orders }: Table): FluxMoments {
  const starts = Float64Array.from(accepted, ({ from }) => from);
  return (energyMinMeV, out) => {
    if (energyMinMeV >= last) out.fill(0, 0, orders);
    else if (!(energyMinMeV > first)) for (let k = 0; k < orders; k++) out[k] = sums[k]!;
    else {
      let low = 0;
      let high = starts.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        if (starts[middle]! <= energyMinMeV) low = middle;
        else high = middle;
      }
      for (let k = 0; k < orders; k++) out[k] = above[low]![k]! + partOf(accepted[low]!, k, energyMinMeV);
    }
    for (const { energyMeV, weight } of lines) {
      if (energyMinMeV >= energyMeV) continue;
      let term = weight;
      for (let k = 0; k < orders; k++) {
        out[k]! += term;
        term /= energyMeV;
      }
    }
  };
}

function checkBreakPoints(breakPointsMeV: readonly number[]): void {
  const ascending = breakPointsMeV.every((point, i) => (i === 0 ? point >= 0 : point > breakPointsMeV[i - 1]!));
  if (breakPointsMeV.length < 2 || !ascending || !breakPointsMeV.every(Number.isFinite)) {
    throw new RangeError(`Expected at least two ascending break points in MeV, got [${breakPointsMeV.join(', ')}]`);
  }
}

function finite(value: number, energyMeV: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`Expected a finite density at ${energyMeV} MeV, got ${value}`);
  return value;
}
