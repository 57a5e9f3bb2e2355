import { evaluateQuinticHermite, type QuinticHermiteTable } from '@cevns/numerics/interpolation/quintic-hermite';
import { uniformDerivatives } from '@cevns/numerics/interpolation/uniform-derivatives';
import type { InterpolatedTemplate, Interpolation, TemplateValues } from '../interpolation/interpolation.ts';
import type { TabulatedMorphFactor, Variation } from '../model.ts';
import type { CompiledFactor } from './factor.ts';
import { pairsOf } from './morph.ts';

/** The templates, or their first or second derivatives by the shape parameter, as what is interpolated between. */
interface Templates {
  readonly nominal: Float64Array;
  readonly variations: readonly Variation[];
}

/**
 * A template that parameters deform and that is itself tabulated against a shape parameter.
 *
 * With the templates T(u) as quintics between the knots, u = x or ln x, and an interpolation e(a; T) that is linear in T, the
 * derivatives by the shape parameter are de/du = e(a; T'), d2e/du2 = e(a; T''), and d2e/du da_j = de/da_j (a; T'). The templates at x
 * are kept while x stays the same, and derivatives by x are evaluated only where x is free.
 */
export class TabulatedMorph implements CompiledFactor {
  readonly bins: number;
  readonly parameters: Int32Array;
  readonly pairs: Int32Array;
  readonly value: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  readonly #shape: number;
  readonly #isLog: boolean;
  readonly #interpolation: Interpolation;
  readonly #table: QuinticHermiteTable;
  /** What the table has at x: [nominal, up, down, up, down, ...][bins], and its derivatives. */
  readonly #templates: Float64Array;
  readonly #slopes: Float64Array;
  readonly #bends: Float64Array;
  /** By the number of derivatives. */
  readonly #prepared: readonly Templates[];
  readonly #out: TemplateValues;
  /** Room for e(a; T') and e(a; T''). */
  readonly #slope: TemplateValues;
  readonly #bend: TemplateValues;
  /** The rows of `second` of the shape parameter and one of the others. */
  readonly #mixed: Float64Array;
  readonly #at: Float64Array;
  readonly #sideAt: Int8Array;
  #x = Number.NaN;
  #evaluate: InterpolatedTemplate | null = null;
  #evaluateSlope: InterpolatedTemplate | null = null;
  #evaluateBend: InterpolatedTemplate | null = null;
  #hasSlope = false;
  #hasBend = false;

