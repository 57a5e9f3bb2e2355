import {
  type Dimension,
  type DimensionName,
  describeDimension,
  dimensionOf,
  dimensions,
  type Sign,
} from './dimensions.ts';
import { divideExact, type ExactNumber, multiplyExact, parseExact, toDouble } from './exact-number.ts';
import type { ProblemDetails } from './problem.ts';
import { parseUnit, sameDimension } from './unit-expression.ts';
import type { Exponents, Unit } from './unit-table.ts';

/** A number with its unit, as written. */
export interface Quantity {
  /** The number in front of the unit. */
  readonly value: number;
  /** The unit as written; empty for a bare number. */
  readonly unit: string;
  /** Name of its dimension; undefined when the language has no name for it. */
  readonly dimension: DimensionName | undefined;
  readonly exponents: Exponents;
  readonly exact: ExactNumber;
}

/** Codes of the problems a quantity may have. */
export type QuantityCode = 'E401' | 'E402' | 'E403' | 'E404' | 'E405' | 'E406';

/** A text that is not the quantity it should be. The caller knows the place and makes it a `Problem`. */
export class QuantityError extends Error {
  readonly code: QuantityCode;
  readonly details: ProblemDetails;

  constructor(code: QuantityCode, details: ProblemDetails) {
    super(details.message);
    this.name = 'QuantityError';
    this.code = code;
    this.details = details;
  }
}

/**
 * Reads a quantity such as `14.6 kg`, `7.8e12 /cm^2/s` or `10 %`; a bare number has no unit and is a fraction.
 *
 * @throws QuantityError E402 unknown unit, E405 not a number
 */
export function parseQuantity(text: string): Quantity {
  const { exact, unitText, unit } = split(text, undefined);
  return {
    value: toDouble(exact),
    unit: unitText,
    dimension: dimensionOf(unit.exponents),
    exponents: unit.exponents,
    exact: multiplyExact(exact, unit.scale),
  };
}

/** Bounds of a quantity in the internal unit of its dimension, and its sign where it differs from its dimension's. */
export interface QuantityLimits {
  readonly sign?: Sign;
  readonly minimum?: number;
  readonly exclusiveMinimum?: number;
  readonly maximum?: number;
  readonly exclusiveMaximum?: number;
  /** Largest fraction that may be written as a bare number: above it a per cent sign was most likely forgotten. */
  readonly 'bare-maximum'?: number;
  /** Units that people use here, for messages: what the examples of the dimension have need not be usual, and another dimension may be due as well. */
  readonly 'usual-units'?: readonly string[];
}

/**
 * The number of a quantity in the internal unit of a dimension (see `dimensions`): the double nearest to the exact
 * value, so that `19.3 m` and `1930 cm` are the same number.
 *
 * @param value what the study says; a bare number only for fractions
 * @throws QuantityError E401 missing unit, E402 unknown unit, E403 wrong dimension, E404 energy on another scale,
 *   E405 not a quantity, E406 outside the limits
 */
export function toInternal(value: string | number, dimension: DimensionName, limits: QuantityLimits = {}): number {
  if (dimension === 'fraction' && limits.exclusiveMaximum === 1) refuseStandardDeviations(String(value));
  const result = convert(value, dimension, limits['usual-units']);
  const isBare = dimension === 'fraction' && !String(value).includes('%');
  const { 'bare-maximum': bareMaximum = Infinity } = limits;
  if (isBare && result > bareMaximum) {
    throw new QuantityError('E406', {
      message: `\`${value}\` without % is ${value} times the whole`,
      expected: `${describeDimension(dimension)}; above ${bareMaximum} with a % behind it`,
      found: String(value),
      suggestion: `${value} %`,
    });
  }
  const demand = unmetDemand(result, dimension, limits);
  if (demand === undefined) return result;
  const isPercent = isBare && unmetDemand(result / 100, dimension, limits) === undefined;
  throw new QuantityError('E406', {
    message: `${dimensions[dimension].name} has to be ${demand} here, and \`${value}\` is not`,
    expected: `${describeDimension(dimension)}; ${demand}`,
    found: String(value),
    suggestion: isPercent ? `${value} %` : undefined,
  });
}

