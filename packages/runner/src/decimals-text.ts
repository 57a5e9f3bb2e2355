/** How many decimals a number may have; whole numbers of this unit are exact. */
const decimals = 7;
const unitsPerOne = 10 ** decimals;
/** Below, a number of units has at most fifteen digits. */
const maximumUnits = 1e15;
/** Below, ECMAScript writes an exponent. */
const minimum = 1e-6;

/** A sign, at most eight digits, the point, seven decimals, and a comma. */
const mostBytes = 18;
const scratch = Buffer.allocUnsafeSlow(65_536);
const [comma, minus, point, zero] = [0x2c, 0x2d, 0x2e, 0x30];

/**
 * The text of numbers with at most seven decimals, with commas between: what `JSON.stringify` writes, in half the time.
 *
 * A number x is taken for the decimal n / 10^7 when that quotient, as the nearest double, is x. With n < 10^15 no other decimal of fifteen digits or
 * less gives the same double, so this is the shortest one, which ECMAScript writes.
 *
 * @returns undefined when something else is among them
 */
export function decimalsText(values: readonly unknown[]): string | undefined {
  let text = '';
  let end = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value !== 'number') return undefined;
    const size = Math.abs(value);
    const units = Math.round(size * unitsPerOne);
    if (units / unitsPerOne !== size || units >= maximumUnits || (size < minimum && size !== 0)) return undefined;
    if (end > scratch.length - mostBytes) {
      text += scratch.toString('latin1', 0, end);
      end = 0;
    }
    if (i > 0) scratch[end++] = comma;
    if (value < 0) scratch[end++] = minus;
    end = writeDecimal(units, end);
  }
  return text + scratch.toString('latin1', 0, end);
}

/** Writes a number of units as digits, and gives the place after them. */
function writeDecimal(units: number, begin: number): number {
  // Both parts have 32 bits, in which V8 divides several times as fast.
  const whole = Math.floor(units / unitsPerOne) | 0;
  let rest = (units - whole * unitsPerOne) | 0;
  let end = begin + 1;
  for (let left = whole; left >= 10; left = (left / 10) | 0) end++;
  writeDigits(whole, begin, end);
  if (rest === 0) return end;
  let places = decimals;
  for (; rest % 10 === 0; rest = (rest / 10) | 0) places--;
  scratch[end++] = point;
  writeDigits(rest, end, end + places);
  return end + places;
}

/** Writes the last digits of a whole number between two places. */
function writeDigits(whole: number, begin: number, end: number): void {
  let left = whole;
  for (let at = end - 1; at >= begin; at--) {
    const tens = (left / 10) | 0;
    scratch[at] = zero + left - 10 * tens;
    left = tens;
  }
}
