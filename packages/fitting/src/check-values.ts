import { FittingError, type FittingErrorCode } from './fitting-error.ts';
import type { ParameterDescription } from './model.ts';

/** The parameters of a model by name. */
export type Parameters = ReadonlyMap<string, ParameterDescription>;

/** Refuses a model. */
export function fail(code: FittingErrorCode, path: string, expected: string, found: string | number): never {
  throw new FittingError({ code, path, expected, found: String(found) });
}

/** Refuses two items of one name. */
export function expectUnique(items: readonly { readonly name: string }[], path: string): void {
  const seen = new Set<string>();
  for (const { name } of items) {
    if (seen.has(name)) fail('duplicate-name', path, 'each name once', `${name} twice`);
    seen.add(name);
  }
}

/** Refuses the name of no parameter. */
export function expectParameter(name: string, path: string, parameters: Parameters): ParameterDescription {
  const parameter = parameters.get(name);
  const known = [...parameters.keys()].join(', ') || 'none';
  return parameter ?? fail('unknown-parameter', path, `one of the parameters ${known}`, name);
}

/** Refuses arrays of another length, and numbers that are not finite. */
export function expectArray(values: Float64Array, length: number, path: string): void {
  if (values.length !== length) fail('array-length', path, `${length} values`, values.length);
  values.forEach((value, i) => {
    if (!Number.isFinite(value)) fail('non-finite', `${path}[${i}]`, 'a finite number', value);
  });
}

/** Refuses anything but a finite number above 0. */
export function expectPositive(value: number, path: string, code: FittingErrorCode): void {
  if (!(value > 0 && Number.isFinite(value))) fail(code, path, 'a finite number above 0', value);
}

/** Refuses a number that is not finite. */
export function expectFinite(value: number, path: string): void {
  if (!Number.isFinite(value)) fail('non-finite', path, 'a finite number', value);
}
