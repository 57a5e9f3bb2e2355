import { divideExact, exactOne, multiplyExact } from './exact-number.ts';
import { nearest } from './nearest.ts';
import { type BaseQuantity, type Exponents, symbolOfWord, type Unit, unitOfSymbol, unitSymbols } from './unit-table.ts';

/** A unit expression that cannot be read: the part that is wrong, and the whole expression with that part mended. */
export interface UnitFailure {
  readonly part: string;
  readonly suggestion?: string;
}

const largestPower = 9;
/** `e-` as a unit; never a part of a number, which is cut off before. */
const electronSign = /(?<![\p{L}])e[-−⁻](?!\d)/gu;
const longestExpression = 100;

/**
 * Reads products, quotients and powers of units: `kg`, `keVee/PE`, `/cm^2/s`, `cm^-2 s^-1`, `1/us`. Factors are
 * separated by a space, `*` or `·`; each `/` divides by the one factor after it.
 *
 * @param due dimension that is due, to suggest a unit of it rather than one that is spelt as similarly
 */
export function parseUnit(text: string, due?: Exponents): Unit | UnitFailure {
  if (text.length > longestExpression) return { part: `${text.slice(0, 20)}…` };
  let result: Unit = { scale: exactOne, exponents: {} };
  let rest = text.trim().replace(electronSign, 'electron');
  for (let first = true; rest !== ''; first = false) {
    const match = /^(\s*[/*·]\s*|\s+)?([\p{L}µμ%]+)(?:\^([+-]?\d+))?|^1(?=\s*\/)/u.exec(rest);
    if (!match || (match[2] === undefined && !first)) return { part: rest };
    rest = rest.slice(match[0].length);
    const symbol = match[2];
    if (symbol === undefined) continue;
    const separator = match[1]?.trim() ?? '';
    if (first && separator !== '' && separator !== '/') return { part: text };
    const unit = unitOfSymbol(symbol);
    if (!unit) return failure(text, symbol, due);
    const power = Number(match[3] ?? '1');
    if (power === 0 || Math.abs(power) > largestPower) return { part: `${symbol}^${match[3]}` };
    result = times(result, unit, separator === '/' ? -power : power);
  }
  return result;
}

function times(a: Unit, b: Unit, power: number): Unit {
  let scale = a.scale;
  const step = power > 0 ? multiplyExact : divideExact;
  for (let i = 0; i < Math.abs(power); i++) scale = step(scale, b.scale);
  const exponents: Partial<Record<BaseQuantity, number>> = { ...a.exponents };
  for (const [name, exponent] of Object.entries(b.exponents) as [BaseQuantity, number][]) {
    const sum = (exponents[name] ?? 0) + exponent * power;
    if (sum === 0) delete exponents[name];
    else exponents[name] = sum;
  }
  return { scale, exponents };
}

function failure(text: string, symbol: string, due: Exponents | undefined): UnitFailure {
  const fitting = due ? unitSymbols.filter((name) => sameDimension(unitOfSymbol(name)!.exponents, due)) : [];
  // A symbol of two letters is one letter away from many units of which none need be meant: `ft` from `fm`, `t` and `fs`.
  const most = (name: string) => (name.length <= 2 ? 0 : 1);
  const similarTo = (name: string) =>
    symbolOfWord(name) ??
    nearest(name, fitting, name.length <= 2 ? 0 : undefined) ??
    nearest(name, unitSymbols, most(name));
  // `keV nr` and `P.E.` are one unit torn apart.
  const joined = text.replace(/[\s.]+/g, '');
  const whole = unitOfSymbol(joined) ? joined : similarTo(joined);
  if (whole !== undefined && /^[\p{L}\s.]+$/u.test(text)) return { part: text, suggestion: whole };
  const similar = similarTo(symbol);
  return similar === undefined ? { part: symbol } : { part: symbol, suggestion: text.replace(symbol, similar) };
}

/** Whether two dimensions are the same. */
export function sameDimension(a: Exponents, b: Exponents): boolean {
  const names = Object.keys({ ...a, ...b }) as BaseQuantity[];
  return names.every((name) => (a[name] ?? 0) === (b[name] ?? 0));
}
