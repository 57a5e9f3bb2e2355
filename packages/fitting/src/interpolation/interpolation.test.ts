import { expect, test } from 'vitest';
import { interpolation as piecewiseLinear } from './piecewise-linear.ts';
import { interpolation as quadratic } from './quadratic.ts';
import { interpolations } from './registry.ts';

/**
 * Values at nine parameters of templates with (down, nominal, up) of (0.8, 1, 1.3), (0.95, 1, 1.02) and (1.1, 1, 1.2), from pyhf's
 * interpolators, codes 0 and 2 (the latter within |a| <= 1, as its tangents jump there).
 */
const alphas = [-3, -1.5, -1, -0.5, -0.1, 0.1, 0.5, 1, 2];
const expected = {
  linear: [
    [-0.6, -0.3, -0.2, -0.1, -0.02, 0.03, 0.15, 0.3, 0.6],
    [-0.15, -0.075, -0.05, -0.025, -0.005, 0.002, 0.01, 0.02, 0.04],
    [0.3, 0.15, 0.1, 0.05, 0.01, 0.02, 0.1, 0.2, 0.4],
  ],
  parabola: [
    [-0.3, -0.075, -0.2, -0.1125, -0.0245, 0.0255, 0.1375, 0.3, 0.35],
    [-0.13, -0.0325, -0.05, -0.02125, -0.00365, 0.00335, 0.01375, 0.02, 0.005],
    [0.5, 0.125, 0.1, 0.0125, -0.0035, 0.0065, 0.0625, 0.2, 0.35],
  ],
};

const nominal = Float64Array.of(1, 1, 1);
const variation = { parameter: 'a', up: Float64Array.of(1.3, 1.02, 1.2), down: Float64Array.of(0.8, 0.95, 1.1) };

function evaluate(name: 'linear' | 'parabola', a: number, side: 1 | -1 = 1) {
  const interpolation = name === 'linear' ? piecewiseLinear : quadratic;
  const out = { value: new Float64Array(3), first: new Float64Array(3), second: new Float64Array(3) };
  interpolation.prepare(nominal, [variation])(Float64Array.of(a), Int8Array.of(side), out);
  return out;
}

test.each(['linear', 'parabola'] as const)('%s: values of an independent implementation', (name) => {
  alphas.forEach((a, i) => {
    if (name === 'parabola' && Math.abs(a) > 1) return;
    const { value } = evaluate(name, a);
    expected[name].forEach((deltas, bin) => {
      expect(Math.abs(value[bin]! - 1 - deltas[i]!)).toBeLessThan(1e-14);
    });
  });
});

test('the parabola continues by its tangents', () => {
  for (const sign of [1, -1]) {
    const at = evaluate('parabola', sign);
    const beyond = evaluate('parabola', 2.5 * sign);
    for (let bin = 0; bin < 3; bin++) {
      expect(beyond.value[bin]).toBeCloseTo(at.value[bin]! + 1.5 * sign * at.first[bin]!, 14);
      expect(beyond.first[bin]).toBe(at.first[bin]);
      expect(beyond.second[bin]).toBeCloseTo(0, 15);
    }
  }
});

test('the line has two slopes at 0', () => {
  expect(evaluate('linear', 0, 1).first[0]).toBeCloseTo(0.3, 15);
  expect(evaluate('linear', 0, -1).first[0]).toBeCloseTo(0.2, 15);
  expect(evaluate('linear', 0, -1).value[0]).toBe(1);
  expect(evaluate('linear', 2, -1).first[0]).toBeCloseTo(0.3, 15);
});

test('several variations add up', () => {
  const other = { parameter: 'b', up: Float64Array.of(2, 3, 4), down: Float64Array.of(1, 1, 1) };
  const out = { value: new Float64Array(3), first: new Float64Array(6), second: new Float64Array(0) };
  piecewiseLinear.prepare(nominal, [variation, other])(Float64Array.of(-1, 0.5), Int8Array.of(1, 1), out);
  expect(Array.from(out.value, (x) => Math.round(x * 1e12) / 1e12)).toEqual([1.3, 1.95, 2.6]);
  expect(Array.from(out.first.subarray(3))).toEqual([1, 2, 3]);
});

test.each([piecewiseLinear, quadratic])('the result is linear in the templates (%#)', (interpolation) => {
  const at = (scale: number, from: number) => {
    const shift = (values: Float64Array, by: number) => values.map((value, i) => scale * value + from * (i + by));
    const out = { value: new Float64Array(3), first: new Float64Array(3), second: new Float64Array(3) };
    const { parameter, up, down } = variation;
    const shifted = { parameter, up: shift(up, 1), down: shift(down, 2) };
    interpolation.prepare(shift(nominal, 0.5), [shifted])(Float64Array.of(0.7), Int8Array.of(1), out);
    return out;
  };
  const [both, one, other] = [at(2, 3), at(2, 0), at(0, 3)];
  for (const part of ['value', 'first', 'second'] as const) {
    both[part].forEach((value, i) => {
      expect(value).toBeCloseTo(one[part][i]! + other[part][i]!, 13);
    });
  }
});

test('every registered module exports its interpolation', async () => {
  for (const specifier of Object.values(interpolations)) {
    const module = (await import(specifier)) as { interpolation: { prepare: unknown } };
    expect(module.interpolation.prepare).toBeTypeOf('function');
  }
});
