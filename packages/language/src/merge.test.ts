import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Located, nodeAt, type Path, plainValue } from './located.ts';
import { override } from './merge.ts';
import { parseYaml } from './parse-yaml.ts';
import { SourceText } from './source-text.ts';

function tree(name: string, value: unknown): Located {
  return parseYaml(new SourceText(name, `/${name}`, JSON.stringify(value)));
}

/** The rule of RFC 7396 (JSON Merge Patch) for values without null. */
function patched(base: unknown, over: unknown): unknown {
  if (!isMap(base) || !isMap(over)) return over;
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) result[key] = key in base ? patched(base[key], value) : value;
  return result;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const key = fc.constantFrom('a', 'b', 'c', 'd');
const { value: anyMap } = fc.letrec((tie) => ({
  leaf: fc.oneof(
    fc.integer(),
    fc.string({ unit: 'grapheme-ascii' }),
    fc.boolean(),
    fc.array(fc.integer(), { maxLength: 3 }),
  ),
  node: fc.oneof({ depthSize: 'small' }, tie('leaf'), tie('value')),
  value: fc.dictionary(key, tie('node'), { maxKeys: 4, noNullPrototype: true }),
}));

test('overriding is a merge patch, and every leaf keeps the place where it was written', () => {
  fc.assert(
    fc.property(anyMap, anyMap, (base, over) => {
      const merged = override(tree('base', base), tree('over', over));
      expect(plainValue(merged)).toEqual(patched(base, over));
      visit(merged, [], (node) => {
        const { source, start, end } = node.range;
        if (node.kind === 'scalar') expect(JSON.parse(source.text.slice(start, end))).toBe(node.value);
      });
    }),
  );
});

test('with nothing to override, nothing changes', () => {
  fc.assert(
    fc.property(anyMap, (base) => {
      expect(plainValue(override(tree('base', base), tree('over', {})))).toEqual(base);
    }),
  );
});

test('what is not overridden stays where it was', () => {
  const merged = override(tree('base', { a: { x: 1, y: 2 } }), tree('over', { a: { y: 3 } }));
  expect(nodeAt(merged, ['a', 'x'])?.range.source.name).toBe('base');
  expect(nodeAt(merged, ['a', 'y'])?.range.source.name).toBe('over');
});

function visit(node: Located, path: Path, action: (node: Located) => void): void {
  action(node);
  if (node.kind === 'map') for (const [name, entry] of node.entries) visit(entry.value, [...path, name], action);
  if (node.kind === 'sequence') for (const [i, item] of node.items.entries()) visit(item, [...path, i], action);
}

test('parts of an entry that are overridden leave the rest of it', () => {
  const entry = { kind: 'detector', mass: '1 kg', smearing: 'none' };
  const over = { smearing: { model: 'gaussian' }, quenching: { model: 'constant' } };
  expect(plainValue(override(tree('base', entry), tree('over', over)))).toEqual({ ...entry, ...over });
  const source = { model: 'stopped-pion', exposure: '1 d' };
  const pulsed = { pulse: { model: 'gaussian' } };
  expect(plainValue(override(tree('base', source), tree('over', pulsed)))).toEqual({ ...source, ...pulsed });
});

test('a model in place of several, and several in place of one, replace', () => {
  const one = { model: 'constant', factor: 0.1 };
  const several = { Na: { model: 'lindhard', k: 0.1 }, I: { model: 'lindhard' } };
  expect(plainValue(override(tree('base', several), tree('over', one)))).toEqual(one);
  expect(plainValue(override(tree('base', one), tree('over', several)))).toEqual(several);
  const changed = override(tree('base', several), tree('over', { Na: { k: 0.2 } }));
  expect(plainValue(changed)).toEqual({ ...several, Na: { model: 'lindhard', k: 0.2 } });
});

test('bins in another form replace bins, a part of the same form does not', () => {
  const merged = (base: object, over: object) => plainValue(override(tree('base', base), tree('over', over)));
  const edges = { edges: [0, 1], unit: 'PE' };
  const even = { from: '0 PE', to: '4 PE', bins: 2 };
  expect(merged(edges, even)).toEqual(even);
  expect(merged(even, edges)).toEqual(edges);
  expect(merged(even, { bins: 8 })).toEqual({ ...even, bins: 8 });
  expect(merged(edges, { edges: [0, 2] })).toEqual({ edges: [0, 2], unit: 'PE' });
});
