import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { couplings } from '@cevns/physics/couplings/registry';
import { formFactors } from '@cevns/physics/form-factors/registry';
import { expect, test } from 'vitest';
import { analyses } from './analyses/registry.ts';
import { readSchema } from './home-files.ts';
import { implementationLines, implementations } from './implementations.ts';

const home = resolve(dirname(fileURLToPath(import.meta.url)), '../../..');
const all = implementations(readSchema(home, 'study'));
const namesOf = (slot: string) =>
  all.flatMap(({ name }) => (name.startsWith(`${slot}/`) ? [name.slice(slot.length + 1)] : []));

test.each([
  ['form-factors', formFactors],
  ['couplings', couplings],
  ['analyses', analyses],
])('%s are those of their registry', (slot, registry) => {
  expect(namesOf(slot)).toEqual(Object.keys(registry).sort());
});

test('an implementation comes with its description and parameters, and each name once', () => {
  expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  const shown = (name: string) => implementationLines(all.find((each) => each.name === name)!);
  expect(shown('form-factors/helm-rms')).toEqual([
    'form-factors/helm-rms: Helm, rms radius',
    '',
    'Helm form factor with given rms radius, surface thickness 0.9 fm.',
    '',
    expect.stringContaining('  rms-radius (optional): Rms radius of every nucleus'),
    '  skin (optional): Added to every rms radius; 0 fm unless given. May be negative.',
  ]);
  expect(shown('couplings/scholberg')[2]).toBe(couplings.scholberg!.source);
  expect(shown('models/stopped-pion').join('\n')).toContain('  exposure: ');
  expect(shown('models/stopped-pion').join('\n')).not.toContain('references');
});

test('whatever a registry holds has a description', () => {
  expect(all.filter(({ description }) => description === undefined)).toEqual([]);
});
