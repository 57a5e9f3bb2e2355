import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { withObserved } from './compile.ts';
import { type ConvergedFit, fit, fittedValues } from './fit.ts';
import {
  affine,
  boundaryModel,
  compile,
  component,
  countingModel,
  everythingModel,
  linearModel,
  oneChannel,
  onOffModel,
} from './fixtures/example-models.ts';
import type { ModelDescription } from './model.ts';
import { predict } from './prediction.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`./fixtures/${name}.json`, import.meta.url), 'utf8'));
const counting = read('counting');
const boundary = read('boundary');
const linear = read('linear-model-100-bins');

function converged(model: ModelDescription, options: Parameters<typeof fit>[1] = {}): ConvergedFit {
  const result = fit(compile(model), options);
  if (result.status === 'failed') throw new Error(result.message);
  expect(result.verdict.edm).toBeLessThan(1e-10);
  return result;
}

function parameter(result: ConvergedFit, name: string) {
  return result.parameters.find((candidate) => candidate.name === name)!;
}

test('a count over an uncertain background: closed-form best fit and standard deviation', () => {
  const result = converged(countingModel(counting.background.inputs));
  expect(parameter(result, 'mu').value).toBeCloseTo(counting.background.mu, 12);
  expect(parameter(result, 'theta').value).toBeCloseTo(counting.background.theta, 12);
  expect(parameter(result, 'mu').error! / counting.background.error - 1).toBeCloseTo(0, 11);
  expect(result.statistic).toBeCloseTo(0, 12);
});

test('the profile of a count over an uncertain background: rise and nuisance at every strength', () => {
  for (const [mu, rise, theta] of counting.background.profile) {
    const result = converged(countingModel(counting.background.inputs), { fixed: { mu } });
    expect(Math.abs(result.statistic - rise)).toBeLessThan(1e-10 * (1 + rise));
    expect(Math.abs(parameter(result, 'theta').value - theta)).toBeLessThan(1e-10);
  }
});

test('two channels share a background: on/off measurement', () => {
  const result = converged(onOffModel(counting.onOff.inputs));
  expect(parameter(result, 'mu').value).toBeCloseTo(counting.onOff.mu, 11);
  expect(parameter(result, 'b').value).toBeCloseTo(counting.onOff.b, 11);
  for (const [mu, rise, b] of counting.onOff.profile) {
    const profiled = converged(onOffModel(counting.onOff.inputs), { fixed: { mu } });
    expect(Math.abs(profiled.statistic - rise)).toBeLessThan(1e-10 * (1 + rise));
    expect(Math.abs(parameter(profiled, 'b').value - b)).toBeLessThan(1e-9);
  }
});

test.each(['downward', 'upward'])('a strength with a boundary at 0, %s fluctuation', (name) => {
  const dataset = boundary.datasets[name];
  const unbounded = converged(boundaryModel(boundary.inputs, dataset.data, false));
  expect(Math.abs(unbounded.statistic - dataset.unbounded_min)).toBeLessThan(1e-9);
  unbounded.parameters.forEach(({ value, error }, p) => {
    expect(Math.abs(value - dataset.unbounded_bestfit[p])).toBeLessThan(1e-8);
    expect(Math.abs(error! - dataset.hesse[p])).toBeLessThan(1e-8);
  });
  const bounded = converged(boundaryModel(boundary.inputs, dataset.data, true));
  expect(Math.abs(bounded.statistic - dataset.bounded_min)).toBeLessThan(1e-9);
  expect(Math.abs(parameter(bounded, 'm').value - dataset.bounded_mu2)).toBeLessThan(1e-8);
  expect(bounded.verdict.atLimit).toEqual(name === 'downward' ? ['m'] : []);
  expect(parameter(bounded, 'm').atLimit).toBe(name === 'downward' ? 'lower' : null);
  expect(parameter(bounded, 'm').error === null).toBe(name === 'downward');
  for (const [m, rise] of dataset.profile) {
    const profiled = converged(boundaryModel(boundary.inputs, dataset.data, true), { fixed: { m } });
    expect(Math.abs(profiled.statistic - dataset.bounded_min - rise)).toBeLessThan(1e-8);
  }
});

test('twelve linear parameters agree with other minimisers, from a near and from a far start', () => {
  for (const start of [{}, { p1: 3, p2: 0.05, theta0: 1, theta5: -2 }]) {
    const result = converged(linearModel(linear.inputs), { start });
    expect(Math.abs(result.statistic - linear.answers.statistic)).toBeLessThan(1e-8);
    expect(Math.abs(parameter(result, 'p1').value - linear.answers.p1)).toBeLessThan(1e-8);
    expect(result.verdict.evaluations).toBeLessThan(12);
  }
});

