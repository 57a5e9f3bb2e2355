import { describe, expect, test } from 'vitest';
import { foundProblems, loweredStudy, problemsOf, sections } from '../testing/written-study.ts';

const withoutTime = sections.detector!.replace(/\n {4}time:(\n {6}.*)+/, '');

function parameterOf(name: string, changes: Record<string, string>) {
  const lowered = loweredStudy(changes);
  lowered.problems.throwIfAny();
  return lowered.parameters.parameters.find((parameter) => parameter.name === name);
}

describe('parameters of interest', () => {
  test('a scale starts at 1 without bounds or prior unless the study gives them', () => {
    expect(parameterOf('strength', {})).toEqual({ name: 'strength', initial: 1 });
    expect(parameterOf('strength', { parameters: '{ strength: { scales: cevns, start: 2, range: [0, 3] } }' })).toEqual(
      { name: 'strength', initial: 2, lower: 0, upper: 3 },
    );
  });

  test('a parameter of the interaction starts at the value of the couplings', () => {
    expect(parameterOf('sin2_theta_W', { parameters: '{ sin2_theta_W: { of: standard-model } }' })).toEqual({
      name: 'sin2_theta_W',
      initial: 0.23857,
    });
  });

  test('what scales the signal alone is its strength', () => {
    const strengthOf = (parameters: string) => loweredStudy({ parameters }).parameters.strength;
    expect(strengthOf('{ mu: { scales: cevns } }')).toBe('mu');
    expect(strengthOf('{ mu: { scales: [cevns] } }')).toBe('mu');
    expect(strengthOf('{ mu: { scales: [cevns, steady] } }')).toBeUndefined();
    expect(strengthOf('{ mu: { scales: steady } }')).toBeUndefined();
  });

  test('a parameter scales every component that it names', () => {
    const { scaledBy } = loweredStudy({ parameters: '{ mu: { scales: [cevns, steady] } }' }).parameters;
    expect(scaledBy).toEqual({ cevns: ['mu', 'flux'], steady: ['mu'] });
  });
});

describe('nuisance parameters', () => {
  test('a scale is 1 +- the relative uncertainty and never negative', () => {
    expect(parameterOf('flux', {})).toEqual({
      name: 'flux',
      initial: 1,
      lower: 0,
      constraint: { kind: 'normal', mean: 1, sigma: 0.1 },
    });
  });

  test('a background brings its own uncertainty: 20 events of 100', () => {
    const systematics = '{ steady-scale: { scales: steady } }';
    const { constraint } = parameterOf('steady-scale', { systematics })!;
    expect(constraint).toEqual({ kind: 'normal', mean: 1, sigma: expect.closeTo(0.2, 14) });
  });

  test('prior: none leaves a scale free', () => {
    expect(parameterOf('flux', { systematics: '{ flux: { scales: cevns, prior: none } }' })).toEqual({
      name: 'flux',
      initial: 1,
      lower: 0,
    });
  });

  test('variations of the response are unit pulls within five standard deviations', () => {
    const systematics = '{ quenching: { varies: detector.quenching, interpolation: quadratic } }';
    const { parameters } = loweredStudy({ systematics });
    expect(parameterOf('light', { systematics })).toEqual({
      name: 'light',
      initial: 0,
      lower: -5,
      upper: 5,
      constraint: { kind: 'normal', mean: 0, sigma: 1 },
    });
    expect(parameters.interpolation).toBe('quadratic');
    expect(parameters.variations.light).toEqual({ part: 'quenching', up: { factor: 0.1 }, down: { factor: 0.08 } });
  });

  test('the onset is a time within the range of the detector or the study, and the table covers it', () => {
    const systematics = '{ onset: { varies: detector.observables.time.onset } }';
    expect(parameterOf('onset', { systematics })).toEqual({
      name: 'onset',
      initial: 0.5,
      lower: 0.2,
      upper: expect.closeTo(0.9, 14),
    });
    const narrow = systematics.replace('onset }', 'onset, range: [0.4, 0.61] }');
    const { lower, upper } = parameterOf('onset', { systematics: narrow })!;
    const { parameters } = loweredStudy({ systematics: narrow });
    const { from, step, knots } = parameters.onset!.table;
    expect([lower, from]).toEqual([0.4, 0.4]);
    expect(upper).toBeCloseTo(0.61, 14);
    expect(from + step * (knots - 1)).toBe(upper);
    expect(step).toBeLessThanOrEqual(0.02);
    expect(parameters.units).toEqual({ onset: 'us' });
  });
});

