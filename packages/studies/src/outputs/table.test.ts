import type { StageOutput } from '@cevns/runner/artifact';
import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { run } from './table.ts';

const third = 1 / 3;
const bins = {
  axes: [
    { name: 'PE', edges: [0, 8, 20] },
    { name: 'time', edges: [0, 0.1, 6, 9] },
  ],
  components: [
    { name: 'brn', values: [1, 2, 3, 4, 5, 6] },
    { name: 'cevns', values: [0.1, 0.2, third, 1e-7, 1e21, 0] },
  ],
  observed: [7, 8, 9, 10, 11, 12],
};
const uncertainty = { bins: [1, 1, 1, 1, 1, 2], projections: { PE: [3, 4], time: [5, 6, 7] } };

async function rowsOf(input: Record<string, StageOutput>, parameters: object = {}): Promise<string[][]> {
  const { table } = await call(run, { parameters, inputs: input });
  const text = table!.text();
  expect(text.endsWith('\n')).toBe(true);
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}

test('a row per bin, the last axis fastest, with the edges of every axis', async () => {
  const [header, ...rows] = await rowsOf({ bins: { json: [bins] } });
  expect(header!.join()).toBe('PE_low,PE_high,time_low,time_high,brn,cevns,total,observed');
  expect(rows.map((row) => row.slice(0, 4).join())).toEqual([
    '0,8,0,0.1',
    '0,8,0.1,6',
    '0,8,6,9',
    '8,20,0,0.1',
    '8,20,0.1,6',
    '8,20,6,9',
  ]);
  expect(rows.map((row) => row.at(-1))).toEqual(['7', '8', '9', '10', '11', '12']);
});

test('the total is the sum of the components, and every number reads back as it is', async () => {
  const [, ...rows] = await rowsOf({ bins: { json: [bins] } });
  rows.forEach((row, i) => {
    const [brn, cevns, total] = row.slice(4, 7).map(Number) as [number, number, number];
    expect(brn).toBe(bins.components[0]!.values[i]);
    expect(cevns).toBe(bins.components[1]!.values[i]);
    expect(total).toBe(brn + cevns);
  });
  // The shortest form, not seventeen digits.
  expect(rows[1]!.slice(5, 7)).toEqual(['0.2', '2.2']);
});

test('a projection sums over the other axis and takes its own uncertainty', async () => {
  const [header, ...rows] = await rowsOf({ bins: { json: [{ ...bins, uncertainty }] } }, { axis: 'PE' });
  expect(header!.join()).toBe('PE_low,PE_high,brn,cevns,total,total_uncertainty,observed');
  expect(rows.map((row) => [row[0], row[2], row[5], row[6]])).toEqual([
    ['0', '6', '3', '24'],
    ['8', '15', '4', '33'],
  ]);
  const whole = await rowsOf({ bins: { json: [{ ...bins, uncertainty }] } });
  expect(whole.map((row) => row[7])).toEqual(['total_uncertainty', '1', '1', '1', '1', '1', '2']);
});

test('a point that could not be computed is an empty cell', async () => {
  const curve = { parameter: 'strength', x: [0, 0.5, 1], delta: [4, null, 0] };
  expect(await rowsOf({ curve: { json: curve } })).toEqual([
    ['strength', 'delta_statistic'],
    ['0', '4'],
    ['0.5', ''],
    ['1', '0'],
  ]);
});

test('a plane has a row per point, y running fastest; limits one per value', async () => {
  const plane = {
    x: { parameter: 'a', values: [1, 2] },
    y: { parameter: 'b', values: [3, 4] },
    delta: [
      [0, 1],
      [null, 2],
    ],
  };
  expect(await rowsOf({ plane: { json: plane } })).toEqual([
    ['a', 'b', 'delta_statistic'],
    ['1', '3', '0'],
    ['1', '4', '1'],
    ['2', '3', ''],
    ['2', '4', '2'],
  ]);
  const limits = { parameter: 'g', against: { parameter: 'mass', values: [1, 10] }, curve: [0.5, null] };
  const expected = [[0.1, 0.2, 0.3, 0.4, null], null];
  expect((await rowsOf({ limits: { json: { ...limits, expected } } })).slice(0, 2)).toEqual([
    [
      'mass',
      'g_upper_limit',
      ...['minus_2_sigma', 'minus_1_sigma', 'median', 'plus_1_sigma', 'plus_2_sigma'].map((band) => `expected_${band}`),
    ],
    ['1', '0.5', '0.1', '0.2', '0.3', '0.4', ''],
  ]);
  expect(await rowsOf({ limits: { json: limits } })).toEqual([
    ['mass', 'g_upper_limit'],
    ['1', '0.5'],
    ['10', ''],
  ]);
});

