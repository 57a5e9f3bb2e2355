/**
 * The number, if it is positive and finite.
 *
 * @param name what it is, for the message
 * @throws RangeError if it is not
 */
export function positive(name: string, value: number): number {
  if (!(value > 0 && Number.isFinite(value))) throw new RangeError(`Expected a positive ${name}, got ${value}`);
  return value;
}
