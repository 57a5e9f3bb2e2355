import { fail, type Parameters } from './check-values.ts';
import { countBins } from './count-bins.ts';
import type { ChannelDescription, FactorDescription, ModelDescription, Polynomial, TermDescription } from './model.ts';

/** Largest negative expectation of a template that is taken for rounding, relative to its largest element. */
const ROUNDING = 1e-9;

/**
 * Checks what makes a model well formed but wrong: counts where no component can have any, templates of counts below 0, and parameters
 * on which nothing depends.
 *
 * @throws FittingError with the code no-expectation, negative-template or parameter-without-effect
 */
export function checkContent(model: ModelDescription, parameters: Parameters): void {
  const effective = new Set<string>();
  model.channels.forEach((channel, i) => {
    const path = `channels[${i}] (${channel.name})`;
    const bins = countBins(channel);
    const isReached = new Uint8Array(bins);
    for (const { name, terms } of channel.components) {
      terms.forEach((term, t) => {
        const reach = reachOf(term, channel, bins);
        if (!reach.includes(1)) return;
        for (let b = 0; b < bins; b++) isReached[b]! |= reach[b]!;
        for (const parameter of parametersWithEffect(term, reach)) effective.add(parameter);
        if (channel.likelihood?.kind !== 'normal' && terms.length === 1) {
          checkSign(term, parameters, `${path}.components.${name}.terms[${t}]`);
        }
      });
    }
    if (channel.likelihood?.kind === 'normal') return;
    const bin = channel.observed.findIndex((count, b) => count > 0 && isReached[b] === 0);
    if (bin >= 0) {
      const found = `${channel.observed[bin]} counts, and templates that are all 0 there`;
      fail('no-expectation', `${path}.observed[${bin}]`, 'counts only where some component expects them', found);
    }
  });
  model.parameters.forEach(({ name }, i) => {
    if (effective.has(name)) return;
    fail('parameter-without-effect', `parameters[${i}] (${name})`, 'an expectation that depends on it', 'none');
  });
}

/** 1 for each bin where the term can differ from 0. */
function reachOf(term: TermDescription, channel: ChannelDescription, bins: number): Uint8Array {
  const reach = new Uint8Array(bins).fill(term.weight.some(({ coefficient }) => coefficient !== 0) ? 1 : 0);
  const sizes = channel.axes.map(({ edges }) => edges.length - 1);
  for (const factor of term.factors) {
    const own = nonZeroBins(factor, countBins(channel, [...factor.axes]));
    const strides = sizes.map((_, axis) => {
      const at = factor.axes.indexOf(axis);
      return at < 0 ? 0 : factor.axes.slice(at + 1).reduce((product, next) => product * sizes[next]!, 1);
    });
    for (let b = 0; b < bins; b++) {
      let rest = b;
      let index = 0;
      for (let axis = sizes.length - 1; axis >= 0; axis--) {
        index += strides[axis]! * (rest % sizes[axis]!);
        rest = Math.floor(rest / sizes[axis]!);
      }
      reach[b]! &= own[index]!;
    }
  }
  return reach;
}

function nonZeroBins(factor: FactorDescription, bins: number): Uint8Array {
  const isNonZero = new Uint8Array(bins);
  for (const values of templatesOf(factor)) {
    for (let i = 0; i < values.length; i++) if (values[i] !== 0) isNonZero[i % bins] = 1;
  }
  return isNonZero;
}

function templatesOf(factor: FactorDescription): Float64Array[] {
  if (factor.kind === 'table') return [factor.value];
  return [factor.nominal, ...factor.variations.flatMap(({ up, down }) => [up, down])];
}

function parametersWithEffect({ weight, scales = [], factors, binScales = [] }: TermDescription, reach: Uint8Array) {
  return [
    ...weight.flatMap(({ coefficient, powers }) => (coefficient === 0 ? [] : Object.keys(powers))),
    ...scales.flatMap(({ parameter, up, down }) => (up === 1 && down === 1 ? [] : [parameter])),
    ...factors.flatMap(parametersThatDeform),
    ...binScales.flatMap(({ parameters }) => parameters.filter((name, b) => name !== null && reach[b] === 1)),
  ] as string[];
}

function parametersThatDeform(factor: FactorDescription): string[] {
  if (factor.kind === 'table') return [factor.parameter];
  const { nominal, variations } = factor;
  const differs = (values: Float64Array) => values.some((value, i) => value !== nominal[i]);
  const deforming = variations.filter(({ up, down }) => differs(up) || differs(down)).map(({ parameter }) => parameter);
  return factor.kind === 'tabulated-morph' ? [factor.parameter, ...deforming] : deforming;
}

/** Refuses a nominal template below 0 of a term that alone makes up its component, where its weight is not negative. */
function checkSign({ weight, factors }: TermDescription, parameters: Parameters, path: string): void {
  if (factors.length > 1 || !isPositive(weight, parameters)) return;
  factors.forEach((factor, k) => {
    if (factor.kind !== 'morph') return;
    const largest = factor.nominal.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    const bin = factor.nominal.findIndex((value) => value < -ROUNDING * largest);
    if (bin < 0) return;
    fail('negative-template', `${path}.factors[${k}].nominal[${bin}]`, 'counts of 0 or more', factor.nominal[bin]!);
  });
}

/** Whether a weight is above 0 at the initial values, or cannot be below 0 within the bounds. */
function isPositive(weight: Polynomial, parameters: Parameters): boolean {
  let initial = 0;
  let isNeverNegative = true;
  for (const { coefficient, powers } of weight) {
    const factors = Object.entries(powers).map(([name, power]) => ({ ...parameters.get(name)!, power }));
    initial += factors.reduce((product, { initial: value, power }) => product * value ** power, coefficient);
    isNeverNegative &&= coefficient >= 0 && factors.every(({ power, lower = -1 }) => power % 2 === 0 || lower >= 0);
  }
  return initial > 0 || isNeverNegative;
}
