import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, type Json } from './json.ts';
import { describeParameterChange } from './parameter-change.ts';

test.each<[Json, Json, string]>([
  [
    { region: { PE: [0, 60], time: [0, 6] } },
    { region: { PE: [8, 60], time: [0, 6] } },
    'region.PE [0, 60] -> [8, 60]',
  ],
  [{ edges: [1, 2, 3, 4, 5, 6] }, { edges: [1, 2, 3, 4, 5, 7] }, 'edges[5] 6 -> 7'],
  [{ edges: [1, 2, 3] }, { edges: [1, 2] }, 'edges [1, 2, 3] -> [1, 2]'],
  [{ a: 1, b: 2, c: 3 }, { a: 1, b: 3, c: 4 }, 'b 2 -> 3 (and 1 more)'],
  [{ nuclei: [{ A: 133 }] }, { nuclei: [{ A: 127 }] }, 'nuclei[0].A 133 -> 127'],
  [{ p: [{ name: 'brn', sigma: 1 }] }, { p: [{ name: 'brn', sigma: 2 }] }, 'p.brn.sigma 1 -> 2'],
  [{ p: [{ name: 'a' }] }, { p: [{ name: 'a' }, { name: 'b' }] }, 'p.b (none) -> {"name":"b"}'],
  [{ p: [{ name: 'a' }, { name: 'b' }] }, { p: [{ name: 'b' }, { name: 'a' }] }, 'p: another order'],
  [{}, { model: 'gamma' }, 'model (none) -> "gamma"'],
  [{ model: null }, {}, 'model null -> (none)'],
  [{}, { constructor: 1 } as unknown as Json, 'constructor (none) -> 1'],
  [{ study: 'a\nb: 1\nc\n' }, { study: 'a\nb: 2\nc\n' }, 'study line 2 "b: 1" -> "b: 2"'],
  [{ study: 'a\nb\n' }, { study: 'a\nb\nc\n' }, 'study line 3 "" -> "c"'],
  [{ study: 'a\nb' }, { study: 'a\nb\n' }, 'study line 3 (none) -> ""'],
  [1, 2, 'parameters 1 -> 2'],
  [{ text: 'x'.repeat(100) }, { text: 1 }, `text "${'x'.repeat(56)}... -> 1`],
])('%j -> %j', (before, after, text) => {
  expect(describeParameterChange(before, after)).toBe(text);
});

test('there is a text exactly when the values differ', () => {
  const small = fc.jsonValue({ maxDepth: 3, depthSize: 'small' });
  fc.assert(
    fc.property(small, small, (before, after) => {
      const same = canonicalJson(before) === canonicalJson(after);
      expect(describeParameterChange(before as Json, after as Json) === undefined).toBe(same);
    }),
  );
});
