import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { addLazyReferences, referredErrors } from './lazy-references.ts';

const definitions = {
  positive: { type: 'number', exclusiveMinimum: 0 },
  tree: {
    type: 'object',
    properties: { value: { $ref: '#/$defs/positive' }, branches: { items: { $ref: '#/$defs/tree' } } },
    additionalProperties: false,
  },
  never: { type: 'no type of JSON' },
};

function errorsOf(schema: object, value: unknown): object[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false, validateSchema: false, meta: false, logger: false });
  addLazyReferences(ajv, definitions);
  const validate = ajv.compile(schema);
  validate(value);
  return referredErrors(validate.errors ?? []).map(({ instancePath, keyword }) => ({ instancePath, keyword }));
}

test('errors behind references are those of the referred schema, at their places, each once', () => {
  const tree = { value: 0, branches: [{ value: 1 }, { value: 'one', branches: [{ leaf: 1 }] }] };
  expect(errorsOf({ properties: { root: { $ref: '#/$defs/tree' } } }, { root: tree })).toEqual([
    { instancePath: '/root/value', keyword: 'exclusiveMinimum' },
    { instancePath: '/root/branches/1/value', keyword: 'type' },
    { instancePath: '/root/branches/1/branches/0', keyword: 'additionalProperties' },
  ]);
});

test('a reference decides a condition, and what fails there alone is no error', () => {
  const schema = JSON.parse(
    '{ "if": { "$ref": "#/$defs/positive" }, "then": { "maximum": 1 }, "else": { "type": "string" } }',
  );
  expect(errorsOf(schema, 0.5)).toEqual([]);
  expect(errorsOf(schema, 'none')).toEqual([]);
  expect(errorsOf(schema, 2)).toEqual([
    { instancePath: '', keyword: 'maximum' },
    { instancePath: '', keyword: 'if' },
  ]);
});

test('a definition that no value comes to is not compiled; one that is not there is a fault of the schema', () => {
  const schema = { properties: { never: { $ref: '#/$defs/never' }, gone: { $ref: '#/$defs/gone' } } };
  expect(errorsOf(schema, {})).toEqual([]);
  expect(() => errorsOf(schema, { never: 1 })).toThrow();
  expect(() => errorsOf(schema, { gone: 1 })).toThrow('#/$defs/gone');
});
