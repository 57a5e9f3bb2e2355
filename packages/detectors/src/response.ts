import type { Efficiency } from './efficiency/efficiency.ts';
import type { Quenching } from './quenching/quenching.ts';
import type { Smearing } from './smearing/smearing.ts';

/** What a detector does to a recoil, each part with its parameters already bound. */
export interface ResponseParts {
  /** Recoil energies in MeV at which rows are wanted. */
  readonly recoilEnergiesMeV: Float64Array;
  readonly quenching: Quenching;
  readonly smearing: Smearing;
  readonly efficiency: Efficiency;
  /** Probability to keep a recoil before anything is reconstructed; 1 unless given. */
  readonly kept?: (recoilMeV: number, energyKeVee: number) => number;
  /** Edges of the bins in which the efficiency counts as constant: it is taken at their centres. */
  readonly fineEdges: Float64Array;
  /** Edges of the bins of the result, each one of the fine edges. */
  readonly edges: Float64Array;
}

/**
 * The response matrix R[i, j]: probability that a recoil of energy T_i is kept and lands in bin j of the observable,
 * R[i, j] = sum over fine bins f in j of P(f | E_ee(T_i)) eff(centre of f).
 *
 * Quadrature weights are not in it: a row is a probability distribution, and the counts of a recoil spectrum dR/dT are
 * sum_i w_i dR/dT(T_i) R[i, j], see {@link fold}. Integrating over recoil energy needs no Jacobian of the quenching.
 *
 * @returns row-major, recoil energies x bins
 * @throws RangeError when an edge is no fine edge, or the quenching gives a negative energy
 */
export function buildResponse(parts: ResponseParts): Float64Array {
  return collectBins(smearRecoils(parts), parts.fineEdges, parts.edges, parts.efficiency);
}

/**
 * Smearing alone, before any efficiency in the observable: probability of each fine bin per recoil energy. Detector variants that share
 * quenching and smearing share this, the costly half of {@link buildResponse}.
 *
 * @returns row-major, recoil energies x fine bins
 * @throws RangeError when the quenching gives a negative or undefined energy
 */
export function smearRecoils(
  parts: Pick<ResponseParts, 'recoilEnergiesMeV' | 'quenching' | 'smearing' | 'fineEdges' | 'kept'>,
): Float64Array {
  const bins = parts.fineEdges.length - 1;
  const smeared = new Float64Array(parts.recoilEnergiesMeV.length * bins);
  parts.recoilEnergiesMeV.forEach((recoilMeV, i) => {
    const energyKeVee = parts.quenching(recoilMeV);
    if (!(energyKeVee >= 0)) {
      throw new RangeError(
        `Expected a quenching that is not negative, got ${energyKeVee} keVee at ${1000 * recoilMeV} keVnr`,
      );
    }
    const row = smeared.subarray(i * bins, (i + 1) * bins);
    parts.smearing(energyKeVee, parts.fineEdges, row);
    if (parts.kept === undefined) return;
    const kept = parts.kept(recoilMeV, energyKeVee);
    for (let b = 0; b < bins; b++) row[b] = (row[b] as number) * kept;
  });
  return smeared;
}

/**
 * Multiplies fine bins by the efficiency at their centres and adds them up into bins.
 *
 * @param smeared row-major, rows x fine bins
 * @returns row-major, rows x bins
 * @throws RangeError when an edge is no fine edge
 */
export function collectBins(
  smeared: Float64Array,
  fineEdges: Float64Array,
  edges: Float64Array,
  efficiency: Efficiency,
): Float64Array {
  const fineBins = fineEdges.length - 1;
  const bins = edges.length - 1;
  const starts = Int32Array.from(edges, (edge) => {
    const index = fineEdges.indexOf(edge);
    if (index < 0) throw new RangeError(`Expected bin edges on fine edges, got ${edge}`);
    return index;
  });
  const kept = Float64Array.from({ length: fineBins }, (_, f) =>
    efficiency(((fineEdges[f] as number) + (fineEdges[f + 1] as number)) / 2),
  );
  const rows = smeared.length / fineBins;
  const matrix = new Float64Array(rows * bins);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < bins; j++) {
      let sum = 0;
      for (let f = starts[j] as number; f < (starts[j + 1] as number); f++) {
        sum += (smeared[i * fineBins + f] as number) * (kept[f] as number);
      }
      matrix[i * bins + j] = sum;
    }
  }
  return matrix;
}

/**
 * Expected events per bin of a recoil spectrum: n_j = sum_i w_i dN/dT(T_i) R[i, j].
 *
 * @param ratePerMeV dN/dT at the recoil energies of the grid, events/MeV
 * @param weightsMeV quadrature weights of the grid, MeV
 * @param response row-major, recoil energies x bins
 * @throws RangeError when the lengths do not match
 */
export function fold(ratePerMeV: Float64Array, weightsMeV: Float64Array, response: Float64Array): Float64Array {
  const rows = ratePerMeV.length;
  const bins = response.length / rows;
  if (weightsMeV.length !== rows || !Number.isInteger(bins)) {
    throw new RangeError(
      `Expected ${rows} weights and a matrix of ${rows} rows, got ${weightsMeV.length} and ${response.length} entries`,
    );
  }
  const counts = new Float64Array(bins);
  for (let i = 0; i < rows; i++) {
    const events = (ratePerMeV[i] as number) * (weightsMeV[i] as number);
    for (let j = 0; j < bins; j++) counts[j] = (counts[j] as number) + events * (response[i * bins + j] as number);
  }
  return counts;
}