  /**
   * @param description checked: arrays of equal length, each parameter once, the bounds of the shape parameter within the table
   * @param bins number of bins of the axes it covers
   * @param interpolation how values between the variations are found; linear in the templates
   * @param indexOf position of a parameter by its name
   */
  constructor(
    description: TabulatedMorphFactor,
    bins: number,
    interpolation: Interpolation,
    indexOf: ReadonlyMap<string, number>,
  ) {
    const { variations } = description;
    const count = variations.length;
    const shape = indexOf.get(description.parameter)!;
    const own = pairsOf(count, interpolation.curvature);
    const mixed = Array.from({ length: count }, (_, j) => [count, j]).flat();
    const rows = own.length / 2;
    this.bins = bins;
    this.parameters = Int32Array.of(...variations.map(({ parameter }) => indexOf.get(parameter)!), shape);
    this.pairs = Int32Array.of(...own, ...mixed, count, count);
    this.value = new Float64Array(bins);
    this.first = new Float64Array((count + 1) * bins);
    this.second = new Float64Array((rows + count + 1) * bins);
    this.#shape = shape;
    this.#isLog = description.scale === 'log';
    this.#interpolation = interpolation;
    this.#table = tabulateTemplates(description, bins);
    const functions = (1 + 2 * count) * bins;
    this.#templates = new Float64Array(functions);
    this.#slopes = new Float64Array(functions);
    this.#bends = new Float64Array(functions);
    this.#prepared = [this.#templates, this.#slopes, this.#bends].map((values): Templates => {
      const part = (k: number) => values.subarray(k * bins, (k + 1) * bins);
      return {
        nominal: part(0),
        variations: variations.map(({ parameter }, j) => ({ parameter, up: part(1 + 2 * j), down: part(2 + 2 * j) })),
      };
    });
    this.#out = { value: this.value, first: this.first, second: this.second };
    const unread = new Float64Array(rows * bins);
    this.#slope = {
      value: this.first.subarray(count * bins),
      first: new Float64Array(count * bins),
      second: unread,
    };
    this.#bend = {
      value: this.second.subarray(this.second.length - bins),
      first: new Float64Array(count * bins),
      second: unread,
    };
    this.#mixed = this.second.subarray(rows * bins, this.second.length - bins);
    this.#at = new Float64Array(count).fill(Number.NaN);
    this.#sideAt = new Int8Array(count);
  }

  update(theta: Float64Array, side: Int8Array): void {
    const { parameters } = this;
    const at = this.#at;
    const sideAt = this.#sideAt;
    const x = theta[this.#shape]!;
    let same = true;
    if (x !== this.#x) {
      same = false;
      this.#tabulateAt(x);
    }
    for (let j = 0; j < at.length; j++) {
      const p = parameters[j]!;
      if (at[j] !== theta[p] || sideAt[j] !== side[p]) {
        same = false;
        at[j] = theta[p]!;
        sideAt[j] = side[p]!;
      }
    }
    if (same) return;
    const evaluate = this.#evaluate!;
    evaluate(at, sideAt, this.#out);
    this.#hasSlope = false;
    this.#hasBend = false;
  }

  updateDerivatives(free: Uint8Array): void {
    if (this.#hasBend || free[this.#shape] === 0) return;
    this.#updateSlope();
    this.#evaluateBend ??= this.#prepare(2);
    const evaluate = this.#evaluateBend;
    const slope = this.#slope;
    const bend = this.#bend;
    const mixed = this.#mixed;
    const x = this.#x;
    evaluate(this.#at, this.#sideAt, bend);
    mixed.set(slope.first);
    if (this.#isLog) {
      for (let i = 0; i < this.bins; i++) bend.value[i] = (bend.value[i]! / x - slope.value[i]!) / x;
      for (let i = 0; i < mixed.length; i++) mixed[i]! /= x;
    }
    this.#hasBend = true;
  }

  addGradient(vector: Float64Array, scale: number, free: Uint8Array, gradient: Float64Array): void {
    const { parameters, first, bins } = this;
    if (free[this.#shape] === 1) this.#updateSlope();
    for (let j = 0; j < parameters.length; j++) {
      const p = parameters[j]!;
      if (free[p] === 0) continue;
      let sum = 0;
      for (let i = 0; i < bins; i++) sum += vector[i]! * first[j * bins + i]!;
      gradient[p]! += scale * sum;
    }
  }

  #tabulateAt(x: number): void {
    const templates = this.#templates;
    const u = this.#isLog ? Math.log(x) : x;
    evaluateQuinticHermite(this.#table, templates.length, u, templates, this.#slopes, this.#bends);
    this.#x = x;
    this.#evaluate = this.#prepare(0);
    this.#evaluateSlope = null;
    this.#evaluateBend = null;
  }

  #prepare(order: 0 | 1 | 2): InterpolatedTemplate {
    const { nominal, variations } = this.#prepared[order]!;
    return this.#interpolation.prepare(nominal, variations);
  }

  /** Fills the row of `first` of the shape parameter. */
  #updateSlope(): void {
    if (this.#hasSlope) return;
    this.#evaluateSlope ??= this.#prepare(1);
    const evaluate = this.#evaluateSlope;
    const slope = this.#slope;
    const x = this.#x;
    evaluate(this.#at, this.#sideAt, slope);
    if (this.#isLog) for (let i = 0; i < this.bins; i++) slope.value[i]! /= x;
    this.#hasSlope = true;
  }
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
