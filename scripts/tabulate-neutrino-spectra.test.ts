import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { atmospheric, shapes, spectrumRows, tabulate } from './tabulate-neutrino-spectra.ts';

test('rows keep their digits, but for those of the computer', () => {
  expect(spectrumRows('a', '0.02,8.6e-06\n1.318299999999999805e+01,5.171397555465213208e-03\n')).toEqual([
    ['0.02', '8.6e-06'],
    ['13.183', '0.0051713976'],
  ]);
  expect(() => spectrumRows('a', '0.02,8.6e-06\n1 2\n')).toThrow(/a:2/);
});

test('a made-up folder becomes tables with headers; the four atmospheric flavours stand side by side', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cevns-spectra-'));
  try {
    for (const file of [...Object.values(shapes), ...Object.values(atmospheric)]) {
      writeFileSync(join(folder, file), `1,0.5\n2,0.25\n`);
    }
    tabulate(folder, join(folder, 'out'));
    expect(readFileSync(join(folder, 'out', 'b8.csv'), 'utf8')).toBe('energy_MeV,density_per_MeV\n1,0.5\n2,0.25\n');
    expect(readFileSync(join(folder, 'out', 'atmospheric.csv'), 'utf8')).toMatch(
      /^energy_MeV,nue_.*\n1,0.5,0.5,0.5,0.5\n/,
    );
    writeFileSync(join(folder, atmospheric.numu), '1,0.5\n3,0.25\n');
    expect(() => tabulate(folder, join(folder, 'out'))).toThrow(/AtmNu_mu/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

/** Trapezoids over the columns of a committed table. */
function integrals(table: string): number[] {
  const file = fileURLToPath(new URL(`../configs/sources/spectra/${table}.csv`, import.meta.url));
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => line.split(',').map(Number));
  return rows[0]!.slice(1).map((_, column) =>
    rows.slice(1).reduce((sum, row, i) => {
      const before = rows[i]!;
      return sum + 0.5 * (row[0]! - before[0]!) * (row[column + 1]! + before[column + 1]!);
    }, 0),
  );
}

test('what is committed has the integrals of the published spectra', () => {
  const expected = {
    pp: 0.997276,
    hep: 0.999996,
    b8: 0.999988,
    n13: 0.999763,
    o15: 0.999975,
    f17: 0.99998,
    dsnb: 1.000012,
  };
  for (const [table, total] of Object.entries(expected)) expect(integrals(table)[0], table).toBeCloseTo(total, 5);
  for (const table of ['geo-u', 'geo-th', 'geo-k']) expect(integrals(table)[0], table).toBeCloseTo(1, 5);
  const flavours = [1.840632, 1.653389, 3.521646, 3.530329];
  integrals('atmospheric').forEach((total, i) => {
    expect(total).toBeCloseTo(flavours[i]!, 5);
  });
});
