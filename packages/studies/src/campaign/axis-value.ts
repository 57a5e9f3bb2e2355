import { divideExact, toDouble } from '@cevns/language/exact-number';
import { type Located, type LocatedMap, plainValue } from '@cevns/language/located';
import { type Problem, problemAt } from '@cevns/language/problem';
import { parseQuantity, type Quantity, QuantityError } from '@cevns/language/units';
import { canonicalJson } from '@cevns/runner/json';

/** One value of an axis. */
export interface AxisValue {
  /** What is put into the study, with its place in the campaign file. */
  readonly node: Located;
  /** The value on one line of YAML, as it may stand after `--set path=`. */
  readonly text: string;
  /** Equal for values that mean the same: `10 m` and `1000 cm`, a map with its keys in another order. */
  readonly identity: string;
}

/** The value that a node of a campaign file stands for. */
export function axisValue(node: Located): AxisValue {
  const value = plainValue(node);
  return { node, text: flowText(value), identity: canonicalJson(meaning(value)) };
}

/** Numbers are given to twelve digits: beyond them, systems differ in powers and logarithms. */
const DIGITS = 12;

/** Values of one range; with more nobody waits for the end. */
const MOST_VALUES = 100_000;

/**
 * The values of `{ from, to, points, spacing }` or `{ from, to, step }`, in the unit of `from`. The ends are as written.
 *
 * @returns the values, or what is wrong with the range
 */
export function rangeValues(range: LocatedMap): AxisValue[] | Problem {
  const part = (key: string): Located | undefined => range.entries.get(key)?.value;
  const problem = (key: string, message: string, expected: string): Problem =>
    problemAt((part(key) ?? range).range, 'E702', { message, expected });
  const limits = { from: quantityOf(part('from')), to: quantityOf(part('to')), step: quantityOf(part('step')) };
  for (const [key, limit] of Object.entries(limits))
    if (limit instanceof QuantityError) return wrongQuantity(part(key)!, limit);
  const { from, to, step } = limits as { from: Quantity; to: Quantity; step: Quantity | undefined };
  for (const [key, limit] of Object.entries({ to, step })) {
    if (limit === undefined || canonicalJson(limit.exponents) === canonicalJson(from.exponents)) continue;
    return problem(
      key,
      'a range has one kind of quantity',
      `a quantity of the kind of \`from\`, in ${from.unit || 'no unit'}`,
    );
  }
  const first = from.value;
  const last = inUnit(from.unit, to);
  const points = part('points');
  if ((points === undefined) === (step === undefined)) {
    return problem(
      'from',
      'a range needs either `points` or `step`',
      'such as `{ from: 10 m, to: 100 m, points: 10 }`',
    );
  }
  const numbers =
    step === undefined
      ? spaced(first, last, plainValue(points!) as number, part('spacing'))
      : stepped(first, last, inUnit(from.unit, step));
  if (typeof numbers === 'string')
    return problem(step === undefined ? 'spacing' : 'step', numbers, 'values from `from` to `to`');
  return numbers.map((number) =>
    axisValue({ kind: 'scalar', value: from.unit === '' ? number : `${number} ${from.unit}`, range: range.range }),
  );
}

/** A quantity as a number in a unit of its kind. */
function inUnit(unit: string, quantity: Quantity): number {
  return quantity.unit === unit
    ? quantity.value
    : toDouble(divideExact(quantity.exact, parseQuantity(`1 ${unit}`).exact));
}

function spaced(first: number, last: number, points: number, spacing: Located | undefined): number[] | string {
  const logarithmic = spacing?.kind === 'scalar' && spacing.value === 'log';
  if (logarithmic && !(first > 0 && last > 0)) return 'logarithmic spacing needs positive limits';
  if (first === last) return 'the range is empty: its limits are equal';
  return Array.from({ length: points }, (_, i) => {
    if (i === 0) return first;
    if (i === points - 1) return last;
    const share = i / (points - 1);
    return rounded(logarithmic ? first * (last / first) ** share : first + (last - first) * share);
  });
}

function stepped(first: number, last: number, step: number): number[] | string {
  const steps = (last - first) / step;
  if (!(steps >= 0 && Number.isFinite(steps))) return 'the step does not lead from the first value to the last';
  if (steps >= MOST_VALUES) return `the range has more than ${MOST_VALUES} values`;
  // A last value that only rounding keeps out belongs to the range.
  const count = Math.floor(steps + 1e-9) + 1;
  return Array.from({ length: count }, (_, i) => rounded(first + i * step));
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

function quantityOf(node: Located | undefined): Quantity | QuantityError | undefined {
  if (node === undefined) return undefined;
  try {
    return parseQuantity(String(plainValue(node)));
  } catch (error) {
    if (error instanceof QuantityError) return error;
    throw error;
  }
}

function wrongQuantity(node: Located, { code, details }: QuantityError): Problem {
  return problemAt(node.range, code, details);
}

/** A value with every quantity as a number and its dimension, so that units do not tell values apart. */
function meaning(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaning);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, meaning(item)]));
  }
  if (typeof value !== 'string' || !/^\s*[+-]?[\d.]/.test(value)) return value;
  const quantity = quantityOf({ kind: 'scalar', value, range: undefined as never });
  if (quantity === undefined || quantity instanceof QuantityError) return value;
  const number = toDouble(quantity.exact);
  return Object.keys(quantity.exponents).length === 0 ? number : { number, exponents: quantity.exponents };
}

const plainText = /^(?:[A-Za-z][\w./^-]*(?: [\w./^%-]+)*|[+-]?[\d.]+(?:e[+-]?\d+)? [\w/%][\w./^%-]*(?: [\w/^%-]+)*)$/;
const meansSomethingElse = /^(?:true|false|null|~|yes|no|on|off)$/i;

/** A JSON value as YAML on one line. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${flowText(key)}: ${flowText(item)}`)
      .join(', ')} }`;
  }
  if (typeof value !== 'string') return String(value);
  return plainText.test(value) && !meansSomethingElse.test(value) ? value : JSON.stringify(value);
}
