import type { Json } from '@cevns/runner/json';

/** A number of a summary that moved. */
export interface NumberChange {
  /** Where it is, without the leading `analysis`: `strength.parameters.cevns-strength.value`. */
  readonly path: string;
  /** null: there is no number on this side, though the key is there. */
  readonly before: number | null;
  readonly after: number | null;
  readonly unit?: string;
  /** (after - before) / |before|; null where that means nothing. */
  readonly relative: number | null;
  /** (after - before) in units of the error of the number before, on the side to which it moved; null where no error is known. */
  readonly sigma: number | null;
  /** Of a list of numbers: how many moved, and how many there are; the numbers above are those that moved most. */
  readonly moved?: readonly [number, number];
}

/** How two summaries differ in their numbers. */
export interface SummaryDifference {
  /** What moved most comes first: by sigma, then by the relative change, then what only tells how the minimiser went. */
  readonly numbers: readonly NumberChange[];
  /** Paths of numbers, or of whole analyses, that only one side has. */
  readonly onlyBefore: readonly string[];
  readonly onlyAfter: readonly string[];
}

/** Compares two values made of objects, lists and numbers, such as the `analysis` of two summaries. */
export function numberChanges(before: Json, after: Json): SummaryDifference {
  const found = { numbers: [] as NumberChange[], onlyBefore: [] as string[], onlyAfter: [] as string[] };
  compare(before, after, '', undefined, found);
  const numbers = found.numbers
    .map((change, i) => ({ change, i }))
    .sort((a, b) => bySize(a.change, b.change) || a.i - b.i)
    .map(({ change }) => change);
  return { ...found, numbers };
}

type Members = Readonly<Record<string, Json>>;

interface Found {
  readonly numbers: NumberChange[];
  readonly onlyBefore: string[];
  readonly onlyAfter: string[];
}

function compare(before: Json, after: Json, path: string, parent: Members | undefined, found: Found): void {
  if (isNumber(before) || isNumber(after)) {
    if (before === after) return;
    const number = (value: Json): number | null => (isNumber(value) ? value : null);
    found.numbers.push(changeOf(path, number(before), number(after), parent));
  } else if (isNumbers(before) && isNumbers(after)) {
    compareLists(path, before.flat(2), after.flat(2), found);
  } else if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.min(before.length, after.length);
    for (let i = 0; i < length; i++) compare(before[i] as Json, after[i] as Json, `${path}[${i}]`, undefined, found);
    for (let i = length; i < before.length; i++) found.onlyBefore.push(`${path}[${i}]`);
    for (let i = length; i < after.length; i++) found.onlyAfter.push(`${path}[${i}]`);
  } else if (isMembers(before) && isMembers(after)) {
    for (const key of Object.keys(before)) {
      const at = path === '' ? key : `${path}.${key}`;
      if (Object.hasOwn(after, key)) compare(before[key]!, after[key]!, at, before, found);
      else found.onlyBefore.push(at);
    }
    for (const key of Object.keys(after)) {
      if (!Object.hasOwn(before, key)) found.onlyAfter.push(path === '' ? key : `${path}.${key}`);
    }
  }
}

/** Of two lists of numbers the largest change is told; lists of other lengths have no numbers in common. */
function compareLists(path: string, before: readonly Json[], after: readonly Json[], found: Found): void {
  if (before.length !== after.length) {
    found.numbers.push({ ...changeOf(path, null, null, undefined), moved: [after.length, after.length] });
    return;
  }
  const moved = before.flatMap((value, i) => (value === after[i] ? [] : [i]));
  if (moved.length === 0) return;
  const size = (i: number): number =>
    isNumber(before[i]) && isNumber(after[i]) ? Math.abs(after[i] - before[i]) : Number.POSITIVE_INFINITY;
  const most = moved.reduce((best, i) => (size(i) > size(best) ? i : best));
  const change = changeOf(`${path}[${most}]`, before[most] as number | null, after[most] as number | null, undefined);
  found.numbers.push({ ...change, path, moved: [moved.length, before.length] });
}

/** Numbers beside a unit that are not in it. */
const WITHOUT_UNIT = /(^|\.)(confidence|evaluations|failed|pull)$/;

function changeOf(
  path: string,
  before: number | null,
  after: number | null,
  parent: Members | undefined,
): NumberChange {
  const shift = before === null || after === null ? null : after - before;
  const error = shift !== null && path.endsWith('.value') ? errorOf(parent, shift > 0 ? 'plus' : 'minus') : undefined;
  const unit = WITHOUT_UNIT.test(path) ? undefined : parent?.unit;
  return {
    path,
    before,
    after,
    ...(typeof unit === 'string' && unit !== '' ? { unit } : {}),
    relative: shift === null || before === 0 ? null : shift / Math.abs(before!),
    sigma: shift === null || error === undefined ? null : shift / error,
  };
}

/** The error of a value on the side to which it moved: from the interval, else the Hesse error. */
function errorOf(parent: Members | undefined, side: 'minus' | 'plus'): number | undefined {
  return [parent?.[side], parent?.error].find((error): error is number => isNumber(error) && error > 0);
}

function bySize(a: NumberChange, b: NumberChange): number {
  const diagnostic = (change: NumberChange): number =>
    Number(/(^|\.)((null-)?status\.|evaluations$)/.test(change.path));
  const sigma = (change: NumberChange): number => Math.abs(change.sigma ?? 0);
  const relative = ({ relative: size }: NumberChange): number => (size === null ? Number.MAX_VALUE : Math.abs(size));
  return diagnostic(a) - diagnostic(b) || sigma(b) - sigma(a) || relative(b) - relative(a);
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

/** Lists of numbers, and of such lists; null stands for a number that there is not. */
function isNumbers(value: Json): value is readonly Json[] {
  return Array.isArray(value) && value.flat(2).every((each) => isNumber(each) || each === null);
}

function isMembers(value: Json): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
