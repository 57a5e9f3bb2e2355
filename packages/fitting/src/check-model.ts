import { FEWEST_KNOTS } from '@cevns/numerics/interpolation/uniform-derivatives';
import { FittingError, type FittingErrorCode } from './fitting-error.ts';
import type { Interpolation } from './interpolation/interpolation.ts';
import type {
  ChannelDescription,
  FactorDescription,
  ModelDescription,
  ParameterDescription,
  Polynomial,
  TableFactor,
  TabulatedMorphFactor,
  TermDescription,
} from './model.ts';

/** Interpolations by name, as far as a model needs them; see interpolation/registry.ts for the modules. */
export type Interpolations = Readonly<Record<string, Interpolation>>;

/** Number of bins of a channel, or of some of its axes. */
export function countBins(channel: ChannelDescription, axes = channel.axes.map((_, i) => i)): number {
  return axes.reduce((product, axis) => product * (channel.axes[axis]!.edges.length - 1), 1);
}

/**
 * Checks what the types of a model description cannot say.
 *
 * @throws FittingError for the first thing that is wrong, with its path in the model
 */
export function checkModel(model: ModelDescription, interpolations: Interpolations): void {
  expectUnique(model.parameters, 'parameters');
  expectUnique(model.channels, 'channels');
  if (model.channels.length === 0) fail('empty-model', 'channels', 'at least one channel', 'none');
  const parameters = new Map(model.parameters.map((parameter) => [parameter.name, parameter]));
  model.parameters.forEach((parameter, i) => {
    checkParameter(parameter, `parameters[${i}] (${parameter.name})`);
  });
  model.channels.forEach((channel, i) => {
    checkChannel(channel, `channels[${i}] (${channel.name})`, parameters, interpolations);
  });
}

type Parameters = ReadonlyMap<string, ParameterDescription>;

function fail(code: FittingErrorCode, path: string, expected: string, found: string | number): never {
  throw new FittingError({ code, path, expected, found: String(found) });
}

function checkParameter(parameter: ParameterDescription, path: string): void {
  const { initial, constraint } = parameter;
  const { lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY } = parameter;
  if (!Number.isFinite(initial)) fail('non-finite', `${path}.initial`, 'a finite number', initial);
  if (!(lower < upper)) fail('invalid-bounds', path, 'lower < upper', `${lower} and ${upper}`);
  if (!(initial >= lower && initial <= upper)) {
    fail('outside-bounds', `${path}.initial`, `a value within ${lower} and ${upper}`, initial);
  }
  if (constraint === undefined) return;
  if (!Number.isFinite(constraint.mean))
    fail('non-finite', `${path}.constraint.mean`, 'a finite number', constraint.mean);
  if (!(constraint.sigma > 0 && Number.isFinite(constraint.sigma))) {
    fail('constraint-width', `${path}.constraint.sigma`, 'a finite number above 0', constraint.sigma);
  }
}

function checkChannel(
  channel: ChannelDescription,
  path: string,
  parameters: Parameters,
  interpolations: Interpolations,
): void {
  channel.axes.forEach(({ name, edges }, i) => {
    const at = `${path}.axes[${i}] (${name})`;
    if (edges.length < 2) fail('invalid-edges', at, 'at least 2 edges', edges.length);
    edges.forEach((edge, k) => {
      if (!Number.isFinite(edge)) fail('invalid-edges', `${at}.edges[${k}]`, 'a finite number', edge);
      if (k > 0 && !(edge > edges[k - 1]!))
        fail('invalid-edges', `${at}.edges[${k}]`, `more than ${edges[k - 1]}`, edge);
    });
  });
  expectUnique(channel.axes, `${path}.axes`);
  expectUnique(channel.components, `${path}.components`);
  expectArray(channel.observed, countBins(channel), `${path}.observed`);
  channel.observed.forEach((count, b) => {
    if (count < 0) fail('negative-observation', `${path}.observed[${b}]`, 'a count of 0 or more', count);
  });
  if (channel.components.length === 0) fail('empty-model', `${path}.components`, 'at least one component', 'none');
  for (const component of channel.components) {
    component.terms.forEach((term, i) => {
      const at = `${path}.components.${component.name}.terms[${i}]`;
      checkPolynomial(term.weight, `${at}.weight`, parameters);
      checkCoverage(term, channel, at);
      term.factors.forEach((factor, k) => {
        checkFactor(factor, channel, `${at}.factors[${k}]`, parameters, interpolations);
      });
    });
  }
}

function checkPolynomial(polynomial: Polynomial, path: string, parameters: Parameters): void {
  polynomial.forEach(({ coefficient, powers }, m) => {
    if (!Number.isFinite(coefficient)) fail('non-finite', `${path}[${m}].coefficient`, 'a finite number', coefficient);
    for (const [name, power] of Object.entries(powers)) {
      expectParameter(name, `${path}[${m}].powers`, parameters);
      if (!(Number.isInteger(power) && power > 0)) {
        fail('invalid-power', `${path}[${m}].powers.${name}`, 'a positive integer', power);
      }
    }
  });
}

