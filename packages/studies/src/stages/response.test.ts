import * as tabulated from '@cevns/detectors/efficiency/tabulated';
import * as constant from '@cevns/detectors/quenching/constant';
import { recoilGrid } from '@cevns/detectors/recoil-grid';
import * as poisson from '@cevns/detectors/smearing/poisson';
import { describe, expect, test } from 'vitest';
import { call, numbers } from '../testing/artifacts.ts';
import { run } from './response.ts';

const NODES = 24;
const { recoilEnergiesMeV, weightsMeV } = recoilGrid([0.05], NODES);
const everything = { efficiency: { prepare: () => () => 1 } };
const step = {
  efficiency: {
    prepare:
      ({ from }: { from: number }) =>
      (pe: number) =>
        pe < from ? 0 : 0.8,
  },
};

const parameters = {
  observable: 'PE',
  binning: { PE: [0, 10, 20, 400] },
  region: { PE: [0, 400] },
  fineBinWidth: 1,
  nodesPerSegment: NODES,
  quenching: { factor: 0.09 },
  smearing: { 'light-yield': 13 },
  efficiency: { from: 10 },
  variations: {},
};
const grid = { arrays: { recoilEnergiesMeV: { shape: [NODES], data: recoilEnergiesMeV } } };

const respond = (efficiency: object, changes: object = {}) =>
  call(run, {
    parameters: { ...parameters, ...changes },
    inputs: { grid },
    modules: { quenching: constant, smearing: poisson, efficiency },
  });

/** Sum over the bins of every recoil energy. */
async function rowSums(efficiency: object, name = 'nominal', changes: object = {}): Promise<number[]> {
  const { matrices } = await respond(efficiency, changes);
  const [rows, bins] = matrices!.arrays()[name]!.shape as [number, number];
  const values = numbers(matrices!, name);
  return Array.from({ length: rows }, (_, row) =>
    values.slice(row * bins, (row + 1) * bins).reduce((sum, value) => sum + value, 0),
  );
}

test('without an efficiency every recoil lands in some bin', async () => {
  for (const sum of await rowSums(everything)) expect(sum).toBeCloseTo(1, 12);
});

test('an efficiency takes its part of what lands above its step', async () => {
  const sums = await rowSums(step);
  // The lowest nodes give less than one PE on average: ten or more are a tail. 50 keV give 58.5 PE: nearly all are above.
  expect(Math.abs(sums[0]!)).toBeLessThan(1e-4);
  expect(sums[NODES - 1]).toBeCloseTo(0.8, 4);
  sums.slice(1).forEach((sum, i) => {
    expect(sum).toBeGreaterThan(sums[i]! - 5e-4);
  });
});

test('a region keeps the bins inside, and cuts those it crosses', async () => {
  const whole = await respond(everything);
  const cut = await respond(everything, { region: { PE: [5, 20] } });
  expect(cut.matrices!.arrays().nominal!.shape).toEqual([NODES, 2]);
  const [inside, all] = [numbers(cut.matrices!, 'nominal'), numbers(whole.matrices!, 'nominal')];
  for (const row of [8, 12, 20]) {
    expect(inside[2 * row + 1]).toBeCloseTo(all[3 * row + 1]!, 6);
    expect(inside[2 * row]!).toBeLessThan(all[3 * row]!);
  }
});

describe('variations', () => {
  const variations = {
    light: { part: 'quenching', up: { factor: 0.1 }, down: { factor: 0.09 } },
    step: { part: 'efficiency', up: { from: 0 }, down: { from: 10 } },
  };

  test('a variation that changes nothing is the nominal', async () => {
    const { matrices } = await respond(step, { variations });
    expect(numbers(matrices!, 'light/down')).toEqual(numbers(matrices!, 'nominal'));
    expect(numbers(matrices!, 'step/down')).toEqual(numbers(matrices!, 'nominal'));
  });

  test('a varied part is as if it were the nominal one', async () => {
    const { matrices } = await respond(step, { variations });
    const lighter = await respond(step, { quenching: { factor: 0.1 } });
    expect(numbers(matrices!, 'light/up')).toEqual(numbers(lighter.matrices!, 'nominal'));
    for (const sum of await rowSums(step, 'step/up', { variations })) expect(sum).toBeCloseTo(0.8, 12);
  });
});

