import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { atomicMasses, catalogueEntries, tabulateNuclei } from './tabulate-nuclei.ts';

/** Made-up nuclei in the columns of the mass evaluation: N, Z, A, symbol, and mass in u and micro-u. */
function massLine(Z: number, A: number, symbol: string, massU: string, microU: string): string {
  const head = `0${String(A - 2 * Z).padStart(3)}${String(A - Z).padStart(5)}${String(Z).padStart(5)}${String(A).padStart(5)}`;
  const columns = `${head} ${symbol.padEnd(3)}`.padEnd(106);
  return `${columns}${massU.padStart(3)} ${microU.padStart(13)}     0.00012`;
}

const massTable = [
  '1N-Z    N    Z   A  EL    O     MASS EXCESS           BINDING ENERGY/A        BETA-DECAY ENERGY               ATOMIC MASS',
  '                                   (keV)                  (keV)                    (keV)                        (micro-u)',
  massLine(7, 14, 'N', '14', '003074.00425'),
  massLine(7, 15, 'N', '15', '108.898'),
  massLine(54, 131, 'Xe', '130', '905084.057'),
  massLine(54, 200, 'Xe', '199', '905084#'),
].join('\n');
const abundances = { N14: 0.996, N15: 0.004, Xe131: 1 };
const properties = {
  elements: {
    N: {
      Z: 7,
      isotopes: [
        { A: 15, J: '1/2-', R_ch_fm: null, R_ch_err_fm: null },
        { A: 14, J: '1+', R_ch_fm: 2.5582, R_ch_err_fm: 0.007 },
      ],
    },
  },
};

test('masses keep their digits, small fractions their zeros; estimated masses are left out', () => {
  expect([...atomicMasses(massTable)]).toEqual([
    ['N14', { Z: 7, massU: '14.00307400425' }],
    ['N15', { Z: 7, massU: '15.000108898' }],
    ['Xe131', { Z: 54, massU: '130.905084057' }],
  ]);
});

test('an entry has every isotope with a natural abundance, in order of A', () => {
  const entry = catalogueEntries(atomicMasses(massTable), abundances, properties).get('N')!;
  const { sources, ...rest } = parse(entry);
  expect(rest).toEqual({
    kind: 'element',
    symbol: 'N',
    Z: 7,
    isotopes: [
      {
        A: 14,
        'atomic-mass-u': 14.00307400425,
        abundance: 0.996,
        'spin-parity': '1+',
        'charge-radius-fm': 2.5582,
        'charge-radius-error-fm': 0.007,
      },
      {
        A: 15,
        'atomic-mass-u': 15.000108898,
        abundance: 0.004,
        'spin-parity': '1/2-',
        'charge-radius-fm': null,
        'charge-radius-error-fm': null,
      },
    ],
  });
  expect(Object.keys(sources)).toEqual(['atomic-mass', 'abundance', 'spin-parity', 'charge-radius']);
});

test('an isomer that occurs in nature counts as its isotope', () => {
  const entry = parse(catalogueEntries(atomicMasses(massTable), { N14: 0.996, N15_m1: 0.004 }, properties).get('N')!);
  expect(entry.isotopes[1]).toMatchObject({ A: 15, 'atomic-mass-u': 15.000108898, abundance: 0.004 });
});

test.each([
  ['abundances that do not add up', { N14: 0.9, N15: 0.05 }, /N: expected abundances that add up to 1/],
  ['a natural isotope without mass', { N14: 0.9, N16: 0.1 }, /N16: expected a measured mass/],
  ['an element without abundances', {}, /N: expected abundances/],
])('refuses %s', (_, wrong, message) => {
  expect(() => catalogueEntries(atomicMasses(massTable), wrong as Record<string, number>, properties)).toThrow(message);
});

test('refuses a natural isotope without spin, and a number of protons that disagrees with the masses', () => {
  const one = (Z: number, A: number) => ({
    elements: { N: { Z, isotopes: [{ A, J: '1+', R_ch_fm: 2, R_ch_err_fm: 1 }] } },
  });
  const masses = atomicMasses(massTable);
  expect(() => catalogueEntries(masses, { N14: 1 }, one(7, 15))).toThrow(/N14: expected spin/);
  expect(() => catalogueEntries(masses, { N14: 1 }, one(8, 14))).toThrow(/Z = 8/);
});

test('writes one file per element, with the digests of the tables it came from', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cevns-nuclei-'));
  try {
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    const output = join(folder, 'nuclei');
    const written = tabulateNuclei(
      file('masses.txt', massTable),
      file('abundances.json', JSON.stringify(abundances)),
      file('properties.json', JSON.stringify(properties)),
      output,
    );
    expect(written).toBe(1);
    expect(readdirSync(output)).toEqual(['N.yaml']);
    const madeFrom = parse(readFileSync(join(output, 'N.yaml'), 'utf8'))['made-from'];
    expect(Object.keys(madeFrom)).toEqual(['masses.txt', 'abundances.json', 'properties.json']);
    for (const digest of Object.values(madeFrom)) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
