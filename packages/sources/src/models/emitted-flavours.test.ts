import { expect, test } from 'vitest';
import { exampleSources } from '../testing/example-sources.ts';
import { emittedFlavours } from './emitted-flavours.ts';
import { models } from './registry.ts';

test.each(Object.keys(models))('%s: what is said to arrive is what the flux has', (name) => {
  const { source, parameters } = exampleSources[name]!;
  const found = source.flavours(parameters as never, 20).map(({ flavour }) => flavour);
  expect([...emittedFlavours(name, parameters)!].sort()).toEqual([...found].sort());
});

test('of a source that is not known nothing is said', () => {
  expect(emittedFlavours('toString', {})).toBeUndefined();
});
