import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { expect, test } from 'vitest';
import { currentRuntime, type KeyIngredients, stageKey } from './key.ts';

const ingredients: KeyIngredients = {
  kind: 'response',
  code: { entry: 'e'.repeat(64), formFactorProton: 'f'.repeat(64) },
  parameters: { region: { PE: [8, 60] }, threshold: 6.5 },
  inputs: { recoil: '1'.repeat(64), 'beam-on': '2'.repeat(64) },
  runtime: 'node20-x64',
};

test('the key is the sha256 of the RFC 8785 form of the ingredients', () => {
  expect(stageKey(ingredients)).toBe(createHash('sha256').update(canonicalize(ingredients)!).digest('hex'));
});

test('the order of members does not count, everything else does', () => {
  const key = stageKey(ingredients);
  expect(stageKey({ ...ingredients, parameters: { threshold: 6.5, region: { PE: [8.0, 60] } } })).toBe(key);
  const changes: Partial<KeyIngredients>[] = [
    { kind: 'recoil' },
    { code: { entry: 'e'.repeat(64) } },
    { code: { entry: 'f'.repeat(64), formFactorProton: 'e'.repeat(64) } },
    { parameters: { region: { PE: [60, 8] }, threshold: 6.5 } },
    { inputs: { recoil: '2'.repeat(64), 'beam-on': '1'.repeat(64) } },
    { runtime: 'node22-x64' },
  ];
  expect(new Set([key, ...changes.map((change) => stageKey({ ...ingredients, ...change }))]).size).toBe(
    changes.length + 1,
  );
});

test('parameters that are not plain JSON are refused by name', () => {
  const parameters = { grid: new Float64Array(2) } as never;
  expect(() => stageKey({ ...ingredients, parameters })).toThrow(
    'parameters.grid has to be plain JSON, found a Float64Array',
  );
});

test('the runtime names the Node major version and the architecture', () => {
  expect(currentRuntime).toMatch(/^node\d+-[a-z0-9]+$/);
});
