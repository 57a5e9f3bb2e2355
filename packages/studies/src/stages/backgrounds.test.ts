import * as events from '@cevns/detectors/background-shapes/events';
import * as exponential from '@cevns/detectors/background-shapes/exponential';
import * as flat from '@cevns/detectors/background-shapes/flat';
import * as linesShape from '@cevns/detectors/background-shapes/lines';
import * as tabulated from '@cevns/detectors/background-shapes/tabulated';
import * as stepEfficiency from '@cevns/detectors/efficiency/step';
import * as gaussian from '@cevns/detectors/smearing/gaussian';
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

/** The response of a detector in keVee whose resolution is narrow, and whose efficiency is 1/2 above 5 keVee. */
const deposits = {
  observable: 'energy',
  smearing: { noise: 1e-3 },
  efficiency: { from: 5, height: 0.5 },
  fine: { finePerBin: 10 },
  bins: 2,
};
const energies = { binning: { energy: [0, 4, 10] }, region: { energy: [0, 10] }, referenceRegion: { energy: [0, 10] } };
const lines = [{ energy: 2 }, { energy: 7 }, { energy: 20, intensity: 2 }];

const energyShares = async (shape: object, more: object = {}) => {
  const { shares: found } = await call(run, {
    parameters: { ...energies, deposits, efficiency: {}, backgrounds: { own: { energy: shape } }, ...more },
    inputs: { table: { text: 'e,n\n1,3\n8,2\n' } },
    modules: {
      'shape:lines': linesShape,
      'shape:flat': flat,
      'shape:tabulated': tabulated,
      smearing: gaussian,
      'efficiency:recoil': stepEfficiency,
    },
  });
  return numbers(found!, 'own/energy');
};

test('decays count wherever they are: the shares are what of them is in the bins, with the efficiency', async () => {
  const counted = await energyShares({ model: 'lines', parameters: { lines } }, { absolute: ['own'] });
  // Nothing is kept below 5 keVee; a quarter of the decays are at 7 keVee, half of them kept.
  expect(counted.map((each) => Number(each.toFixed(9)))).toEqual([0, 0.125]);
  expect(await energyShares({ model: 'lines', parameters: { lines } })).toEqual([0, 1]);
});

test('a flat rate before the efficiency is lowered by it', async () => {
  const shape = { model: 'flat', parameters: { efficiency: 'applied' } };
  // Of 10 keVee those above 5, half of them.
  expect((await energyShares(shape)).map((each) => Number(each.toFixed(12)))).toEqual([0, 0.25]);
  expect(await energyShares({ model: 'flat', parameters: {} })).toEqual([0.4, 0.6]);
});

test('a table in energy may take the efficiency of the detector', async () => {
  const shape = {
    model: 'tabulated',
    parameters: { table: 'table', at: 'e', content: 'n', efficiency: 'applied-at-centres' },
    table: 'table',
  };
  expect(await energyShares(shape)).toEqual([0, 1]);
});
