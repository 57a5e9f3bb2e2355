import { type CompiledChannel, channelFrom } from './channel.ts';
import { checkModel } from './check-model.ts';
import { boundsOf } from './check-parameters.ts';
import { compileSum, compileTemplateErrors, parametersOf } from './compile-sum.ts';
import { constraintFrom } from './constraint.ts';
import { countBins } from './count-bins.ts';
import { compileSampler } from './event-sampler.ts';
import { BinScale } from './factors/bin-scale.ts';
import type { CompiledFactor } from './factors/factor.ts';
import { Morph } from './factors/morph.ts';
import { Table } from './factors/table.ts';
import { TabulatedMorph } from './factors/tabulated-morph.ts';
import { FittingError } from './fitting-error.ts';
import type { Interpolations } from './interpolation/interpolation.ts';
import { type CompiledJointConstraint, compileJointConstraint } from './joint-constraint.ts';
import { compileLikelihood } from './likelihood.ts';
import type {
  BinScaleDescription,
  ChannelDescription,
  Constraint,
  FactorDescription,
  ModelDescription,
  ScaleDescription,
  TermDescription,
} from './model.ts';
import { type CompiledTerm, compileTerm } from './term.ts';
import { compileWeight } from './weight.ts';

/**
 * A model as flat arrays. It contains the work space of its evaluations, so that these allocate nothing; two evaluations of one model
 * must not be interleaved, which within one thread cannot happen.
 */
export interface CompiledModel {
  readonly names: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  readonly initial: Float64Array;
  /** -Infinity where there is no bound. */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** Of each parameter, in the order of the model. */
  readonly constraints: readonly (Constraint | null)[];
  readonly jointConstraints: readonly CompiledJointConstraint[];
  /** Further points from which a fit starts, over all parameters. */
  readonly starts: readonly Float64Array[];
  /** 1 for a parameter by which the first derivative of the expectation may jump at 0. */
  readonly kinked: Uint8Array;
  readonly channels: readonly CompiledChannel[];
}

/** A model of these parts, with one hidden class as channels have (see `channelFrom`). */
export function modelFrom(parts: CompiledModel): CompiledModel {
  return {
    names: parts.names,
    indexOf: parts.indexOf,
    initial: parts.initial,
    lower: parts.lower,
    upper: parts.upper,
    constraints: parts.constraints,
    jointConstraints: parts.jointConstraints,
    starts: parts.starts,
    kinked: parts.kinked,
    channels: parts.channels,
  };
}

/**
 * Checks a model and compiles it for evaluation. A factor object that occurs in several terms is evaluated once.
 *
 * @param interpolations the interpolations that the model names
 * @throws FittingError if the model is invalid
 */
export function compileModel(model: ModelDescription, interpolations: Interpolations): CompiledModel {
  checkModel(model, interpolations);
  const names = model.parameters.map(({ name }) => name);
  const indexOf = new Map(names.map((name, i) => [name, i]));
  const initial = Float64Array.from(model.parameters, (parameter) => parameter.initial);
  return modelFrom({
    names,
    indexOf,
    initial,
    lower: Float64Array.from(model.parameters, (parameter) => boundsOf(parameter).lower),
    upper: Float64Array.from(model.parameters, (parameter) => boundsOf(parameter).upper),
    constraints: model.parameters.map(({ constraint }) =>
      constraint === undefined ? null : constraintFrom(constraint),
    ),
    jointConstraints: (model.jointConstraints ?? []).map((constraint) => compileJointConstraint(constraint, indexOf)!),
    starts: (model.starts ?? []).map((values) =>
      Float64Array.from(model.parameters, ({ name, initial }) => values[name] ?? initial),
    ),
    kinked: findKinks(model, interpolations, indexOf),
    channels: model.channels.map((channel) => {
      const compile = (each: ChannelDescription) => compileChannel(each, interpolations, indexOf);
      const own = compile(channel);
      const sampler = channel.likelihood?.kind === 'unbinned' ? channel.likelihood.sampler : undefined;
      if (sampler === undefined) return own;
      return channelFrom({ ...own, sampler: compileSampler(channel, own, sampler, initial, compile) });
    }),
  });
}

/**
 * The same model with other data, such as a toy; shares everything else, the work space included, with the original.
 *
 * @param observed counts of each channel, in the order of the model
 * @throws FittingError if numbers of channels or bins differ, or a count is negative or not finite
 */
export function withObserved(model: CompiledModel, observed: readonly Float64Array[]): CompiledModel {
  expect(observed.length === model.channels.length, 'array-length', 'observed', model.channels.length, observed.length);
  const channels = model.channels.map((channel, i) => {
    const counts = observed[i]!;
    const path = `observed[${i}] (${channel.name})`;
    expect(counts.length === channel.bins, 'array-length', path, `${channel.bins} values`, counts.length);
    for (let b = 0; b < counts.length; b++) {
      const valid = (counts[b]! >= 0 || channel.likelihood.allowsNegative) && Number.isFinite(counts[b]!);
      expect(valid, 'negative-observation', `${path}[${b}]`, 'a finite count of 0 or more', counts[b]!);
    }
    return channelFrom({ ...channel, observed: counts });
  });
  return modelFrom({ ...model, channels });
}

