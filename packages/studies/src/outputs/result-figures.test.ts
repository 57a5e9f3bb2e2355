import { expect, test } from 'vitest';
import type {
  FeldmanCousinsResult,
  FitResult,
  ImpactsResult,
  PosteriorResult,
  SensitivityResult,
  ToysResult,
} from '../generated/summary.ts';
import { resultFigure } from './result-figures.ts';

const look = { label: 'Strength', unit: '', theme: 'paper', width: 'column', format: 'svg' } as const;
const parameter = { value: 1, error: 0.5, minus: 0.5, plus: 0.5, fixed: false };
const fit = {
  kind: 'fit',
  parameters: {
    strength: parameter,
    'neutrino-flux': { ...parameter, prior: { mean: 1, sigma: 0.1 }, pull: -0.4, error: 0.08 },
    brn: { ...parameter, prior: { mean: 1, sigma: 0.25 }, pull: 1.2, error: 0.2 },
    held: { ...parameter, prior: { mean: 1, sigma: 0.25 }, pull: 0, fixed: true },
  },
  correlation: {
    parameters: ['strength', 'brn'],
    matrix: [
      [1, -0.3],
      [-0.3, 1],
    ],
  },
} as unknown as FitResult;

test('pulls of what has a constraint and is free, with errors in widths of the constraint', () => {
  expect(resultFigure(fit, { ...look, shows: 'pulls', names: { brn: 'Neutrons' } })).toEqual({
    kind: 'pulls',
    rows: [
      { label: 'Neutrino flux', pull: { value: -0.4, error: 0.08 / 0.1 } },
      { label: 'Neutrons', pull: { value: 1.2, error: 0.8 } },
    ],
  });
});

test('correlations by the names of figures; without them there is no figure', () => {
  expect(resultFigure(fit, { ...look, shows: 'correlation' })).toMatchObject({ labels: ['Strength', 'Brn'] });
  const { correlation: _, ...without } = fit;
  expect(() => resultFigure(without as FitResult, { ...look, shows: 'correlation' })).toThrow('no correlations');
});

test('impacts before and after the fit; a parameter without constraint has no pull', () => {
  const result = {
    kind: 'impacts',
    parameter: 'strength',
    impacts: [
      { parameter: 'onset', pull: null, constrained: null, prefit: null, postfit: { up: 0.1, down: null } },
      { parameter: 'brn', pull: 0.5, constrained: 0.9, prefit: { up: 1, down: -1 }, postfit: { up: 0.8, down: -0.7 } },
    ],
  } as unknown as ImpactsResult;
  expect(resultFigure(result, { ...look, shows: 'impacts' })).toMatchObject({
    kind: 'pulls',
    impactOn: { label: 'Strength', unit: '' },
    rows: [
      { label: 'Onset', pull: null, before: null, after: { up: 0.1, down: null } },
      { label: 'Brn', pull: { value: 0.5, error: 0.9 }, before: { up: 1, down: -1 } },
    ],
  });
});

test('sensitivity: median and bands by exposure; an exposure without a limit is left out', () => {
  const point = (exposure: number, limits: (number | null)[]) => ({
    exposure,
    significance: [1, 2, 3, 4, 5],
    limits,
    error: 0.1,
  });
  const result = {
    kind: 'sensitivity',
    parameter: 'strength',
    confidence: 0.9,
    points: [
      point(2, [0.1, 0.2, 0.3, 0.4, 0.5]),
      point(1, [0.2, 0.3, 0.4, 0.5, 0.6]),
      point(0.1, [null, null, null, null, null]),
    ],
  } as unknown as SensitivityResult;
  const limits = resultFigure(result, { ...look, shows: 'upper-limit' });
  expect(limits).toMatchObject({
    kind: 'curves',
    y: { label: expect.stringContaining('Expected limit on Strength (90') },
    curves: [
      {
        pieces: [
          [
            [1, 0.4],
            [2, 0.3],
          ],
        ],
      },
    ],
    bands: [
      {
        label: '±2σ',
        points: [
          [1, 0.2, 0.6],
          [2, 0.1, 0.5],
        ],
      },
      { label: '±1σ' },
    ],
  });
  expect(resultFigure(result, { ...look, shows: 'significance' })).toMatchObject({
    levels: [{ value: 3 }, { value: 5 }],
  });
});

