import { gaussLegendre } from '@cevns/numerics/quadrature';

/** Probability of each bin [edges[i], edges[i+1]) of the observable for electrons that leave the energy E_ee (keVee), efficiency included. */
export type DepositResponse = (energyKeVee: number, edges: Float64Array) => Float64Array;

const NODES = 8;
const FEWEST_PANELS = 32;
const MOST_PANELS = 8192;
/** Twice as many panels change no bin by more than this part of the largest. */
const ACCURACY = 1e-7;

/**
 * Content of each bin of a spectrum of electrons: n_j = integral from 0 to the end point of f(E) P_j(E) dE, by Gauss-Legendre panels between the square roots
 * of the energies, twice as many until the result stays.
 *
 * @param density f, per keVee; with integral 1 contents are probabilities
 * @param endPointKeVee where the spectrum ends
 * @param breakPointsKeVee energies at which the response jumps or breaks
 */
export function spectrumContents(
  density: (energyKeVee: number) => number,
  endPointKeVee: number,
  response: DepositResponse,
  edges: Float64Array,
  breakPointsKeVee: readonly number[] = [],
): Float64Array {
  const inside = breakPointsKeVee.filter((point) => point > 0 && point < endPointKeVee).map(Math.sqrt);
  let before = integrated(FEWEST_PANELS);
  for (let panels = 2 * FEWEST_PANELS; panels <= MOST_PANELS; panels *= 2) {
    const contents = integrated(panels);
    const largest = contents.reduce((most, each) => Math.max(most, each), 0);
    if (contents.every((each, j) => Math.abs(each - before[j]!) <= ACCURACY * largest)) return contents;
    before = contents;
  }
  return before;

  function integrated(panels: number): Float64Array {
    const { nodes, weights } = gaussLegendre(NODES);
    const last = Math.sqrt(endPointKeVee);
    const ends = [...Array.from({ length: panels + 1 }, (_, i) => (last * i) / panels), ...inside].sort(
      (a, b) => a - b,
    );
    const contents = new Float64Array(edges.length - 1);
    for (let panel = 0; panel + 1 < ends.length; panel++) {
      const half = (ends[panel + 1]! - ends[panel]!) / 2;
      if (half <= 0) continue;
      nodes.forEach((x, k) => {
        const root = ends[panel]! + half * (1 + x);
        const events = half * weights[k]! * 2 * root * density(root * root);
        const bins = response(root * root, edges);
        for (let j = 0; j < contents.length; j++) contents[j]! += events * bins[j]!;
      });
    }
    return contents;
  }
}
