import { expect, test } from 'vitest';
import * as deltaChiSquared from '../limit-conventions/delta-chi2.ts';
import { call } from '../testing/artifacts.ts';
import { analysisInputs, analysisParameters, countingModel, modules } from '../testing/counting-model.ts';
import { run } from './limit.ts';

const parameters = {
  ...analysisParameters,
  parameter: 'strength',
  border: 0,
  confidence: 0.9,
  convention: { name: 'delta-chi2' },
};

const limitOf = (more: object, observed?: readonly number[]) =>
  call(run, {
    parameters: { ...parameters, ...more },
    inputs: analysisInputs(countingModel(observed)),
    modules: { ...modules, convention: deltaChiSquared },
  });

const rise = (strength: number): number => 2 * (100 * strength - 150 + 150 * Math.log(150 / (100 * strength)));

test('the statistic of a signal alone has risen by the level at the limit', async () => {
  const { result } = await limitOf({ fixed: { scale: 0 } });
  const found = result!.json() as unknown as { upper: number };
  expect(rise(found.upper)).toBeCloseTo(2.7055, 3);
  expect(found).toMatchObject({
    kind: 'limit',
    convention: { name: 'delta-chi2', statement: expect.stringContaining('2.706, two-sided, one degree of freedom') },
    border: 0,
    status: { converged: true },
  });
});

test('one side asks for less, and says so', async () => {
  const { result } = await limitOf({ fixed: { scale: 0 }, convention: { name: 'delta-chi2', sides: 'one' } });
  const { upper, convention } = result!.json() as unknown as { upper: number; convention: { statement: string } };
  expect(rise(upper)).toBeCloseTo(1.6424, 3);
  expect(convention.statement).toContain('one-sided');
});

test('without a limit below the bound there is none', async () => {
  const { result } = await limitOf({}, [300, 400, 60, 70]);
  expect(result!.json()).toMatchObject({ upper: null });
});

test('against another parameter: a limit at each of its values, each that of a study that holds it there', async () => {
  const against = { parameter: 'scale', range: [0.5, 2], points: 3, spacing: 'log' };
  const { result, limits } = await limitOf({ against });
  const { curve } = limits!.json() as unknown as { curve: number[] };
  expect(limits!.json()).toMatchObject({ parameter: 'strength', against: { parameter: 'scale', values: [0.5, 1, 2] } });
  expect(result!.json()).toMatchObject({ failed: 0, curve });
  for (const [i, scale] of [0.5, 1, 2].entries()) {
    const alone = await limitOf({ fixed: { scale } });
    expect(curve[i]).toBeCloseTo((alone.result!.json() as unknown as { upper: number }).upper, 6);
  }
  expect(curve[2]).toBeLessThan(curve[0]!);
});

test('against another parameter: expected limits at each value, by the rise of the statistic without a signal', async () => {
  const against = { parameter: 'scale', range: [0.5, 2], points: 2, spacing: 'log' };
  const { result, limits } = await limitOf({ against });
  const { curve, expected } = limits!.json() as unknown as { curve: number[]; expected: number[][] };
  expect(limits!.json()).toMatchObject({ convention: 'Δχ^{2} = 2.71' });
  expect(result!.json()).toMatchObject({ 'expected-curve': expected });
  for (const [i, row] of expected.entries()) {
    expect(row).toHaveLength(5);
    expect([...row].sort((a, b) => a - b)).toEqual(row);
    expect(row[0]).toBeGreaterThan(0);
    // The data have a signal: what they exclude lies above what is excluded without one.
    expect(curve[i]).toBeGreaterThan(row[4]!);
  }
});
