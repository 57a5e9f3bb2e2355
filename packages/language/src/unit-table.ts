import { divideExact, type ExactNumber, exactOne, multiplyExact, parseExact, powerOfTen } from './exact-number.ts';

/**
 * Independent kinds of quantity. The energy scales of a nuclear recoil (nr), of its electron equivalent (ee) and of
 * photoelectrons are kinds of their own: only a detector's calibration leads from one to the other.
 */
export type BaseQuantity =
  | 'length'
  | 'mass'
  | 'time'
  | 'energy'
  | 'recoil-energy'
  | 'electron-equivalent-energy'
  | 'photoelectrons'
  | 'electrons'
  | 'protons-on-target'
  | 'count';

/** Exponents of base quantities; those that are zero are left out. */
export type Exponents = Readonly<Partial<Record<BaseQuantity, number>>>;

/** A unit: its size in terms of m, kg, s, eV, eVnr, eVee, PE, electron, POT, event, and its dimension. */
export interface Unit {
  readonly scale: ExactNumber;
  readonly exponents: Exponents;
}

const prefixes: Readonly<Record<string, number>> = {
  f: -15,
  p: -12,
  n: -9,
  u: -6,
  m: -3,
  c: -2,
  '': 0,
  k: 3,
  M: 6,
  G: 9,
  T: 12,
};

const exact = (literal: string) => parseExact(literal)!;

/** The electronvolt is 1.602176634e-19 J, exact by the definition of the SI (BIPM, SI brochure, 9th edition, 2019). */
const joule: Unit = { scale: divideExact(exactOne, exact('1.602176634e-19')), exponents: { energy: 1 } };

const energyPrefixes = ['u', 'm', '', 'k', 'M', 'G', 'T'];

/** Symbol, size of the unit without prefix, and the prefixes it takes. */
const families: readonly (readonly [symbol: string, unit: Unit, prefixes: readonly string[]])[] = [
  ['m', { scale: exactOne, exponents: { length: 1 } }, ['f', 'p', 'n', 'u', 'm', 'c', '', 'k']],
  // The parsec of the IAU (2015).
  ['pc', { scale: exact('3.0856775814913673e16'), exponents: { length: 1 } }, ['', 'k', 'M']],
  ['barn', { scale: exact('1e-28'), exponents: { length: 2 } }, ['p', 'n', 'u', 'm', '']],
  ['g', { scale: exact('1e-3'), exponents: { mass: 1 } }, ['u', 'm', '', 'k']],
  ['t', { scale: exact('1e3'), exponents: { mass: 1 } }, ['', 'k']],
  ['s', { scale: exactOne, exponents: { time: 1 } }, ['p', 'n', 'u', 'm', '']],
  ['min', { scale: exact('60'), exponents: { time: 1 } }, ['']],
  ['h', { scale: exact('3600'), exponents: { time: 1 } }, ['']],
  ['d', { scale: exact('86400'), exponents: { time: 1 } }, ['']],
  ['day', { scale: exact('86400'), exponents: { time: 1 } }, ['']],
  ['days', { scale: exact('86400'), exponents: { time: 1 } }, ['']],
  // The Julian year of 365.25 days (IAU).
  ['yr', { scale: exact('31557600'), exponents: { time: 1 } }, ['']],
  ['Hz', { scale: exactOne, exponents: { time: -1 } }, ['m', '', 'k', 'M', 'G']],
  ['Bq', { scale: exactOne, exponents: { time: -1 } }, ['u', 'm', '', 'k', 'M']],
  ['eV', { scale: exactOne, exponents: { energy: 1 } }, energyPrefixes],
  ['J', joule, ['', 'k', 'M', 'G']],
  ['W', { scale: joule.scale, exponents: { energy: 1, time: -1 } }, ['m', '', 'k', 'M', 'G']],
  ['eVnr', { scale: exactOne, exponents: { 'recoil-energy': 1 } }, energyPrefixes],
  ['eVee', { scale: exactOne, exponents: { 'electron-equivalent-energy': 1 } }, energyPrefixes],
  ['PE', { scale: exactOne, exponents: { photoelectrons: 1 } }, ['']],
  ['electron', { scale: exactOne, exponents: { electrons: 1 } }, ['']],
  ['electrons', { scale: exactOne, exponents: { electrons: 1 } }, ['']],
  ['POT', { scale: exactOne, exponents: { 'protons-on-target': 1 } }, ['']],
  ['event', { scale: exactOne, exponents: { count: 1 } }, ['']],
  ['events', { scale: exactOne, exponents: { count: 1 } }, ['']],
  ['%', { scale: exact('1e-2'), exponents: {} }, ['']],
];

const table: ReadonlyMap<string, Unit> = new Map(
  families.flatMap(([symbol, unit, allowed]) =>
    allowed.map((prefix): [string, Unit] => [
      prefix + symbol,
      { ...unit, scale: multiplyExact(unit.scale, powerOfTen(prefixes[prefix]!)) },
    ]),
  ),
);

/** Symbols of all units with their prefixes. */
export const unitSymbols: readonly string[] = [...table.keys()];

/** Symbols of units that people write out as words, in the singular. */
const spelledOut: Readonly<Record<string, string>> = {
  meter: 'm',
  metre: 'm',
  gram: 'g',
  kilogram: 'kg',
  kilo: 'kg',
  ton: 't',
  tonne: 't',
  sec: 's',
  second: 's',
  microsecond: 'us',
  minute: 'min',
  hour: 'h',
  year: 'yr',
  percent: '%',
  photoelectron: 'PE',
  proton: 'POT',
  count: 'events',
};

/** The symbol of a unit written as a word: `m` for `metres`. */
export function symbolOfWord(word: string): string | undefined {
  const singular = word.toLowerCase().replace(/s$/, '');
  return Object.hasOwn(spelledOut, singular) ? spelledOut[singular] : undefined;
}

/** The unit of a symbol such as `keVnr`; `µ` may stand for `u`. */
export function unitOfSymbol(symbol: string): Unit | undefined {
  return table.get(symbol.replace(/^[µμ]/, 'u'));
}
