import * as gaussian from '@cevns/sources/pulses/gaussian';
import { delayedDecayTimes, promptDecayTimes } from '@cevns/sources/timing/decay-times';
import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { run, type TimeFractions } from './timing.ts';

const lifetimes = { pion: 0.026, muon: 2.197 };
const timing = { prompt: promptDecayTimes(lifetimes), delayed: delayedDecayTimes(lifetimes) };
const parameters = {
  pulse: { sigma: 0.15 },
  efficiency: { plateauEndUs: 0.5, ratePerUs: 0 },
  binning: { time: [0, 1, 2, 100] },
  region: { time: [0, 100] },
  onsetUs: 0.6,
};

async function fractionsOf(changes: object = {}): Promise<Record<string, TimeFractions>> {
  const { fractions } = await call(run, {
    parameters: { ...parameters, ...changes },
    inputs: { timing: { json: timing as never } },
    modules: { pulse: gaussian },
  });
  return fractions!.json() as unknown as Record<string, TimeFractions>;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

test('all neutrinos arrive at some time when nothing is lost', async () => {
  const { prompt, delayed } = await fractionsOf();
  expect(sum(prompt!.nominal)).toBeCloseTo(1, 4);
  expect(sum(delayed!.nominal)).toBeCloseTo(1, 4);
});

test('muons are late: what comes after two microseconds falls with their lifetime', async () => {
  const { prompt, delayed } = await fractionsOf({ binning: { time: [0, 2, 4, 6, 100] } });
  expect(prompt!.nominal[1]).toBeLessThan(1e-12);
  expect(delayed!.nominal[2]! / delayed!.nominal[1]!).toBeCloseTo(Math.exp(-2 / lifetimes.muon), 9);
});

test('an efficiency loses neutrinos, the early ones least', async () => {
  const all = (await fractionsOf()).delayed!.nominal;
  const kept = (await fractionsOf({ efficiency: { plateauEndUs: 0.5, ratePerUs: 0.05 } })).delayed!.nominal;
  const ratios = kept.map((value, bin) => value / all[bin]!);
  expect(ratios.every((ratio) => ratio < 1)).toBe(true);
  expect([...ratios].sort((a, b) => b - a)).toEqual(ratios);
});

test('a table has a row per knot, and at a knot it is the direct evaluation', async () => {
  const { prompt } = await fractionsOf({ table: { from: 0.4, step: 0.1, knots: 3 } });
  const { value, first } = prompt!.table!;
  expect(value).toHaveLength(9);
  const at = async (onsetUs: number) => (await fractionsOf({ onsetUs })).prompt!.nominal;
  expect(value.slice(3, 6)).toEqual((await at(0.5)).map((fraction) => expect.closeTo(fraction, 12)));
  const [before, after] = [await at(0.5 - 1e-5), await at(0.5 + 1e-5)];
  before.forEach((fraction, bin) => {
    expect(first[3 + bin]).toBeCloseTo((after[bin]! - fraction) / 2e-5, 6);
  });
  expect((await fractionsOf()).prompt).not.toHaveProperty('table');
});

test('what arrives with the protons has the times of the pulse, where a study asks for it', async () => {
  expect(Object.keys(await fractionsOf()).sort()).toEqual(['delayed', 'prompt']);
  const { beam } = await fractionsOf({ beam: true, binning: { time: [0, 0.6, 0.75, 100] } });
  // Half before the mean, 34.13 % within a standard deviation after it.
  expect(beam!.nominal.map((fraction) => Number(fraction.toFixed(4)))).toEqual([0.5, 0.3413, 0.1587]);
});
