import { gaussLegendre } from '@cevns/numerics/quadrature';
import { type ResponseParts, smearRecoils } from './response.ts';

/** What smearing needs, on a grid of Gauss-Legendre nodes in the root of the recoil energy. */
export interface SegmentedParts
  extends Pick<ResponseParts, 'recoilEnergiesMeV' | 'quenching' | 'smearing' | 'fineEdges' | 'kept'> {
  /** Nodes of every segment of the grid, as it was made with. */
  readonly nodesPerSegment: number;
  /** Recoil energies at which the response jumps or breaks, MeV; panels end there. */
  readonly breakPointsMeV?: readonly number[];
}

/**
 * Smearing for a detector that may resolve finer than the nodes of the recoil grid lie: what a node gets is the response integrated against
 * the polynomial that is 1 at this node and 0 at the others of its segment,
 * R_i = (1 / w_i) integral over the segment of l_i(u) R(u^2) du, u = sqrt(T).
 *
 * With these rows, sum_i w_i f(T_i) R_i is exact for spectra that are polynomials in u between the end points, however sharp the response. The
 * integral takes every segment in equal panels of as many nodes as the segment has, divided once more where the response jumps or breaks; with one panel
 * and no such point R_i is the response at T_i itself.
 *
 * Cost: panels times that of smearing at the nodes, and nodes x panels x nodes multiplications for every fine bin that is reached.
 *
 * @returns row-major, recoil energies x fine bins
 * @throws RangeError when the quenching gives a negative or undefined energy
 */
export function smearSegments(parts: SegmentedParts, panels: number): Float64Array {
  const { recoilEnergiesMeV, nodesPerSegment: n, fineEdges, breakPointsMeV = [] } = parts;
  if (panels === 1 && breakPointsMeV.length === 0) return smearRecoils(parts);
  const { nodes } = gaussLegendre(n);
  const bins = fineEdges.length - 1;
  const equal = Array.from({ length: panels + 1 }, (_, panel) => -1 + (2 * panel) / panels);
  const ofEqual = panelShares(n, equal);
  const out = new Float64Array(recoilEnergiesMeV.length * bins);
  for (let first = 0; first < recoilEnergiesMeV.length; first += n) {
    const low = Math.sqrt(recoilEnergiesMeV[first]!);
    const high = Math.sqrt(recoilEnergiesMeV[first + n - 1]!);
    const half = (high - low) / (nodes[n - 1]! - nodes[0]!);
    const centre = low - half * nodes[0]!;
    const inside = breakPointsMeV
      .map((point) => (Math.sqrt(point) - centre) / half)
      .filter((place) => place > -1 + NEXT_TO && place < 1 - NEXT_TO);
    const shares = inside.length === 0 ? ofEqual : panelShares(n, joined(equal, inside));
    const within = Float64Array.from(shares.places, (place) => (centre + half * place) ** 2);
    const smeared = smearRecoils({ ...parts, recoilEnergiesMeV: within });
    for (let f = 0; f < within.length; f++) {
      const { from, to } = filledBins(smeared, f * bins, bins);
      for (let i = 0; i < n; i++) {
        const row = (first + i) * bins;
        const share = shares.weights[i * within.length + f]!;
        for (let b = from; b < to; b++) out[row + b]! += share * smeared[f * bins + b]!;
      }
    }
  }
  return out;
}

/** The bins of a row from the first to the last that is not empty: of many fine bins one energy reaches few. */
function filledBins(smeared: Float64Array, row: number, bins: number): { readonly from: number; readonly to: number } {
  let [from, to] = [0, bins];
  while (to > 0 && smeared[row + to - 1] === 0) to--;
  while (from < to && smeared[row + from] === 0) from++;
  return { from, to };
}

/** Ends of panels nearer than this, in half segments, are one. */
const NEXT_TO = 1e-12;

function joined(equal: readonly number[], inside: readonly number[]): number[] {
  const all = [...equal, ...inside].sort((a, b) => a - b);
  return all.filter((place, i) => i === 0 || place - all[i - 1]! > NEXT_TO);
}

/** Places of the nodes of all panels in [-1, 1], and w_f l_i(x_f) / w_i, row-major [nodes][places]. */
function panelShares(
  n: number,
  ends: readonly number[],
): { readonly places: Float64Array; readonly weights: Float64Array } {
  const { nodes, weights: rule } = gaussLegendre(n);
  const places = new Float64Array(n * (ends.length - 1));
  const weights = new Float64Array(n * places.length);
  const barycentric = nodes.map((x, k) => (k % 2 === 0 ? 1 : -1) * Math.sqrt((1 - x * x) * rule[k]!));
  for (let f = 0; f < places.length; f++) {
    const panel = Math.floor(f / n);
    const half = (ends[panel + 1]! - ends[panel]!) / 2;
    places[f] = ends[panel]! + half * (1 + nodes[f % n]!);
    const weight = rule[f % n]! * half;
    const basis = lagrange(nodes, barycentric, places[f]!);
    for (let i = 0; i < n; i++) weights[i * places.length + f] = (weight * basis[i]!) / rule[i]!;
  }
  return { places, weights };
}

/** Values at x of the polynomials that are 1 at one node and 0 at the others, by the barycentric formula. */
function lagrange(nodes: Float64Array, barycentric: Float64Array, x: number): Float64Array {
  const at = nodes.indexOf(x);
  if (at >= 0) return Float64Array.from(nodes, (_, i) => (i === at ? 1 : 0));
  const terms = nodes.map((node, i) => barycentric[i]! / (x - node));
  const sum = terms.reduce((total, term) => total + term, 0);
  return terms.map((term) => term / sum);
}
