import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { eventRows, PARAMETERS_FILE, releaseRows, tables, tabulate } from './tabulate-coherent-csi-2017.ts';

/** A made-up release, in the shape of the real one: with a header of words, with comments, without either. */
const release: Record<string, string> = {
  'data_coincidence_beamOn.txt':
    '1.0, 0.25, 2\n1.0, 0.75, 0\n3.0, 0.25, 1\n7.0, 0.25, 3\n7.0, 5.75, 2\n7.0, 6.25, 9\n29.0, 0.25, 0\n31.0, 0.25, 4\n',
  'data_anticoincidence_beamOn.txt': '1.0, 0.25, 0\n7.0, 0.25, 4\n29.0, 0.25, 1\n49.0, 11.75, 1',
  'data_coincidence_beamOff.txt': 'Photoelectrons (PEs),Arrival time (us),Counts\n1.0, 0.25, 0\n1.0, 0.75, 1\n',
  'data_anticoincidence_beamOff.txt': 'Photoelectrons (PEs),Arrival time (us),Counts\r\n1.0, 0.25, 1\r\n',
  'arrivalTimePDF_promptNeutrinos.txt': '0.25, 0.06481422848959263\n',
  'arrivalTimePDF_delayedNeutrinos.txt': '0.25, 0.001397101754952444\n',
  'arrivalTimePDF_promptNeutrons.txt': '0.25, 0.0\n',
  'promptPDF.txt': '# a comment\n4.5, 2.0\n5.5, 1.50\n10.5, 2.0\n',
  'qfData_chicago.txt': '# keVnr, keVnr, no units, no units\n2.87, 0.56, 0.0521, 0.017193\n',
  'qfData_tunl.txt': '# six columns\n1, 2, 3, 4, 5, 6\n',
  [PARAMETERS_FILE]: [
    'acceptanceEfficiency:',
    '  parameters:',
    '    - { name: a, value: 0.5 }',
    '    - { name: k, value: 1 }',
    '    - { name: x_0, value: 10.5 }',
    '',
  ].join('\n'),
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
  test('becomes tables with a row per event and the digits of the release', () => {
    tabulate(folder, output);
    const table = (name: string) => readFileSync(join(output, name), 'utf8');
    expect(readdirSync(output).sort()).toEqual([...tables.map(({ table }) => table), 'residual-pe.csv'].sort());
    expect(table('beam-on-coincidence.csv').split('\n').slice(0, 5)).toEqual([
      'pe,time_us',
      '1.0,0.25',
      '1.0,0.25',
      '3.0,0.25',
      '7.0,0.25',
    ]);
    expect(table('beam-on-anticoincidence.csv').split('\n').slice(-3)).toEqual(['29.0,0.25', '49.0,11.75', '']);
    expect(table('beam-off-coincidence.csv')).toBe('pe,time_us\n1.0,0.75\n');
    expect(table('beam-off-anticoincidence.csv')).toBe('pe,time_us\n1.0,0.25\n');
    expect(table('prompt-neutrinos-time.csv')).toBe('time_us,probability\n0.25,0.06481422848959263\n');
    expect(table('quenching-chicago.csv')).toContain('\n2.87,0.56,0.0521,0.017193\n');
  });

  test('prompt neutrons get a column after the acceptance: nothing below 5 PE, half of the curve up to 6 PE', () => {
    tabulate(folder, output);
    const [header, ...rows] = readFileSync(join(output, 'prompt-neutrons-pe.csv'), 'utf8').trim().split('\n');
    expect(header).toBe('pe,per_gwh,accepted_per_gwh');
    expect(rows[0]).toBe('4.5,2.0,0');
    expect(rows[2]).toBe('10.5,2.0,0.5');
    // 1.5 x 1/2 x 0.5 / (1 + exp(5))
    expect(rows[1]).toMatch(/^5\.5,1\.50,/);
    expect(Number(rows[1]!.split(',')[2])).toBeCloseTo(0.375 / 149.4131591, 10);
  });

  test('the residual spectrum is that of the region, with the error of a difference of counts', () => {
    tabulate(folder, output);
    // 3 + 2 - 4 and sqrt(3 + 2 + 4); 0 - 1; other PE and later times are outside.
    expect(readFileSync(join(output, 'residual-pe.csv'), 'utf8')).toBe(
      'pe,time_us,residual,error\n7.0,3,1,3\n29.0,3,-1,1\n',
    );
  });

  test('yields the digest of every release file', () => {
    const report = tabulate(folder, output);
    for (const [file, text] of Object.entries(release)) {
      expect(report).toContain(`  ${file}: { sha256: ${createHash('sha256').update(text).digest('hex')}`);
    }
  });

  test('is refused when a row is not as expected', () => {
    expect(() => releaseRows('a.txt', '1, 2\n3, x\n', 2)).toThrow("a.txt:2: expected 2 numbers, found '3, x'");
    expect(() => releaseRows('a.txt', 'pe, time\n1\n', 2)).toThrow('a.txt:2');
    expect(() => releaseRows('a.txt', '1, 2\npe, time\n', 2)).toThrow('a.txt:2');
    expect(() => eventRows([['1.0', '0.25', '1.5']])).toThrow("'1.5'");
    writeFileSync(join(folder, PARAMETERS_FILE), 'acceptanceEfficiency: { parameters: [{ name: a, value: 1 }] }\n');
    expect(() => tabulate(folder, output)).toThrow("acceptance parameter 'k'");
  });
});
