import { expect, test } from 'vitest';
import { exampleSources } from '../testing/example-sources.ts';
import { sourceEndPointMeV } from './end-points.ts';
import { models } from './registry.ts';

test.each(Object.keys(models))(
  '%s: its end point, where one is known before its tables, is that of its neutrinos',
  (name) => {
    const { source, parameters } = exampleSources[name]!;
    const ends = source.flavours(parameters as never, 20).map(({ spectrum }) => spectrum.endPointMeV);
    const said = sourceEndPointMeV(name, parameters);
    if (said === undefined) expect(['given-flux', 'solar', 'supernova']).toContain(name);
    else expect(said).toBeCloseTo(Math.max(...ends), 10);
  },
);

test('of a source that is not known, or a reactor whose spectra are in a table, nothing is said', () => {
  expect(sourceEndPointMeV('toString', {})).toBeUndefined();
  expect(sourceEndPointMeV('reactor', { spectra: { model: 'table' } })).toBeUndefined();
});
