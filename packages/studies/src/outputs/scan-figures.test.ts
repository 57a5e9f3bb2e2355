import { expect, test } from 'vitest';
import { contourFigure, contoursFigure, limitFigure, limitsFigure, profileFigure } from './scan-figures.ts';

const titles = { label: 'Mass', unit: 'MeV', y: { label: 'g', unit: '' } };
const plane = {
  x: { parameter: 'mass', unit: 'MeV', spacing: 'log', values: [1, 10, 100] },
  y: { parameter: 'g', spacing: 'linear', values: [0, 1] },
  delta: [
    [0, 1],
    [2, null],
    [4, 5],
  ],
  failed: 1,
  best: { values: { mass: 3, g: 0.5, pull: 1 }, statistic: 80 },
  contours: [
    { confidence: 0.9, level: 4.6, lines: [{ closed: false, allowed: 'left', points: [[1, 0.2]] }] },
    { confidence: 0.6827, level: 2.3, lines: [{ closed: true, allowed: 'inside', points: [[2, 0.5]] }] },
  ],
} as const;

test('contours have the axes of the scan, the inner level first, and the best fit', () => {
  expect(contourFigure(plane, titles)).toMatchObject({
    x: { label: 'Mass', unit: 'MeV', scale: 'log', from: 1, to: 100 },
    y: { label: 'g', scale: 'linear', from: 0, to: 1 },
    contours: [{ label: '68.27 % CL' }, { label: '90 % CL', lines: [{ closed: false }] }],
    marks: [{ x: 3, y: 0.5, symbol: 'cross' }],
  });
});

test('a level without lines is the whole plane where no point reaches it, and else left out', () => {
  const labels = (level: number) =>
    contourFigure({ ...plane, contours: [{ confidence: 0.9, level, lines: [] }] }, titles).contours.map(
      ({ everywhere }) => everywhere,
    );
  expect(labels(5.1)).toEqual([true]);
  expect(labels(4.9)).toEqual([]);
});

test('the Standard Model is marked where it has both parameters', () => {
  const marks = (values: Record<string, number>) =>
    contourFigure({ ...plane, 'standard-model': { values, delta: 1 } }, titles).marks.map(({ label }) => label);
  expect(marks({ mass: 5, g: 0 })).toEqual(['Best fit', 'Standard Model']);
  expect(marks({ g: 0 })).toEqual(['Best fit']);
});

const limits = {
  parameter: 'g',
  against: { parameter: 'mass', spacing: 'log', values: [1, 10, 100, 1000] },
  curve: [1e-4, 2e-4, null, 5e-4],
  confidence: 0.9,
} as const;

test('limits on two logarithmic axes, in pieces where some are missing', () => {
  expect(limitFigure(limits, titles)).toMatchObject({
    x: { scale: 'log', from: 1, to: 1000 },
    y: { scale: 'log' },
    label: 'Excluded at 90 % CL',
    pieces: [
      [
        [1, 1e-4],
        [10, 2e-4],
      ],
      [[1000, 5e-4]],
    ],
  });
  const linear = { ...limits, against: { ...limits.against, spacing: 'linear' } } as const;
  expect(limitFigure(linear, titles).y).toMatchObject({ scale: 'linear', from: 0 });
});

test('expected limits are bands and a median, where all are known in a row', () => {
  const row = (middle: number) => [0.5, 0.8, 1, 1.5, 2].map((factor) => factor * middle);
  const expected = [row(1e-4), row(2e-4), [1e-4, 2e-4, null, null, null], row(4e-4)];
  const figure = limitFigure({ ...limits, expected, convention: 'CL_{s}' }, titles);
  expect(figure.label).toMatch(/^Observed, 90.% CL, CL_\{s\}$/u);
  expect(figure.bands!.map(({ label }) => label)).toEqual(['±2σ', '±1σ']);
  expect(figure.bands![0]!.points).toEqual([
    [1, 0.5e-4, 2e-4],
    [10, 1e-4, 4e-4],
  ]);
  expect(figure.median!.pieces).toEqual([
    [
      [1, 1e-4],
      [10, 2e-4],
    ],
  ]);
  // Bands of several analyses would cover each other.
  const several = limitsFigure(
    ['one', 'two'].map((name) => ({ name, found: { ...limits, expected } })),
    titles,
  );
  expect(several).not.toHaveProperty('bands');
  expect(limitFigure({ ...limits, convention: 'CL_{s}' }, titles).label).toMatch(/^Excluded at 90.% CL, CL_/u);
});

test('several analyses have the names and colours that they are given', () => {
  const planes = [
    { name: 'all free', found: plane },
    { name: 'flux held', found: plane, color: '#112233' },
  ];
  const { contours } = contoursFigure(planes, titles);
  expect(contours.map(({ label }) => label.split(',')[0])).toEqual(['all free', 'all free', 'flux held', 'flux held']);
  expect(contours.map(({ color }) => color)).toEqual([undefined, undefined, '#112233', '#112233']);
  // Four lines have dashes of their own; of more, each level has.
  expect(contours.map(({ dash }) => dash)).toEqual([0, 1, 2, 3]);
  const more = contoursFigure([...planes, { name: 'third', found: plane }], titles).contours;
  expect(more.map(({ dash }) => dash)).toEqual([0, 1, 0, 1, 0, 1]);
  const both = limitsFigure(
    planes.map((each) => ({ ...each, found: limits })),
    titles,
  );
  expect(both.curves).toMatchObject([{ label: 'flux held', color: '#112233' }]);
});

test('a profile with two intervals of one level draws the level once, and its best fit with the errors of its own', () => {
  const level = { confidence: 0.6827, level: 1 };
  const curve = {
    parameter: 's',
    x: [-2, -1, 0, 1, 2],
    delta: [9, 0.1, 9, 0, 9],
    best: { value: 1, statistic: 3 },
    intervals: [
      { ...level, lower: -1.2, upper: -0.9 },
      { ...level, lower: 0.9, upper: 1.1 },
    ],
  };
  const figure = profileFigure(curve, { label: 's', unit: '' });
  expect(figure.levels).toHaveLength(1);
  expect(figure.intervals).toHaveLength(2);
  expect(figure.best.label).toBe('Best fit 1.00 ± 0.10');
});

test('a profile on a logarithmic axis is cut where that begins', () => {
  const curve = {
    parameter: 'm',
    x: [1, 10, 100],
    spacing: 'log' as const,
    delta: [1, 0, 4],
    best: { value: 10, statistic: 3 },
    intervals: [{ confidence: 0.9, level: 2.7, lower: -3, upper: 50 }],
  };
  expect(profileFigure(curve, { label: 'm', unit: 'MeV' })).toMatchObject({
    x: { scale: 'log' },
    intervals: [{ from: 1, to: 50 }],
  });
});
