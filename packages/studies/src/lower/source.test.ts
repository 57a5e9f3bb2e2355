import { expect, test } from 'vitest';
import type { FluxParameters } from '../stages/flux-species.ts';
import type { PredictionParameters } from '../stages/prediction.ts';
import { foundProblems, graphOf, parametersAt, problemsOf, sections, stageNamed } from '../testing/written-study.ts';

const withoutTime = {
  detector: sections
    .detector!.replace(/\n {4}time:[\s\S]*?(?=\n {2}\S)/, '')
    .replace(', time: { model: exponential, rate: 0, from: 0 }', ''),
};
const inputs = (source: string, baseline = '') => `
  source: ${source}${baseline}
  interaction: { couplings: tree-level, form-factor: helm-lewin-smith, terms: [standard-model] }
  data: asimov`;
const reactor = (cores: string, more = '') =>
  `{ model: reactor, ${cores}, exposure: 2.6e+12, fission-fractions: { U235: 0.6, Pu239: 0.4 }, spectra: mueller, low-energy: vogel-engel${more} }`;
const near = '{ thermal-power: 2.4e+16, distance: 72 }';
const far = '{ thermal-power: 2.4e+16, distance: 102 }';
const sun =
  '{ model: solar, exposure: 3.0e+13, components: { b8: { flux: 5, table: /data/b8.csv }, be7: { flux: 4, lines: [{ energy: 0.86, part: 1 }] } } }';
const of = (source: string, baseline?: string) => ({ ...withoutTime, inputs: inputs(source, baseline) });
const beam = (more: string, pulse = '{ model: gaussian, sigma: 0.15 }') =>
  `{ model: stopped-pion, exposure: ${more}, neutrinos-per-proton-per-flavour: 0.08, pulse: ${pulse} }`;

test.each([
  ['a time without power and energy', inputs(beam('{ time: 1.0e+13 }'), '\n  baseline: 20'), ['E303 {', 'E303 {']],
  [
    'a pulse with two widths',
    inputs(beam('1.0e+23', '{ model: gaussian, sigma: 1, fwhm: 2 }'), '\n  baseline: 20'),
    ['E606 {'],
  ],
  ['a pulse without width', inputs(beam('1.0e+23', 'gaussian'), '\n  baseline: 20'), ['E606 gaussian']],
  ['a point without baseline', inputs(beam('1.0e+23')), ['E303 inputs']],
])('refused: %s', (_, written, expected) => {
  expect(problemsOf({ inputs: written })).toEqual(expected);
});

test('a baseline is due at one core without distance, replaces that of one, and is refused for several', () => {
  const flux = (source: string, baseline?: string) =>
    parametersAt<FluxParameters>(graphOf(of(source, baseline)).graph.stages, 'flux');
  expect(problemsOf(of(reactor('thermal-power: 2.4e+16')))).toEqual(['E303 inputs']);
  expect(flux(reactor(`cores: [${near}]`)).baselineM).toBe(72);
  expect(flux(reactor(`cores: [${near}]`), '\n  baseline: 30').baselineM).toBe(30);
  expect(flux(reactor(`cores: [${near}, ${far}]`))).not.toHaveProperty('baselineM');
  expect(problemsOf(of(reactor(`cores: [${near}, ${far}]`), '\n  baseline: 30'))).toEqual(['E606 baseline']);
  expect(problemsOf(of(reactor(`cores: [${near}, { thermal-power: 1 }]`)))).toEqual(['E303 {']);
});

test('a power that is given twice, and one that is not given, are told apart', () => {
  expect(problemsOf(of(reactor(`thermal-power: 2.4e+16, cores: [${near}]`)))).toEqual(['E606 thermal-power']);
  expect(problemsOf(of(reactor('duty-cycle: 0.9'), '\n  baseline: 30'))).toEqual(['E303 source']);
});

test('a window after pulses is refused at a source without, also where no background counts in it', () => {
  const windowed = { ...of(reactor(`cores: [${near}]`)), detector: `${withoutTime.detector}\n  beam-window: 8` };
  expect(problemsOf(windowed)).toEqual(['E606 beam-window']);
});

test('the Sun needs no baseline, and its table is an input of flux and recoil by name, not by place', () => {
  const { stages } = graphOf(of(sun)).graph;
  for (const name of ['flux', 'recoil']) {
    expect(parametersAt<FluxParameters>(stages, name).source).toMatchObject({
      components: { b8: { flux: 5, table: 'source/components/b8' } },
    });
    expect(stageNamed(stages, name).inputs['source/components/b8']).toEqual({ file: '/data/b8.csv', label: 'b8.csv' });
  }
  const oscillation = '\n  oscillation: { model: sterile-3+1, s2_14: 0.1, dm2_41: 1 }';
  expect(problemsOf({ ...of(sun), inputs: inputs(sun) + oscillation })).toEqual(['E606 {']);
});

