import { type CompiledWeight, evaluateWeight, evaluateWeightHessian } from '../weight.ts';
import type { CompiledFactor } from './factor.ts';
import { addFactorGradient } from './factor-gradient.ts';

/** One summand: a weight, and a factor over the bins of the sum. */
export interface WeightedFactor {
  readonly weight: CompiledWeight;
  readonly factor: CompiledFactor;
}

/** A summand, and where its parameters are among those of the sum. */
interface Summand extends WeightedFactor {
  readonly weightAt: Int32Array;
  readonly factorAt: Int32Array;
}

/**
 * Sum of weight(theta) * factor over factors of the same bins, as one factor.
 *
 * Terms that share their other factors become a single term with this one: what is left to do per bin of the whole channel, the product
 * with the others and its derivatives, is then done once and not for each monomial of couplings.
 *
 * @param summands at least one; factors with equal bins
 */
export function sumFactors(summands: readonly WeightedFactor[]): CompiledFactor {
  const { bins } = summands[0]!.factor;
  const all = summands.flatMap(({ weight, factor }) => [...weight.parameters, ...factor.parameters]);
  const parameters = Int32Array.from(new Set(all)).sort();
  const positions = new Map(Array.from(parameters, (parameter, position) => [parameter, position]));
  const positionsOf = (own: Int32Array) => own.map((parameter) => positions.get(parameter)!);
  const placed = summands.map(
    ({ weight, factor }): Summand => ({
      weight,
      factor,
      weightAt: positionsOf(weight.parameters),
      factorAt: positionsOf(factor.parameters),
    }),
  );
  const count = parameters.length;
  const { pairs, pairAt } = possiblePairs(placed, count);
  const value = new Float64Array(bins);
  const first = new Float64Array(count * bins);
  const second = new Float64Array((pairs.length / 2) * bins);
  const at = new Float64Array(count).fill(Number.NaN);
  const sideAt = new Int8Array(count);
  /** A sum of constants has no parameter that differs from where it was. */
  let isEvaluated = false;

  function update(theta: Float64Array, side: Int8Array): void {
    let same = isEvaluated;
    isEvaluated = true;
    for (let j = 0; j < count; j++) {
      const p = parameters[j]!;
      if (at[j] !== theta[p] || sideAt[j] !== side[p]) {
        same = false;
        at[j] = theta[p]!;
        sideAt[j] = side[p]!;
      }
    }
    if (same) return;
    value.fill(0);
    for (const { weight, factor } of placed) {
      evaluateWeight(weight, theta, side);
      factor.update(theta, side);
      add(value, 0, weight.value[0]!, factor.value, 0);
    }
  }

  function updateDerivatives(free: Uint8Array): void {
    first.fill(0);
    second.fill(0);
    for (const { weight, factor, weightAt, factorAt } of placed) {
      factor.updateDerivatives?.(free);
      evaluateWeightHessian(weight);
      const scale = weight.value[0]!;
      for (let j = 0; j < weightAt.length; j++) {
        if (free[weight.parameters[j]!] === 0) continue;
        const slope = weight.first[j]!;
        add(first, weightAt[j]!, slope, factor.value, 0);
        for (let k = 0; k <= j; k++) {
          const bend = weight.second[j * weightAt.length + k]!;
          if (bend !== 0 && free[weight.parameters[k]!] === 1) {
            add(second, pairAt[weightAt[j]! * count + weightAt[k]!]!, bend, factor.value, 0);
          }
        }
        for (let k = 0; k < factorAt.length; k++) {
          if (free[factor.parameters[k]!] === 0) continue;
          // A parameter in both has the mixed derivative twice in its own second one.
          const times = weightAt[j] === factorAt[k] ? 2 : 1;
          add(second, pairAt[weightAt[j]! * count + factorAt[k]!]!, times * slope, factor.first, k);
        }
      }
      for (let j = 0; j < factorAt.length; j++) {
        if (free[factor.parameters[j]!] === 1) add(first, factorAt[j]!, scale, factor.first, j);
      }
      for (let i = 0; i < factor.pairs.length; i += 2) {
        const j = factor.pairs[i]!;
        const k = factor.pairs[i + 1]!;
        if (free[factor.parameters[j]!] === 0 || free[factor.parameters[k]!] === 0) continue;
        add(second, pairAt[factorAt[j]! * count + factorAt[k]!]!, scale, factor.second, i / 2);
      }
    }
  }

  /** Adds a row of one array, scaled, to a row of another. */
  function add(target: Float64Array, row: number, scale: number, source: Float64Array, sourceRow: number): void {
    const to = row * bins;
    const from = sourceRow * bins;
    for (let i = 0; i < bins; i++) target[to + i]! += scale * source[from + i]!;
  }

  function addGradient(vector: Float64Array, scale: number, free: Uint8Array, gradient: Float64Array): void {
    for (let s = 0; s < placed.length; s++) {
      const { weight, factor } = placed[s]!;
      let sum = 0;
      for (let i = 0; i < bins; i++) sum += vector[i]! * factor.value[i]!;
      for (let j = 0; j < weight.parameters.length; j++) {
        const p = weight.parameters[j]!;
        if (free[p] === 1) gradient[p]! += scale * weight.first[j]! * sum;
      }
      addFactorGradient(factor, vector, scale * weight.value[0]!, free, gradient);
    }
  }
  return { bins, parameters, pairs, value, first, second, update, updateDerivatives, addGradient };
}

/** The pairs with a second derivative in some summand, each once, and the number of each pair by its positions in either order. */
function possiblePairs(summands: readonly Summand[], count: number): { pairs: Int32Array; pairAt: Int32Array } {
  const pairAt = new Int32Array(count * count).fill(-1);
  const pairs: number[] = [];
  const note = (j: number, k: number) => {
    if (pairAt[j * count + k]! >= 0) return;
    pairAt[j * count + k] = pairs.length / 2;
    pairAt[k * count + j] = pairs.length / 2;
    pairs.push(j, k);
  };
  for (const { weight, factor, weightAt, factorAt } of summands) {
    for (const j of weightAt) {
      if (weight.degree > 1) for (const k of weightAt) note(j, k);
      for (const k of factorAt) note(j, k);
    }
    for (let i = 0; i < factor.pairs.length; i += 2) note(factorAt[factor.pairs[i]!]!, factorAt[factor.pairs[i + 1]!]!);
  }
  return { pairs: Int32Array.from(pairs), pairAt };
}