function expect(
  holds: boolean,
  code: 'array-length' | 'negative-observation',
  path: string,
  expected: string | number,
  found: number,
): void {
  if (!holds) throw new FittingError({ code, path, expected: String(expected), found: String(found) });
}

function findKinks(
  model: ModelDescription,
  interpolations: Interpolations,
  indexOf: ReadonlyMap<string, number>,
): Uint8Array {
  const kinked = new Uint8Array(indexOf.size);
  for (const factor of model.channels.flatMap(factorsOf)) {
    if (factor.kind === 'table' || !interpolations[factor.interpolation]!.kinkAtZero) continue;
    for (const { parameter } of factor.variations) kinked[indexOf.get(parameter)!] = 1;
  }
  for (const { parameter, interpolation } of model.channels.flatMap(scalesOf)) {
    if (interpolation === 'exponential') kinked[indexOf.get(parameter)!] = 1;
  }
  return kinked;
}

function scalesOf(channel: ChannelDescription): ScaleDescription[] {
  return channel.components.flatMap(({ terms }) => terms.flatMap(({ scales = [] }) => [...scales]));
}

function factorsOf(channel: ChannelDescription): FactorDescription[] {
  return channel.components.flatMap(({ terms }) => terms.flatMap(({ factors }) => [...factors]));
}

function compileChannel(
  channel: ChannelDescription,
  interpolations: Interpolations,
  indexOf: ReadonlyMap<string, number>,
): CompiledChannel {
  const bins = countBins(channel);
  const compileFactor = factorCompiler(channel, interpolations, indexOf);
  const compileOne = (term: TermDescription) => {
    const factors = [...term.factors, ...(term.binScales ?? [])].map(compileFactor);
    return compileTerm(
      compileWeight(term, indexOf),
      factors.map(({ factor }) => factor),
      factors.map(({ binOf }) => binOf),
      bins,
    );
  };
  const components = channel.components.map(({ name, terms }) => ({ name, terms: terms.map(compileOne) }));
  const all = components.flatMap(({ terms }) => terms);
  const parameters = Int32Array.from(new Set(all.flatMap(parametersOf))).sort();
  const rowOf = new Int32Array(indexOf.size).fill(-1);
  parameters.forEach((parameter, row) => {
    rowOf[parameter] = row;
  });
  const rows = parameters.length;
  const sum = (terms: readonly CompiledTerm[]) => compileSum(terms, rowOf, rows, bins);
  const templateErrors = channel.templateErrors ? compileTemplateErrors(channel.templateErrors, components, sum) : null;
  return channelFrom({
    name: channel.name,
    bins,
    observed: channel.observed,
    likelihood: compileLikelihood(channel, rows),
    components,
    parameters,
    rowOf,
    ...sum(templateErrors === null ? all : []),
    templateErrors,
    sampler: null,
    residual: new Float64Array(bins),
    weight: new Float64Array(bins),
    freeRows: new Int32Array(rows),
    work: [new Float64Array(bins), new Float64Array(bins)],
  });
}

interface MappedFactor {
  readonly factor: CompiledFactor;
  readonly binOf: Int32Array;
}

/** Compiles each factor object once, however many terms share it. */
function factorCompiler(
  channel: ChannelDescription,
  interpolations: Interpolations,
  indexOf: ReadonlyMap<string, number>,
): (description: FactorDescription | BinScaleDescription) => MappedFactor {
  const compiled = new Map<object, MappedFactor>();
  const all = channel.axes.map((_, axis) => axis);
  const compileNew = (description: FactorDescription | BinScaleDescription) => {
    if (!('kind' in description)) {
      return { factor: new BinScale(description, indexOf), binOf: mapBins(channel, all) };
    }
    const bins = countBins(channel, [...description.axes]);
    return {
      factor: compileFactor(description, bins, interpolations, indexOf),
      binOf: mapBins(channel, description.axes),
    };
  };
  return (description) => {
    const mapped = compiled.get(description) ?? compileNew(description);
    compiled.set(description, mapped);
    return mapped;
  };
}

function compileFactor(
  description: FactorDescription,
  bins: number,
  interpolations: Interpolations,
  indexOf: ReadonlyMap<string, number>,
): CompiledFactor {
  if (description.kind === 'table') return new Table(description, bins, indexOf);
  const interpolation = interpolations[description.interpolation]!;
  return description.kind === 'morph'
    ? new Morph(description, interpolation, indexOf)
    : new TabulatedMorph(description, bins, interpolation, indexOf);
}

/** For each bin of the channel the bin of an array over some of its axes. */
function mapBins(channel: ChannelDescription, axes: readonly number[]): Int32Array {
  const sizes = channel.axes.map(({ edges }) => edges.length - 1);
  const map = new Int32Array(countBins(channel));
  const position = new Int32Array(sizes.length);
  for (let b = 0; b < map.length; b++) {
    let rest = b;
    for (let axis = sizes.length - 1; axis >= 0; axis--) {
      position[axis] = rest % sizes[axis]!;
      rest = Math.floor(rest / sizes[axis]!);
    }
    map[b] = axes.reduce((index, axis) => index * sizes[axis]! + position[axis]!, 0);
  }
  return map;
}
