import { decimalsText } from './decimals-text.ts';
import { RunnerError } from './runner-error.ts';

/** Plain JSON. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const maximumDepth = 500;
/** Less than these are written by JSON.stringify in no time. */
const fewNumbers = 16;
const loneSurrogate = /\p{Surrogate}/u;

/**
 * Canonical JSON of a value: the byte form of RFC 8785 (sorted keys, shortest numbers, no white space).
 *
 * Anything that JSON would drop or turn into something else (undefined, NaN, typed arrays, Maps, dates, class
 * instances, lone surrogates, holes) is an error, because two different values must never get the same text.
 *
 * @param value the value
 * @param name what to call the value in an error message, e.g. 'parameters'
 * @throws RunnerError `not-json` with the path of the offending value
 */
export function canonicalJson(value: unknown, name = 'value'): string {
  return write(value, name, []);
}

function write(value: unknown, name: string, path: (string | number)[]): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, name, path);
    case 'boolean':
      return value ? 'true' : 'false';
    case 'number':
      if (!Number.isFinite(value)) throw notJson(String(value), name, path);
      // JSON.stringify writes -0 as 0 and numbers as ECMAScript does, which is what RFC 8785 asks for.
      return JSON.stringify(value);
    case 'object':
      break;
    default:
      throw notJson(typeof value === 'undefined' ? 'undefined' : `a ${typeof value}`, name, path);
  }
  if (value === null) return 'null';
  if (path.length >= maximumDepth) throw notJson(`nested deeper than ${maximumDepth} levels`, name, path);
  if (Array.isArray(value)) {
    const numbers = numbersText(value);
    if (numbers !== undefined) return numbers;
    const parts: string[] = [];
    for (let i = 0; i < value.length; i++) {
      path.push(i);
      parts.push(write(value[i], name, path));
      path.pop();
    }
    return `[${parts.join(',')}]`;
  }
  const prototype = Object.getPrototypeOf(value);
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw notJson(`a ${prototype.constructor?.name ?? 'class instance'}`, name, path);
  }
  const members = value as Record<string, unknown>;
  const parts: string[] = [];
  // The default order of sort() is by UTF-16 code units, as RFC 8785 asks for.
  for (const key of Object.keys(members).sort()) {
    path.push(key);
    parts.push(`${writeString(key, name, path)}:${write(members[key], name, path)}`);
    path.pop();
  }
  return `{${parts.join(',')}}`;
}

/** Whether an array holds finite numbers and nulls alone, with which JSON.stringify does the same at once, many times as fast. */
function isAllNumbers(array: readonly unknown[]): boolean {
  for (let i = 0; i < array.length; i++) if (array[i] !== null && !Number.isFinite(array[i])) return false;
  return true;
}

function numbersText(array: readonly unknown[]): string | undefined {
  const text = array.length < fewNumbers ? undefined : decimalsText(array);
  if (text !== undefined) return `[${text}]`;
  return isAllNumbers(array) ? JSON.stringify(array) : undefined;
}

function writeString(value: string, name: string, path: (string | number)[]): string {
  if (loneSurrogate.test(value)) throw notJson('a string with half a surrogate pair', name, path);
  return JSON.stringify(value);
}

function notJson(found: string, name: string, path: readonly (string | number)[]): RunnerError {
  return new RunnerError('not-json', `${name}${pathText(path)} has to be plain JSON, found ${found}`);
}

/** A path into a JSON value as people write it: `.region.PE[0]`. */
function pathText(path: readonly (string | number)[]): string {
  return path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
}
