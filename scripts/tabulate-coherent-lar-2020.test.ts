import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { binned, curves, releaseRows, tabulate } from './tabulate-coherent-lar-2020.ts';

/** A made-up release of two bins, in the shape of the real one; every file has contents of its own. */
const files = binned.flatMap(({ contents }) => Object.values(contents));
const release: Record<string, string> = Object.fromEntries(
  files.map((file, i) => [file, `5 0.525 0.15 ${i}\n5 0.525 0.65 0.${i}0\n`]),
);
release['CENNS10AnlAEfficiency.txt'] = '0.25 1.01299 0\n0.75 3.01972 9.22736e-06\n';

let folder = '';
let output = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cevns-release-'));
  output = join(folder, 'out');
  for (const [file, text] of Object.entries(release)) writeFileSync(join(folder, file), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a made-up release', () => {
  test('becomes tables with a header and the digits of the release, templates side by side', () => {
    tabulate(folder, output);
    const table = (name: string) => readFileSync(join(output, name), 'utf8');
    expect(readdirSync(output).sort()).toEqual(['counts.csv', 'efficiency.csv', 'templates.csv']);
    expect(table('counts.csv')).toBe('energy_kevee,f90,time_us,events\n5,0.525,0.15,0\n5,0.525,0.65,0.00\n');
    expect(table('efficiency.csv')).toBe(
      'energy_kevee,recoil_energy_kevnr,efficiency\n0.25,1.01299,0\n0.75,3.01972,9.22736e-06\n',
    );
    const [header, first, second] = table('templates.csv').split('\n');
    expect(header).toContain('energy_kevee,f90,time_us,cevns,cevns_f90_up,');
    expect(first).toBe('5,0.525,0.15,1,2,3,4,5,6,7,8,9,10,11,12');
    expect(second).toBe('5,0.525,0.65,0.10,0.20,0.30,0.40,0.50,0.60,0.70,0.80,0.90,0.100,0.110,0.120');
  });

  test('yields digest, number of rows and sum of every release file', () => {
    const report = tabulate(folder, output);
    for (const file of [...files, ...curves.map((curve) => curve.release)]) {
      const digest = createHash('sha256')
        .update(release[file] ?? '')
        .digest('hex');
      expect(report).toContain(`  ${file}: { sha256: ${digest}, rows: 2, sum: `);
    }
    expect(report).toContain('sum: 1.100000 }');
  });

  test('is refused when a row is no row of numbers, or a file has other bins', () => {
    expect(() => releaseRows('a.txt', '1 2\n3 x\n', 2)).toThrow("a.txt:2: expected 2 numbers, found '3 x'");
    writeFileSync(join(folder, 'brnpdf.txt'), '5 0.525 0.15 1\n5 0.525 1.15 1\n');
    expect(() => tabulate(folder, output)).toThrow('brnpdf.txt:2: expected the bin 5 0.525 0.65 as in cevnspdf.txt');
  });
});

test('the entry names the release file behind every table, and every column', () => {
  const entryFolder = fileURLToPath(new URL('../configs/data/coherent-lar-2020', import.meta.url));
  const { tables } = parse(readFileSync(join(entryFolder, 'entry.yaml'), 'utf8')) as {
    tables: Record<string, { columns: object; 'made-from': Record<string, string> }>;
  };
  for (const { table, contents } of binned) {
    expect(Object.keys(tables[table]!['made-from'])).toEqual(Object.values(contents));
  }
  for (const { table, release: file } of curves) expect(Object.keys(tables[table]!['made-from'])).toEqual([file]);
  for (const [table, { columns }] of Object.entries(tables)) {
    const [header] = readFileSync(join(entryFolder, table), 'utf8').split('\n');
    expect(Object.keys(columns)).toEqual(header!.split(','));
  }
});
