import { expect, test } from 'vitest';
import { readNumericTable } from '../tables/csv.ts';
import { quenching, type TabulatedQuenching } from './tabulated.ts';

const points = { t: [0.5, 1, 4], qf: [0.1, 0.2, 0.3], err: [0.01, 0.02, 0.03] };
const parameters: TabulatedQuenching = { points, at: 't', 'recoil-energy-unit': 'keVnr', content: 'qf' };
const qf = (changes: Partial<TabulatedQuenching>, keVnr: number): number =>
  quenching.prepare({ ...parameters, ...changes })(keVnr / 1000) / keVnr;

test('at the points their values, between them straight lines, outside the ends held', () => {
  for (const [t, expected] of [
    [0.5, 0.1],
    [1, 0.2],
    [4, 0.3],
    [2.5, 0.25],
    [0.75, 0.15],
    [0.01, 0.1],
    [50, 0.3],
  ] as const) {
    expect(qf({}, t)).toBeCloseTo(expected, 14);
  }
});

test('straight lines in the logarithm, and monotone cubics', () => {
  expect(qf({ interpolation: 'log' }, 2)).toBeCloseTo(0.25, 14);
  const cubic = qf({ interpolation: 'monotone-cubic' }, 2);
  expect(cubic).toBeGreaterThan(0.2);
  expect(cubic).toBeLessThan(0.3);
  expect(qf({ interpolation: 'monotone-cubic' }, 4)).toBeCloseTo(0.3, 14);
});

test('a factor, an energy and a yield say the same', () => {
  const energy = { points: { t: points.t, e: [0.05, 0.2, 1.2] }, content: 'e', gives: 'energy' } as const;
  const quanta = {
    points: { t: points.t, n: [10, 20, 30] },
    content: 'n',
    gives: 'yield',
    'energy-per-quantum': 0.01,
  } as const;
  for (const t of [0.3, 0.7, 2, 9]) {
    expect(qf(energy, t)).toBeCloseTo(qf({}, t), 14);
    expect(qf(quanta, t)).toBeCloseTo(qf({}, t), 14);
  }
});

test('a pull moves the points by their errors', () => {
  expect(qf({ band: { error: 'err' }, pull: [-1] }, 4)).toBeCloseTo(0.27, 14);
  expect(qf({ band: { error: 'err' }, pull: [1] }, 0.5)).toBeCloseTo(0.11, 14);
});

test('a table is what points are, and units are those of the column', () => {
  const { points: _, ...rest } = parameters;
  const table = readNumericTable('t,qf\n500,0.1\n1000,0.2\n4000,0.3\n');
  const own = quenching.prepare({ ...rest, table: 'qf.csv', 'recoil-energy-unit': 'eVnr' }, { table });
  for (const t of [0.2, 0.8, 3]) expect(own(t / 1000) / t).toBeCloseTo(qf({}, t), 14);
  expect(quenching.breakPointsMeV!(parameters)).toEqual([0.0005, 0.001, 0.004]);
});

test.each([
  [{ points: { t: [1, 1, 2], qf: [0, 0, 0] } }, "from above 0 in the column 't', got 1 after 1"],
  [{ points: { t: [0, 1, 2], qf: [0, 0, 0] } }, "above 0 in the column 't', got 0 in the first row"],
  [{ content: 'q' }, "a column 'q' of the points, got t, qf, err"],
  [{ points: { t: [1, 2, 3], qf: [0.1, 0.2] } }, 'columns of one length'],
  [{ points: { t: [1, 2], qf: [0.1, -0.2] } }, 'not negative, got -0.2 at 2 keVnr'],
  [{ table: 'qf.csv' }, 'a table or points, got both'],
  [{ points: { t: [1, 2], qf: [0.1, 20] } }, "for 20 %) in the column 'qf', got 20 at 2 keVnr"],
  [{ at: 'qf', content: 't' }, "the columns of `at` ('qf') and `content` ('t') look swapped, got 4 at 0.3 keVnr"],
  [
    { points: { t: [0.05, 0.2], e: [0.4, 1.1] }, content: 'e', gives: 'energy' },
    "('e') look swapped, got 0.4 keVee at 0.05 keVnr",
  ],
  [
    { points: { t: [1, 2], e: [0.4, 21] }, content: 'e', gives: 'energy' },
    "no more keVee than the recoil has keVnr in the column 'e', got 21 keVee at 2 keVnr",
  ],
  [{ gives: 'yield' }, 'an energy per quantum beside a yield, got none'],
] as const)('%j is refused', (changes, message) => {
  expect(() => quenching.prepare({ ...parameters, ...changes } as TabulatedQuenching)).toThrow(message);
});
