import { expect, test } from 'vitest';
import { formFactor as helmRms } from './helm-rms.ts';
import { formFactor as tabulated } from './tabulated.ts';
import { caesium } from './testing/caesium.ts';

const parameters = { table: 'F.csv', at: 'q', amplitude: 'F' } as const;
const helm = helmRms.prepare(caesium, 'proton', {});

function helmTable(rows: number, scale = 1) {
  const q = Float64Array.from({ length: rows }, (_, i) => (1.5 * i) / (rows - 1));
  return new Map([
    ['q', q],
    ['F', q.map((each) => scale * helm(each))],
  ]);
}

test('is exact at its rows, and between them as good as the fourth power of their distance', () => {
  const worst = (rows: number) => {
    const F = tabulated.prepare(caesium, 'proton', parameters, { table: helmTable(rows) });
    let error = 0;
    for (let q = 0; q <= 1.5; q += 0.003) error = Math.max(error, Math.abs(F(q) - helm(q)));
    return error;
  };
  const F = tabulated.prepare(caesium, 'proton', parameters, { table: helmTable(31) });
  for (let i = 0; i <= 30; i++) expect(F((1.5 * i) / 30)).toBeCloseTo(helm((1.5 * i) / 30), 15);
  expect(worst(151)).toBeLessThan(1e-6);
  expect(Math.log2(worst(76) / worst(151))).toBeGreaterThan(3.3);
});

test('one column per isotope; a first row near 1 is made 1', () => {
  const table = new Map([...helmTable(40, 0.9995), ['other', new Float64Array(40).fill(1)]]);
  const amplitude = { Cs133: 'F', I127: 'other' };
  const F = tabulated.prepare(caesium, 'proton', { ...parameters, amplitude }, { table });
  expect(F(0)).toBe(1);
  expect(F(1.5)).toBeCloseTo(helm(1.5), 14);
  const iodine = { symbol: 'I', Z: 53, A: 127, chargeRadiusFm: 4.75 };
  expect(tabulated.prepare(iodine, 'proton', { ...parameters, amplitude }, { table })(0.7)).toBeCloseTo(1, 14);
  const xenon = { symbol: 'Xe', Z: 54, A: 132, chargeRadiusFm: 4.78 };
  expect(() => tabulated.prepare(xenon, 'proton', { ...parameters, amplitude }, { table })).toThrow('column for Xe132');
});

test('is not extrapolated', () => {
  const F = tabulated.prepare(caesium, 'proton', parameters, { table: helmTable(20) });
  expect(() => F(1.51)).toThrow('up to 1.5 /fm, got 1.51 /fm');
});

test.each([
  ['no table', undefined, "Expected the table 'F.csv'"],
  ['a missing column', { q: [0, 1, 2, 3], f: [1, 1, 1, 1] }, "column 'F', got 'q', 'f'"],
  ['three rows', { q: [0, 1, 2], F: [1, 1, 1] }, 'at least 4 rows'],
  ['no row at the origin', { q: [0.1, 1, 2, 3], F: [1, 1, 1, 1] }, 'starts at 0 /fm, got 0.1 /fm'],
  ['another normalisation', { q: [0, 1, 2, 3], F: [55, 1, 1, 1] }, 'Expected 1 in the first row'],
  ['rows out of order', { q: [0, 2, 1, 3], F: [1, 1, 1, 1] }, 'got 1 after 2'],
])('refuses %s', (_, columns, message) => {
  const table = columns && new Map(Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)]));
  expect(() => tabulated.prepare(caesium, 'proton', parameters, table && { table })).toThrow(message);
});
