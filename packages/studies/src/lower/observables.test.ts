import { describe, expect, test } from 'vitest';
import {
  foundProblems,
  graphOf,
  loweredStudy,
  parametersAt,
  problemsOf,
  sections,
  stageNamed,
} from '../testing/written-study.ts';

const template = (content: string, more = '') =>
  `{ table: /data/templates.csv, at: { energy: e, F90: f, time: t }, content: ${content}${more} }`;

/** A detector that observes energy, time and a pulse shape, with templates. */
const detector = ({ signal = '', onset = '' } = {}) => `
  target: { material: CsI, mass: 10 }
  quenching: { model: constant, factor: 0.25, variations: { light: { up: { factor: 0.3 }, down: { factor: 0.2 } } } }
  smearing: { model: gaussian, stochastic: 0.58 }
  efficiency: { model: tabulated, table: /data/efficiency.csv, at: e, content: kept }
  observables:
    F90: { title: Pulse shape, binning: { edges: [0.5, 0.7, 0.9] } }
    time: { binning: { edges: [0, 1, 6] }${onset} }
    energy: { binning: { edges: [0, 10, 20] }, fine-bin-width: 0.5 }
  signal: { ${signal}template: ${template('s', ', variations: { shape: { up: u, down: d }, late: { up: l } }')} }
  backgrounds:
    steady: { events: 100, uncertainty: 20, template: ${template('b', ', variations: { tilt: { up: bu, down: bd } }')} }`;

const inputs = sections.inputs!.replace(
  'columns: { PE: pe, time: t }',
  'columns: { energy: e, F90: f, time: t }, count: n',
);
const whole = { inputs, detector: detector({ signal: 'events: 50, ' }) };
const predicted = { inputs, detector: detector({ onset: ', onset: { start: 0.5, range: [0.2, 0.9] }' }) };

const names = (changes: Record<string, string>) => graphOf(changes).graph.stages.map(({ id }) => id.slice(6));

describe('a signal that is a template in all observables', () => {
  test('needs no times from the pulse, and no shapes of backgrounds', () => {
    expect(names(whole)).not.toContain('timing');
    expect(names(whole)).not.toContain('backgrounds');
    const { stages } = graphOf(whole).graph;
    expect(parametersAt(stages, 'model')).toMatchObject({
      axes: ['energy', 'time', 'F90'],
      components: [
        { name: 'steady', events: 100, template: { variations: [] } },
        { name: 'cevns', events: 50, template: { variations: [] } },
      ],
    });
    expect(parametersAt(stages, 'templates')).toMatchObject({
      templates: {
        steady: { axes: ['energy', 'time', 'F90'], conditional: false },
        cevns: { axes: ['energy', 'time', 'F90'], conditional: false },
      },
    });
  });

  test('components that share a table share the input; files are named by what they are to the stage', () => {
    const stage = stageNamed(graphOf(whole).graph.stages, 'templates');
    expect(Object.keys(stage.inputs)).toEqual(['steady']);
    expect(stage.parameters).toMatchObject({ templates: { steady: { table: 'steady' }, cevns: { table: 'steady' } } });
    const response = stageNamed(graphOf(whole).graph.stages, 'response');
    expect(response.parameters).toMatchObject({ observable: 'energy', efficiency: { table: 'efficiency' } });
  });

  test('data in bins have a column of counts', () => {
    expect(parametersAt(graphOf(whole).graph.stages, 'data')).toMatchObject({ count: 'n' });
  });

  test.each([
    ['a freed coupling', { parameters: '{ s2w: { of: standard-model.sin2_theta_W } }' }, 'E606 s2w'],
    [
      'a term beside the Standard Model',
      { inputs: inputs.replace('[standard-model]', '[standard-model, axial]') },
      'E606 axial',
    ],
    [
      'a variation of the quenching',
      { systematics: '{ q: { varies: detector.quenching } }' },
      'E606 detector.quenching',
    ],
    [
      'an onset',
      { systematics: '{ q: { varies: detector.observables.time.onset } }' },
      'E606 detector.observables.time.onset',
    ],
  ])('is not changed by %s', (_, changes, place) => {
    expect(problemsOf({ ...whole, ...changes })).toEqual([place]);
  });
});

