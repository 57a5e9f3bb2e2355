import { Document } from '@cevns/language/located';
import { parseYaml } from '@cevns/language/parse-yaml';
import { SourceText } from '@cevns/language/source-text';
import { expect, test } from 'vitest';
import { foundProblems, graphOf, parametersAt, sections } from '../testing/written-study.ts';
import { evenEdges, withEdges } from './even-bins.ts';
import type { DetectorSection } from './internal-study.ts';
import { StudyProblems } from './study-problems.ts';

const inputs = sections.inputs!.replace(/data: .*/, 'data: asimov');
const study = (observables: string, quenching = 'quenching: { model: constant, factor: 0.2 }') => ({
  inputs,
  systematics: '',
  detector: `
  target: { material: CsI, mass: 2 }
  ${quenching}
  smearing: { model: ${observables.includes('PE:') ? 'poisson, light-yield: 10' : 'none'} }
  observables: { ${observables} }`,
});

test('edges are the decimals that a reader would write', () => {
  expect(evenEdges(0.1, 1, 9, 'linear')).toEqual([0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1]);
  expect(evenEdges(0, 10, 20, 'linear')).toEqual(Array.from({ length: 21 }, (_, i) => i / 2));
  expect(evenEdges(0.01, 1000, 5, 'log')).toEqual([0.01, 0.1, 1, 10, 100, 1000]);
  const edges = evenEdges(0.3, 7, 13, 'log');
  expect([edges[0], edges.at(-1)]).toEqual([0.3, 7]);
  for (let i = 1; i < edges.length; i++) expect(edges[i]! / edges[i - 1]!).toBeCloseTo((7 / 0.3) ** (1 / 13), 13);
});

test('equal bins are what their edges are, on every scale', () => {
  const binning = (written: object) => {
    const observables = { energy: { binning: written } } as unknown as DetectorSection['observables'];
    const problems = new StudyProblems(new Document(parseYaml(new SourceText('study.yaml', null, '{}'))));
    return withEdges({ observables } as DetectorSection, problems).observables.energy!.binning;
  };
  const ee = (value: number) => ({ 'electron-equivalent-energy': value });
  const nr = (value: number) => ({ 'recoil-energy': value });
  expect(binning({ from: ee(0.1), to: ee(0.4), bins: 3 })).toEqual({ edges: [0.1, 0.2, 0.3, 0.4], unit: 'keVee' });
  // In MeV inside, in keVnr as an observable.
  expect(binning({ from: nr(2e-5), to: nr(2e-3), bins: 2, spacing: 'log' })).toEqual({
    edges: [0.02, 0.2, 2],
    unit: 'keVnr',
  });
  expect(binning({ from: 0.5, to: 0.9, bins: 4 })).toEqual({ edges: [0.5, 0.6, 0.7, 0.8, 0.9] });
  expect(binning({ edges: [1, 2], unit: 'eVee' })).toEqual({ edges: [1, 2], unit: 'eVee' });
});

test('stages get edges', () => {
  const changes = {
    detector: sections
      .detector!.replace('edges: [0, 10, 20, 40]', 'from: 0, to: 40, bins: 4')
      .replace('edges: [0, 1, 6]', 'from: 0, to: 6, bins: 4'),
  };
  const { stages } = graphOf(changes).graph;
  expect(parametersAt<object>(stages, 'backgrounds')).toMatchObject({
    binning: { PE: [0, 10, 20, 30, 40], time: [0, 1.5, 3, 4.5, 6] },
  });
});

test.each([
  ['{ from: 60, to: 5, bins: 5 }', 'E605 5', 'do not end above where they begin'],
  ['{ from: 5, to: 5, bins: 5 }', 'E605 5', 'do not end above where they begin'],
  ['{ from: 0, to: 60, bins: 5, spacing: log }', 'E605 0', 'cannot begin at 0'],
])('%s is refused', (binning, place, message) => {
  const found = foundProblems(study(`PE: { binning: ${binning} }`));
  expect(found.map(({ code, word }) => `${code} ${word}`)).toEqual([place]);
  expect(found[0]!.message).toContain(message);
});

test('bins of one scale', () => {
  const mixed =
    'energy: { binning: { from: { recoil-energy: 0.001 }, to: { electron-equivalent-energy: 4 }, bins: 5 } }';
  expect(foundProblems(study(mixed, ''))).toMatchObject([
    { code: 'E404', message: 'the bins begin in keVnr and end in keVee' },
  ]);
});
