import { canonicalJson, type Json } from './json.ts';

/**
 * The first difference of two parameter values in words, with a path: 'region.PE [0, 60] -> [8, 60]'; further differences
 * are counted. Undefined when they are equal.
 */
export function describeParameterChange(before: Json, after: Json): string | undefined {
  const changes = parameterChanges(before, after);
  return changes.length < 2 ? changes[0] : `${changes[0]} (and ${changes.length - 1} more)`;
}

/** All differences of two parameter values, each in words with its path. */
export function parameterChanges(before: Json, after: Json): string[] {
  const changes: string[] = [];
  compare(before, after, '', changes);
  return changes;
}

function compare(before: Json | undefined, after: Json | undefined, path: string, changes: string[]): void {
  if (isObject(before) && isObject(after)) {
    for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
      compare(own(before, key), own(after, key), path === '' ? key : `${path}.${key}`, changes);
    }
  } else if (isNamedList(before) && isNamedList(after)) {
    const found = changes.length;
    compare(byName(before), byName(after), path, changes);
    const order = (list: readonly Named[]): string => list.map(({ name }) => name).join();
    if (changes.length === found && order(before) !== order(after))
      changes.push(`${path || 'parameters'}: another order`);
  } else if (
    isList(before) &&
    isList(after) &&
    before.length === after.length &&
    !(isShort(before) && isShort(after))
  ) {
    before.forEach((each, i) => {
      compare(each, after[i], `${path}[${i}]`, changes);
    });
  } else if (isText(before) && isText(after)) {
    if (before !== after) changes.push(`${path || 'parameters'} ${changedLine(before, after)}`);
  } else if (before === undefined || after === undefined || canonicalJson(before) !== canonicalJson(after)) {
    changes.push(`${path || 'parameters'} ${show(before)} -> ${show(after)}`);
  }
}

/** A value of the object itself: names such as `constructor` are what every object inherits something under. */
function own(object: { readonly [key: string]: Json }, key: string): Json | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Text of several lines, such as a resolved study. */
function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value.includes('\n');
}

/** The first line that differs: 'line 12 "- 0 PE" -> "- 8 PE"'. */
function changedLine(before: string, after: string): string {
  const [old, now] = [before.split('\n'), after.split('\n')];
  let i = 0;
  while (old[i] === now[i]) i++;
  return `line ${i + 1} ${show(old[i])} -> ${show(now[i])}`;
}

interface Named {
  readonly name: string;
  readonly [key: string]: Json;
}

/** A list of objects with names, all different, which say better than an index which one is meant. */
function isNamedList(value: Json | undefined): value is readonly Named[] {
  if (!isList(value) || value.length === 0) return false;
  const names = value.map((each) => (isObject(each) ? each.name : undefined));
  return names.every((name) => typeof name === 'string') && new Set(names).size === names.length;
}

function byName(list: readonly Named[]): Json {
  return Object.fromEntries(list.map((each) => [each.name, each]));
}

/** Ranges, pairs and other short lists read better as a whole than by index. */
function isShort(list: readonly Json[]): boolean {
  return list.length <= 4 && list.every((each) => typeof each !== 'object' || each === null);
}

function show(value: Json | undefined): string {
  if (value === undefined) return '(none)';
  const text = Array.isArray(value) ? `[${value.map(show).join(', ')}]` : canonicalJson(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