test('sensitivity against a background: a curve for every exposure, bands only where there is one', () => {
  const point = (exposure: number, background: number) => ({
    exposure,
    background,
    significance: [1, 2, 3 * exposure, 4, 5],
    limits: [1, 1, 1, 1, 1],
    error: null,
  });
  const of = (points: object[]) =>
    ({
      kind: 'sensitivity',
      parameter: 's',
      confidence: 0.9,
      background: 'brn',
      points,
    }) as unknown as SensitivityResult;
  const shows = { ...look, shows: 'significance', names: { brn: 'Neutrons' } } as const;
  expect(resultFigure(of([point(1, 10), point(1, 1), point(2, 1), point(2, 10)]), shows)).toMatchObject({
    x: { label: 'Neutrons relative to the study' },
    curves: [
      {
        label: 'Exposure × 1',
        pieces: [
          [
            [1, 3],
            [10, 3],
          ],
        ],
      },
      {
        label: 'Exposure × 2',
        pieces: [
          [
            [1, 6],
            [10, 6],
          ],
        ],
      },
    ],
    bands: [],
  });
  expect(resultFigure(of([point(1, 10), point(1, 1)]), shows)).toMatchObject({ bands: [{}, {}] });
});

test('accepted values: the rise in the data, critical values where toys were made', () => {
  const result = {
    kind: 'feldman-cousins',
    x: { parameter: 's', spacing: 'linear', values: [0, 1, 2, 3] },
    confidence: [0.6827, 0.9],
    points: [{ rise: 40, toys: 0 }, { rise: 1, critical: [1, 2.7] }, { rise: 0, critical: [0.9, 2.8] }, { rise: null }],
  } as unknown as FeldmanCousinsResult;
  expect(resultFigure(result, { ...look, shows: 'acceptance' })).toMatchObject({
    x: { label: 'Strength' },
    y: { from: 0, to: 1.8 * 2.8 },
    curves: [
      {
        label: 'Data',
        pieces: [
          [
            [0, 40],
            [1, 1],
            [2, 0],
          ],
        ],
      },
      {
        pieces: [
          [
            [1, 1],
            [2, 0.9],
          ],
        ],
      },
      {
        pieces: [
          [
            [1, 2.7],
            [2, 2.8],
          ],
        ],
      },
    ],
  });
});

test('toys: their number by the statistic, chi2 for as many, critical values', () => {
  const result = {
    kind: 'toys',
    statistic: { edges: [0, 1, 4], counts: [70, 25], above: 5 },
    intervals: [{ confidence: 0.9, 'critical-value': 2.6 }],
    toys: { number: 102, failed: 2, seed: 1 },
  } as unknown as ToysResult;
  const figure = resultFigure(result, { ...look, shows: 'distribution' });
  expect(figure).toMatchObject({
    curves: [
      {
        label: '100 toys',
        pieces: [
          [
            [0, 70],
            [1, 70],
            [1, 25],
            [4, 25],
          ],
        ],
      },
      {
        pieces: [
          [
            [0.5, expect.closeTo(68.27, 1)],
            [2.5, expect.closeTo(27.2, 0)],
          ],
        ],
      },
    ],
    levels: [{ axis: 'x', value: 2.6 }],
  });
  const { statistic: _, ...older } = result;
  expect(() => resultFigure(older as ToysResult, { ...look, shows: 'distribution' })).toThrow('run them again');
});

test('a posterior is a density: it integrates to one over its bins', () => {
  const own = {
    parameter: 's',
    quantiles: [0.5, 1, 1.5],
    histogram: { edges: [0, 1, 3], counts: [30, 10] },
  };
  const result = {
    kind: 'posterior',
    parameters: [{ parameter: 'other' }, own],
    'quantiles-at': [0.16, 0.5, 0.84],
  } as unknown as PosteriorResult;
  expect(resultFigure(result, { ...look, unit: 'MeV', shows: 'density', parameter: 's' })).toMatchObject({
    y: { unit: '1/MeV' },
    curves: [
      {
        pieces: [
          [
            [0, 0.75],
            [1, 0.75],
            [1, 0.125],
            [3, 0.125],
          ],
        ],
      },
    ],
    levels: [{ value: 1 }, { value: 0.5 }, { value: 1.5 }],
  });
});
