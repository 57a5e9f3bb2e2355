import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { curves, releaseRows, tables, tabulate } from './tabulate-coherent-csi-2021.ts';

/** A made-up release, in the shape of the real one: comments, blank lines, numbers with few and with many digits. */
const release: Record<string, string> = {
  'dataBeamOnC.txt':
    '# List of selected events\n# Recoil energy (PE), recoil time (microsecond)\n111.189 2.24\n40 0\n7.10 4.380\n',
  'dataBeamOnAC.txt': '# List of selected events\n# Recoil energy (PE), recoil time (microsecond)\n59.9999 0.125\n',
  'brnPE.txt': '0.5 0\n1.5 2.50e-05\n',
  'brnTrec.txt': '-0.245 0\n0.125 1.0\n',
  'ninPE.txt': '0.5 0.5\r\n1.5 0.5\r\n',
  'ninTrec.txt': '-0.245 0\n',
  'effCoefficients.txt':
    '# a b c d\n\n# Nominal\n1.3  0.2 10.8 -0.3\n\n# +1 sigma\n1.4 0.2 9.8 -0.3\n# +1 sigma\n1.2 0.2 11.8 -0.3\n',
  'scintRespCoefficients.txt': '1 2 3 4\n5 6 7 8\n9 10 11 12\n13 14 15 16\n17 18 19 20\n',
};

let folder = '';
let output = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cevns-release-'));
  output = join(folder, 'out');
  for (const [file, text] of Object.entries(release)) writeFileSync(join(folder, file), text);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('a made-up release', () => {
  test('becomes tables with a header and the digits of the release', () => {
    tabulate(folder, output);
    const table = (name: string) => readFileSync(join(output, name), 'utf8');
    expect(readdirSync(output).sort()).toEqual(tables.map(({ table }) => table).sort());
    expect(table('beam-on-coincidence.csv')).toBe('pe,time_us\n111.189,2.24\n40,0\n7.10,4.380\n');
    expect(table('beam-on-anticoincidence.csv')).toBe('pe,time_us\n59.9999,0.125\n');
    expect(table('beam-related-neutrons-pe.csv')).toBe('pe,probability\n0.5,0\n1.5,2.50e-05\n');
    expect(table('beam-related-neutrons-time.csv')).toBe('time_us,rate\n-0.245,0\n0.125,1.0\n');
    expect(table('neutrino-induced-neutrons-pe.csv')).toBe('pe,probability\n0.5,0.5\n1.5,0.5\n');
  });

  test('yields the digest of every release file and labelled coefficients', () => {
    const report = tabulate(folder, output);
    for (const file of [...tables, ...curves].map((entry) => entry.release)) {
      expect(report).toContain(
        `  ${file}: { sha256: ${createHash('sha256')
          .update(release[file] ?? '')
          .digest('hex')}`,
      );
    }
    expect(report).toContain('dataBeamOnC.txt: { sha256: ');
    expect(report).toContain(', rows: 3 }');
    expect(report).toContain('efficiency down: [1.2, 0.2, 11.8, -0.3]');
    expect(report).toContain('quenching-1 up: [13, 14, 15, 16]');
  });

  test('is refused when a row or a curve is not as expected', () => {
    writeFileSync(join(folder, 'effCoefficients.txt'), '1 2 3 4\n');
    expect(() => tabulate(folder, output)).toThrow('effCoefficients.txt: expected 3 rows of coefficients, found 1');
    expect(() => releaseRows('a.txt', '1 2\n3 x\n', 2)).toThrow("a.txt:2: expected 2 numbers, found '3 x'");
    expect(() => releaseRows('a.txt', '1 2\n3\n', 2)).toThrow('a.txt:2');
  });
});
