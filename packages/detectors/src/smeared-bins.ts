import type { Efficiency } from './efficiency/efficiency.ts';
import { collectBins } from './response.ts';
import type { Smearing, SmearingModel, SmearingSteps } from './smearing/smearing.ts';

/** How energies are smeared into bins, and what then becomes of them. */
export interface SmearedBins {
  readonly smearing: Smearing;
  /** Edges into which it smears: the fine bins, or numbers of quanta. */
  readonly smearedEdges: Float64Array;
  /**
   * Probabilities of the bins, each fine bin kept with the efficiency at its centre.
   *
   * @param smeared row-major, rows x smeared bins
   * @param efficiency the same function each time it is the same efficiency, so that what it makes of the numbers of quanta is worked out once
   * @returns row-major, rows x bins
   */
  collect(smeared: Float64Array, efficiency: Efficiency): Float64Array;
}

/**
 * The smearing into bins that consist of fine ones. One in two steps smears into numbers of quanta: with A[k, j] = sum over fine bins f in j of
 * P(f | k) eff(centre of f), the bins of an energy are sum over k of P(k | E_ee) A[k, j]. These are the sums of a smearing into fine bins in another
 * order, so that results agree to rounding.
 *
 * Cost: fine bins x numbers for A, once; then numbers x bins for each row, where it is fine bins x numbers for each energy otherwise.
 *
 * @throws RangeError when an edge is no fine edge, or a parameter is out of its range
 */
export function smearedBins<Parameters extends object>(
  model: SmearingModel<Parameters>,
  parameters: Parameters,
  { fineEdges, edges }: { readonly fineEdges: Float64Array; readonly edges: Float64Array },
): SmearedBins {
  const steps = model.inSteps?.(parameters, fineEdges);
  if (steps === undefined) {
    return {
      smearing: model.prepare(parameters),
      smearedEdges: fineEdges,
      collect: (smeared, efficiency) => collectBins(smeared, fineEdges, edges, efficiency),
    };
  }
  const known = new Map<Efficiency, Float64Array>();
  return {
    smearing: steps.numbers,
    smearedEdges: steps.numberEdges,
    collect: (smeared, efficiency) => {
      const ofNumbers = known.get(efficiency) ?? binsOfNumbers(steps, fineEdges, edges, efficiency);
      known.set(efficiency, ofNumbers);
      return product(smeared, ofNumbers, steps.numberEdges.length - 1);
    },
  };
}

/** Numbers of which the fine bins are held at a time. */
const AT_ONCE = 64;

/** A[k, j], row-major, numbers x bins. */
function binsOfNumbers(
  { numberEdges, share }: SmearingSteps,
  fineEdges: Float64Array,
  edges: Float64Array,
  efficiency: Efficiency,
): Float64Array {
  const fine = fineEdges.length - 1;
  const bins = edges.length - 1;
  const numbers = numberEdges.length - 1;
  const out = new Float64Array(numbers * bins);
  for (let first = 0; first < numbers; first += AT_ONCE) {
    const count = Math.min(AT_ONCE, numbers - first);
    const shares = new Float64Array(count * fine);
    for (let i = 0; i < count; i++) share(first + i, shares.subarray(i * fine, (i + 1) * fine));
    out.set(collectBins(shares, fineEdges, edges, efficiency), first * bins);
  }
  return out;
}

/** Rows x inner times inner x bins. */
function product(rows: Float64Array, matrix: Float64Array, inner: number): Float64Array {
  const bins = matrix.length / inner;
  const count = rows.length / inner;
  const out = new Float64Array(count * bins);
  for (let row = 0; row < count; row++) {
    for (let k = 0; k < inner; k++) {
      const share = rows[row * inner + k]!;
      if (share === 0) continue;
      for (let bin = 0; bin < bins; bin++) out[row * bins + bin]! += share * matrix[k * bins + bin]!;
    }
  }
  return out;
}
