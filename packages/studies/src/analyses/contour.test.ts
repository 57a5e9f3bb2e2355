import type { ModelDescription } from '@cevns/fitting/model';
import { describe, expect, test } from 'vitest';
import { call } from '../testing/artifacts.ts';
import { analysisInputs, analysisParameters, countingModel, modules } from '../testing/counting-model.ts';
import { run, type ScannedPlane } from './contour.ts';

const strength = { parameter: 'strength', range: [0.5, 2.5], points: 21, spacing: 'linear' };
const scale = { parameter: 'scale', range: [0.7, 1.3], points: 13, spacing: 'linear' };

interface Result extends ScannedPlane {
  readonly evaluations: number;
  readonly 'degrees-of-freedom': number;
}

async function contourOf(model: ModelDescription = countingModel(), more: object = {}): Promise<Result> {
  const { result } = await call(run, {
    parameters: {
      ...analysisParameters,
      x: strength,
      y: scale,
      confidence: [0.6827, 0.9],
      degreesOfFreedom: 2,
      ...more,
    },
    inputs: analysisInputs(model),
    modules,
  });
  const found = result!.json() as unknown as Result;
  expect(found).toMatchObject({ kind: 'contour', status: { converged: true } });
  return found;
}

/** The statistic of the counting model, with its pull. */
function statistic(s: number, b: number): number {
  const shares = [0, 1].flatMap((i) =>
    [0, 1].map((j) => [[0.9, 0.1][i]! * [0.4, 0.6][j]!, [0.2, 0.8][i]! * 0.5] as const),
  );
  const observed = [42, 58, 22, 28];
  const deviance = shares.reduce((sum, [signal, background], bin) => {
    const mu = 100 * s * signal + 50 * b * background;
    return sum + 2 * (mu - observed[bin]! + observed[bin]! * Math.log(observed[bin]! / mu));
  }, 0);
  return deviance + ((b - 1) / 0.1) ** 2;
}

test('the plane holds the statistic at its points, and each line lies on its level', async () => {
  const { x, y, delta, best, contours, failed } = await contourOf();
  expect(failed).toBe(0);
  expect([x.values.length, y.values.length, delta.length, delta[0]!.length]).toEqual([21, 13, 21, 13]);
  x.values.forEach((s, i) => {
    y.values.forEach((b, j) => {
      expect(delta[i]![j]).toBeCloseTo(statistic(s, b) - best.statistic, 6);
    });
  });
  expect(contours.map(({ level }) => level)).toEqual([expect.closeTo(2.2958, 3), expect.closeTo(4.6052, 3)]);
  for (const { level, lines } of contours) {
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ closed: true, allowed: 'inside' });
    for (const [s, b] of lines[0]!.points) {
      expect(Math.abs(statistic(s, b) - best.statistic - level!)).toBeLessThan(2e-4);
    }
  }
});

test('a region that the range cuts has an open line', async () => {
  const { contours } = await contourOf(undefined, { x: { ...strength, range: [1.2, 2.5] } });
  expect(contours[1]!.lines).toEqual([expect.objectContaining({ closed: false, allowed: 'left' })]);
});

test('logarithmic spacing has equal ratios, and the same best fit', async () => {
  const log = await contourOf(undefined, { x: { ...strength, range: [0.25, 4], points: 5, spacing: 'log' } });
  expect(log.x.values).toEqual([0.25, 0.5, 1, 2, 4].map((value) => expect.closeTo(value, 12)));
  expect(log.best.statistic).toBeCloseTo((await contourOf()).best.statistic, 9);
});

test('the Standard Model is compared where the study has it, beyond the bounds of the parameter too', async () => {
  const { best, ...found } = await contourOf(undefined, { standardModel: { strength: 1 } });
  const lowest = Math.min(...Array.from({ length: 2001 }, (_, k) => statistic(1, 0.8 + 0.0002 * k)));
  expect(found['standard-model']).toEqual({
    values: { strength: 1 },
    delta: expect.closeTo(lowest - best.statistic, 5),
  });
  const bounded = countingModel();
  const parameters = bounded.parameters.map((each) =>
    each.name === 'strength' ? { ...each, lower: 1.2, initial: 1.3 } : each,
  );
  const beyond = await contourOf(
    { ...bounded, parameters },
    { standardModel: { strength: 1 }, x: { ...strength, range: [1.2, 2.5] } },
  );
  // Below the best fit within the bounds, since that is not where the data are best described.
  expect(beyond['standard-model']!.delta + beyond.best.statistic).toBeCloseTo(lowest, 5);
  expect(await contourOf(undefined, { standardModel: { other: 1 } })).not.toHaveProperty('standard-model');
});

describe('a signal that enters squared', () => {
  const squared = countingModel();
  const [channel] = squared.channels;
  const [steady, cevns] = channel!.components;
  const [term] = cevns!.terms;
  const weight = [{ coefficient: 100, powers: { strength: 2 } }];
  const model: ModelDescription = {
    parameters: [{ name: 'strength', initial: 1, lower: -3, upper: 3 }, squared.parameters[1]!],
    channels: [{ ...channel!, components: [steady!, { ...cevns!, terms: [{ ...term!, weight }] }] }],
  };

  test('has two islands', async () => {
    const { contours } = await contourOf(model, { x: { ...strength, range: [-2, 2], points: 41 } });
    for (const { lines } of contours) expect(lines.map(({ closed }) => closed)).toEqual([true, true]);
  });
});

test('points without a fit are null and counted, a plane without any is refused', async () => {
  const model = countingModel();
  const parameters = [
    { name: 'strength', initial: 1, lower: -5, upper: 5 },
    { ...model.parameters[1]!, lower: -1 },
  ];
  const found = await contourOf({ ...model, parameters }, { x: { ...strength, range: [-4, 2], points: 13 } });
  expect(found.failed).toBeGreaterThan(0);
  expect(found.delta.flat().filter((value) => value === null)).toHaveLength(found.failed);
  await expect(contourOf({ ...model, parameters }, { x: { ...strength, range: [-4, -3], points: 3 } })).rejects.toThrow(
    /no fit on the plane/,
  );
});
