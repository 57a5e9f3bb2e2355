import { expect, test } from 'vitest';
import { schemaFault } from './schema-fault.ts';

test.each([
  ['no settings', {}],
  ['a quantity', { properties: { mass: { quantity: 'energy', exclusiveMinimum: 0 } }, required: ['mass'] }],
  ['a property called quantity', { properties: { quantity: { type: 'number' } } }],
])('%s is a schema', async (_, schema) => {
  expect(await schemaFault(schema)).toBeUndefined();
});

test.each([
  ['a type that is none', { properties: { mass: { type: 'numbr' } } }, /must be/],
  ['a quantity that is none', { properties: { mass: { quantity: 'weight' } } }, 'there is no quantity "weight"'],
  ['a reference to nothing', { properties: { mass: { $ref: '#/$defs/mass' } } }, /mass/],
  ['a pattern that is none', { properties: { name: { type: 'string', pattern: '(' } } }, /regular expression/],
])('%s is told', async (_, schema, fault) => {
  expect(await schemaFault(schema)).toMatch(fault);
});