test('a tabulated efficiency has its table, and its variations have theirs', async () => {
  const tables = { nominal: { text: 'pe,kept\n0,0.5\n400,0.5\n' }, raised: { text: 'pe,kept\n0,1\n400,1\n' } };
  const { matrices } = await call(run, {
    parameters: {
      ...parameters,
      efficiency: { table: 'nominal', at: 'pe', content: 'kept' },
      variations: {
        kept: {
          part: 'efficiency',
          up: { table: 'raised', at: 'pe', content: 'kept' },
          down: { table: 'nominal', at: 'pe', content: 'kept' },
        },
      },
    },
    inputs: { grid, ...tables },
    modules: { quenching: constant, smearing: poisson, efficiency: tabulated },
  });
  const all = await respond(everything);
  expect(numbers(matrices!, 'kept/up')).toEqual(numbers(all.matrices!, 'nominal'));
  expect(numbers(matrices!, 'nominal')).toEqual(numbers(all.matrices!, 'nominal').map((each) => each / 2));
  expect(numbers(matrices!, 'kept/down')).toEqual(numbers(matrices!, 'nominal'));
});

test('with a free parameter there are matrices at each knot, as if that were the quenching', async () => {
  const shape = {
    parameter: 'qf',
    owner: 'quenching',
    of: [],
    setting: 'factor',
    scale: 'linear',
    from: 0.08,
    to: 0.1,
    knots: 3,
  };
  const variations = { step: { part: 'efficiency', up: { from: 0 }, down: { from: 20 } } };
  const { matrices } = await respond(step, { shape, variations });
  const at = await respond(step, { quenching: { factor: 0.1 }, variations });
  expect(numbers(matrices!, 'knot-2/nominal')).toEqual(numbers(at.matrices!, 'nominal'));
  expect(numbers(matrices!, 'knot-2/step/down')).toEqual(numbers(at.matrices!, 'step/down'));
  expect(numbers(matrices!, 'knot-1/nominal')).toEqual(numbers(matrices!, 'nominal'));
});

test('an efficiency in the recoil energy keeps recoils before they are smeared', async () => {
  const inRecoil = {
    efficiency: {
      prepare:
        ({ from }: { from: number }) =>
        (recoilMeV: number) =>
          recoilMeV < from ? 0 : 0.8,
    },
  };
  const jumps = { ...inRecoil.efficiency, breakPoints: ({ from }: { from: number }) => [from] };
  const settings = { efficiencyIn: 'recoil-energy', efficiency: { from: 0.02 } };
  const sums = await rowSums({ efficiency: jumps }, 'nominal', settings);
  // A flat spectrum up to 50 keV: 80 % of what is above 20 keV, to the last digits.
  const kept = sums.reduce((total, sum, i) => total + weightsMeV[i]! * sum, 0);
  expect(kept / (0.8 * 0.03)).toBeCloseTo(1, 12);
});

test('fine bins may be left out, and counted from elsewhere than the region', async () => {
  const { fineBinWidth: _, ...rest } = parameters;
  const whole = await call(run, {
    parameters: { ...rest, finePerBin: 4 },
    inputs: { grid },
    modules: { quenching: constant, smearing: poisson, efficiency: everything },
  });
  const plain = await respond(everything);
  numbers(whole.matrices!, 'nominal').forEach((value, i) => {
    expect(value).toBeCloseTo(numbers(plain.matrices!, 'nominal')[i]!, 12);
  });
  const cut = { region: { PE: [4.5, 20] }, fineBinOrigin: 0 };
  const { matrices } = await respond(step, cut);
  expect(matrices!.arrays().nominal!.shape).toEqual([NODES, 2]);
});
