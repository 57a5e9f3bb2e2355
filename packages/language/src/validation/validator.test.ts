import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Validator } from './validator.ts';

/** What ajv, which shares nothing with the validator but the standard, finds: places and keywords. */
function foundByAjv(schema: object, value: unknown): { readonly fits: boolean; readonly errors: ReadonlySet<string> } {
  const ajv = new Ajv2020({ allErrors: true, strict: false, logger: false, validateFormats: false });
  const fits = ajv.validate(schema, value);
  // What is said of alternatives, conditions and names of keys one by one is summed up here by the keyword around them.
  const own = (ajv.errors ?? []).filter(
    ({ keyword, schemaPath }) => keyword !== 'if' && !/\/(anyOf|oneOf|contains)\/|propertyNames\/./.test(schemaPath),
  );
  return { fits, errors: new Set(own.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)) };
}

function found(schema: object, value: unknown): { readonly fits: boolean; readonly errors: ReadonlySet<string> } {
  const { errors } = new Validator(schema as Record<string, unknown>).validate(value);
  const own = errors.filter(({ propertyName }) => propertyName === undefined);
  return {
    fits: errors.length === 0,
    errors: new Set(own.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`)),
  };
}

const key = fc.constantFrom('a', 'b', 'c', 'a/b', 'm~n', '');
const scalar = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, 0, 1, 2.5, -3, 'a', 'bb', '', 'ä😀', '1 kg'),
  fc.integer({ min: -4, max: 4 }),
);
const { value: json } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'medium' },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

const number = fc.integer({ min: -3, max: 3 });
const size = fc.integer({ min: 0, max: 3 });
const type = fc.constantFrom('null', 'boolean', 'number', 'integer', 'string', 'array', 'object');
const { schema: anySchema } = fc.letrec((tie) => {
  const part = tie('schema');
  const parts = fc.array(part, { minLength: 1, maxLength: 3 });
  const named = fc.dictionary(key, part, { maxKeys: 3 });
  const keys = fc.uniqueArray(key, { maxLength: 3 });
  const keywords = {
    type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })),
    enum: fc.uniqueArray(json, {
      minLength: 1,
      maxLength: 3,
      comparator: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    }),
    const: json,
    minimum: number,
    maximum: number,
    exclusiveMinimum: number,
    exclusiveMaximum: number,
    multipleOf: fc.constantFrom(1, 2, 0.5),
    minLength: size,
    maxLength: size,
    pattern: fc.constantFrom('^a', 'b$', '^.$', '[0-9]'),
    minItems: size,
    maxItems: size,
    uniqueItems: fc.boolean(),
    minProperties: size,
    maxProperties: size,
    required: keys,
    dependentRequired: fc.dictionary(key, keys, { maxKeys: 2 }),
    not: part,
    anyOf: parts,
    oneOf: parts,
    allOf: parts,
    if: part,
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    then: part,
    else: part,
    prefixItems: parts,
    items: part,
    contains: part,
    properties: named,
    patternProperties: fc.dictionary(fc.constantFrom('^a', 'b', '/'), part, { maxKeys: 2 }),
    additionalProperties: part,
    propertyNames: part,
    dependentSchemas: named,
    title: fc.constant('a title'),
  };
  const some = fc.uniqueArray(fc.constantFrom(...(Object.keys(keywords) as (keyof typeof keywords)[])), {
    maxLength: 3,
  });
  const object = some.chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, keywords[name]]))));
  return { schema: fc.oneof({ maxDepth: 3, depthSize: 'medium' }, fc.boolean(), object) };
});

test('what fits and what does not, where and why, is as ajv has it', () => {
  let refused = 0;
  fc.assert(
    fc.property(anySchema, json, (schema, value) => {
      const whole = { allOf: [schema] };
      const own = found(whole, value);
      if (!own.fits) refused++;
      expect(own).toEqual(foundByAjv(whole, value));
    }),
    { numRuns: 400 },
  );
  expect(refused).toBeGreaterThan(40);
});

const definitions = {
  positive: { type: 'number', exclusiveMinimum: 0 },
  tree: {
    type: 'object',
    properties: { value: { $ref: '#/$defs/positive' }, branches: { items: { $ref: '#/$defs/tree' } } },
    additionalProperties: false,
  },
  never: { pattern: '(' },
};

function errorsOf(schema: object, value: unknown): object[] {
  const { errors } = new Validator({ ...schema, $defs: definitions }).validate(value);
  return errors.map(({ instancePath, keyword }) => ({ instancePath, keyword }));
}

test('errors behind references are those of the referred schema, at their places, each once', () => {
  const tree = { value: 0, branches: [{ value: 1 }, { value: 'one', branches: [{ leaf: 1 }] }] };
  expect(errorsOf({ properties: { root: { $ref: '#/$defs/tree' } } }, { root: tree })).toEqual([
    { instancePath: '/root/value', keyword: 'exclusiveMinimum' },
    { instancePath: '/root/branches/1/value', keyword: 'type' },
    { instancePath: '/root/branches/1/branches/0', keyword: 'additionalProperties' },
  ]);
});

test('a definition that no value comes to is not prepared; one that is not there is a fault of the schema', () => {
  const schema = { properties: { never: { $ref: '#/$defs/never' }, gone: { $ref: '#/$defs/gone' } } };
  expect(errorsOf(schema, {})).toEqual([]);
  expect(() => errorsOf(schema, { never: 'a' })).toThrow('regular expression');
  expect(() => errorsOf(schema, { gone: 1 })).toThrow('#/$defs/gone');
});

test('quantities and names of files are collected at their places, also where a definition asks for them', () => {
  const schema = {
    properties: { 'a/b': { $ref: '#/$defs/length' }, data: { items: { path: true } }, far: { quantity: 'length' } },
  };
  const { errors, quantities, fileNames } = new Validator({
    ...schema,
    $defs: { length: { quantity: 'length', 'with-dimension': true } },
  }).validate({ 'a/b': '3 km', data: ['one.csv', 'two.csv'], far: '3 kg' });
  expect([...quantities]).toEqual([['/a~1b', { length: 3000 }]]);
  expect([...fileNames]).toEqual(['/data/0', '/data/1']);
  expect(errors).toMatchObject([{ instancePath: '/far', keyword: 'quantity', params: { code: 'E403' } }]);
});

test('a part of the schema, with places that start at its value', () => {
  const validator = new Validator({ type: 'object', $defs: definitions });
  expect(validator.validate({ value: -1 }, { $ref: '#/$defs/tree' }).errors).toMatchObject([
    { instancePath: '/value', keyword: 'exclusiveMinimum', params: { limit: 0 }, data: -1 },
  ]);
});