describe('refused', () => {
  test.each([
    ['an unknown component', { parameters: '{ mu: { scales: cevn } }' }, 'E601 cevn'],
    ['an unknown component in a list', { parameters: '{ mu: { scales: [cevns, brn] } }' }, 'E601 brn'],
    ['an unknown parameter of an interaction', { parameters: '{ sin2: { of: standard-model } }' }, 'E602 sin2'],
    ['an empty range', { parameters: '{ mu: { scales: cevns, range: [2, 1] } }' }, 'E605 ['],
    ['a start outside the range', { parameters: '{ mu: { scales: cevns, range: [2, 3] } }' }, 'E605 ['],
    ['an unknown uncertainty', { systematics: '{ flux: { scales: cevns } }' }, 'E303 flux'],
    ['two parameters of one name', { parameters: '{ flux: { scales: cevns } }' }, 'E606 flux'],
    [
      'variations of a part that has none',
      { systematics: '{ eff: { varies: detector.efficiency } }' },
      'E606 detector.efficiency',
    ],
    [
      'an onset that starts outside its range',
      { systematics: '{ onset: { varies: detector.observables.time.onset, range: [0.6, 0.9] } }' },
      'E605 [',
    ],
    [
      'an onset with a prior',
      { systematics: '{ onset: { varies: detector.observables.time.onset, prior: normal } }' },
      'E606 normal',
    ],
    [
      'an interpolation of the onset, which is exact',
      { systematics: '{ onset: { varies: detector.observables.time.onset, interpolation: quadratic } }' },
      'E606 interpolation',
    ],
    [
      'the onset of a detector without time',
      { detector: withoutTime, systematics: '{ onset: { varies: detector.observables.time.onset } }' },
      'E606 detector.observables.time.onset',
    ],
  ])('%s', (_, changes, place) => {
    expect(problemsOf(changes as Record<string, string>)).toEqual([place]);
  });

  test('a parameter of couplings that are plain numbers', () => {
    const inputs = sections.inputs!.replace('tree-level', '{ gvp: 0.03, gvn: -0.5 }');
    const [problem] = foundProblems({ inputs, parameters: '{ sin2_theta_W: { of: standard-model } }' });
    expect(problem).toMatchObject({
      code: 'E606',
      word: 'sin2_theta_W',
      expected: expect.stringContaining('tree-level'),
    });
  });

  test('two interpolations of the response', () => {
    const detector = sections.detector!.replace(
      'offset: 0 }',
      'offset: 0, variations: { step: { up: { midpoint: 7 }, down: { midpoint: 9 } } } }',
    );
    const systematics = `
  efficiency: { varies: detector.efficiency, interpolation: piecewise-linear }
  quenching: { varies: detector.quenching, interpolation: quadratic }`;
    expect(problemsOf({ detector, systematics })).toEqual(['E606 quadratic']);
  });
});

describe('what was refused', () => {
  test('is not called unknown where it is mentioned; other names are', () => {
    const analysis = '{ held: { kind: fit, fixed: [flux, flix] }, at: { kind: predict, at: { flux: 1 } } }';
    expect(problemsOf({ systematics: '{ flux: { scales: cevns } }', analysis })).toEqual(['E303 flux', 'E602 flix']);
    expect(
      problemsOf({
        parameters: '{ sin2_thetaW: { of: standard-model } }',
        analysis: '{ scan: { kind: profile, x: { parameter: sin2_thetaW, range: [0.1, 0.4] } } }',
      }),
    ).toEqual(['E602 sin2_thetaW']);
  });

  test('a systematic that stands for its variations is no parameter of its own', () => {
    const analysis = '{ held: { kind: fit, fixed: [response] } }';
    expect(problemsOf({ systematics: '{ response: { varies: detector.quenching } }', analysis })).toEqual([
      'E602 response',
    ]);
  });
});

test('couplings that do not depend on a parameter are named', () => {
  const source = { inputs: sections.inputs!.replace(/couplings: [\w-]+/, 'couplings: scholberg') };
  expect(foundProblems({ ...source, parameters: '{ sin2_theta_W: { of: standard-model } }' })).toMatchObject([
    {
      code: 'E606',
      message: '`scholberg` does not depend on `sin2_theta_W`',
      expected: 'couplings that are a function of it, such as `tree-level`',
    },
  ]);
});

test('an uncertainty and no prior contradict each other', () => {
  const systematics = '{ flux: { scales: cevns, uncertainty: 0.1, prior: none } }';
  expect(problemsOf({ systematics })).toEqual(['E606 uncertainty']);
});
