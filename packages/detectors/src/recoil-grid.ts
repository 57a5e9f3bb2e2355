import { gaussLegendre } from '@cevns/numerics/quadrature';

/** Recoil energies and weights: the integral of f over recoil energy is the sum of weights[i] f(recoilEnergiesMeV[i]). */
export interface RecoilGrid {
  readonly recoilEnergiesMeV: Float64Array;
  readonly weightsMeV: Float64Array;
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
  for (let segment = 0; segment + 1 < roots.length; segment++) {
    const centre = ((roots[segment + 1] as number) + (roots[segment] as number)) / 2;
    const half = ((roots[segment + 1] as number) - (roots[segment] as number)) / 2;
    for (let k = 0; k < nodesPerSegment; k++) {
      const u = centre + half * (rule.nodes[k] as number);
      recoilEnergiesMeV[segment * nodesPerSegment + k] = u * u;
      weightsMeV[segment * nodesPerSegment + k] = half * (rule.weights[k] as number) * 2 * u;
    }
  }
  return { recoilEnergiesMeV, weightsMeV };
}
