import { sameDimension } from './unit-expression.ts';
import type { Exponents } from './unit-table.ts';

/** Which values a quantity of a dimension may have unless its place in the study says otherwise. */
export type Sign = 'positive' | 'non-negative' | 'any';

/** A kind of quantity that the study language knows. */
export interface Dimension {
  /** How a sentence names it, with article. */
  readonly name: string;
  readonly exponents: Exponents;
  /** The unit of the number that the rest of the product works with. */
  readonly internalUnit: string;
  /** Quantities as a study may write them. */
  readonly examples: readonly string[];
  readonly sign: Sign;
  /** The only unit that makes sense, where others of the same dimension could only be a mistake. */
  readonly onlyUnit?: string;
}

/** Every dimension a schema may name in `"quantity"`. */
export const dimensions = {
  length: {
    name: 'a length',
    exponents: { length: 1 },
    internalUnit: 'm',
    examples: ['19.3 m', '1.2 km'],
    sign: 'positive',
  },
  'nuclear-length': {
    name: 'a nuclear length',
    exponents: { length: 1 },
    internalUnit: 'fm',
    examples: ['5.09 fm', '0.9 fm'],
    sign: 'any',
    onlyUnit: 'fm',
  },
  mass: {
    name: 'a mass',
    exponents: { mass: 1 },
    internalUnit: 'kg',
    examples: ['14.6 kg', '10 g', '1 t'],
    sign: 'positive',
  },
  time: {
    name: 'a time',
    exponents: { time: 1 },
    internalUnit: 'us',
    examples: ['2.197 us', '380 ns', '30 d'],
    sign: 'any',
  },
  energy: {
    name: 'an energy',
    exponents: { energy: 1 },
    internalUnit: 'MeV',
    examples: ['29.8 MeV', '1 GeV'],
    sign: 'non-negative',
  },
  'squared-mass': {
    name: 'a squared mass',
    exponents: { energy: 2 },
    internalUnit: 'eV^2',
    examples: ['1.3 eV^2', '0.02 eV^2'],
    sign: 'non-negative',
  },
  'recoil-energy': {
    name: 'a recoil energy',
    exponents: { 'recoil-energy': 1 },
    internalUnit: 'MeVnr',
    examples: ['6.5 keVnr', '20 eVnr'],
    sign: 'non-negative',
  },
  'electron-equivalent-energy': {
    name: 'an electron-equivalent energy',
    exponents: { 'electron-equivalent-energy': 1 },
    internalUnit: 'keVee',
    examples: ['0.5 keVee', '200 eVee'],
    sign: 'non-negative',
  },
  photoelectrons: {
    name: 'a number of photoelectrons',
    exponents: { photoelectrons: 1 },
    internalUnit: 'PE',
    examples: ['8 PE', '60 PE'],
    sign: 'any',
  },
  'protons-on-target': {
    name: 'a number of protons on target',
    exponents: { 'protons-on-target': 1 },
    internalUnit: 'POT',
    examples: ['3.198e23 POT'],
    sign: 'positive',
  },
  power: {
    name: 'a power',
    exponents: { energy: 1, time: -1 },
    internalUnit: 'MeV/us',
    examples: ['3.9 GW', '1.4 MW'],
    sign: 'positive',
  },
  count: {
    name: 'a number of events',
    exponents: { count: 1 },
    internalUnit: 'events',
    examples: ['27 events'],
    sign: 'non-negative',
  },
  fraction: {
    name: 'a fraction',
    exponents: {},
    internalUnit: '',
    examples: ['10 %', '0.1'],
    sign: 'any',
  },
  'rate-per-time': {
    name: 'a rate per time',
    exponents: { time: -1 },
    internalUnit: '/us',
    examples: ['0.0494 /us', '3 /s'],
    sign: 'any',
  },
  frequency: {
    name: 'a frequency',
    exponents: { time: -1 },
    internalUnit: 'Hz',
    examples: ['60 Hz'],
    sign: 'positive',
  },
  'light-yield': {
    name: 'a light yield',
    exponents: { photoelectrons: 1, 'electron-equivalent-energy': -1 },
    internalUnit: 'PE/keVee',
    examples: ['13.35 PE/keVee'],
    sign: 'positive',
  },
  'energy-per-photoelectron': {
    name: 'an energy per photoelectron',
    exponents: { photoelectrons: -1, 'electron-equivalent-energy': 1 },
    internalUnit: 'keVee/PE',
    examples: ['0.0749 keVee/PE'],
    sign: 'positive',
  },
  'inverse-electron-equivalent-energy': {
    name: 'an inverse electron-equivalent energy',
    exponents: { 'electron-equivalent-energy': -1 },
    internalUnit: '/keVee',
    examples: ['0.5 /keVee'],
    sign: 'any',
  },
  'inverse-photoelectrons': {
    name: 'an inverse number of photoelectrons',
    exponents: { photoelectrons: -1 },
    internalUnit: '/PE',
    examples: ['0.28 /PE'],
    sign: 'any',
  },
  electrons: {
    name: 'a number of electrons',
    exponents: { electrons: 1 },
    internalUnit: 'electrons',
    examples: ['5 electrons'],
    sign: 'any',
  },
  'inverse-electrons': {
    name: 'an inverse number of electrons',
    exponents: { electrons: -1 },
    internalUnit: '/electron',
    examples: ['1.2 /electron'],
    sign: 'any',
  },
  'inverse-recoil-energy': {
    name: 'an inverse recoil energy',
    exponents: { 'recoil-energy': -1 },
    internalUnit: '/MeVnr',
    examples: ['0.5 /keVnr'],
    sign: 'any',
  },
  'energy-per-electron': {
    name: 'an energy per electron',
    exponents: { electrons: -1, 'electron-equivalent-energy': 1 },
    internalUnit: 'keVee/electron',
    examples: ['2.96 eVee/electron'],
    sign: 'positive',
  },
  'photoelectrons-per-electron': {
    name: 'a number of photoelectrons per electron',
    exponents: { photoelectrons: 1, electrons: -1 },
    internalUnit: 'PE/electron',
    examples: ['28 PE/electron'],
    sign: 'positive',
  },
  'rate-per-energy-and-mass': {
    name: 'a rate per energy and mass',
    exponents: { 'electron-equivalent-energy': -1, mass: -1, time: -1 },
    internalUnit: '/keVee/kg/us',
    examples: ['7 /keVee/kg/d'],
    sign: 'positive',
  },
  'rate-per-recoil-energy-and-mass': {
    name: 'a rate per recoil energy and mass',
    exponents: { 'recoil-energy': -1, mass: -1, time: -1 },
    internalUnit: '/keVnr/kg/us',
    examples: ['100 /keVnr/kg/d'],
    sign: 'positive',
  },
  'rate-per-photoelectron-and-mass': {
    name: 'a rate per photoelectron and mass',
    exponents: { photoelectrons: -1, mass: -1, time: -1 },
    internalUnit: '/PE/kg/us',
    examples: ['0.5 /PE/kg/d'],
    sign: 'positive',
  },
  'rate-per-electron-and-mass': {
    name: 'a rate per electron and mass',
    exponents: { electrons: -1, mass: -1, time: -1 },
    internalUnit: '/electron/kg/us',
    examples: ['20 /electron/kg/d'],
    sign: 'positive',
  },
  'rate-per-mass': {
    name: 'a rate per mass',
    exponents: { mass: -1, time: -1 },
    internalUnit: '/kg/us',
    examples: ['20 /kg/d', '1 Bq/kg'],
    sign: 'positive',
  },
  fluence: {
    name: 'a fluence',
    exponents: { length: -2 },
    internalUnit: '/cm^2',
    examples: ['1.2e15 /cm^2'],
    sign: 'positive',
  },
  flux: {
    name: 'a flux',
    exponents: { length: -2, time: -1 },
    internalUnit: '/cm^2/us',
    examples: ['7.8e12 /cm^2/s'],
    sign: 'positive',
  },
} as const satisfies Record<string, Dimension>;

/** Name of a dimension, such as `recoil-energy`. */
export type DimensionName = keyof typeof dimensions;

/** Whether a text names a dimension. */
export function isDimensionName(name: string): name is DimensionName {
  return Object.hasOwn(dimensions, name);
}

/** The first dimension with these exponents; lengths are `length`, inverse times `rate-per-time`. */
export function dimensionOf(exponents: Exponents): DimensionName | undefined {
  return (Object.keys(dimensions) as DimensionName[]).find((n) => sameDimension(dimensions[n].exponents, exponents));
}

/** What a place expects, with examples: ``a length such as `19.3 m` or `1.2 km` ``. */
export function describeDimension(name: DimensionName): string {
  const dimension: Dimension = dimensions[name];
  return `${dimension.name} such as ${dimension.examples.map((example) => `\`${example}\``).join(' or ')}`;
}
