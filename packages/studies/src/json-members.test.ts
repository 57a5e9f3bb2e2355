import { canonicalJson } from '@cevns/runner/json';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jsonMembers } from './json-members.ts';

test('every member is what JSON reads', () => {
  const object = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue());
  fc.assert(
    fc.property(object, (value) => {
      const text = canonicalJson(value);
      const names = Object.keys(value);
      expect(Object.entries(jsonMembers(Buffer.from(text), names))).toEqual(Object.entries(JSON.parse(text)));
    }),
  );
});

test('members of members are not meant', () => {
  const text = '{"a":{"status":1},"b":["status",{"status":2}],"c":"\\"status\\":3,","é":"è]","z":-0.5}';
  expect(jsonMembers(Buffer.from(text), ['status', 'z', 'é'])).toEqual({ é: 'è]', z: -0.5 });
  expect(jsonMembers(Buffer.from('{}'), ['status'])).toEqual({});
});