test('uncertainties of the source are pulls of a systematic, and parts of the neutrinos that stages follow', () => {
  const systematics = '\n  spectra: { varies: inputs.source }';
  const own = reactor(`cores: [${near}]`, ', uncertainties: { U235: 0.02, extrapolated: 0.1 }');
  const { stages } = graphOf({ ...of(own), systematics }).graph;
  expect(parametersAt<FluxParameters>(stages, 'recoil').parts).toEqual(['extrapolated', 'U235']);
  const { fluxVariations } = parametersAt<PredictionParameters>(stages, 'prediction');
  expect(fluxVariations).toEqual({
    'flux-u235': { part: 'U235', uncertainty: 0.02 },
    'flux-extrapolated': { part: 'extrapolated', uncertainty: 0.1 },
  });
  expect(parametersAt<{ variations: string[] }>(stages, 'model').variations).toEqual([
    'flux-u235',
    'flux-extrapolated',
  ]);
  const [problem] = foundProblems({ ...of(reactor(`cores: [${near}]`)), systematics });
  expect(problem).toMatchObject({ code: 'E606', word: 'inputs.source' });
});

test('couplings without a number for a flavour that arrives are refused', () => {
  const ofTwo = '{ gvp: { nue: 0.038, numu: 0.031 }, gvn: -0.5 }';
  const written = inputs(sun).replace('tree-level', ofTwo);
  expect(problemsOf({ ...of(sun), inputs: written })).toEqual(['E606 {']);
  const pure = sun.replace('model: solar', 'model: solar, conversion: none');
  expect(problemsOf({ ...of(sun), inputs: inputs(pure).replace('tree-level', ofTwo) })).toEqual([]);
});

test.each([
  [
    'a component of the Sun without spectrum',
    '{ model: solar, exposure: 1, components: { b8: { flux: 1 } } }',
    ['E303 {'],
  ],
  [
    'a line without flux',
    '{ model: given-flux, exposure: 1, components: { a: { flavours: nue, spectrum: { model: line, energy: 1 } } } }',
    ['E303 {'],
  ],
  [
    'parts of flavours that do not add up',
    '{ model: given-flux, exposure: 1, components: { a: { flavours: { nue: 0.4 }, flux: 1, spectrum: { model: line, energy: 1 } } } }',
    ['E606 {'],
  ],
])('refused before anything runs: %s', (_, source, expected) => {
  expect(problemsOf(of(source))).toEqual(expected);
});

test('refused before anything runs: more than a neutrino per decay', () => {
  const source = '{ model: electron-capture, activity: 1, half-life: 1, exposure: 1, lines: [{ energy: 1, part: 2 }] }';
  expect(problemsOf(of(source, '\n  baseline: 1'))).toEqual(['E605 [']);
});

test('the covariance of fission spectra is pulls by size, as many as have the variance that is asked for', () => {
  const own = (more = '', spectra = 'huber-tables') =>
    reactor(`cores: [${near}]`, more).replace('spectra: mueller', `spectra: ${spectra}`);
  const varies = (keep = '') => `\n  shape: { varies: inputs.source.spectra${keep} }`;
  const pulls = (keep: string) => {
    const { stages } = graphOf({ ...of(own()), systematics: varies(keep) }).graph;
    return parametersAt<PredictionParameters>(stages, 'prediction').fluxVariations!;
  };
  expect(pulls(', keep: 0.5')).toEqual({ 'flux-0': { part: 'spectrum-0', uncertainty: 1 } });
  const [most, all] = [pulls(''), pulls(', keep: 1')].map((found) => Object.keys(found).length);
  expect(most).toBeGreaterThan(1);
  expect(most).toBeLessThan(all!);
  expect(all).toBe(25);
  const problems = (source: string, keep?: string) => problemsOf({ ...of(source), systematics: varies(keep) });
  expect(problems(reactor(`cores: [${near}]`))).toEqual(['E606 inputs.source.spectra']);
  expect(problems(sun)).toEqual(['E606 inputs.source.spectra']);
  // Errors of one isotope twice.
  expect(problems(own(', uncertainties: { U238: 0.08, extrapolated: 0.1 }'))).toEqual([]);
  expect(problems(own(', uncertainties: { U235: 0.02 }'))).toEqual(['E606 inputs.source.spectra']);
  const elsewhere = '\n  spectra: { varies: inputs.source, keep: 0.9 }';
  expect(problemsOf({ ...of(own(', uncertainties: { U238: 0.08 }')), systematics: elsewhere })).toEqual(['E606 keep']);
});
