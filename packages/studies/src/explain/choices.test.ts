import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { couplings } from '@cevns/physics/couplings/registry';
import { formFactors } from '@cevns/physics/form-factors/registry';
import { interactions } from '@cevns/physics/interactions/registry';
import { expect, test } from 'vitest';
import { readSchema } from '../home-files.ts';
import { parsed } from '../testing/written-study.ts';
import { FORM_FACTOR_SOURCES, LIMITS, OPTIONAL_TERMS } from './alternatives.ts';
import { type Choice, choicesOf } from './choices.ts';

const schema = readSchema(resolve(dirname(fileURLToPath(import.meta.url)), '../../../..'), 'study');

const inputs = (interaction: string, source = 'model: stopped-pion, neutrinos-per-proton-per-flavour: 0.08') => `
  source: { ${source} }
  baseline: 20
  interaction: { couplings: tree-level, ${interaction} }
  data: asimov`;

function choices(text: string): Readonly<Record<string, Choice>> {
  const { study } = parsed({ inputs: text });
  const found = choicesOf({ written: study, internal: study, schema });
  return Object.fromEntries(found.map((choice) => [choice.name, choice]));
}

const names = (choice: Choice | undefined) => choice?.alternatives.map(({ name }) => name);

test('every named set of couplings, and every form factor that needs no parameters', () => {
  const found = choices(inputs('form-factor: helm, terms: [standard-model]'));
  expect(names(found.couplings)).toEqual(Object.keys(couplings));
  const withoutParameters = Object.keys(formFactors).filter((name) => name !== 'tabulated');
  expect(names(found['form factor'])?.toSorted()).toEqual(withoutParameters.sort());
  for (const { alternatives } of Object.values(found))
    for (const { source } of alternatives) expect(source).toBeTruthy();
});

test('names of the data are those of the registries', () => {
  const known = Object.keys(formFactors);
  for (const name of [...Object.keys(FORM_FACTOR_SOURCES), ...LIMITS]) expect(known).toContain(name);
  for (const { name } of OPTIONAL_TERMS) expect(Object.keys(interactions)).toContain(name);
});

test('the neutrons are put beyond the protons of the study, whose own skin counts', () => {
  const of = (formFactor: string) => choices(inputs(`form-factor: ${formFactor}, terms: [standard-model]`));
  const values = (formFactor: string) => of(formFactor)['neutron radius']?.alternatives.map(({ value }) => value);
  expect(values('helm')).toEqual([
    'helm',
    { proton: 'helm', neutron: { model: 'helm', skin: '0.1 fm' } },
    { proton: 'helm', neutron: { model: 'helm', skin: '0.2 fm' } },
  ]);
  const proton = { model: 'helm-rms', skin: 0.2 };
  expect(values('{ proton: { model: helm-rms, skin: 0.2 }, neutron: helm }')).toEqual([
    proton,
    { proton, neutron: { model: 'helm-rms', skin: '0.3 fm' } },
    { proton, neutron: { model: 'helm-rms', skin: '0.4 fm' } },
  ]);
  expect(values('unity')).toBeUndefined();
});

test('a reactor has spectra, and no pions', () => {
  const found = choices(inputs('form-factor: helm, terms: [standard-model]', 'model: reactor, spectra: mueller'));
  expect(names(found['fission spectra'])).toEqual(['huber-mueller', 'huber-tables', 'mueller']);
  expect(names(found['below 2 MeV'])).toContain('cut');
  expect(found['above 8 MeV']?.chosen).toBe('none');
  expect(names(found['above 8 MeV'])).toEqual(['exponential', 'none', 'polynomial']);
  expect(found['flux per proton']).toBeUndefined();
});

test('a term is put in, or taken out together with what the study frees of it', () => {
  const terms = (text: string) => choices(inputs(`form-factor: helm, terms: ${text}`)).terms?.alternatives[0];
  expect(terms('[standard-model]')).toMatchObject({ name: 'with axial', value: ['standard-model', 'axial'] });
  expect(terms('[standard-model, { term: axial, form-factor: none }]')).toMatchObject({
    name: 'without axial',
    value: ['standard-model'],
    replaces: ['axial'],
  });
});
