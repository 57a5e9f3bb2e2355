import { readdirSync, readFileSync } from 'node:fs';
import { isotopeName } from '@cevns/physics/nuclei';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

interface Entry {
  readonly kind: string;
  readonly symbol: string;
  readonly Z: number;
  readonly isotopes: readonly {
    readonly A: number;
    readonly 'atomic-mass-u': number;
    readonly abundance: number;
    readonly 'spin-parity': string;
    readonly 'charge-radius-fm': number | null;
    readonly 'charge-radius-error-fm': number | null;
  }[];
  readonly sources: Readonly<Record<string, string>>;
}

const folder = new URL('../../configs/nuclei/', import.meta.url);
const elements = readdirSync(folder).map((file) => {
  const entry = parse(readFileSync(new URL(file, folder), 'utf8')) as Entry;
  expect(file).toBe(`${entry.symbol}.yaml`);
  return entry;
});

function isotope(name: string): Entry['isotopes'][number] {
  const found = elements
    .flatMap(({ symbol, isotopes }) => isotopes.map((each) => ({ each, name: isotopeName({ symbol, A: each.A }) })))
    .find((candidate) => candidate.name === name);
  return found!.each;
}

test('the catalogue has all 84 elements with natural abundances, 289 isotopes, each with its sources', () => {
  expect(elements).toHaveLength(84);
  expect(elements.flatMap(({ isotopes }) => isotopes)).toHaveLength(289);
  for (const { kind, sources } of elements) {
    expect(kind).toBe('element');
    expect(Object.keys(sources)).toEqual(['atomic-mass', 'abundance', 'spin-parity', 'charge-radius']);
  }
});

test.each(elements.map((element) => [element.symbol, element] as const))(
  '%s: the numbers make sense',
  (_, { Z, isotopes }) => {
    expect(Math.abs(isotopes.reduce((sum, { abundance }) => sum + abundance, 0) - 1)).toBeLessThan(1e-6);
    for (const each of isotopes) {
      expect(each.A).toBeGreaterThanOrEqual(Z);
      // The binding per nucleon is below 1 % of the mass.
      expect(Math.abs(each['atomic-mass-u'] / each.A - 1)).toBeLessThan(0.01);
      // Even A has integer spin, odd A half-integer spin.
      expect(each['spin-parity']).toMatch(each.A % 2 === 0 ? /^\d+[+-]$/ : /^\d+\/2[+-]$/);
      if (each['charge-radius-fm'] === null) expect(each['charge-radius-error-fm']).toBeNull();
      // Radii grow as A^(1/3): R = sqrt(3/5) 1.2 A^(1/3) fm is good to some 40 % down to helium and lithium.
      const radius = each['charge-radius-fm'];
      if (radius !== null && each.A > 2) expect(Math.abs(radius / (0.93 * Math.cbrt(each.A)) - 1)).toBeLessThan(0.6);
    }
  },
);

test.each([
  // Standard atomic weights of IUPAC (2013), to their last digit.
  ['Be', 9.0121831, 2e-6],
  ['Ti', 47.867, 1e-3],
  ['Cr', 51.9961, 6e-4],
  ['Ni', 58.6934, 4e-4],
  ['Se', 78.971, 8e-3],
  ['Sr', 87.62, 1e-2],
  ['Zr', 91.224, 2e-3],
  ['Ru', 101.07, 2e-2],
  ['Pd', 106.42, 1e-2],
  ['Ag', 107.8682, 2e-4],
  ['Sn', 118.71, 7e-3],
  ['Sb', 121.76, 1e-3],
  ['Nd', 144.242, 3e-3],
  ['Dy', 162.5, 1e-3],
  ['Hf', 178.49, 2e-2],
  ['Ta', 180.94788, 2e-5],
  ['Os', 190.23, 3e-2],
  ['Pt', 195.084, 9e-3],
  ['Hg', 200.592, 3e-3],
  ['U', 238.02891, 3e-5],
] as const)('%s weighs %d u', (symbol, weight, digit) => {
  const { isotopes } = elements.find((element) => element.symbol === symbol)!;
  const mean = isotopes.reduce((sum, each) => sum + each.abundance * each['atomic-mass-u'], 0);
  expect(Math.abs(mean - weight)).toBeLessThan(digit);
});

test('masses in u of the atomic mass evaluation 2020', () => {
  expect(isotope('Cs133')['atomic-mass-u']).toBe(132.905451958);
  expect(isotope('I127')['atomic-mass-u']).toBe(126.904472592);
  expect(isotope('Ar40')['atomic-mass-u']).toBeCloseTo(39.962383122, 9);
});

test('charge radii in fm of Angeli and Marinova (2013)', () => {
  expect(isotope('Cs133')['charge-radius-fm']).toBe(4.8041);
  expect(isotope('I127')['charge-radius-fm']).toBe(4.75);
  expect(isotope('Ar40')['charge-radius-fm']).toBe(3.4274);
  expect(isotope('Ge74')['charge-radius-fm']).toBe(4.0742);
  expect(isotope('Zr90')['charge-radius-fm']).toBe(4.2694);
  expect(isotope('Sn120')['charge-radius-fm']).toBe(4.6519);
  expect(isotope('Au197')['charge-radius-fm']).toBe(5.4371);
  expect(isotope('U238')['charge-radius-fm']).toBe(5.8571);
  expect(isotope('S33')['charge-radius-fm']).toBeNull();
});
