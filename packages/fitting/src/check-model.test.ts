import { expect, test } from 'vitest';
import { compileModel } from './compile.ts';
import { FittingError } from './fitting-error.ts';
import { compile, everythingModel, interpolations } from './fixtures/example-models.ts';
import type { ModelDescription } from './model.ts';

type Path = readonly (string | number)[];

/** A copy of a model in which one thing differs. */
function changed<T>(value: T, path: Path, replacement: unknown): T {
  const [key, ...rest] = path;
  if (key === undefined) return replacement as T;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string | number, unknown>;
  copy[key] = changed(copy[key], rest, replacement);
  return copy as T;
}

function errorOf(model: ModelDescription): FittingError {
  try {
    compile(model);
  } catch (error) {
    if (error instanceof FittingError) return error;
    throw error;
  }
  throw new Error('the model was accepted');
}

const term: Path = ['channels', 0, 'components', 0, 'terms', 0];
const morph: Path = [...term, 'factors', 0];
const table: Path = [...term, 'factors', 1];

/** In place of the morph: three rows that depend on the onset, with one variation. */
const shapes = {
  kind: 'tabulated-morph',
  axes: [0],
  interpolation: 'quadratic',
  parameter: 'onset',
  scale: 'linear',
  from: 0,
  to: 1,
  knots: 8,
  nominal: new Float64Array(24).fill(2),
  variations: [{ parameter: 'bent', up: new Float64Array(24), down: new Float64Array(24) }],
} as const;

