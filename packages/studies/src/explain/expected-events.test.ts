import { expect, test } from 'vitest';
import type { Signal } from '../stages/prediction.ts';
import { expectedEvents } from './expected-events.ts';

const parameter = (name: string, initial: number) => ({ name, initial });
const term = { powers: {}, knots: 1, variations: {} };
const common = { crossSections: [], accuracy: { quadrature: 0 } };
const components = [{ name: 'cevns', scaledBy: ['strength'] }];

test('events of the terms, each times its share of the time bins and its powers, times what scales the component', () => {
  const signal: Signal = {
    ...common,
    terms: [
      { ...term, timing: 'prompt', nominal: [1, 2] },
      { ...term, timing: 'delayed', nominal: [10, 20], powers: { s: 2 } },
    ],
  };
  const fractions = { prompt: { nominal: [0.5, 0.25] }, delayed: { nominal: [0.1, 0.3] } };
  const model = { parameters: [parameter('strength', 2), parameter('s', 3)], components };
  expect(expectedEvents('cevns', signal, fractions, model)).toBeCloseTo(2 * (3 * 0.75 + 9 * 30 * 0.4), 12);
  expect(expectedEvents('cevns', signal, undefined, model)).toBeCloseTo(2 * (3 + 9 * 30), 12);
});

test('between the knots of a mass, in its logarithm', () => {
  const knots = 9;
  // Two bins, whose sum is (ln m)^2.
  const atKnot = (knot: number) => Math.log(10 ** (-1 + (3 * knot) / (knots - 1))) ** 2;
  const nominal = Array.from({ length: knots }, (_, knot) => [0.25 * atKnot(knot), 0.75 * atKnot(knot)]).flat();
  const shape = { parameter: 'mass', scale: 'log', from: 0.1, to: 100, knots } as Signal['shape'];
  const signal: Signal = { ...common, terms: [{ ...term, timing: 'prompt', knots, nominal }], shape: shape! };
  const model = { parameters: [parameter('strength', 1), parameter('mass', 5)], components };
  expect(expectedEvents('cevns', signal, undefined, model)).toBeCloseTo(Math.log(5) ** 2, 10);
});
