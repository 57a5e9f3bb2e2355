import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { check } from '@cevns/language/check';
import { parseYaml } from '@cevns/language/parse-yaml';
import { SourceText } from '@cevns/language/source-text';
import { expect, test } from 'vitest';
import { readSchema } from '../home-files.ts';
import { schemaWithTerms, schemaWithUnknownTerms } from './schema-with-terms.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../../../..');
const study = readSchema(home, 'study');
const extended = schemaWithTerms(study, [
  { name: 'plain', schema: {} },
  { name: 'massive', schema: { properties: { mass: { quantity: 'energy' } }, required: ['mass'] } },
]);

async function problemsOf(schema: typeof extended, term: string): Promise<string[]> {
  const root = parseYaml(new SourceText('study.yaml', '/study.yaml', `term: ${term}\n`));
  const alone = { $defs: schema.$defs, type: 'object', properties: { term: { $ref: '#/$defs/interactions' } } };
  const { problems, quantities } = await check(root, alone, { file: 'study.yaml', catalogueRoot: home });
  return [
    ...problems.map(({ code, line, column }) => `${code} ${line}:${column}`),
    ...quantities.map(({ path, value }) => `${path.join('.')} ${value}`),
  ];
}

test.each([
  ['plain', []],
  ['{ term: plain }', []],
  ['{ term: massive, mass: 10 keV }', ['term.mass 0.01']],
  ['standard-model', []],
  ['{ term: nsi, eps_ee_u: 0.1 }', []],
  ['massive', ['E303 1:7']],
  ['{ term: massive }', ['E303 1:1']],
  ['{ term: massive, mass: 10 kg }', ['E403 1:30']],
  ['{ term: plain, mass: 10 MeV }', ['E302 1:22']],
  ['{ term: plian }', ['E304 1:15']],
])('%s', async (term, expected) => {
  expect(await problemsOf(extended, term)).toEqual(expected);
});

test('without the plug-ins their names are unknown, unless nothing is known of terms', async () => {
  expect(await problemsOf(study, 'plain')).toEqual(['E304 1:7']);
  expect(await problemsOf(schemaWithUnknownTerms(study), '{ term: whatever, mass: 1 }')).toEqual([]);
});