describe('a signal whose template is that of the pulse shape', () => {
  test('has its energies from recoils and its times from the pulse', () => {
    expect(names(predicted)).toContain('timing');
    const { stages } = graphOf(predicted).graph;
    expect(parametersAt(stages, 'templates')).toMatchObject({
      templates: { cevns: { axes: ['energy', 'F90'], conditional: true } },
    });
    expect(parametersAt(stages, 'timing')).toMatchObject({ efficiency: { plateauEndUs: 0, ratePerUs: 0 } });
    const [, cevns] = parametersAt<{ components: readonly object[] }>(stages, 'model').components;
    expect(cevns).toEqual({ name: 'cevns', scaledBy: ['strength', 'flux'], template: { variations: [] } });
  });

  test('may be of another interaction', () => {
    expect(problemsOf({ ...predicted, parameters: '{ s2w: { of: standard-model.sin2_theta_W } }' })).toEqual([]);
  });
});

test('results say which part of the signal is a template', () => {
  const stated = (changes: Record<string, string>) =>
    parametersAt<{ conventions: { signal?: string } }>(graphOf(changes).graph.stages, 'summary').conventions.signal;
  expect(stated({})).toBeUndefined();
  expect(stated(whole)).toBe(
    'a template of 50 events in energy, time, F90; couplings and form factor enter the cross section only',
  );
  expect(stated(predicted)).toBe(
    'predicted from recoils, efficiency at the reconstructed energy, at centres of 0.5 keVee bins; F90 given energy from a template',
  );
});

describe('what varies a template', () => {
  const systematics = '{ signal: { varies: detector.signal }, background: { varies: detector.backgrounds.steady } }';

  test('a pull for every variation; one without the other side stays between the two templates', () => {
    const { parameters, templateVariations } = loweredStudy({ ...whole, systematics }).parameters;
    const pulls = parameters.filter(({ constraint }) => constraint?.kind === 'normal');
    expect(pulls.map(({ name, lower, upper }) => [name, lower, upper])).toEqual([
      ['tilt', -5, 5],
      ['shape', -5, 5],
      ['late', 0, 1],
    ]);
    expect(templateVariations).toEqual({ steady: { tilt: 'tilt' }, cevns: { shape: 'shape', late: 'late' } });
  });

  test('a background without a template has none', () => {
    const found = foundProblems({ systematics: '{ s: { varies: detector.backgrounds.steady } }' });
    expect(found.map(({ message }) => message)).toEqual(['there is no template of `steady`']);
  });
});

describe('refused', () => {
  test.each([
    [
      'two observables of the energy',
      {
        detector: whole.detector.replace(
          '    F90:',
          '    PE: { binning: { edges: [0, 1] }, fine-bin-width: 1 }\n    F90:',
        ),
      },
      'E606 energy',
    ],
    [
      'photoelectrons for an energy',
      { detector: whole.detector.replace('gaussian, stochastic: 0.58', 'poisson, light-yield: 13') },
      'E606 {',
    ],
    [
      'an energy for photoelectrons',
      {
        inputs: sections.inputs!,
        detector: sections.detector!.replace('poisson, light-yield: 13', 'gaussian, stochastic: 0.58'),
      },
      'E606 {',
    ],
    [
      'a template without a column for an observable',
      {
        detector: whole.detector.replace(
          'at: { energy: e, F90: f, time: t }, content: s',
          'at: { energy: e, time: t }, content: s',
        ),
      },
      'E303 {',
    ],
    [
      'a column for what is not observed',
      { detector: whole.detector.replace('F90: f, time: t }, content: s', 'F90: f, S2: g, time: t }, content: s') },
      'E606 S2',
    ],
    [
      'a signal without a shape in an observable',
      { detector: whole.detector.replace(/\n {2}signal: .*/, '') },
      'E303 time',
    ],
    ['a region that cuts a bin of tables', { region: '{ F90: [0.6, 0.9] }' }, 'E605 ['],
  ])('%s', (_, changes, place) => {
    expect(problemsOf({ ...whole, ...changes })).toContain(place);
  });
});
