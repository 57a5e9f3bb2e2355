import { gaussLegendre } from '@cevns/numerics/quadrature';
import type { FluxMoments } from '@cevns/physics/flux-moments';
import type { Spectrum } from '../spectra/spectrum.ts';
import { averagedPhase, type PathLengths, type Phases, phasesAtOneMeV, sinc } from './averaged-phase.ts';
import { addFourierWeights, NODES } from './fourier-weights.ts';

const ORDERS = 3;
/** Ratio of the energies at the ends of a panel, in the upper part of the spectrum and below it. */
const RATIO = 1.4;
const WIDE_RATIO = 2;
const WIDE_BELOW = 0.02;
/** Panels end where E min(1, E/phase) falls below this part of the end point: what oscillates below adds nothing any more. */
const NEGLIGIBLE = 1e-11;
/** Phase over half a panel up to which the whole integrand is a polynomial, and up to which a sinc factor is one. */
const SMOOTH_PHASE = 4;
const SMOOTH_EXTENT_PHASE = 1;

const { nodes, weights } = gaussLegendre(NODES);

/**
 * Moments M_k(E_min) = integral from E_min of phi(E) <sin^2(k Dm2 L/E)> E^-k dE, k = 0, 1, 2, of the neutrinos that oscillate.
 *
 * In w = 1/E the phase is linear, and on panels whose ends are a fixed ratio apart everything else is a polynomial of low degree:
 * each panel takes 12 densities however many oscillations it holds. A sinc factor that oscillates within a panel is written as sines and
 * cosines of sums of phases. Good to 1e-9 of the moments of the spectrum itself, for a density without kinks other than its break points.
 *
 * Cost: some 40 panels once; then one panel per value of E_min.
 *
 * @param massSplittingEV2 Delta m^2 in eV^2, not negative
 * @throws RangeError if a number is out of its range
 */
export function oscillatingMoments(spectrum: Spectrum, massSplittingEV2: number, lengths: PathLengths): FluxMoments {
  check(massSplittingEV2, lengths);
  const phases = phasesAtOneMeV(massSplittingEV2, lengths);
  const { density, endPointMeV } = spectrum;
  if (density === null) {
    const probability = averagedPhase(phases, 1 / endPointMeV);
    return (energyMinMeV, out) => {
      spectrum.moments(energyMinMeV, out);
      for (let k = 0; k < ORDERS; k++) out[k]! *= probability;
    };
  }
  const edges = panelEdges(endPointMeV, spectrum.breakPointsMeV ?? [], phases.mean);
  const panels = edges.length - 1;
  const lowest = phases.mean > edges[panels]! ? 0.5 : 0;
  const above = new Float64Array((panels + 1) * ORDERS);
  const part = new Float64Array(ORDERS);
  for (let panel = 0; panel < panels; panel++) {
    integratePanel(density, phases, edges[panel]!, edges[panel + 1]!, part);
    for (let k = 0; k < ORDERS; k++) above[(panel + 1) * ORDERS + k] = above[panel * ORDERS + k]! + part[k]!;
  }
  return (energyMinMeV, out) => {
    if (!(energyMinMeV < endPointMeV)) {
      out.fill(0, 0, ORDERS);
      return;
    }
    const panel = panelOf(edges, energyMinMeV);
    for (let k = 0; k < ORDERS; k++) out[k] = above[panel * ORDERS + k]!;
    if (panel === panels) {
      // Far below the last panel sin^2 is a half on average, where there is a phase at all.
      spectrum.moments(edges[panels]!, part);
      for (let k = 0; k < ORDERS; k++) out[k]! -= lowest * part[k]!;
      spectrum.moments(energyMinMeV, part);
      for (let k = 0; k < ORDERS; k++) out[k]! += lowest * part[k]!;
      return;
    }
    integratePanel(density, phases, edges[panel]!, energyMinMeV, part);
    for (let k = 0; k < ORDERS; k++) out[k]! += part[k]!;
  };
}

/** Ends of the panels in MeV, from the end point down. */
function panelEdges(endPointMeV: number, breakPointsMeV: readonly number[], phase: number): Float64Array {
  const breaks = breakPointsMeV.filter((point) => point > 0 && point < endPointMeV).sort((a, b) => b - a);
  const edges = [endPointMeV];
  let E = endPointMeV;
  let next = 0;
  while (next < breaks.length || E * Math.min(1, E / phase) > NEGLIGIBLE * endPointMeV) {
    let lower = E / (E > WIDE_BELOW * endPointMeV ? RATIO : WIDE_RATIO);
    if (next < breaks.length && breaks[next]! >= lower) lower = breaks[next++]!;
    if (lower < E) edges.push(lower);
    E = lower;
  }
  return Float64Array.from(edges);
}

