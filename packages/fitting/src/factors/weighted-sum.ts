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
 */
export class WeightedSum implements CompiledFactor {
  readonly bins: number;
  readonly parameters: Int32Array;
  readonly pairs: Int32Array;
  readonly value: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly #summands: readonly Summand[];
  /** Number of each pair by the positions of its parameters, in either order. */
  readonly #pairAt: Int32Array;
  readonly #at: Float64Array;
  readonly #sideAt: Int8Array;
  /** A sum of constants has no parameter that differs from where it was. */
  #isEvaluated = false;

  /** @param summands at least one; factors with equal bins */
  constructor(summands: readonly WeightedFactor[]) {
    const { bins } = summands[0]!.factor;
    const all = summands.flatMap(({ weight, factor }) => [...weight.parameters, ...factor.parameters]);
    const parameters = Int32Array.from(new Set(all)).sort();
    const positions = new Map(Array.from(parameters, (parameter, position) => [parameter, position]));
    const positionsOf = (own: Int32Array) => own.map((parameter) => positions.get(parameter)!);
    const count = parameters.length;
    this.#summands = summands.map(({ weight, factor }) => ({
      weight,
      factor,
      weightAt: positionsOf(weight.parameters),
      factorAt: positionsOf(factor.parameters),
    }));
    const { pairs, pairAt } = possiblePairs(this.#summands, count);
    this.bins = bins;
    this.parameters = parameters;
    this.pairs = pairs;
    this.value = new Float64Array(bins);
    this.first = new Float64Array(count * bins);
    this.second = new Float64Array((pairs.length / 2) * bins);
    this.#pairAt = pairAt;
    this.#at = new Float64Array(count).fill(Number.NaN);
    this.#sideAt = new Int8Array(count);
  }

  update(theta: Float64Array, side: Int8Array): void {
    const { parameters, value } = this;
    const at = this.#at;
    const sideAt = this.#sideAt;
    const summands = this.#summands;
    let same = this.#isEvaluated;
    this.#isEvaluated = true;
    for (let j = 0; j < parameters.length; j++) {
      const p = parameters[j]!;
      if (at[j] !== theta[p] || sideAt[j] !== side[p]) {
        same = false;
        at[j] = theta[p]!;
        sideAt[j] = side[p]!;
      }
    }
    if (same) return;
    value.fill(0);
    for (let s = 0; s < summands.length; s++) {
      const { weight, factor } = summands[s]!;
      evaluateWeight(weight, theta, side);
      factor.update(theta, side);
      addRow(this.bins, value, 0, weight.value[0]!, factor.value, 0);
    }
  }

  updateDerivatives(free: Uint8Array): void {
    const { bins, first, second } = this;
    const pairAt = this.#pairAt;
    const summands = this.#summands;
    const count = this.parameters.length;
    first.fill(0);
    second.fill(0);
    for (let s = 0; s < summands.length; s++) {
      const { weight, factor, weightAt, factorAt } = summands[s]!;
      factor.updateDerivatives?.(free);
      evaluateWeightHessian(weight);
      const scale = weight.value[0]!;
      for (let j = 0; j < weightAt.length; j++) {
        if (free[weight.parameters[j]!] === 0) continue;
        const slope = weight.first[j]!;
        addRow(bins, first, weightAt[j]!, slope, factor.value, 0);
        for (let k = 0; k <= j; k++) {
          const bend = weight.second[j * weightAt.length + k]!;
          if (bend !== 0 && free[weight.parameters[k]!] === 1) {
            addRow(bins, second, pairAt[weightAt[j]! * count + weightAt[k]!]!, bend, factor.value, 0);
          }
        }
        for (let k = 0; k < factorAt.length; k++) {
          if (free[factor.parameters[k]!] === 0) continue;
          // A parameter in both has the mixed derivative twice in its own second one.
          const times = weightAt[j] === factorAt[k] ? 2 : 1;
          addRow(bins, second, pairAt[weightAt[j]! * count + factorAt[k]!]!, times * slope, factor.first, k);
        }
      }
      for (let j = 0; j < factorAt.length; j++) {
        if (free[factor.parameters[j]!] === 1) addRow(bins, first, factorAt[j]!, scale, factor.first, j);
      }
      for (let i = 0; i < factor.pairs.length; i += 2) {
        const j = factor.pairs[i]!;
        const k = factor.pairs[i + 1]!;
        if (free[factor.parameters[j]!] === 0 || free[factor.parameters[k]!] === 0) continue;
        addRow(bins, second, pairAt[factorAt[j]! * count + factorAt[k]!]!, scale, factor.second, i / 2);
      }
    }
  }

  addGradient(vector: Float64Array, scale: number, free: Uint8Array, gradient: Float64Array): void {
    const { bins } = this;
    const summands = this.#summands;
    for (let s = 0; s < summands.length; s++) {
      const { weight, factor } = summands[s]!;
      let sum = 0;
      for (let i = 0; i < bins; i++) sum += vector[i]! * factor.value[i]!;
      for (let j = 0; j < weight.parameters.length; j++) {
        const p = weight.parameters[j]!;
        if (free[p] === 1) gradient[p]! += scale * weight.first[j]! * sum;
      }
      addFactorGradient(factor, vector, scale * weight.value[0]!, free, gradient);
    }
  }
}

/** Adds a row of one array, scaled, to a row of another. */
function addRow(
  bins: number,
  target: Float64Array,
  row: number,
  scale: number,
  source: Float64Array,
  sourceRow: number,
): void {
  const to = row * bins;
  const from = sourceRow * bins;
  for (let i = 0; i < bins; i++) target[to + i]! += scale * source[from + i]!;
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
