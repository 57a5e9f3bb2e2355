import type { ContourFigure } from '@cevns/plotting/figures/contour';
import type { LimitFigure } from '@cevns/plotting/figures/limit';
import type { ProfileFigure } from '@cevns/plotting/figures/profile';
import type { ProjectionFigure } from '@cevns/plotting/figures/projection';
import { expect, test } from 'vitest';
import { withSettings } from './figure-settings.ts';

const axis = { label: 'a', unit: 'MeV', scale: 'linear', from: 0, to: 1 } as const;
const contour: ContourFigure = { kind: 'contour', x: axis, y: axis, contours: [], marks: [] };
const limit: LimitFigure = { kind: 'limit', x: axis, y: axis, label: 'limit', pieces: [[[0, 1]]] };
const projection: ProjectionFigure = {
  kind: 'projection',
  x: { label: 'E', unit: 'keV', edges: [0, 1, 2, 4, 8] },
  y: { density: true },
  stack: [{ name: 'cevns', label: 'CEvNS', values: [1, 2, 3, 4] }],
  band: { lower: [0, 1, 2, 3], upper: [2, 3, 4, 5] },
  data: { values: [1, 2, 3, 5], label: 'Data' },
};

test('nothing said, nothing changed', () => {
  for (const figure of [contour, limit, projection]) expect(withSettings(figure, {})).toEqual(figure);
});

test('labels, units, scales and ranges of axes', () => {
  const settings = { x: { label: 'b', range: [1, 10], scale: 'log' }, y: { unit: 'GeV' } } as const;
  expect(withSettings(contour, settings)).toMatchObject({
    x: { label: 'b', unit: 'MeV', scale: 'log', from: 1, to: 10 },
    y: { label: 'a', unit: 'GeV', from: 0, to: 1 },
  });
});

test('a projection keeps the bins of a range, everything with them', () => {
  const cut = withSettings(projection, { x: { range: [1, 4] }, y: { range: [0, 9] }, colors: { cevns: '#112233' } });
  expect(cut).toMatchObject({
    x: { edges: [1, 2, 4] },
    y: { from: 0, to: 9 },
    stack: [{ values: [2, 3], color: '#112233' }],
    band: { lower: [1, 2], upper: [3, 4] },
    data: { values: [2, 3] },
  });
  expect(() => withSettings(projection, { x: { range: [4.5, 7] } })).toThrow('no bin lies in the range from 4.5 to 7');
});

test('components of a projection are called what the study calls them', () => {
  const { stack } = withSettings(projection, { names: { cevns: 'CE\\nu NS' } }) as ProjectionFigure;
  expect(stack).toEqual([{ name: 'cevns', label: 'CE\\nu NS', values: [1, 2, 3, 4] }]);
});

test('a profile is shown on its range', () => {
  const profile: ProfileFigure = {
    kind: 'profile',
    x: { label: 'g', unit: '' },
    y: { label: 'statistic' },
    points: [
      [0, 4],
      [1, 0],
      [2, 1],
      [3, 4],
    ],
    levels: [],
    best: { x: 1, label: 'Best fit' },
  };
  expect(withSettings(profile, { x: { range: [1, 2] } })).toMatchObject({
    points: [
      [1, 0],
      [2, 1],
    ],
  });
});

test('words: lines where there is room, and notes at places', () => {
  const figure = { ...contour, annotations: ['first'] };
  const { annotations, notes } = withSettings(figure, { annotations: ['second', { text: 'here', at: [0.5, 0.2] }] });
  expect(annotations).toEqual(['first', 'second']);
  expect(notes).toEqual([{ text: 'here', x: 0.5, y: 0.2 }]);
});

test('literature: points with a symbol each, errors on both sides, lines', () => {
  const literature = [
    { label: 'A', point: [0.1, 0.2], 'x-error': 0.05, 'y-error': [0.1, 0.2] },
    {
      label: 'B',
      line: [
        [0, 0],
        [1, 1],
      ],
    },
    { label: 'C', point: [0.3, 0.4] },
  ] as const;
  expect(withSettings(contour, { literature })).toMatchObject({
    contours: [
      {
        label: 'B',
        lines: [
          {
            closed: false,
            points: [
              [0, 0],
              [1, 1],
            ],
          },
        ],
      },
    ],
    marks: [
      { label: 'A', x: 0.1, y: 0.2, symbol: 'circle', xError: [0.05, 0.05], yError: [0.1, 0.2] },
      { label: 'C', symbol: 'square' },
    ],
  });
  expect(withSettings(limit, { literature })).toMatchObject({
    references: [
      {
        label: 'B',
        pieces: [
          [
            [0, 0],
            [1, 1],
          ],
        ],
      },
    ],
    marks: [{ label: 'A' }, { label: 'C' }],
  });
});
