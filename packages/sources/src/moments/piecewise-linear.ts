import type { FluxMoments } from '@cevns/physics/flux-moments';
import { rowBelow } from './columns.ts';

export interface PiecewiseLinearMoments {
  readonly moments: FluxMoments;
  /** Integral of the density. */
  readonly total: number;
}

/** Below this part of the highest energy moments are held constant: it lies below all recoils that are of interest. */
const NEGLIGIBLE_ENERGY = 1e-9;

/**
 * Flux moments M_k(E_min), k = 0, 1, 2, of a density that is linear between the rows of a table and 0 outside: closed forms on each stretch, summed once.
 *
 * With phi = a + b E the integrals from x to y of phi, phi / E and phi / E^2 are (y - x)(phi(x) + phi(y))/2, a ln(y/x) + b (y - x) and
 * a (1/x - 1/y) + b ln(y/x).
 *
 * @param energiesMeV ascending, not negative
 * @param values density in 1/MeV at each of them
 */
export function piecewiseLinearMoments(energiesMeV: Float64Array, values: Float64Array): PiecewiseLinearMoments {
  const rows = energiesMeV.length;
  const lowest = Math.max(energiesMeV[0]!, NEGLIGIBLE_ENERGY * energiesMeV[rows - 1]!);
  const stretch = new Float64Array(3);
  const above = new Float64Array(3 * rows);
  const integrate = (row: number, fromMeV: number) => {
    const [a, b] = [energiesMeV[row]!, energiesMeV[row + 1]!];
    const slope = (values[row + 1]! - values[row]!) / (b - a);
    const atFrom = values[row]! + slope * (fromMeV - a);
    const offset = values[row]! - slope * a;
    const width = b - fromMeV;
    const logarithm = Math.log1p(width / fromMeV);
    stretch[0] = 0.5 * width * (atFrom + values[row + 1]!);
    stretch[1] = offset * logarithm + slope * width;
    stretch[2] = (offset * width) / (fromMeV * b) + slope * logarithm;
  };
  for (let row = rows - 2; row >= 0; row--) {
    integrate(row, Math.max(energiesMeV[row]!, lowest));
    for (let k = 0; k < 3; k++) above[3 * row + k] = above[3 * (row + 1) + k]! + stretch[k]!;
  }
  return {
    total: above[0]!,
    moments(energyMinMeV, out) {
      if (energyMinMeV >= energiesMeV[rows - 1]!) {
        out.fill(0, 0, 3);
        return;
      }
      if (!(energyMinMeV > lowest)) {
        for (let k = 0; k < 3; k++) out[k] = above[k]!;
        return;
      }
      const row = rowBelow(energiesMeV, energyMinMeV);
      integrate(row, energyMinMeV);
      for (let k = 0; k < 3; k++) out[k] = above[3 * (row + 1) + k]! + stretch[k]!;
    },
  };
}
