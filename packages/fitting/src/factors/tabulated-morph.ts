import { evaluateQuinticHermite, type QuinticHermiteTable } from '@cevns/numerics/interpolation/quintic-hermite';
import { uniformDerivatives } from '@cevns/numerics/interpolation/uniform-derivatives';
import type { InterpolatedTemplate, Interpolation } from '../interpolation/interpolation.ts';
import type { TabulatedMorphFactor, Variation } from '../model.ts';
import type { CompiledFactor } from './factor.ts';
import { pairsOf } from './morph.ts';

/**
 * Compiles a template that parameters deform and that is itself tabulated against a shape parameter.
 *
 * With the templates T(u) as quintics between the knots, u = x or ln x, and an interpolation e(a; T) that is linear in T, the
 * derivatives by the shape parameter are de/du = e(a; T'), d2e/du2 = e(a; T''), and d2e/du da_j = de/da_j (a; T'). The templates at x
 * are kept while x stays the same, and derivatives by x are evaluated only where x is free.
 *
 * @param description checked: arrays of equal length, each parameter once, the bounds of the shape parameter within the table
 * @param bins number of bins of the axes it covers
 * @param interpolation how values between the variations are found; linear in the templates
 * @param indexOf position of a parameter by its name
 */
export function compileTabulatedMorph(
  description: TabulatedMorphFactor,
  bins: number,
  interpolation: Interpolation,
  indexOf: ReadonlyMap<string, number>,
): CompiledFactor {
  const { variations } = description;
  const count = variations.length;
  const isLog = description.scale === 'log';
  const shape = indexOf.get(description.parameter)!;
  const parameters = Int32Array.of(...variations.map(({ parameter }) => indexOf.get(parameter)!), shape);
  const own = pairsOf(count, interpolation.curvature);
  const mixed = Array.from({ length: count }, (_, j) => [count, j]).flat();
  const pairs = Int32Array.of(...own, ...mixed, count, count);
  const value = new Float64Array(bins);
  const first = new Float64Array((count + 1) * bins);
  const second = new Float64Array((pairs.length / 2) * bins);
  const out = { value, first, second };
  /** Room for e(a; T') and e(a; T''). */
  const slope = {
    value: first.subarray(count * bins),
    first: new Float64Array(count * bins),
    second: new Float64Array((own.length / 2) * bins),
  };
  const bend = { ...slope, value: second.subarray(second.length - bins), first: new Float64Array(count * bins) };
  const templates = tabulateTemplates(description, bins);
  const functions = (1 + 2 * count) * bins;
  const at = new Float64Array(count).fill(Number.NaN);
  const sideAt = new Int8Array(count);
  const templatesAt = [0, 1, 2].map(() => new Float64Array(functions)) as [Float64Array, Float64Array, Float64Array];
  let x = Number.NaN;
  let evaluate: InterpolatedTemplate | undefined;
  let evaluateSlope: InterpolatedTemplate | undefined;
  let evaluateBend: InterpolatedTemplate | undefined;
  let hasSlope = false;
  let hasBend = false;

  /** The templates and their first and second derivatives by the shape parameter, as what is interpolated between. */
  const prepared = templatesAt.map((values) => {
    const part = (k: number) => values.subarray(k * bins, (k + 1) * bins);
    return {
      nominal: part(0),
      variations: variations.map(
        ({ parameter }, j): Variation => ({ parameter, up: part(1 + 2 * j), down: part(2 + 2 * j) }),
      ),
    };
  });

  function prepare(order: 0 | 1 | 2): InterpolatedTemplate {
    const { nominal, variations: own } = prepared[order]!;
    return interpolation.prepare(nominal, own);
  }

  function update(theta: Float64Array, side: Int8Array): void {
    let same = true;
    if (theta[shape] !== x) {
      same = false;
      x = theta[shape]!;
      evaluateQuinticHermite(templates, functions, isLog ? Math.log(x) : x, ...templatesAt);
      evaluate = prepare(0);
      evaluateSlope = undefined;
      evaluateBend = undefined;
    }
    for (let j = 0; j < count; j++) {
      const p = parameters[j]!;
      if (at[j] !== theta[p] || sideAt[j] !== side[p]) {
        same = false;
        at[j] = theta[p]!;
        sideAt[j] = side[p]!;
      }
    }
    if (same) return;
    evaluate!(at, sideAt, out);
    hasSlope = false;
    hasBend = false;
  }

  /** Fills the row of `first` of the shape parameter. */
  function updateSlope(): void {
    if (hasSlope) return;
    evaluateSlope ??= prepare(1);
    evaluateSlope(at, sideAt, slope);
    if (isLog) for (let i = 0; i < bins; i++) slope.value[i]! /= x;
    hasSlope = true;
  }

  function updateDerivatives(free: Uint8Array): void {
    if (hasBend || free[shape] === 0) return;
    updateSlope();
    evaluateBend ??= prepare(2);
    evaluateBend(at, sideAt, bend);
    const mixedSlopes = second.subarray((own.length / 2) * bins, second.length - bins);
    mixedSlopes.set(slope.first);
    if (isLog) {
      for (let i = 0; i < bins; i++) bend.value[i] = (bend.value[i]! / x - slope.value[i]!) / x;
      for (let i = 0; i < mixedSlopes.length; i++) mixedSlopes[i]! /= x;
    }
    hasBend = true;
  }

  function addGradient(vector: Float64Array, scale: number, free: Uint8Array, gradient: Float64Array): void {
    if (free[shape] === 1) updateSlope();
    for (let j = 0; j <= count; j++) {
      const p = parameters[j]!;
      if (free[p] === 0) continue;
      let sum = 0;
      for (let i = 0; i < bins; i++) sum += vector[i]! * first[j * bins + i]!;
      gradient[p]! += scale * sum;
    }
  }
  return { bins, parameters, pairs, value, first, second, update, updateDerivatives, addGradient };
}

/** All templates side by side, [knots][nominal, up, down, up, down, ...][bins], with their derivatives at the knots. */
function tabulateTemplates(description: TabulatedMorphFactor, bins: number): QuinticHermiteTable {
  const { nominal, variations, knots } = description;
  const arrays = [nominal, ...variations.flatMap(({ up, down }) => [up, down])];
  const value = new Float64Array(knots * arrays.length * bins);
  for (let knot = 0; knot < knots; knot++) {
    arrays.forEach((array, k) => {
      value.set(array.subarray(knot * bins, (knot + 1) * bins), (knot * arrays.length + k) * bins);
    });
  }
  const [from, to] =
    description.scale === 'log'
      ? [Math.log(description.from), Math.log(description.to)]
      : [description.from, description.to];
  const step = (to - from) / (knots - 1);
  return { from, step, value, ...uniformDerivatives(value, arrays.length * bins, step) };
}
