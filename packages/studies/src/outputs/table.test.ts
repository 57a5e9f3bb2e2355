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
  expect(await rowsOf({ limits: { json: limits } })).toEqual([
    ['mass', 'g_upper_limit'],
    ['1', '0.5'],
    ['10', ''],
  ]);
});
