import type { Artifact } from '@cevns/runner/artifact';
import type { Json } from '@cevns/runner/json';

/** Largest relative difference at which numbers of different platforms count as equal. */
export const tolerance = 1e-12;

/** What some roundings of the largest number of an array come to, as a part of it: where larger numbers cancel, they are what is left. */
const CANCELLATION = 1e-15;

/** What says how a minimiser went on its way: the last bit of a number may cost it one step more. */
const ON_THE_WAY = /^(?:(?:null-)?status|evaluations)$/;

/** How far apart numbers may be: a part of the larger of the two, or as much as `absolute`. */
interface Allowed {
  readonly relative: number;
  readonly absolute: number;
}

/** The first place where two contents differ. */
export interface Discrepancy {
  /** undefined for the content as a whole. */
  readonly path?: string;
  readonly expected: string;
  readonly found: string;
}

/**
 * Where two contents of the same type differ by more than `tolerance`, relatively; undefined when they agree.
 *
 * Numbers in JSON, in its strings, in arrays and in text are compared as numbers, everything else has to be equal. Some numbers know fewer digits than that:
 * - `status` and `evaluations` in JSON tell how a minimiser went on its way, and are no results;
 * - estimated errors, under `accuracy` in JSON and the array `change` of `nominal`, are differences of numbers that nearly agree: they are compared on the
 *   scale of what they are errors of;
 * - where large numbers of an array cancel, rounding is left: a few roundings of its largest number are no difference.
 *
 * @param within largest relative difference; 0 for equality
 */
export function discrepancy(
  type: Artifact['type'],
  expected: Pick<Artifact, 'text' | 'json' | 'arrays' | 'bytes'>,
  found: Pick<Artifact, 'text' | 'json' | 'arrays' | 'bytes'>,
  within = tolerance,
): Discrepancy | undefined {
  switch (type) {
    case 'json':
      return inJson(expected.json(), found.json(), '', { relative: within, absolute: 0 });
    case 'text':
      return inText(expected.text(), found.text(), within);
    case 'npz':
      return inArrays(expected.arrays(), found.arrays(), within);
    case 'bytes':
      return Buffer.compare(expected.bytes(), found.bytes()) === 0
        ? undefined
        : { expected: `${expected.bytes().length} bytes`, found: 'other bytes' };
  }
}

function inJson(expected: Json, found: Json, path: string, within: Allowed): Discrepancy | undefined {
  if (typeof expected === 'number' && typeof found === 'number') {
    return agree(expected, found, within) ? undefined : { path, expected: String(expected), found: String(found) };
  }
  if (Array.isArray(expected) && Array.isArray(found) && expected.length === found.length) {
    return firstOf(expected, (each, i) => inJson(each as Json, found[i] as Json, `${path}[${i}]`, within));
  }
  if (isMembers(expected) && isMembers(found)) {
    const keys = [...new Set([...Object.keys(expected), ...Object.keys(found)])];
    return firstOf(keys, (key) => {
      if (within.relative > 0 && ON_THE_WAY.test(key)) return undefined;
      const at = path === '' ? key : `${path}.${key}`;
      const [one, other] = [expected, found].map((side) => (Object.hasOwn(side, key) ? side[key] : undefined));
      if (one === undefined || other === undefined) return { path: at, expected: shown(one), found: shown(other) };
      return inJson(one, other, at, key === 'accuracy' ? { ...within, absolute: within.relative } : within);
    });
  }
  if (typeof expected === 'string' && typeof found === 'string') {
    const same = expected === found || (within.relative > 0 && sameLine(expected, found, within));
    return same ? undefined : { ...(path === '' ? {} : { path }), ...around(expected, found) };
  }
  return JSON.stringify(expected) === JSON.stringify(found)
    ? undefined
    : { ...(path === '' ? {} : { path }), expected: shown(expected), found: shown(found) };
}

const NUMBER = /[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/g;

/** Text line by line: JSON as JSON, otherwise numbers as numbers and the rest as it is. */
function inText(expected: string, found: string, within: number): Discrepancy | undefined {
  const [one, other] = [parsed(expected), parsed(found)];
  const allowed = { relative: within, absolute: 0 };
  if (one !== undefined && other !== undefined) return inJson(one, other, '', allowed);
  const [lines, others] = [expected.split('\n'), found.split('\n')];
  return firstOf(Array.from({ length: Math.max(lines.length, others.length) }), (_, i) => {
    const [line, now] = [lines[i], others[i]];
    if (line === now || (line !== undefined && now !== undefined && sameLine(line, now, allowed))) return undefined;
    return { path: `line ${i + 1}`, ...around(line, now) };
  });
}

/** Two lines where they part. */
function around(expected: string | undefined, found: string | undefined): Pick<Discrepancy, 'expected' | 'found'> {
  if (expected === undefined || found === undefined) return { expected: shown(expected), found: shown(found) };
  let parting = 0;
  while (expected[parting] === found[parting]) parting++;
  const from = parting < 40 ? 0 : parting - 20;
  const window = (line: string): string => {
    const end = line.length > from + 60 ? '...' : '';
    return `"${from > 0 ? '...' : ''}${line.slice(from, from + 60)}${end}"`;
  };
  return { expected: window(expected), found: window(found) };
}

function sameLine(expected: string, found: string, within: Allowed): boolean {
  if (expected.replace(NUMBER, '#') !== found.replace(NUMBER, '#')) return false;
  const [one, other] = [expected, found].map((line) => (line.match(NUMBER) ?? []).map(Number));
  return one!.every((value, i) => agree(value, other![i]!, within));
}

function inArrays(
  expected: ReturnType<Artifact['arrays']>,
  found: ReturnType<Artifact['arrays']>,
  within: number,
): Discrepancy | undefined {
  const names = [...new Set([...Object.keys(expected), ...Object.keys(found)])].sort();
  return firstOf(names, (name) => {
    const [one, other] = [expected[name], found[name]];
    if (!one || !other || one.shape.join() !== other.shape.join()) {
      const form = (array: typeof one): string => (array ? `an array of shape [${array.shape.join(', ')}]` : 'none');
      return { path: name, expected: form(one), found: form(other) };
    }
    const [before, values] = [Array.from(one.data, Number), Array.from(other.data, Number)];
    const absolute =
      name === 'change' ? within * largest((expected.nominal ?? one).data) : within && CANCELLATION * largest(one.data);
    const allowed = { relative: within, absolute };
    return firstOf(before, (value, i) =>
      agree(value, values[i]!, allowed)
        ? undefined
        : { path: `${name}[${i}]`, expected: String(value), found: String(values[i]) },
    );
  });
}

/** Size of the largest finite number. */
function largest(data: Float64Array | Int32Array): number {
  let most = 0;
  for (const value of data) {
    const size = Math.abs(value);
    if (size > most && size < Number.POSITIVE_INFINITY) most = size;
  }
  return most;
}

function agree(one: number, other: number, { relative, absolute }: Allowed): boolean {
  const allowed = Math.max(relative * Math.max(Math.abs(one), Math.abs(other)), absolute);
  return Object.is(one, other) || Math.abs(one - other) <= allowed;
}

function firstOf<T>(
  items: readonly T[],
  look: (item: T, i: number) => Discrepancy | undefined,
): Discrepancy | undefined {
  for (const [i, item] of items.entries()) {
    const found = look(item, i);
    if (found) return found;
  }
  return undefined;
}

function isMembers(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): Json | undefined {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function shown(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
