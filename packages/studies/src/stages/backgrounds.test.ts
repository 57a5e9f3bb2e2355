import * as events from '@cevns/detectors/background-shapes/events';
import * as exponential from '@cevns/detectors/background-shapes/exponential';
import * as tabulated from '@cevns/detectors/background-shapes/tabulated';
import { expect, test } from 'vitest';
import { call, numbers } from '../testing/artifacts.ts';
import { run } from './backgrounds.ts';

const table = 'brn/time';
const parameters = {
  binning: { PE: [0, 10, 40], time: [0, 1, 6] },
  region: { PE: [0, 40], time: [0, 6] },
  referenceRegion: { PE: [0, 40], time: [0, 6] },
  efficiency: { time: {} },
  backgrounds: {
    steady: {
      PE: { model: 'events', parameters: { table: 'steady/PE', column: 'pe' }, table: 'steady/PE' },
      time: { model: 'exponential', parameters: { rate: 0, from: 0 } },
    },
    brn: {
      time: {
        model: 'tabulated',
        parameters: { table, at: 't', content: 'rate', efficiency: 'applied-at-centres' },
        table,
      },
    },
  },
};
const inputs = {
  'steady/PE': { text: 'pe\n1\n2\n3\n20\n' },
  [table]: { text: 't,rate\n0.5,3\n2,2\n7,100\n' },
};
const half = { efficiency: { prepare: () => (time: number) => (time < 1 ? 1 : 0.5) } };
const modules = {
  'shape:events': events,
  'shape:exponential': exponential,
  'shape:tabulated': tabulated,
  'efficiency:time': half,
};

const shares = async (changes: object = {}) =>
  (await call(run, { parameters: { ...parameters, ...changes }, inputs, modules })).shares!;

test('in the reference region the shares of each observable add up to one', async () => {
  const found = await shares();
  expect(numbers(found, 'steady/PE')).toEqual([0.75, 0.25]);
  expect(numbers(found, 'steady/time')).toEqual([1 / 6, 5 / 6].map((value) => expect.closeTo(value, 14)));
});

test('the efficiency of the detector is applied where a table asks for it', async () => {
  // 3 before the fall, 2 x 0.5 after it; the row at 7 us is outside.
  expect(numbers(await shares(), 'brn/time')).toEqual([0.75, 0.25]);
});

test('a smaller region keeps its share of the events quoted for the reference', async () => {
  const found = await shares({ region: { PE: [10, 40], time: [0, 1] } });
  expect(numbers(found, 'steady/PE')).toEqual([0.25]);
  expect(numbers(found, 'steady/time')).toEqual([expect.closeTo(1 / 6, 14)]);
});

test('a background that has nothing in its reference region is refused', async () => {
  await expect(shares({ referenceRegion: { PE: [30, 40], time: [0, 6] } })).rejects.toThrow(RangeError);
});
