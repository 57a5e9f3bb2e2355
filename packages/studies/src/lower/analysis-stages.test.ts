import { describe, expect, test } from 'vitest';
import { graphOf, parametersAt, problemsOf, stageNamed } from '../testing/written-study.ts';
import { leavingsOf } from './analysis-stages.ts';

const ranged = '{ strength: { scales: cevns, start: 0.9, range: [0, 2] } }';

function parametersOf(analysis: string) {
  const { stages } = graphOf({ parameters: ranged, analysis: `{ own: ${analysis} }` }).graph;
  return parametersAt<Record<string, unknown>>(stages, 'analysis/own');
}

describe('what a stage computes', () => {
  test('a prediction away from the start values', () => {
    expect(parametersOf('{ kind: predict, at: { strength: 0.5 } }')).toMatchObject({
      at: { strength: 0.5 },
      fixed: {},
    });
    expect(parametersOf('predict').at).toEqual({});
  });

  test('held parameters: a list holds their start values, a mapping the values in it', () => {
    expect(parametersOf('{ kind: fit, fixed: [strength, flux] }').fixed).toEqual({ strength: 0.9, flux: 1 });
    expect(parametersOf('{ kind: fit, fixed: { flux: 1.1 } }').fixed).toEqual({ flux: 1.1 });
  });

  test('a profile at 101 points with 68.27 % and 90 % unless told otherwise', () => {
    expect(parametersOf('{ kind: profile, x: { parameter: strength, range: [0.5, 1.5] } }')).toMatchObject({
      parameter: 'strength',
      range: [0.5, 1.5],
      points: 101,
      confidence: [0.6827, 0.9],
    });
  });

  test('the Standard Model is where the couplings have it, wherever a fit starts', () => {
    const { stages } = graphOf({ parameters: '{ sin2_theta_W: { of: standard-model, start: 0.3 } }' }).graph;
    const { standardModel } = parametersAt<{ standardModel: object }>(stages, 'analysis/fitted');
    expect(standardModel).toEqual({ sin2_theta_W: 0.23857 });
    expect(parametersOf('fit').standardModel).toEqual({});
  });

  test('a fit says which parameters get intervals only when the study does', () => {
    expect(parametersOf('fit')).not.toHaveProperty('intervals');
    expect(parametersOf('{ kind: fit, parameters: [flux] }').intervals).toEqual(['flux']);
  });
});

test('stages leave what outputs can show', () => {
  const { stages } = graphOf({
    analysis: `
  a: predict
  b: fit
  c: { kind: profile, x: { parameter: strength, range: [0.5, 1.5] } }
  d: { kind: significance, against: { strength: 0 } }`,
  }).graph;
  const outputs = ['a', 'b', 'c', 'd'].map((name) => stageNamed(stages, `analysis/${name}`).outputs.at(-1));
  expect(outputs).toEqual(['bins', 'bins', 'curve', 'result']);
  expect(leavingsOf({ kind: 'significance' })).toBeUndefined();
});

test.each([
  ['an unknown parameter of a prediction', '{ kind: predict, at: { strengh: 1 } }', 'E602 strengh'],
  ['an unknown parameter of a fit', '{ kind: fit, parameters: [strengh] }', 'E602 strengh'],
  ['an unknown parameter that is held', '{ kind: fit, fixed: [strengh] }', 'E602 strengh'],
  ['an unknown tested parameter', '{ kind: significance, against: { strengh: 0 } }', 'E602 strengh'],
  ['an unknown profiled parameter', '{ kind: profile, x: { parameter: strengh, range: [0, 1] } }', 'E602 strengh'],
  ['a value outside the range', '{ kind: predict, at: { strength: 3 } }', 'E605 3'],
  ['a border outside the range', '{ kind: limit, parameter: strength, border: 3 }', 'E605 3'],
  ['a held value outside the range', '{ kind: fit, fixed: { strength: -1 } }', 'E605 -1'],
  ['a profile beyond the range', '{ kind: profile, x: { parameter: strength, range: [0, 3] } }', 'E605 ['],
  ['an empty range of a profile', '{ kind: profile, x: { parameter: strength, range: [1, 1] } }', 'E605 ['],
  ['a tested parameter that is held', '{ kind: significance, against: { strength: 0 }, fixed: [strength] }', 'E606 {'],
  [
    'a profiled parameter that is held',
    '{ kind: profile, x: { parameter: strength, range: [0, 1] }, fixed: { strength: 1 } }',
    'E606 {',
  ],
  ['an interval of a held parameter', '{ kind: fit, parameters: [strength], fixed: [strength] }', 'E606 ['],
])('refused: %s', (_, analysis, place) => {
  expect(problemsOf({ parameters: ranged, analysis: `{ own: ${analysis} }` })).toEqual([place]);
});