/** Index of the panel that an energy lies in; the number of panels for one below them all. */
function panelOf(edges: Float64Array, energyMeV: number): number {
  let low = 0;
  let high = edges.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (edges[middle]! >= energyMeV) low = middle;
    else high = middle;
  }
  return low;
}

const rule = new Float64Array(NODES);

/** Integral of phi <sin^2> E^-k from `lower` to `upper`, in 1/E. */
function integratePanel(
  density: (energyMeV: number) => number,
  phases: Phases,
  upper: number,
  lower: number,
  out: Float64Array,
): void {
  const middle = 0.5 * (1 / lower + 1 / upper);
  const half = 0.5 * (1 / lower - 1 / upper);
  if (half * (phases.mean + phases.source + phases.detector) <= SMOOTH_PHASE) {
    for (let i = 0; i < NODES; i++) rule[i] = weights[i]! * averagedPhase(phases, middle + half * nodes[i]!);
  } else {
    oscillatingRule(phases, middle, half);
  }
  let zeroth = 0;
  let first = 0;
  let second = 0;
  for (let i = 0; i < NODES; i++) {
    const perMeV = middle + half * nodes[i]!;
    const value = rule[i]! * density(1 / perMeV);
    second += value;
    first += value / perMeV;
    zeroth += value / (perMeV * perMeV);
  }
  out[0] = half * zeroth;
  out[1] = half * first;
  out[2] = half * second;
}

/** Weights of the nodes for 1/2 minus half of cos(mean w) sinc(source w) sinc(detector w), where the cosine oscillates within the panel. */
function oscillatingRule({ mean, source, detector }: Phases, middle: number, half: number): void {
  const isSourceFast = half * source > SMOOTH_EXTENT_PHASE;
  const isDetectorFast = half * detector > SMOOTH_EXTENT_PHASE;
  rule.fill(0);
  if (isSourceFast && isDetectorFast) {
    // cos A sin a sin b = [cos(A + a - b) + cos(A - a + b) - cos(A + a + b) - cos(A - a - b)] / 4
    addCosine(mean + source - detector, 0.25, middle, half);
    addCosine(mean - source + detector, 0.25, middle, half);
    addCosine(mean + source + detector, -0.25, middle, half);
    addCosine(mean - source - detector, -0.25, middle, half);
  } else if (isSourceFast || isDetectorFast) {
    // cos A sin a = [sin(A + a) - sin(A - a)] / 2
    const fast = isSourceFast ? source : detector;
    addSine(mean + fast, 0.5, middle, half);
    addSine(mean - fast, -0.5, middle, half);
  } else {
    addCosine(mean, 1, middle, half);
  }
  for (let i = 0; i < NODES; i++) {
    const perMeV = middle + half * nodes[i]!;
    const a = source * perMeV;
    const b = detector * perMeV;
    const slow = (isSourceFast ? 1 / a : sinc(a)) * (isDetectorFast ? 1 / b : sinc(b));
    rule[i] = 0.5 * (weights[i]! - slow * rule[i]!);
  }
}

/** Adds factor cos(frequency w) to the rule. */
function addCosine(frequency: number, factor: number, middle: number, half: number): void {
  const positive = Math.abs(frequency);
  const phase = positive * middle;
  addFourierWeights(positive * half, factor * Math.cos(phase), factor * Math.sin(phase), rule);
}

/** Adds factor sin(frequency w) to the rule. */
function addSine(frequency: number, factor: number, middle: number, half: number): void {
  const positive = Math.abs(frequency);
  const phase = positive * middle;
  const signed = frequency < 0 ? -factor : factor;
  addFourierWeights(positive * half, signed * Math.sin(phase), -signed * Math.cos(phase), rule);
}

function check(massSplittingEV2: number, { baselineM, sourceLengthM, detectorLengthM }: PathLengths): void {
  if (!(massSplittingEV2 >= 0 && Number.isFinite(massSplittingEV2)))
    throw new RangeError(`Expected a mass splitting >= 0, got ${massSplittingEV2} eV^2`);
  if (!(baselineM > 0 && Number.isFinite(baselineM)))
    throw new RangeError(`Expected a positive baseline, got ${baselineM} m`);
  for (const [name, length] of [
    ['source', sourceLengthM],
    ['detector', detectorLengthM],
  ] as const) {
    if (!(length >= 0 && length < 2 * baselineM))
      throw new RangeError(`Expected a ${name} shorter than twice the baseline of ${baselineM} m, got ${length} m`);
  }
}