/** Two-sided probabilities within one, two and three standard deviations of a normal distribution, as they are quoted. */
const probabilityWithin: Readonly<Record<string, string>> = { 1: '68.27 %', 2: '95.45 %', 3: '99.73 %' };

/** A confidence level is a probability: `1 sigma` is how people call one. */
function refuseStandardDeviations(text: string): void {
  const count = /^\s*([\d.]+)\s*(?:sigmas?|σ)\s*$/i.exec(text)?.[1];
  if (count === undefined) return;
  throw new QuantityError('E402', {
    message: `\`${text}\` is a number of standard deviations, and a probability is due here`,
    expected: describeDimension('fraction'),
    found: text,
    suggestion: probabilityWithin[Number(count)],
  });
}

/** What a number in the internal unit would have to be, in words; undefined when it is within its limits. */
function unmetDemand(value: number, dimension: DimensionName, limits: QuantityLimits): string | undefined {
  const { minimum = -Infinity, exclusiveMinimum = -Infinity, maximum = Infinity, exclusiveMaximum = Infinity } = limits;
  const sign = limits.sign ?? dimensions[dimension].sign;
  const unit = dimensions[dimension].internalUnit;
  const written = (limit: number) => `${limit} ${unit}`.trim();
  if ((sign === 'positive' || exclusiveMinimum === 0) && value <= 0) return 'positive';
  if ((sign === 'non-negative' || minimum === 0) && value < 0) return 'at least 0';
  if (value < minimum) return `at least ${written(minimum)}`;
  if (value <= exclusiveMinimum) return `above ${written(exclusiveMinimum)}`;
  if (value > maximum) return `at most ${written(maximum)}`;
  if (value >= exclusiveMaximum) return `below ${written(exclusiveMaximum)}`;
  return undefined;
}

function convert(value: string | number, name: DimensionName, usualUnits?: readonly string[]): number {
  const text = String(value).trim();
  const dimension: Dimension = dimensions[name];
  const { exact, unitText, unit } = split(text, name);
  if (unitText === '' && Object.keys(dimension.exponents).length > 0) {
    const units = usualUnits ?? dimension.examples.slice(0, 1).map((example) => example.replace(/^\S+ /, ''));
    throw new QuantityError('E401', {
      message: `\`${text}\` has no unit`,
      expected: usualUnits === undefined ? describeDimension(name) : `a number and its unit: ${inWords(units)}`,
      found: 'a bare number',
      suggestion: units.length === 0 ? undefined : inWords(units.map((unit) => `${text} ${unit}`)),
    });
  }
  if (!sameDimension(unit.exponents, dimension.exponents)) throw wrongDimension(text, unit.exponents, name);
  if (dimension.onlyUnit !== undefined && unitText !== dimension.onlyUnit) {
    throw new QuantityError('E403', {
      message: `${dimension.name} is written in ${dimension.onlyUnit}, and \`${text}\` is in ${unitText}`,
      expected: describeDimension(name),
      found: text,
    });
  }
  const internal = dimension.internalUnit === '' ? undefined : (parseUnit(dimension.internalUnit) as Unit);
  const scaled = multiplyExact(exact, unit.scale);
  const result = toDouble(internal ? divideExact(scaled, internal.scale) : scaled);
  if (Number.isFinite(result)) return result;
  throw new QuantityError('E405', { message: `\`${text}\` is too large a number`, expected: describeDimension(name) });
}

function inWords(choices: readonly string[]): string {
  return choices.length < 2 ? choices.join('') : `${choices.slice(0, -1).join(', ')} or ${choices.at(-1)}`;
}