test('the order of parameters, components and terms does not matter', () => {
  const model = everythingModel();
  const reversed = {
    parameters: [...model.parameters].reverse(),
    channels: [...model.channels].reverse().map((channel) => ({
      ...channel,
      components: [...channel.components].reverse().map((one) => ({
        ...one,
        terms: one.terms.map((term) => ({ ...term, factors: [...term.factors].reverse() })),
      })),
    })),
  };
  const first = converged(model);
  const second = converged(reversed);
  expect(Math.abs(first.statistic - second.statistic)).toBeLessThan(1e-9);
  for (const { name, value, error } of first.parameters) {
    expect(Math.abs(parameter(second, name).value - value)).toBeLessThan(1e-7);
    expect(Math.abs((parameter(second, name).error ?? 0) - (error ?? 0))).toBeLessThan(1e-6);
  }
});

test('deviance is the statistic without pulls, of free and of fixed parameters', () => {
  const result = converged(everythingModel(), { fixed: { bent: 0.5 } });
  const { bent, smooth } = fittedValues(result) as { bent: number; smooth: number };
  expect(result.statistic - result.deviance).toBeCloseTo(bent ** 2 + ((smooth - 0.1) / 0.8) ** 2, 10);
  expect(result.bins).toBe(14);
});

test('components add up to the expectation, and its Jacobian agrees with differences', () => {
  const result = converged(everythingModel(), { fixed: { bent: 0.5 } });
  const model = compile(everythingModel());
  const theta = Float64Array.from(result.parameters, ({ value }) => value);
  result.channels.forEach((channel, c) => {
    const sum = channel.expectation.map((_, b) =>
      channel.components.reduce((s, { expectation }) => s + expectation[b]!, 0),
    );
    sum.forEach((value, b) => {
      expect(value).toBeCloseTo(channel.expectation[b]!, 11);
    });
    result.determined.forEach((name, j) => {
      const step = 1e-5;
      const p = model.indexOf.get(name)!;
      const at = (shift: number) =>
        predict(
          model,
          theta.map((x, i) => (i === p ? x + shift : x)),
        )[c]!.expectation;
      const up = at(step);
      const down = at(-step);
      up.forEach((value, b) => {
        const slope = (value - down[b]!) / (2 * step);
        expect(Math.abs(slope - channel.jacobian[b * result.determined.length + j]!)).toBeLessThan(
          1e-6 * (1 + Math.abs(slope)),
        );
      });
    });
  });
});

test('other data in a compiled model give the fit of a model made with them', () => {
  const { data } = boundary.datasets.upward;
  const model = compile(boundaryModel(boundary.inputs, boundary.datasets.downward.data, true));
  const replaced = fit(withObserved(model, [Float64Array.from(data)]));
  expect(replaced).toEqual(fit(compile(boundaryModel(boundary.inputs, data, true))));
  expect(() => withObserved(model, [Float64Array.of(1)])).toThrow(/25 values, found 1/);
  expect(() => withObserved(model, [])).toThrow(/expected 1, found 0/);
  expect(() => withObserved(model, [new Float64Array(25).fill(-1)])).toThrow(/count of 0 or more/);
});

test('a fit from where the expectation is negative fails and says where', () => {
  const model = compile(countingModel(counting.background.inputs));
  const result = fit(model, { start: { mu: -5 } });
  expect(result).toMatchObject({ status: 'failed', reason: 'undefined-start' });
  expect(result.status === 'failed' && result.message).toMatch(
    /counts, bin 0: 35 counts against an expectation of -40/,
  );
});

test('an expectation driven below 0 in an empty bin is reported', () => {
  const model = oneChannel(
    [{ name: 'a', initial: 0, constraint: { kind: 'normal', mean: 3, sigma: 0.1 } }],
    [0, 50],
    [component('c', affine(1, -0.5, 'a'), [1, 0]), component('d', affine(1, 0, 'a'), [0, 50])],
  );
  const result = converged(model);
  expect(result.verdict.negativeBins).toMatchObject([{ channel: 'counts', bin: 0 }]);
  expect(result.verdict.negativeBins[0]!.expectation).toBeCloseTo(-0.5, 6);
});

test('requests that make no sense are refused', () => {
  const model = compile(boundaryModel(boundary.inputs, boundary.datasets.upward.data, true));
  expect(() => fit(model, { fixed: { strength: 0 } })).toThrow(
    /one of the parameters m, theta1, theta2, found strength/,
  );
  expect(() => fit(model, { fixed: { m: -1 } })).toThrow(/within 0 and Infinity, found -1/);
  expect(() => fit(model, { start: { m: Number.NaN } })).toThrow(/a finite number, found NaN/);
});
