import type { MorphFactor, TabulatedMorphFactor } from '@cevns/fitting/model';
import { expect, test } from 'vitest';
import { spreadOver } from './spread-over.ts';

/** Two bins of energy, and three of something else given the energy. */
const template: MorphFactor = {
  kind: 'morph',
  axes: [0, 2],
  nominal: Float64Array.of(0.5, 0.25, 0.25, 0, 0.5, 0.5),
  interpolation: 'piecewise-linear',
  variations: [
    {
      parameter: 'pulse-shape',
      up: Float64Array.of(1, 0, 0, 1, 0, 0),
      down: Float64Array.of(0, 0, 1, 0, 0, 1),
    },
  ],
};
const energy: MorphFactor = {
  kind: 'morph',
  axes: [0],
  nominal: Float64Array.of(8, 4),
  interpolation: 'piecewise-linear',
  variations: [{ parameter: 'light', up: Float64Array.of(16, 8), down: Float64Array.of(4, 2) }],
};

test('energies times what is given the energy, on the axes of the template', () => {
  const { axes, nominal } = spreadOver(energy, template);
  expect(axes).toEqual([0, 2]);
  expect([...nominal]).toEqual([4, 2, 2, 0, 2, 2]);
});

test('each keeps its variations, the other one nominal', () => {
  const { variations } = spreadOver(energy, template);
  const plain = variations.map(({ parameter, up, down }) => [parameter, [...up], [...down]]);
  expect(plain).toEqual([
    ['light', [8, 4, 4, 0, 4, 4], [2, 1, 1, 0, 1, 1]],
    ['pulse-shape', [8, 0, 0, 4, 0, 0], [0, 0, 8, 0, 0, 4]],
  ]);
});

test('a tabulated factor is spread at every knot', () => {
  const tabulated: TabulatedMorphFactor = {
    ...energy,
    kind: 'tabulated-morph',
    parameter: 'mass',
    scale: 'linear',
    from: 1,
    to: 2,
    knots: 2,
    nominal: Float64Array.of(8, 4, 80, 40),
    variations: [],
  };
  const { nominal, variations } = spreadOver(tabulated, template);
  expect([...nominal]).toEqual([4, 2, 2, 0, 2, 2, 40, 20, 20, 0, 20, 20]);
  expect([...variations[0]!.up]).toEqual([8, 0, 0, 4, 0, 0, 80, 0, 0, 40, 0, 0]);
});
