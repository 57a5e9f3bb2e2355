import { gaussLegendre } from '@cevns/numerics/quadrature';
import type { FluxMoments } from '../flux-moments.ts';
import type { CrossSection } from './cross-section.ts';
import { expectWithin } from './flux-average.ts';

/** Neutrinos of which only the moments are known, as those that oscillate. */
export interface NeutrinoMoments {
  readonly endPointMeV: number;
  readonly breakPointsMeV?: readonly number[];
  readonly moments: FluxMoments;
}

const NODES = 12;
/** Panels on the way to the end point, unless there are more kinks: phi(E) times a phase is then smooth where it matters. */
const PANELS = 32;
const ORDERS = 3;
const ABOVE_MEV = 1e-9;

const { nodes, weights } = gaussLegendre(NODES);
const derivatives = derivativeWeights();

/**
 * Integral of phi(E) sigma(E) dE in cm^2 through the moment M_0(E) = integral from E of phi: by parts it is
 * sigma(E_thr) M_0(E_thr) + integral of sigma'(E) M_0(E) dE.
 *
 * M_0 is smoother than phi: a line needs nothing of its own, and fast oscillation is damped (1e-5 for 60 eV^2 over 20 m). sigma' is that of the polynomial through 12 points
 * of each panel, exact for tables.
 *
 * Cost: 12 moments and cross sections per panel.
 *
 * @throws RangeError if the spectrum reaches beyond what the cross section is known for
 */
export function averageOverMomentsCm2(crossSection: CrossSection, beam: NeutrinoMoments): number {
  const { thresholdMeV, highestMeV } = crossSection;
  const { endPointMeV, breakPointsMeV = [], moments } = beam;
  expectWithin(crossSection, endPointMeV);
  if (thresholdMeV >= endPointMeV) return 0;
  const to = Math.min(endPointMeV, highestMeV);
  const step = (to - thresholdMeV) / PANELS;
  const inside = [
    ...breakPointsMeV,
    ...crossSection.breakPointsMeV,
    ...Array.from({ length: PANELS - 1 }, (_, i) => thresholdMeV + (i + 1) * step),
  ].filter((energy) => energy > thresholdMeV && energy < to);
  const edges = [thresholdMeV, ...[...new Set(inside)].sort((a, b) => a - b), to];
  const values = new Float64Array(NODES);
  const out = new Float64Array(ORDERS);
  moments(thresholdMeV, out);
  // Just above the threshold, where an allowed transition and some tables begin with a step.
  let sum = crossSection.at(thresholdMeV + ABOVE_MEV) * out[0]!;
  for (let panel = 1; panel < edges.length; panel++) {
    const half = 0.5 * (edges[panel]! - edges[panel - 1]!);
    const middle = edges[panel - 1]! + half;
    for (let k = 0; k < NODES; k++) values[k] = crossSection.at(middle + half * nodes[k]!);
    for (let k = 0; k < NODES; k++) {
      let slope = 0;
      for (let j = 0; j < NODES; j++) slope += derivatives[k * NODES + j]! * values[j]!;
      moments(middle + half * nodes[k]!, out);
      // The half of the panel in dE and the one in the slope cancel.
      sum += weights[k]! * slope * out[0]!;
    }
  }
  return sum;
}

/** Row-major: the derivative at each node of the polynomial through the values at all of them, on [-1, 1]. */
function derivativeWeights(): Float64Array {
  const barycentric = nodes.map((own, i) =>
    nodes.reduce((product, x, j) => (i === j ? product : product / (own - x)), 1),
  );
  const matrix = new Float64Array(NODES * NODES);
  for (let i = 0; i < NODES; i++) {
    let sum = 0;
    for (let j = 0; j < NODES; j++) {
      if (i === j) continue;
      const weight = barycentric[j]! / (barycentric[i]! * (nodes[i]! - nodes[j]!));
      matrix[i * NODES + j] = weight;
      sum += weight;
    }
    matrix[i * NODES + i] = -sum;
  }
  return matrix;
}