test('impacts: a row per parameter, names quoted where they need it', async () => {
  const result = {
    kind: 'impacts',
    impacts: [
      {
        parameter: 'flux, "beam"',
        value: 1,
        error: 0.1,
        pull: 0.5,
        constrained: true,
        prefit: { up: 1, down: -1 },
        postfit: { up: 0.5, down: null },
      },
      { parameter: 'free', value: 2, error: null, pull: null, constrained: false, prefit: null, postfit: null },
    ],
  };
  const { table } = await call(run, { parameters: {}, inputs: { result: { json: result } } });
  expect(table!.text()).toBe(
    `parameter,value,error,pull,constrained,prefit_up,prefit_down,postfit_up,postfit_down
"flux, ""beam""",1,0.1,0.5,true,1,-1,0.5,
free,2,,,false,,,,
`,
  );
});

test('a construction over a plane: a row per point, y fastest, with what is known of each level', async () => {
  const point = {
    rise: 1,
    toys: 100,
    'p-value': 0.3,
    'p-value-error': 0.05,
    critical: [0.9, 2.5],
    'critical-error': [0.1, 0.2],
    accepted: [false, true],
  };
  const result = {
    kind: 'feldman-cousins',
    x: { parameter: 'a', values: [0, 1] },
    y: { parameter: 'b', values: [5, 6, 7] },
    confidence: [0.6827, 0.9],
    points: [point, point, { rise: null, toys: 0, accepted: [false, false] }, point, point, point],
  };
  const [header, ...rows] = await rowsOf({ result: { json: result } });
  expect(header!.slice(0, 6)).toEqual(['a', 'b', 'delta_statistic', 'toys', 'p_value', 'p_value_error']);
  expect(header).toContain('critical_value_error_0.9');
  expect(rows.map(([a, b]) => [a, b])).toEqual([
    ['0', '5'],
    ['0', '6'],
    ['0', '7'],
    ['1', '5'],
    ['1', '6'],
    ['1', '7'],
  ]);
  expect(rows[0]!.slice(6)).toEqual(['0.9', '2.5', '0.1', '0.2', 'false', 'true']);
  expect(rows[2]!.slice(2)).toEqual(['', '0', '', '', '', '', '', '', 'false', 'false']);
});

test('a construction over one parameter has no second column of values', async () => {
  const points = [0, 1].map((rise) => ({ rise, toys: 0, accepted: [true] }));
  const result = { kind: 'feldman-cousins', x: { parameter: 'a', values: [3, 4] }, confidence: [0.9], points };
  const [header, ...rows] = await rowsOf({ result: { json: result } });
  expect(header!.slice(0, 3)).toEqual(['a', 'delta_statistic', 'toys']);
  expect(rows.map(([a, rise]) => [a, rise])).toEqual([
    ['3', '0'],
    ['4', '1'],
  ]);
});

test('toys, goodness of fit, posterior and sensitivity: their numbers, with what Monte Carlo leaves uncertain', async () => {
  const toys = { number: 50, failed: 2, seed: 1 };
  const interval = {
    confidence: 0.9,
    coverage: 0.88,
    'coverage-error': 0.02,
    'critical-value': 3,
    'critical-value-error': 0.3,
    asymptotic: 2.7,
  };
  expect(await rowsOf({ result: { json: { kind: 'toys', intervals: [interval], toys } } })).toEqual([
    [
      'confidence',
      'coverage',
      'coverage_error',
      'critical_value',
      'critical_value_error',
      'asymptotic',
      'toys',
      'failed_toys',
    ],
    ['0.9', '0.88', '0.02', '3', '0.3', '2.7', '50', '2'],
  ]);
  const goodness = {
    kind: 'goodness-of-fit',
    statistic: 12,
    bins: 10,
    median: 9,
    'p-value': 0.2,
    'p-value-error': 0.01,
    toys,
  };
  expect((await rowsOf({ result: { json: goodness } }))[1]).toEqual(['12', '10', '9', '0.2', '0.01', '50', '2']);
  const marginal = {
    parameter: 'a',
    mean: 1,
    deviation: 0.1,
    quantiles: [0.9, 1, 1.1],
    'r-hat': 1.001,
    'effective-size': 900,
  };
  const posterior = { kind: 'posterior', parameters: [marginal], 'quantiles-at': [0.16, 0.5, 0.84] };
  expect(await rowsOf({ result: { json: posterior } })).toEqual([
    ['parameter', 'mean', 'deviation', 'quantile_0.16', 'quantile_0.5', 'quantile_0.84', 'r_hat', 'effective_size'],
    ['a', '1', '0.1', '0.9', '1', '1.1', '1.001', '900'],
  ]);
  const point = { exposure: 2, significance: [1, 2, 3, 4, 5], limits: [0.1, 0.2, 0.3, 0.4, null], error: 0.1 };
  const [header, row] = await rowsOf({ result: { json: { kind: 'sensitivity', points: [point] } } });
  expect(header!.slice(0, 4)).toEqual([
    'exposure',
    'significance_minus_2_sigma',
    'significance_minus_1_sigma',
    'significance_median',
  ]);
  expect(row).toEqual(['2', '1', '2', '3', '4', '5', '0.1', '0.2', '0.3', '0.4', '']);
});
