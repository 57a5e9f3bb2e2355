import { expect, test } from 'vitest';
import { compileModel } from './compile.ts';
import { fit } from './fit.ts';
import { FittingError } from './fitting-error.ts';
import { interpolation as quadratic } from './interpolation/quadratic.ts';
import type { ModelDescription } from './model.ts';

/** Counts of 20 + 10 g^2 with 30 observed: minima at g = 1 and -1 of the same depth or, with a pull on g, of different depth. */
function wells(pull: number | null, starts: ModelDescription['starts']): ModelDescription {
  const constraint = pull === null ? {} : { constraint: { kind: 'normal', mean: pull, sigma: 1 } as const };
  const weight = [
    { coefficient: 20, powers: {} },
    { coefficient: 10, powers: { g: 2 } },
  ];
  const nominal = Float64Array.of(1);
  const factors = [{ kind: 'morph' as const, axes: [0], nominal, interpolation: 'quadratic', variations: [] }];
  return {
    parameters: [{ name: 'g', initial: 0.5, lower: -3, upper: 3, ...constraint }],
    channels: [
      {
        name: 'counts',
        axes: [{ name: 'bin', edges: Float64Array.of(0, 1) }],
        observed: Float64Array.of(30),
        components: [{ name: 'all', terms: [{ weight, factors }] }],
      },
    ],
    ...(starts && { starts }),
  };
}

function fitted(description: ModelDescription) {
  const result = fit(compileModel(description, { quadratic }));
  if (result.status === 'failed') throw new Error(result.message);
  return { ...result, g: result.parameters[0]!.value };
}

test('without further starts the minimum next to the initial value is found', () => {
  const { g, otherMinima } = fitted(wells(-0.8, undefined));
  expect(g).toBeGreaterThan(0.5);
  expect(otherMinima).toEqual([]);
});

test('of several minima the lowest is the result; the others are told', () => {
  const { g, statistic, otherMinima, verdict } = fitted(wells(-0.8, [{ g: -0.5 }]));
  expect(g).toBeLessThan(-0.5);
  expect(otherMinima).toHaveLength(1);
  expect(otherMinima[0]!.values.g).toBeCloseTo(fitted(wells(-0.8, undefined)).g, 6);
  expect(otherMinima[0]!.statistic).toBeGreaterThan(statistic + 1);
  expect(verdict).toMatchObject({ converged: true, positiveDefinite: true });
});

test('of minima of the same depth the one from the first start is the result', () => {
  const { g, statistic, otherMinima } = fitted(wells(null, [{ g: -0.5 }, { g: 2 }]));
  expect(g).toBeCloseTo(1, 8);
  expect(otherMinima).toEqual([{ values: { g: expect.closeTo(-1, 8) }, statistic: expect.closeTo(statistic, 10) }]);
});

test('a start beyond the bounds, or of an unknown parameter, is refused', () => {
  expect(() => fitted(wells(null, [{ g: 4 }]))).toThrow(FittingError);
  expect(() => fitted(wells(null, [{ h: 1 }]))).toThrow(/starts\[0\]: expected one of the parameters g, found h/);
});