function checkCoverage(term: TermDescription, channel: ChannelDescription, path: string): void {
  const covered = term.factors.flatMap(({ axes }) => [...axes]);
  const sorted = [...covered].sort((a, b) => a - b);
  const complete = sorted.length === channel.axes.length && sorted.every((axis, i) => axis === i);
  if (!complete) {
    const all = channel.axes.map((_, i) => i).join(', ');
    fail('axis-coverage', `${path}.factors`, `each of the axes ${all} once`, covered.join(', ') || 'none');
  }
}

function checkFactor(
  factor: FactorDescription,
  channel: ChannelDescription,
  path: string,
  parameters: Parameters,
  interpolations: Interpolations,
): void {
  const bins = countBins(channel, [...factor.axes]);
  if (factor.kind === 'table') {
    checkTable(factor, bins, path, parameters);
    return;
  }
  const isTabulated = factor.kind === 'tabulated-morph';
  if (isTabulated) checkShapeTable(factor, path, parameters);
  const length = isTabulated ? factor.knots * bins : bins;
  expectArray(factor.nominal, length, `${path}.nominal`);
  if (!Object.hasOwn(interpolations, factor.interpolation)) {
    const known = Object.keys(interpolations).join(', ') || 'none';
    fail('unknown-interpolation', `${path}.interpolation`, `one of: ${known}`, factor.interpolation);
  }
  expectUnique(
    factor.variations.map(({ parameter }) => ({ name: parameter })),
    `${path}.variations`,
  );
  if (isTabulated && factor.variations.some(({ parameter }) => parameter === factor.parameter)) {
    fail('duplicate-name', `${path}.variations`, 'other parameters than that of the table', factor.parameter);
  }
  factor.variations.forEach(({ parameter, up, down }, j) => {
    expectParameter(parameter, `${path}.variations[${j}].parameter`, parameters);
    expectArray(up, length, `${path}.variations[${j}].up`);
    expectArray(down, length, `${path}.variations[${j}].down`);
  });
}

function checkTable(table: TableFactor, bins: number, path: string, parameters: Parameters): void {
  const parameter = expectParameter(table.parameter, `${path}.parameter`, parameters);
  const knots = table.value.length / bins;
  if (!(Number.isInteger(knots) && knots >= 2)) {
    fail(
      'array-length',
      `${path}.value`,
      `${bins} values for each of at least 2 knots`,
      `${table.value.length} values`,
    );
  }
  expectArray(table.value, knots * bins, `${path}.value`);
  expectArray(table.first, knots * bins, `${path}.first`);
  expectArray(table.second, knots * bins, `${path}.second`);
  if (!Number.isFinite(table.from)) fail('non-finite', `${path}.from`, 'a finite number', table.from);
  if (!(table.step > 0 && Number.isFinite(table.step))) {
    fail('invalid-table', `${path}.step`, 'a finite number above 0', table.step);
  }
  expectCoverage(parameter, table.from, table.from + (knots - 1) * table.step, knots, path);
}

function checkShapeTable(table: TabulatedMorphFactor, path: string, parameters: Parameters): void {
  const { from, to, knots, scale } = table;
  const parameter = expectParameter(table.parameter, `${path}.parameter`, parameters);
  if (!(Number.isInteger(knots) && knots >= FEWEST_KNOTS)) {
    fail('invalid-table', `${path}.knots`, `a whole number of at least ${FEWEST_KNOTS} knots`, knots);
  }
  if (!(Number.isFinite(from) && Number.isFinite(to) && from < to)) {
    fail('invalid-table', path, 'a finite `from` below a finite `to`', `${from} and ${to}`);
  }
  if (scale === 'log' && !(from > 0)) fail('invalid-table', `${path}.from`, 'more than 0 on a log scale', from);
  expectCoverage(parameter, from, to, knots, path);
}

/** The last knot is the result of arithmetic, which may miss a bound such as 0.9 by rounding. */
function expectCoverage(parameter: ParameterDescription, from: number, to: number, knots: number, path: string): void {
  const { lower = Number.NEGATIVE_INFINITY, upper = Number.POSITIVE_INFINITY } = parameter;
  const slack = (1e-9 * (to - from)) / (knots - 1);
  if (lower >= from - slack && upper <= to + slack) return;
  const range = `a table that covers the bounds of ${parameter.name}, ${lower} to ${upper}`;
  fail('invalid-table', path, range, `${from} to ${to}`);
}

function expectUnique(items: readonly { readonly name: string }[], path: string): void {
  const seen = new Set<string>();
  for (const { name } of items) {
    if (seen.has(name)) fail('duplicate-name', path, 'each name once', `${name} twice`);
    seen.add(name);
  }
}

function expectParameter(name: string, path: string, parameters: Parameters): ParameterDescription {
  const parameter = parameters.get(name);
  const known = [...parameters.keys()].join(', ') || 'none';
  return parameter ?? fail('unknown-parameter', path, `one of the parameters ${known}`, name);
}

function expectArray(values: Float64Array, length: number, path: string): void {
  if (values.length !== length) fail('array-length', path, `${length} values`, values.length);
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) fail('non-finite', `${path}[${i}]`, 'a finite number', value);
  });
}