function split(text: string, name: DimensionName | undefined): { exact: ExactNumber; unitText: string; unit: Unit } {
  const expected = name === undefined ? 'a number and a unit such as `14.6 kg`' : describeDimension(name);
  const [, literal = '', unitText = ''] =
    /^([+-]?(?:\d[\d.]*|\.\d+)(?:[eE][+-]?\d+)?)?\s*(.*)$/s.exec(text.trim()) ?? [];
  const exact = parseExact(literal);
  if (!exact) {
    const message = literal === '' ? `\`${text}\` does not start with a number` : `\`${literal}\` is not a number`;
    throw new QuantityError('E405', { message, expected, found: text });
  }
  if (/^,\d/.test(unitText)) throw commaInNumber(text, expected);
  const unit = parseUnit(unitText, name === undefined ? undefined : dimensions[name].exponents);
  if ('scale' in unit) return { exact, unitText: unitText.trim(), unit };
  throw new QuantityError('E402', {
    message: `the unit \`${unit.part}\` is not known`,
    expected,
    found: text,
    suggestion: unit.suggestion === undefined ? undefined : `${literal} ${unit.suggestion}`,
  });
}

function commaInNumber(text: string, expected: string): QuantityError {
  // Three digits after the comma may be thousands as well.
  const isDecimal = !/,\d{3}(?!\d)/.test(text);
  return new QuantityError('E405', {
    message: `the number in \`${text}\` has a comma`,
    expected: `${expected}, with a point as decimal sign and nothing between thousands`,
    suggestion: isDecimal ? text.replace(',', '.') : undefined,
  });
}

const energyScales: Readonly<Record<string, string>> = {
  energy: 'an energy',
  'recoil-energy': 'a nuclear recoil energy (nr)',
  'electron-equivalent-energy': 'an electron-equivalent energy (ee)',
  photoelectrons: 'a number of photoelectrons (PE)',
};

function wrongDimension(text: string, found: Exponents, name: DimensionName): QuantityError {
  const actual = dimensionOf(found);
  const [from, to] = [energyScales[actual ?? ''], energyScales[name]];
  if (from !== undefined && to !== undefined) {
    return new QuantityError('E404', {
      message: `${to} is due here, and \`${text}\` is ${from}: ${between(actual!, name)}`,
      expected: describeDimension(name),
      found: `\`${text}\`, ${from}`,
    });
  }
  const swapped = swappedScales(found, dimensions[name].exponents);
  if (swapped !== undefined) {
    const [has, due] = swapped;
    return new QuantityError('E404', {
      message: `\`${text}\` has ${energyScales[has]} where ${energyScales[due]} is due: ${between(has, due)}`,
      expected: describeDimension(name),
      found: text,
    });
  }
  const foundName = actual === undefined ? 'a quantity of another dimension' : dimensions[actual].name;
  return new QuantityError('E403', {
    message: `${dimensions[name].name} is due here, and \`${text}\` is ${foundName}`,
    expected: describeDimension(name),
    found: `\`${text}\`, ${foundName}`,
  });
}

/** The two energy scales of which the first stands in a unit where the second should: `keVnr/PE` for `keVee/PE`. */
function swappedScales(found: Exponents, due: Exponents): [EnergyScale, EnergyScale] | undefined {
  for (const has of eVScales) {
    for (const wanted of eVScales) {
      const power = found[has] ?? 0;
      const moved = { ...found, [has]: 0, [wanted]: (found[wanted] ?? 0) + power };
      if (has !== wanted && power !== 0 && sameDimension(moved, due)) return [has, wanted];
    }
  }
  return undefined;
}

const eVScales = ['energy', 'recoil-energy', 'electron-equivalent-energy'] as const;
type EnergyScale = (typeof eVScales)[number];

function between(a: DimensionName, b: DimensionName): string {
  const pair = new Set([a, b]);
  if (pair.has('energy')) return 'write nr or ee behind eV to say which scale is meant';
  if (!pair.has('photoelectrons')) return 'the quenching of the detector lies between the two';
  return pair.has('recoil-energy')
    ? 'quenching and light yield of the detector lie between the two'
    : 'the light yield of the detector lies between the two';
}
