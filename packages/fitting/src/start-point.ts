import type { CompiledModel } from './compile.ts';
import { FittingError } from './fitting-error.ts';

/** Parameter values by name. */
export type Values = Readonly<Record<string, number>>;

/** Where a fit begins, and what it may change. */
export interface StartPoint {
  readonly theta: Float64Array;
  /** 1 for each parameter that is free. */
  readonly free: Uint8Array;
}

/**
 * Start of a fit: the initial values of the model, overridden by `start`, with `fixed` parameters set and held.
 *
 * @throws FittingError for an unknown parameter, or a value that is not finite or outside the bounds
 */
export function startPoint(model: CompiledModel, fixed: Values, start: Values): StartPoint {
  const theta = Float64Array.from(model.initial);
  const free = new Uint8Array(theta.length).fill(1);
  for (const [name, value] of Object.entries(start)) theta[checkedIndex(model, name, value, 'start')] = value;
  for (const [name, value] of Object.entries(fixed)) {
    const p = checkedIndex(model, name, value, 'fixed');
    theta[p] = value;
    free[p] = 0;
  }
  return { theta, free };
}

/**
 * The other points from which the model wants fits to start, with the parameters that are not free where they are at the start, and
 * the others within their bounds.
 */
export function furtherStarts(model: CompiledModel, { theta, free }: StartPoint): Float64Array[] {
  return model.starts.map((start) =>
    start.map((value, p) => (free[p] === 0 ? theta[p]! : Math.max(model.lower[p]!, Math.min(model.upper[p]!, value)))),
  );
}

/**
 * Position of a parameter that is to take a value.
 *
 * @param path what the value is for, for the message
 * @throws FittingError for an unknown parameter, or a value that is not finite or outside the bounds
 */
export function checkedIndex(model: CompiledModel, name: string, value: number, path: string): number {
  const p = parameterIndex(model, name, path);
  const at = `${path}.${name}`;
  if (!Number.isFinite(value)) {
    throw new FittingError({ code: 'non-finite', path: at, expected: 'a finite number', found: String(value) });
  }
  const lower = model.lower[p]!;
  const upper = model.upper[p]!;
  if (value < lower || value > upper) {
    const expected = `a value within ${lower} and ${upper}`;
    throw new FittingError({ code: 'outside-bounds', path: at, expected, found: String(value) });
  }
  return p;
}

/**
 * Position of a parameter.
 *
 * @throws FittingError if the model has no such parameter
 */
export function parameterIndex(model: CompiledModel, name: string, path: string): number {
  const p = model.indexOf.get(name);
  if (p !== undefined) return p;
  const expected = `one of the parameters ${model.names.join(', ') || 'none'}`;
  throw new FittingError({ code: 'unknown-parameter', path, expected, found: name });
}
