import { describe, expect, test } from 'vitest';
import { ScanGrid } from './scan-grid.ts';
import { type PredictedScan, ScanPredictor } from './scan-prediction.ts';

/** Along the axis from lower points. */
const BACKWARDS = 1;

/** A line of fits of two parameters, the first points of which are fitted. */
function predictorOf(
  points: readonly (readonly [first: number, second: number, statistic: number])[],
  settings: Partial<PredictedScan> = {},
): ScanPredictor {
  return new ScanPredictor({
    grid: new ScanGrid([points.length + 1]),
    theta: Float64Array.from([...points.flatMap((point) => point.slice(0, 2)), 0, 0]),
    statistic: Float64Array.from([...points.map((point) => point[2]), Number.NaN]),
    fitted: Int32Array.of(0, 1),
    width: Float64Array.of(1, 2),
    kinked: new Uint8Array(2),
    lower: Float64Array.of(-1e3, -1e3),
    upper: Float64Array.of(1e3, 1e3),
    ...settings,
  });
}

const cubic = (x: number) => 2 - x + 3 * x * x + 0.1 * x * x * x;
const line = (x: number) => 1 + 0.25 * x;

describe('the prediction of a point', () => {
  test('is exact where parameters and statistic are cubic', () => {
    const predictor = predictorOf([0, 1, 2, 3, 4].map((x) => [cubic(x), line(x), 5 + cubic(x)]));
    const found = predictor.predict(5, BACKWARDS, Infinity)!;
    expect(found.theta[0]).toBeCloseTo(cubic(5), 12);
    expect(found.theta[1]).toBeCloseTo(line(5), 12);
    expect(found.statistic).toBeCloseTo(5 + cubic(5), 12);
    expect(found.from).toBe(4);
  });

  test('leaves out what looks like noise: a third difference that is no smaller than the second one', () => {
    const predictor = predictorOf([6, 1, 3, 4].map((first, x) => [first, line(x), x]));
    // Of 1, 3, 4 alone: second differences of -1.
    expect(predictor.predict(4, BACKWARDS, Infinity)!.theta[0]).toBeCloseTo(4, 12);
  });

  test('says how much one fit less would change it', () => {
    const predictor = predictorOf([0, 1].map((x) => [x * x, line(x), 7 * x]));
    const found = predictor.predict(2, BACKWARDS, Infinity)!;
    expect(found.uncertainty).toBeCloseTo(1 + (0.25 / 2) ** 2, 12);
    expect(found.statisticUncertainty).toBeCloseTo(7, 12);
  });

  test('continues a parameter that cannot be negative and changes fast by ratios', () => {
    const predictor = predictorOf(
      [0, 1, 2, 3].map((x) => [Math.exp(-x), line(x), x]),
      { lower: Float64Array.of(0, -1e3) },
    );
    expect(predictor.predict(4, BACKWARDS, Infinity)!.theta[0]).toBeCloseTo(Math.exp(-4), 12);
  });

  test('ends at a bound', () => {
    const predictor = predictorOf(
      [0, 1].map((x) => [x, line(x), x]),
      { upper: Float64Array.of(1.5, 1e3) },
    );
    expect(predictor.predict(2, BACKWARDS, Infinity)!.theta[0]).toBe(1.5);
  });

  test('ends at a kink, and asks no fits beyond one', () => {
    const kinked = Uint8Array.of(1, 0);
    const towards = predictorOf(
      [0, 1, 2].map((x) => [2.5 - x, line(x), x]),
      { kinked },
    );
    expect(towards.predict(3, BACKWARDS, Infinity)!.theta[0]).toBe(0);
    const beyond = predictorOf(
      [0, 1, 2].map((x) => [x < 2 ? -9 : 4, line(x), x]),
      { kinked },
    );
    const found = beyond.predict(3, BACKWARDS, Infinity)!;
    expect([...found.theta]).toEqual([4, line(2)]);
    expect(found.uncertainty).toBe(Infinity);
    expect(beyond.sameSides(Float64Array.of(1, 0), 2)).toBe(true);
    expect(beyond.sameSides(Float64Array.of(1, 0), 1)).toBe(false);
  });

  test('is not made above a ceiling, or without a fit beside the point', () => {
    const predictor = predictorOf([0, 1].map((x) => [x, line(x), 10 * x]));
    expect(predictor.predict(2, BACKWARDS, 20)).toBeNull();
    expect(predictor.predict(2, BACKWARDS, 21)).not.toBeNull();
    expect(predictor.predict(0, BACKWARDS, Infinity)).toBeNull();
    expect(predictor.predict(1, 0, Infinity)).toBeNull();
  });
});

test('distances are in widths', () => {
  const predictor = predictorOf([[1, 1, 0]]);
  expect(predictor.distance(Float64Array.of(4, 5), 0)).toBeCloseTo(9 + 4, 12);
});
