import { below, type Check, type Keyword } from './visit.ts';

type Schemas = Readonly<Record<string, unknown>>;

/** What items of a list have to be. */
export const itemKeywords: readonly Keyword[] = [
  {
    name: 'prefixItems',
    on: 'array',
    prepare(wanted, _, nodes) {
      const checks = (wanted as readonly unknown[]).map((schema) => nodes.of(schema));
      return (value, path, visit) => {
        const items = value as readonly unknown[];
        let fit = true;
        for (let i = 0; i < checks.length && i < items.length && (fit || visit.errors); i++) {
          fit = checks[i]!(items[i], below(path, i), visit) && fit;
        }
        return fit;
      };
    },
  },
  {
    name: 'items',
    on: 'array',
    prepare(wanted, schema, nodes) {
      const first = Array.isArray(schema.prefixItems) ? schema.prefixItems.length : 0;
      const check = nodes.of(wanted);
      return (value, path, visit) => {
        const items = value as readonly unknown[];
        if (wanted === false && first > 0) {
          return items.length <= first || visit.fail('items', schema, { value, path, params: { limit: first } });
        }
        let fit = true;
        for (let i = first; i < items.length && (fit || visit.errors); i++) {
          fit = check(items[i], below(path, i), visit) && fit;
        }
        return fit;
      };
    },
  },
  {
    name: 'contains',
    on: 'array',
    prepare(wanted, schema, nodes) {
      const check = nodes.of(wanted);
      const { minContains = 1, maxContains } = schema as {
        readonly minContains?: number;
        readonly maxContains?: number;
      };
      return (value, path, visit) => {
        const silent = visit.silent();
        const count = (value as readonly unknown[]).filter((item, i) => check(item, below(path, i), silent)).length;
        if (count >= minContains && count <= (maxContains ?? count)) return true;
        return visit.fail('contains', schema, { value, path, params: { minContains, maxContains } });
      };
    },
  },
];

/** What keys of a map and the values behind them have to be. */
export const propertyKeywords: readonly Keyword[] = [
  {
    name: 'propertyNames',
    on: 'object',
    prepare(wanted, schema, nodes) {
      const check = nodes.of(wanted);
      return (value, path, visit) => {
        let fit = true;
        for (const propertyName of Object.keys(value as object)) {
          if (check(propertyName, path, visit.ofName(propertyName))) continue;
          fit = visit.fail('propertyNames', schema, { value, path, params: { propertyName } });
        }
        return fit;
      };
    },
  },
  {
    name: 'additionalProperties',
    on: 'object',
    prepare(wanted, schema, nodes) {
      const named = new Set(Object.keys((schema.properties as Schemas | undefined) ?? {}));
      const patterns = Object.keys((schema.patternProperties as Schemas | undefined) ?? {}).map(
        (pattern) => new RegExp(pattern, 'u'),
      );
      const check = nodes.of(wanted);
      return (value, path, visit) => {
        let fit = true;
        for (const [key, part] of Object.entries(value as object)) {
          if (named.has(key) || patterns.some((pattern) => pattern.test(key))) continue;
          if (wanted === false) {
            fit = visit.fail('additionalProperties', schema, { value, path, params: { additionalProperty: key } });
          } else fit = check(part, below(path, key), visit) && fit;
        }
        return fit;
      };
    },
  },
  {
    name: 'properties',
    on: 'object',
    prepare(wanted, _, nodes) {
      const checks = new Map(Object.entries(wanted as Schemas).map(([key, schema]) => [key, nodes.of(schema)]));
      return (value, path, visit) => {
        let fit = true;
        for (const [key, part] of Object.entries(value as object)) {
          const check = checks.get(key);
          if (check === undefined || check(part, below(path, key), visit)) continue;
          fit = false;
          if (visit.errors === undefined) break;
        }
        return fit;
      };
    },
  },
  {
    name: 'patternProperties',
    on: 'object',
    prepare(wanted, _, nodes) {
      const checks = Object.entries(wanted as Schemas).map(([pattern, schema]): [RegExp, Check] => [
        new RegExp(pattern, 'u'),
        nodes.of(schema),
      ]);
      return (value, path, visit) => {
        let fit = true;
        for (const [key, part] of Object.entries(value as object)) {
          for (const [pattern, check] of checks) {
            if (pattern.test(key)) fit = check(part, below(path, key), visit) && fit;
          }
        }
        return fit;
      };
    },
  },
  {
    name: 'dependentSchemas',
    on: 'object',
    prepare(wanted, _, nodes) {
      const checks = Object.entries(wanted as Schemas).map(([key, schema]): [string, Check] => [key, nodes.of(schema)]);
      return (value, path, visit) => {
        let fit = true;
        for (const [key, check] of checks) {
          if (Object.hasOwn(value as object, key)) fit = check(value, path, visit) && fit;
        }
        return fit;
      };
    },
  },
];
