import { FEWEST_KNOTS } from '@cevns/numerics/interpolation/uniform-derivatives';
import { expectArray, expectParameter, expectUnique, fail, type Parameters } from './check-values.ts';
import { countBins } from './count-bins.ts';
import type { Interpolations } from './interpolation/interpolation.ts';
import type {
  ChannelDescription,
  FactorDescription,
  ParameterDescription,
  TableFactor,
  TabulatedMorphFactor,
} from './model.ts';

/** Checks a factor of a term. */
export function checkFactor(
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
