import { expect, test } from 'vitest';
import { compileModel } from './compile.ts';
import { FittingError, type FittingErrorCode } from './fitting-error.ts';
import { allKindsModel } from './fixtures/all-kinds-model.ts';
import { interpolation as polynomialLinear } from './interpolation/polynomial-linear.ts';
import type { ModelDescription, ParameterDescription } from './model.ts';

type Changed = Record<string | number, unknown>;

/** A copy of a value in which one thing differs. */
function changed<T>(value: T, path: readonly (string | number)[], replacement: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return replacement as T;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Changed;
  copy[key] = changed(copy[key], rest, replacement);
  return copy as T;
}

function errorOf(model: ModelDescription): FittingError {
  try {
    compileModel(model, { 'polynomial-linear': polynomialLinear });
  } catch (error) {
    if (error instanceof FittingError) return error;
    throw error;
  }
  throw new Error('the model was accepted');
}

const model = allKindsModel();
const signal = ['channels', 0, 'components', 0, 'terms', 0];
const background = ['channels', 0, 'components', 1, 'terms', 0];
const values = ['channels', 1, 'likelihood', 'covariance'];
const parameter = (name: string) => ['parameters', model.parameters.findIndex((each) => each.name === name)];
const idle: ParameterDescription = { name: 'idle', initial: 0, constraint: { kind: 'normal', mean: 0, sigma: 1 } };

test.each<[string, readonly (string | number)[], unknown, FittingErrorCode, RegExp]>([
  [
    'a channel of components without terms',
    ['channels', 0, 'components'],
    [{ name: 'none', terms: [] }],
    'empty-channel',
    /a term/,
  ],
  [
    'a template below 0',
    [...background, 'factors', 0, 'nominal'],
    Float64Array.of(5, -4, 2),
    'negative-template',
    /background\.terms\[0\]\.factors\[0\]\.nominal\[1\]: expected counts of 0 or more, found -4/,
  ],
  [
    'counts where no component expects any',
    ['channels', 0, 'components'],
    [
      {
        name: 'all',
        terms: [
          {
            weight: [{ coefficient: 1, powers: { mu: 1 } }],
            factors: [
              {
                kind: 'morph',
                axes: [0],
                nominal: Float64Array.of(1, 0, 1),
                interpolation: 'polynomial-linear',
                variations: [],
              },
            ],
          },
        ],
      },
    ],
    'no-expectation',
    /channels\[0\] \(counts\)\.observed\[1\]: expected counts only where .* found 14 counts/,
  ],
  [
    'a template that is not a number',
    [...background, 'factors', 0, 'nominal'],
    Float64Array.of(5, Number.NaN, 2),
    'non-finite',
    /found NaN/,
  ],
  [
    'a singular covariance',
    values,
    Float64Array.of(1, 1, 0, 1, 1, 0, 0, 0, 1),
    'singular-covariance',
    /positive definite/,
  ],
  [
    'an asymmetric covariance',
    values,
    Float64Array.of(1, 0.5, 0, 0.1, 1, 0, 0, 0, 1),
    'singular-covariance',
    /symmetric/,
  ],
  ['a covariance of other size', values, Float64Array.of(1, 0, 0, 1), 'array-length', /9 values/],
  [
    'pulls with a singular covariance',
    ['jointConstraints', 0, 'covariance'],
    Float64Array.of(1, 1, 1, 1),
    'singular-covariance',
    /jointConstraints\[0\]\.covariance/,
  ],
  [
    'a parameter that nothing depends on',
    ['parameters'],
    [...model.parameters, idle],
    'parameter-without-effect',
    /idle/,
  ],
  ['bounds without room', [...parameter('mu'), 'upper'], -1, 'invalid-bounds', /lower < upper/],
  [
    'bounds and a uniform constraint that exclude each other',
    [...parameter('slope'), 'lower'],
    3,
    'invalid-bounds',
    /lower < upper, found 3 and 2/,
  ],
  [
    'a start outside a uniform constraint',
    [...parameter('slope'), 'initial'],
    2.5,
    'outside-bounds',
    /a value within -2 and 2/,
  ],
  [
    'a uniform constraint without room',
    [...parameter('slope'), 'constraint', 'upper'],
    -3,
    'invalid-bounds',
    /constraint/,
  ],
  [
    'a log-normal constraint of no width',
    [...parameter('size'), 'constraint', 'logSigma'],
    0,
    'constraint-width',
    /above 0/,
  ],
  ['a log-normal parameter that starts at 0', [...parameter('size'), 'initial'], 0, 'outside-bounds', /above 0/],
  ['a negative auxiliary count', [...parameter('g0'), 'constraint', 'count'], -1, 'negative-observation', /count/],
  ['an auxiliary measurement of no rate', [...parameter('g0'), 'constraint', 'rate'], 0, 'constraint-width', /rate/],
  [
    'two constraints of a parameter',
    ['jointConstraints', 0, 'parameters', 0],
    'size',
    'duplicate-name',
    /of their own, found size/,
  ],
  [
    'a parameter twice in a joint constraint',
    ['jointConstraints', 0, 'parameters', 0],
    'steep',
    'duplicate-name',
    /steep twice/,
  ],
  [
    'a scale through 0',
    [...signal, 'scales', 0, 'down'],
    0,
    'invalid-scale',
    /scales\[0\]\.down: expected a finite number above 0/,
  ],
  [
    'an unknown interpolation of a scale',
    [...signal, 'scales', 0, 'interpolation'],
    'cubic',
    'unknown-interpolation',
    /cubic/,
  ],
  ['a bin scale for other bins', [...signal, 'binScales', 0, 'parameters'], ['s0'], 'array-length', /3 names or null/],
  [
    'an unknown parameter of a bin',
    [...signal, 'binScales', 0, 'parameters', 1],
    's7',
    'unknown-parameter',
    /found s7/,
  ],
  ['one parameter for two bins', [...signal, 'binScales', 0, 'parameters', 1], 's0', 'duplicate-name', /s0 twice/],
  [
    'a weight after the last event',
    ['channels', 2, 'observed'],
    Float64Array.of(1, 1, 1, 1, 1),
    'negative-observation',
    /0 after the events/,
  ],
])('%s is refused', (_, path, replacement, code, message) => {
  const error = errorOf(changed(model, path, replacement));
  expect(error.message).toMatch(message);
  expect(error.code).toBe(code);
});

test('a template below 0 is no mistake where its weight may take either sign', () => {
  const weight = [{ coefficient: 1, powers: { flux: 1 } }];
  const turned = changed(
    changed(model, [...background, 'weight'], weight),
    [...background, 'factors', 0, 'nominal'],
    Float64Array.of(5, -4, 2),
  );
  const at0 = changed(turned, [...parameter('flux'), 'initial'], 0);
  expect(() => compileModel(at0, { 'polynomial-linear': polynomialLinear })).not.toThrow();
});

test('a parameter whose variations are the template itself does nothing', () => {
  const flat = Float64Array.of(5, 4, 2);
  const variations = [{ parameter: 'idle', up: flat, down: Float64Array.from(flat) }];
  const varied = changed(model, [...background, 'factors', 0, 'variations'], variations);
  const error = errorOf({ ...varied, parameters: [...model.parameters, idle] });
  expect([error.code, error.path]).toEqual(['parameter-without-effect', 'parameters[11] (idle)']);
});
