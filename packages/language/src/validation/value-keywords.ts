import { type Check, type Keyword, type Kind, kindOf } from './visit.ts';

/** `type`, `enum` and `const`: what a value is. */
export const identityKeywords: readonly Keyword[] = [
  {
    name: 'type',
    prepare(wanted, schema) {
      const types = [wanted].flat();
      return (value, path, visit) =>
        types.some((type) => isOfType(value, type)) ||
        visit.fail('type', schema, { value, path, params: { type: wanted } });
    },
  },
  {
    name: 'const',
    prepare: (wanted, schema) => (value, path, visit) =>
      isEqual(value, wanted) || visit.fail('const', schema, { value, path, params: { allowedValue: wanted } }),
  },
  {
    name: 'enum',
    prepare(wanted, schema) {
      const values = wanted as readonly unknown[];
      return (value, path, visit) =>
        values.some((allowed) => isEqual(value, allowed)) ||
        visit.fail('enum', schema, { value, path, params: { allowedValues: values } });
    },
  },
];

/** Limits of numbers. */
export const numberKeywords: readonly Keyword[] = [
  limit('maximum', 'number', (value, most) => (value as number) <= most),
  limit('minimum', 'number', (value, least) => (value as number) >= least),
  limit('exclusiveMaximum', 'number', (value, end) => (value as number) < end),
  limit('exclusiveMinimum', 'number', (value, end) => (value as number) > end),
  {
    name: 'multipleOf',
    on: 'number',
    prepare: (wanted, schema) => (value, path, visit) =>
      Number.isInteger((value as number) / (wanted as number)) ||
      visit.fail('multipleOf', schema, { value, path, params: { multipleOf: wanted } }),
  },
];

/** Length and form of texts; characters are Unicode code points. */
export const textKeywords: readonly Keyword[] = [
  limit('maxLength', 'string', (value, most) => characters(value as string) <= most),
  limit('minLength', 'string', (value, least) => characters(value as string) >= least),
  {
    name: 'pattern',
    on: 'string',
    prepare(wanted, schema) {
      const pattern = new RegExp(wanted as string, 'u');
      return (value, path, visit) =>
        pattern.test(value as string) || visit.fail('pattern', schema, { value, path, params: { pattern: wanted } });
    },
  },
];

/** How many items a list has, and whether each is there once. */
export const listSizeKeywords: readonly Keyword[] = [
  limit('maxItems', 'array', (value, most) => (value as readonly unknown[]).length <= most),
  limit('minItems', 'array', (value, least) => (value as readonly unknown[]).length >= least),
  {
    name: 'uniqueItems',
    on: 'array',
    prepare: (wanted, schema) => (value, path, visit) => {
      const items = value as readonly unknown[];
      const again = wanted === true ? items.findIndex((item, i) => firstIndex(items, item) < i) : -1;
      if (again < 0) return true;
      return visit.fail('uniqueItems', schema, {
        value,
        path,
        params: { i: again, j: firstIndex(items, items[again]) },
      });
    },
  },
];

/** How many keys a map has, and which. */
export const mapSizeKeywords: readonly Keyword[] = [
  limit('maxProperties', 'object', (value, most) => Object.keys(value as object).length <= most),
  limit('minProperties', 'object', (value, least) => Object.keys(value as object).length >= least),
  {
    name: 'required',
    on: 'object',
    prepare(wanted, schema) {
      const keys = wanted as readonly string[];
      return (value, path, visit) => {
        let complete = true;
        for (const missingProperty of keys) {
          if (Object.hasOwn(value as object, missingProperty)) continue;
          complete = visit.fail('required', schema, { value, path, params: { missingProperty } });
        }
        return complete;
      };
    },
  },
  {
    name: 'dependentRequired',
    on: 'object',
    prepare(wanted, schema) {
      const needs = Object.entries(wanted as Readonly<Record<string, readonly string[]>>);
      return (value, path, visit) => {
        let complete = true;
        for (const [property, keys] of needs) {
          if (!Object.hasOwn(value as object, property)) continue;
          for (const missingProperty of keys) {
            if (Object.hasOwn(value as object, missingProperty)) continue;
            complete = visit.fail('dependentRequired', schema, { value, path, params: { property, missingProperty } });
          }
        }
        return complete;
      };
    },
  },
];

function limit(name: string, on: Kind, holds: (value: unknown, limit: number) => boolean): Keyword {
  return {
    name,
    on,
    prepare(wanted, schema): Check {
      return (value, path, visit) =>
        holds(value, wanted as number) || visit.fail(name, schema, { value, path, params: { limit: wanted } });
    },
  };
}

function isOfType(value: unknown, type: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'number') return Number.isFinite(value);
  return kindOf(value) === type;
}

function characters(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function firstIndex(items: readonly unknown[], wanted: unknown): number {
  return items.findIndex((item) => isEqual(item, wanted));
}

/** Whether two JSON values are the same; the order of keys does not count. */
function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  const same = (key: string): boolean =>
    Object.hasOwn(b, key) && isEqual((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key]);
  return keys.length === Object.keys(b).length && keys.every(same);
}