const cases: [string, Path, unknown, string, RegExp][] = [
  [
    'two parameters of one name',
    ['parameters', 1, 'name'],
    'strength',
    'duplicate-name',
    /each name once, found strength twice/,
  ],
  ['two channels of one name', ['channels', 1, 'name'], 'plane', 'duplicate-name', /plane twice/],
  ['no channel', ['channels'], [], 'empty-model', /at least one channel/],
  ['no component', ['channels', 0, 'components'], [], 'empty-channel', /components: expected at least one component/],
  [
    'initial value not a number',
    ['parameters', 0, 'initial'],
    Number.NaN,
    'non-finite',
    /parameters\[0\] \(strength\)\.initial/,
  ],
  ['bounds exchanged', ['parameters', 2, 'lower'], 2, 'invalid-bounds', /lower < upper, found 2 and 1/],
  ['initial value outside', ['parameters', 2, 'initial'], 1.5, 'outside-bounds', /within 0 and 1, found 1.5/],
  ['pull of no width', ['parameters', 3, 'constraint', 'sigma'], 0, 'constraint-width', /above 0, found 0/],
  ['pull without mean', ['parameters', 3, 'constraint', 'mean'], Number.NaN, 'non-finite', /constraint\.mean/],
  [
    'too few counts',
    ['channels', 0, 'observed'],
    new Float64Array(11),
    'array-length',
    /observed: expected 12 values, found 11/,
  ],
  [
    'a negative count',
    ['channels', 1, 'observed'],
    Float64Array.of(3, -1),
    'negative-observation',
    /observed\[1\].*found -1/,
  ],
  ['an infinite count', ['channels', 1, 'observed'], Float64Array.of(3, Infinity), 'non-finite', /observed\[1\]/],
  [
    'edges that fall',
    ['channels', 1, 'axes', 0, 'edges'],
    Float64Array.of(0, 2, 1),
    'invalid-edges',
    /edges\[2\]: expected more than 2, found 1/,
  ],
  ['a single edge', ['channels', 1, 'axes', 0, 'edges'], Float64Array.of(0), 'invalid-edges', /at least 2 edges/],
  [
    'unknown parameter in a weight',
    [...term, 'weight'],
    [{ coefficient: 1, powers: { stength: 1 } }],
    'unknown-parameter',
    /strength, coupling.*found stength/,
  ],
  [
    'a root in a weight',
    [...term, 'weight'],
    [{ coefficient: 1, powers: { strength: 0.5 } }],
    'invalid-power',
    /positive integer, found 0.5/,
  ],
  [
    'coefficient not a number',
    [...term, 'weight'],
    [{ coefficient: Number.NaN, powers: {} }],
    'non-finite',
    /weight\[0\]\.coefficient/,
  ],
  ['an axis covered twice', [...table, 'axes'], [0], 'axis-coverage', /each of the axes 0, 1 once, found 0, 0/],
  ['an axis not covered', [...term, 'factors'], [], 'axis-coverage', /found none/],
  ['an axis that does not exist', [...table, 'axes'], [2], 'axis-coverage', /found 0, 2/],
  [
    'unknown interpolation',
    [...morph, 'interpolation'],
    'cubic',
    'unknown-interpolation',
    /piecewise-linear, quadratic, found cubic/,
  ],
  ['an inherited name as interpolation', [...morph, 'interpolation'], 'toString', 'unknown-interpolation', /toString/],
  [
    'unknown parameter in a variation',
    [...morph, 'variations', 0, 'parameter'],
    'bend',
    'unknown-parameter',
    /found bend/,
  ],
  [
    'a parameter that varies twice',
    [...morph, 'variations', 0, 'parameter'],
    'smooth',
    'duplicate-name',
    /smooth twice/,
  ],
  [
    'a variation too short',
    [...morph, 'variations', 0, 'up'],
    Float64Array.of(1, 2),
    'array-length',
    /variations\[0\]\.up: expected 3 values/,
  ],
  ['a template with a gap', [...morph, 'nominal'], Float64Array.of(1, Number.NaN, 2), 'non-finite', /nominal\[1\]/],
  ['unknown parameter of a table', [...table, 'parameter'], 't0', 'unknown-parameter', /found t0/],
  ['a table with one knot', [...table, 'value'], new Float64Array(4), 'array-length', /at least 2 knots/],
  [
    'a table without derivatives',
    [...table, 'first'],
    new Float64Array(0),
    'array-length',
    /first: expected 44 values/,
  ],
  ['a table that stands still', [...table, 'step'], 0, 'invalid-table', /step: expected a finite number above 0/],
  [
    'a table that ends too early',
    ['parameters', 2, 'upper'],
    1.1,
    'invalid-table',
    /covers the bounds of onset, 0 to 1.1/,
  ],
  ['a tabulated parameter without bound', ['parameters', 2, 'lower'], undefined, 'invalid-table', /-Infinity to 1/],
  ['shapes at too few knots', morph, { ...shapes, knots: 7 }, 'invalid-table', /at least 8 knots, found 7/],
  ['shapes of an unknown parameter', morph, { ...shapes, parameter: 'mass' }, 'unknown-parameter', /found mass/],
  ['shapes on an empty range', morph, { ...shapes, from: 1 }, 'invalid-table', /found 1 and 1/],
  ['shapes from 0 on a log scale', morph, { ...shapes, scale: 'log' }, 'invalid-table', /more than 0 .* found 0/],
  [
    'shapes that end too early',
    morph,
    { ...shapes, to: 0.9 },
    'invalid-table',
    /bounds of onset, 0 to 1, found 0 to 0.9/,
  ],
  ['too few shapes', morph, { ...shapes, nominal: new Float64Array(21) }, 'array-length', /24 values, found 21/],
  [
    'shapes whose parameter varies them too',
    morph,
    { ...shapes, variations: [{ ...shapes.variations[0], parameter: 'onset' }] },
    'duplicate-name',
    /other parameters than that of the table, found onset/,
  ],
  [
    'a variation at fewer knots',
    morph,
    { ...shapes, variations: [{ ...shapes.variations[0], up: new Float64Array(3) }] },
    'array-length',
    /up: expected 24 values, found 3/,
  ],
];

test('shapes that depend on a parameter are accepted', () => {
  expect(() => compile(changed(everythingModel(), morph, shapes))).not.toThrow();
});

test.each(cases)('%s is refused', (_, path, replacement, code, message) => {
  const error = errorOf(changed(everythingModel(), path, replacement));
  expect(error.message).toMatch(message);
  expect(error.code).toBe(code);
  expect(error.message).toBe(`${error.path}: expected ${error.expected}, found ${error.found}`);
});

test('interpolations are taken only from those given', () => {
  const { quadratic } = interpolations;
  expect(() => compileModel(everythingModel(), { quadratic })).toThrow(/one of: quadratic, found piecewise-linear/);
});
