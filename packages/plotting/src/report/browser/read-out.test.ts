import { expect, test } from 'vitest';
import type { Panel, PanelAxis, Reading, Series } from '../../reading.ts';
import { panelAt, placeOf, valueAt } from './axis-map.ts';
import { figureCsv } from './figure-data.ts';
import { binOf, readOutAt } from './read-out.ts';

const linear: PanelAxis = { label: 'x', unit: 'PE', scale: 'linear', from: 0, to: 10, start: 100, end: 200 };
const log: PanelAxis = { label: 'y', unit: '', scale: 'log', from: 1, to: 1000, start: 90, end: 0 };
const panel: Panel = { name: 'main', frame: { x: 100, y: 0, width: 100, height: 90 }, x: linear, y: log };
const named = (name: string) => ({ name, label: `the ${name}`, panel: 0 });

function read(series: readonly Series[], x: number, y: number, hidden: readonly string[] = []) {
  const reading: Reading = { panels: [panel], series };
  const at = { x: placeOf(linear, x), y: placeOf(log, y) };
  const { heading, lines } = readOutAt(reading, 0, at, (name) => hidden.includes(name));
  return [heading, ...lines.map(({ label, text }) => `${label}: ${text}`)];
}

test('axes map there and back, linear and logarithmic', () => {
  expect(valueAt(linear, 150)).toBe(5);
  expect(valueAt(log, 60)).toBeCloseTo(10, 12);
  for (const value of [1, 3, 999]) expect(valueAt(log, placeOf(log, value))).toBeCloseTo(value, 9);
  expect(panelAt([panel], 150, 45)).toBe(0);
  expect(panelAt([panel], 99, 45)).toBe(-1);
});

test('the bin of a value: edges belong to the bin above, the last one to the last', () => {
  const edges = [0, 2, 5, 10];
  expect([-1, 0, 1.99, 2, 9, 10, 10.1].map((value) => binOf(edges, value))).toEqual([-1, 0, 0, 1, 2, 2, -1]);
});

test('bins: what lies in the bin, with its range and count; what is hidden is left out', () => {
  const series: Series[] = [
    { ...named('signal'), kind: 'bins', edges: [0, 4, 10], values: [2.5, 30], lower: [2, 29], upper: [3, 31] },
    { ...named('data'), kind: 'points', x: [2, 7], y: [3, 31], counts: [12, 186] },
  ];
  expect(read(series, 3.9, 500)).toEqual(['x 0 to 4 PE', 'the signal: 2.5 (2 to 3)', 'the data: 3, 12 in the bin']);
  expect(read(series, 4, 500)[0]).toBe('x 4 to 10 PE');
  expect(read(series, 4, 500, ['signal']).some((line) => String(line).includes('signal'))).toBe(false);
});

test('curves: the value at x, straight between points; nothing beyond the ends', () => {
  const curve: Series = {
    ...named('profile'),
    kind: 'curve',
    pieces: [
      [
        [0, 0],
        [4, 8],
      ],
      [
        [6, 1],
        [8, 1],
      ],
    ],
  };
  expect(read([curve], 1, 10)).toEqual(['x 1 PE', 'the profile: 2']);
  expect(read([curve], 5, 10)).toEqual(['x 5 PE']);
  expect(read([curve], 7, 10)).toEqual(['x 7 PE', 'the profile: 1']);
});

test('a plane: both coordinates, the cell, and a mark that is near', () => {
  const cells: Series = {
    ...named('cells'),
    kind: 'cells',
    xEdges: [0, 5, 10],
    yEdges: [1, 10, 1000],
    values: [
      [1, 2],
      [3, null],
    ],
  };
  const mark: Series = { ...named('best'), kind: 'points', x: [2], y: [100], labels: ['best fit'] };
  const contour: Series = {
    ...named('level'),
    kind: 'curve',
    pieces: [
      [
        [1, 2],
        [3, 4],
        [1, 2],
      ],
    ],
    closed: [true],
  };
  expect(read([cells, mark, contour], 2, 5)).toEqual(['x 2 PE, y 5', 'the cells: 1']);
  expect(read([cells, mark, contour], 2.1, 105)).toEqual([
    'x 2.1 PE, y 105',
    'the cells: 3',
    'the best: best fit: 2, 100',
  ]);
  expect(read([cells], 7, 50)).toEqual(['x 7 PE, y 50', 'the cells: none']);
});

test('named rows and columns: what stands in the row that is pointed at', () => {
  const rows: PanelAxis = { ...linear, label: '', unit: '', to: 2, start: 90, end: 0, categories: ['flux', 'brn'] };
  const pulls: Reading = {
    panels: [{ ...panel, y: rows }],
    series: [{ ...named('pull'), kind: 'points', x: [0.5, -1], y: [0.5, 1.5], lower: [0, -2], upper: [1, 0] }],
  };
  const at = { x: placeOf(linear, 9), y: placeOf(rows, 1.9) };
  expect(readOutAt(pulls, 0, at, () => false)).toEqual({
    heading: 'brn',
    lines: [{ label: 'the pull', text: '−1 PE (−2 to 0)' }],
  });
  const matrix: Reading = {
    panels: [{ ...panel, x: { ...linear, to: 2, categories: ['flux', 'brn'] }, y: rows }],
    series: [
      {
        ...named('r'),
        kind: 'cells',
        xEdges: [0, 1, 2],
        yEdges: [0, 1, 2],
        values: [
          [1, 0.2],
          [0.3, 1],
        ],
      },
    ],
  };
  const { heading, lines } = readOutAt(matrix, 0, { x: 110, y: 10 }, () => false);
  expect([heading, lines[0]!.text]).toEqual(['flux, brn', '0.3']);
});

test('the numbers as CSV: a row per bin, point and cell, in full', () => {
  const csv = figureCsv({
    panels: [panel],
    series: [
      { ...named('a'), kind: 'bins', edges: [0, 0.1], values: [1 / 3], counts: [7] },
      { ...named('c'), kind: 'curve', pieces: [[[1, 2]], [[3, 4]]] },
      { ...named('m'), kind: 'cells', xEdges: [0, 1], yEdges: [2, 3], values: [[null]] },
    ],
  });
  expect(csv).toBe(
    'series,x_from,x_to,y_from,y_to,value,lower,upper,count\n' +
      'a,0,0.1,,,0.3333333333333333,,,7\nc-1,1,1,,,2,,,\nc-2,3,3,,,4,,,\nm,0,1,2,3,,,,\n',
  );
});
