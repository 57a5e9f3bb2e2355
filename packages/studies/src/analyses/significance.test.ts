import { erfc } from '@cevns/numerics/special-functions/error-function';
import { expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { analysisInputs, analysisParameters, countingModel, modules } from '../testing/counting-model.ts';
import { run } from './significance.ts';

async function significance(against: object, fixed: object, observed?: readonly number[]) {
  const { result } = await call(run, {
    parameters: { ...analysisParameters, against, fixed },
    inputs: analysisInputs(countingModel(observed)),
    modules,
  });
  return result!.json() as unknown as {
    readonly z: number;
    readonly statistic: number;
    readonly 'p-value': number;
    readonly 'degrees-of-freedom': number;
    readonly 'best-fit': Readonly<Record<string, number>>;
    readonly null: Readonly<Record<string, number>>;
  };
}

test('a signal alone against another strength has a closed form', async () => {
  // Best fit: 150 / 100 = 1.5; 2 (mu - n + n ln(n / mu)) at mu = 100.
  const statistic = 2 * (100 - 150 + 150 * Math.log(1.5));
  const found = await significance({ strength: 1 }, { scale: 0 });
  expect(found.statistic).toBeCloseTo(statistic, 8);
  expect(found.z).toBeCloseTo(Math.sqrt(statistic), 8);
  expect(found['best-fit'].strength).toBeCloseTo(1.5, 6);
  expect(found.null).toEqual({ strength: 1, scale: 0 });
});

test('the p-value is that of a normal deviation on either side', async () => {
  const found = await significance({ strength: 1 }, { scale: 0 }, [36, 54, 4, 8]);
  // erfc(z / sqrt 2) at small z: 1 - sqrt(2 / pi) (z - z^3 / 6 + z^5 / 40).
  const { z } = found;
  expect(z).toBeLessThan(0.25);
  expect(found['p-value']).toBeCloseTo(1 - Math.sqrt(2 / Math.PI) * (z - z ** 3 / 6 + z ** 5 / 40), 6);
});

test('against the border of a parameter the p-value is that of one tail, and without an excess 1', async () => {
  const found = await significance({ strength: 0 }, { scale: 1 }, [11, 13, 22, 24]);
  expect(found.z).toBeGreaterThan(1);
  expect(found['p-value']).toBeCloseTo(0.5 * erfc(found.z / Math.SQRT2), 6);
  const nothing = await significance({ strength: 0 }, { scale: 1 }, [2, 1, 20, 20]);
  expect(nothing).toMatchObject({ statistic: 0, 'p-value': 1 });
});

test('other parameters are profiled: freedom never makes a significance larger', async () => {
  const held = await significance({ strength: 0 }, { scale: 1 });
  const free = await significance({ strength: 0 }, {});
  expect(free.z).toBeLessThan(held.z);
  expect(free.null.scale).toBeGreaterThan(1);
});

test('two tested values are two degrees of freedom', async () => {
  const found = await significance({ strength: 0, scale: 1 }, {});
  expect(found['degrees-of-freedom']).toBe(2);
  expect(found['p-value']).toBeCloseTo(Math.exp(-found.statistic / 2), 12);
});

test('the best fit itself is not significant', async () => {
  const found = await significance({ strength: 1 }, {}, [41, 59, 24, 26]);
  expect(found.z).toBeLessThan(1e-4);
  expect(found['p-value']).toBeGreaterThan(0.999);
});
