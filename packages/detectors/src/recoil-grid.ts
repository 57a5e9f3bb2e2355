import { gaussLegendre } from '@cevns/numerics/quadrature';

/** Recoil energies and weights: the integral of f over recoil energy is the sum of weights[i] f(recoilEnergiesMeV[i]). */
export interface RecoilGrid {
  readonly recoilEnergiesMeV: Float64Array;
  readonly weightsMeV: Float64Array;
  /**
   * Weights of an error estimate: the sum of errorWeights[i] f(recoilEnergiesMeV[i]) is the integral minus that of the polynomials through
   * all nodes but the middle one of each segment. It bounds the error of smooth integrands from far above.
   */
  readonly errorWeightsMeV: Float64Array;
}

/**
 * Quadrature over recoil energy common to all nuclei and flavours: Gauss-Legendre in u = sqrt(T) between all points where a spectrum ends
 * or breaks, integral f dT = sum over segments of integral 2 u f(u^2) du.
 *
 * In u the form factors and the quenching are analytic at T = 0: for CsI at a stopped-pion source 13 nodes per segment give every
 * bin to 1e-5 events, 20 the total to 1e-8. What jumps or breaks inside a segment (a sharp cut in an observable) must be named as a
 * break point, or the quadrature is only as good as its spacing.
 *
 * @param endPointsMeV largest recoil energies of every flavour and nucleus, MeV, in any order; the grid reaches to the largest
 * @param nodesPerSegment Gauss-Legendre nodes between two neighbouring points
 * @param breakPointsMeV further points to split at, MeV; those outside the grid are left out
 * @throws RangeError when no end point is positive
 */
export function recoilGrid(
  endPointsMeV: readonly number[],
  nodesPerSegment: number,
  breakPointsMeV: readonly number[] = [],
): RecoilGrid {
  const last = Math.max(...endPointsMeV);
  if (!(last > 0 && last < Infinity))
    throw new RangeError(`Expected positive recoil end points in MeV, got [${endPointsMeV}]`);
  const inside = [...endPointsMeV, ...breakPointsMeV].filter((point) => point > 0 && point <= last);
  const roots = [0, ...new Set(inside)].map(Math.sqrt).sort((a, b) => a - b);
  const rule = gaussLegendre(nodesPerSegment);
  const recoilEnergiesMeV = new Float64Array((roots.length - 1) * nodesPerSegment);
  const weightsMeV = new Float64Array(recoilEnergiesMeV.length);
  const errorWeightsMeV = new Float64Array(recoilEnergiesMeV.length);
  const embedded = embeddedDifference(rule.nodes, rule.weights);
  for (let segment = 0; segment + 1 < roots.length; segment++) {
    const centre = ((roots[segment + 1] as number) + (roots[segment] as number)) / 2;
    const half = ((roots[segment + 1] as number) - (roots[segment] as number)) / 2;
    for (let k = 0; k < nodesPerSegment; k++) {
      const u = centre + half * (rule.nodes[k] as number);
      recoilEnergiesMeV[segment * nodesPerSegment + k] = u * u;
      weightsMeV[segment * nodesPerSegment + k] = half * (rule.weights[k] as number) * 2 * u;
      errorWeightsMeV[segment * nodesPerSegment + k] = half * (embedded[k] as number) * 2 * u;
    }
  }
  return { recoilEnergiesMeV, weightsMeV, errorWeightsMeV };
}

/**
 * Gauss-Legendre weights minus those of the interpolatory rule without the middle node, w_m b_k / b_m with the barycentric weights
 * b_k = (-1)^k sqrt((1 - x_k^2) w_k) of the Gauss-Legendre nodes: the functional that vanishes on polynomials of degree n - 2.
 *
 * @see H. Wang, S. Xiang, Math. Comp. 81 (2012) 861, for the barycentric weights
 */
function embeddedDifference(nodes: Float64Array, weights: Float64Array): Float64Array {
  const barycentric = nodes.map((x, k) => (k % 2 === 0 ? 1 : -1) * Math.sqrt((1 - x * x) * (weights[k] as number)));
  const middle = Math.floor(nodes.length / 2);
  const scale = (weights[middle] as number) / (barycentric[middle] as number);
  return barycentric.map((own) => scale * own);
}
