import { compileModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit } from '@cevns/fitting/fit';
import { predict } from '@cevns/fitting/prediction';
import { startPoint } from '@cevns/fitting/start-point';
import { expect, test } from 'vitest';
import { interpolationsOf } from '../interpolations.ts';
import { countingModel, modules } from '../testing/counting-model.ts';
import {
  binnedExpectations,
  channelOf,
  eventsByComponent,
  expectationUncertainties,
  projectedErrors,
  projectOn,
  shapeOf,
  sum,
} from './binned-expectation.ts';

const description = countingModel();
const model = compileModel(description, interpolationsOf(modules));
const best = fit(model) as ConvergedFit;

test('projections sum over the other axes', () => {
  const values = [1, 2, 3, 4, 5, 6];
  expect(projectOn([2, 3], 0, values)).toEqual([6, 15]);
  expect(projectOn([2, 3], 1, values)).toEqual([5, 7, 9]);
  expect(projectOn([6], 0, values)).toEqual(values);
});

test('every projection holds all events', () => {
  const values = Array.from({ length: 24 }, (_, i) => i ** 2);
  for (const axis of [0, 1, 2]) expect(sum(projectOn([2, 3, 4], axis, values))).toBe(sum(values));
});

test('bins and components are those of the channel', () => {
  const bins = binnedExpectations(description, best.channels)[0]!;
  expect(shapeOf(bins)).toEqual([2, 2]);
  expect(bins.components.map(({ name }) => name)).toEqual(['steady', 'cevns']);
  expect(bins.observed).toEqual([42, 58, 22, 28]);
  expect(bins).not.toHaveProperty('uncertainty');
});

test('the uncertainty is that of error propagation with numerical derivatives', () => {
  const { bins, projections } = expectationUncertainties(description, best)![0]!;
  const values = best.parameters.map(({ value }) => value);
  const at = (shift: readonly number[]): number[] => {
    const theta = Object.fromEntries(best.determined.map((name, i) => [name, values[i]! + shift[i]!]));
    return [...predict(model, startPoint(model, {}, theta).theta)[0]!.expectation];
  };
  const step = 1e-4;
  const [up, down] = [step, -step].map((h) => [at([h, 0]), at([0, h])]);
  const slopes = up!.map((shifted, p) => shifted.map((value, bin) => (value - down![p]![bin]!) / (2 * step)));
  const deviationOf = (derivatives: readonly number[]): number => {
    const [a, b] = derivatives as [number, number];
    const [aa, ab, , bb] = best.covariance as unknown as [number, number, number, number];
    return Math.sqrt(a * a * aa + 2 * a * b * ab + b * b * bb);
  };
  bins.forEach((deviation, bin) => {
    expect(deviation).toBeCloseTo(deviationOf(slopes.map((slope) => slope[bin]!)), 6);
  });
  projections.PE!.forEach((deviation, bin) => {
    const projected = slopes.map((slope) => projectOn([2, 2], 0, slope)[bin]!);
    expect(deviation).toBeCloseTo(deviationOf(projected), 6);
  });
});

test('a fit of one scale is as uncertain in every bin as its scale', () => {
  const held = fit(model, { fixed: { scale: 0 } }) as ConvergedFit;
  const { error, value } = held.parameters[0]!;
  const { bins } = expectationUncertainties(description, held)![0]!;
  bins.forEach((deviation, bin) => {
    expect(deviation / held.channels[0]!.expectation[bin]!).toBeCloseTo(error! / value, 9);
  });
});

test('without a covariance there is no uncertainty', () => {
  expect(expectationUncertainties(description, { ...best, covariance: null })).toBeUndefined();
});

test('with several channels, components are named by channel, and a channel is found by its name', () => {
  const one = binnedExpectations(description, best.channels)[0]!;
  const two = [
    { ...one, channel: 'near' },
    { ...one, channel: 'far', components: [{ name: 'cevns', values: [1, 2] }] },
  ];
  expect(Object.keys(eventsByComponent([one]))).toEqual(['steady', 'cevns']);
  expect(eventsByComponent(two)).toMatchObject({ 'far/cevns': 3 });
  expect(Object.keys(eventsByComponent(two))).toEqual(['near/steady', 'near/cevns', 'far/cevns']);
  expect(channelOf(two, 'far').components).toHaveLength(1);
  expect(channelOf([one], undefined)).toBe(one);
});

test('errors of measured values are those of sums over their covariance', () => {
  const axes = [
    { name: 'a', edges: [0, 1, 2] },
    { name: 'b', edges: [0, 1, 2] },
  ];
  const errors = [1, 2, 3, 4];
  expect(projectedErrors({ axes }, 0)).toBeUndefined();
  expect(projectedErrors({ axes, errors }, 0)).toEqual([Math.sqrt(5), 5]);
  expect(projectedErrors({ axes, errors }, 1)).toEqual([Math.sqrt(10), Math.sqrt(20)]);
  expect(projectedErrors({ axes, errors }, 1, (bin) => bin < 2)).toEqual([1, 2]);
  // The first two fully correlated, the others fully anticorrelated but for their sizes.
  const covariance = [1, 2, 0, 0, 2, 4, 0, 0, 0, 0, 9, -12, 0, 0, -12, 16];
  expect(projectedErrors({ axes, errors, covariance }, 0)).toEqual([3, 1]);
  expect(projectedErrors({ axes, errors, covariance }, 1)).toEqual([Math.sqrt(10), Math.sqrt(20)]);
});
