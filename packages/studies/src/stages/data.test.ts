import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { run } from './data.ts';

const text = 'run,t,pe\n1,0.5,9.9\n1,0.5,10\n2,1,10\n2,5.9,39\n2,6,39\n2,0.1,40\n';
const parameters = {
  binning: { PE: [0, 10, 40], time: [0, 1, 6] },
  region: { PE: [0, 40], time: [0, 6] },
  axes: [
    { observable: 'PE', column: 'pe' },
    { observable: 'time', column: 't' },
  ],
};

async function counted(changes: object = {}): Promise<{ shape: readonly number[]; data: number[] }> {
  const { counts } = await call(run, { parameters: { ...parameters, ...changes }, inputs: { events: { text } } });
  const { shape, data } = counts!.arrays().counts!;
  return { shape, data: [...data] };
}

test('events are counted in half-open bins, time running fastest; those outside are left out', async () => {
  expect(await counted()).toEqual({ shape: [2, 2], data: [1, 0, 1, 2] });
});

test('the order of the axes is that of the parameters', async () => {
  expect((await counted({ axes: [...parameters.axes].reverse() })).data).toEqual([1, 1, 0, 2]);
});

test('a region counts what is in it', async () => {
  expect(await counted({ region: { PE: [0, 10], time: [0, 6] } })).toEqual({ shape: [1, 2], data: [1, 0] });
});

test('a column that the table has not', async () => {
  const axes = [{ observable: 'PE', column: 'photoelectrons' }];
  await expect(counted({ axes })).rejects.toThrow('photoelectrons');
});

test('rows of bins count as often as they say', async () => {
  const bins = 't,pe,n\n0.5,5,3\n3,5,0\n0.5,25,0\n3,25,7\n';
  const binned = (table: string) =>
    call(run, { parameters: { ...parameters, count: 'n' }, inputs: { events: { text: table } } });
  expect([...(await binned(bins)).counts!.arrays().counts!.data]).toEqual([3, 0, 0, 7]);
  await expect(binned('t,pe,n\n0.5,5,-1\n')).rejects.toThrow(
    '<events>: Expected numbers of events of 0 or more, or `error:` or `covariance:` beside `count:` for measured values, got -1',
  );
  // A row that was left out is not zero events.
  await expect(binned('t,pe,n\n0.5,5,3\n0.5,25,0\n3,25,7\n')).rejects.toThrow(
    '<events>: Expected a row for every bin of the region, of empty ones too, got none in that of pe [0, 10), t [1, 6)',
  );
});

test('a table may be an .npz archive, and is refused where its arrays are no columns', async () => {
  const column = (...values: number[]) => ({ shape: [values.length], data: Float64Array.from(values) });
  const from = (arrays: object) =>
    call(run, { parameters, inputs: { events: { arrays: arrays as never } } }).then(({ counts }) => [
      ...counts!.arrays().counts!.data,
    ]);
  expect(await from({ pe: column(5, 20), t: column(0.5, 3) })).toEqual([1, 0, 0, 1]);
  await expect(from({ pe: column(5, 20), t: column(0.5) })).rejects.toThrow('arrays of one length, 2 as the first');
  await expect(from({ pe: column(5, Number.NaN), t: column(0.5, 3) })).rejects.toThrow('NaN in row 2');
});

test('a column whose name has another unit', async () => {
  const axes = [{ observable: 'time', column: 't_ns' }];
  await expect(
    call(run, { parameters: { ...parameters, axes }, inputs: { events: { text: 't_ns\n500\n' } } }),
  ).rejects.toThrow("<events>: Expected a column in us, got 't_ns'");
});

test('measured values have a covariance beside them, and may be negative', async () => {
  const bins = 't,pe,n,e\n0.5,5,3,1\n3,5,-2,2\n0.5,25,0,3\n3,25,7,4\n';
  const events = { text: bins };
  const measured = { ...parameters, count: 'n', errors: { column: 'e' } };
  const { counts } = await call(run, { parameters: measured, inputs: { events } });
  expect([...counts!.arrays().counts!.data]).toEqual([3, -2, 0, 7]);
  const { shape, data } = counts!.arrays().covariance!;
  expect({ shape, data: [...data] }).toEqual({
    shape: [4, 4],
    data: [1, 0, 0, 0, 0, 4, 0, 0, 0, 0, 9, 0, 0, 0, 0, 16],
  });
  await expect(call(run, { parameters: { ...measured, errors: { column: 'f' } }, inputs: { events } })).rejects.toThrow(
    "<events>: Expected a column 'f'",
  );
  const given = { ...parameters, count: 'n', errors: { input: 'covariance' } };
  const matrix = (text: string) => call(run, { parameters: given, inputs: { events, covariance: { text } } });
  const found = await matrix('a,b,c,d\n1,0.5,0,0\n0.5,1,0,0\n0,0,1,0\n0,0,0,1\n');
  expect([...found.counts!.arrays().covariance!.data].slice(0, 6)).toEqual([1, 0.5, 0, 0, 0.5, 1]);
  await expect(matrix('a\n1\n')).rejects.toThrow('<covariance>: Expected 4 rows of 4 numbers');
});

test('events none of which lies in the region are warned of, with the column that may be in another unit', async () => {
  const warned = async (more: object, table = text) =>
    (await call(run, { parameters: { ...parameters, ...more }, inputs: { events: { text: table } } })).warnings!.json();
  expect(await warned({})).toEqual([]);
  expect(await warned({}, 't,pe\n500,5\n3000,25\n')).toEqual([
    'none of the 2 events of the data lies in the region: t is from 500 to 3000, and the region from 0 to 6',
  ]);
  // Each of the two lies inside in one of the columns.
  expect(await warned({}, 't,pe\n500,5\n3,250\n')).toEqual(['none of the 2 events of the data lies in the region']);
  // Bins without an event are no accident.
  expect(await warned({ count: 'n' }, 't,pe,n\n0.5,5,0\n3,5,0\n0.5,25,0\n3,25,0\n')).toEqual([]);
});
