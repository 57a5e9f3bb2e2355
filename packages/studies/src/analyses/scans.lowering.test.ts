import { expect, test } from 'vitest';
import { foundProblems, graphOf, loweredStudy, parametersAt } from '../testing/written-study.ts';

const parameters =
  '{ sin2: { of: standard-model.sin2_theta_W, range: [0.1, 0.4] }, strength: { scales: cevns, range: [0, 2] } }';

function lowered(analysis: string) {
  const { stages } = graphOf({ parameters, analysis: `{ own: ${analysis} }` }).graph;
  const stage = stages.find(({ id }) => id.endsWith('analysis/own'))!;
  return { own: parametersAt<Record<string, unknown>>(stages, 'analysis/own'), stage };
}

test('a contour has 101 points each way, two levels and two degrees of freedom unless told otherwise', () => {
  const { own, stage } = lowered(
    '{ kind: contour, x: { parameter: sin2, range: [0.2, 0.3] }, y: { parameter: strength, range: [0.1, 2], points: 11, spacing: log } }',
  );
  expect(own).toMatchObject({
    x: { parameter: 'sin2', range: [0.2, 0.3], points: 101, spacing: 'linear' },
    y: { parameter: 'strength', range: [0.1, 2], points: 11, spacing: 'log' },
    confidence: [0.6827, 0.9],
    degreesOfFreedom: 2,
  });
  expect(stage.outputs).toEqual(['result']);
});

test('a limit has a convention by name, as a module of its stage', () => {
  const { own, stage } = lowered('{ kind: limit, parameter: strength }');
  expect(own).toMatchObject({ border: 0, confidence: 0.9, convention: { name: 'delta-chi2' } });
  expect(stage.outputs).toEqual(['result']);
  expect(JSON.stringify(stage)).toContain('@cevns/studies/limit-conventions/delta-chi2');
  const one = lowered('{ kind: limit, parameter: strength, convention: { name: delta-chi2, sides: one } }');
  expect(one.own.convention).toEqual({ name: 'delta-chi2', sides: 'one' });
});

test('a limit against another parameter leaves a curve', () => {
  const { own, stage } = lowered(
    '{ kind: limit, parameter: strength, against: { parameter: sin2, range: [0.2, 0.3], points: 5 } }',
  );
  expect(own.against).toEqual({ parameter: 'sin2', range: [0.2, 0.3], points: 5, spacing: 'linear' });
  expect(stage.outputs).toEqual(['result', 'limits']);
});

test('limits expected by toys need toys for the limit; a curve by toys has none', () => {
  const stated =
    (convention: string, more = '') =>
    () =>
      lowered(`{ kind: limit, parameter: strength, convention: { name: cls, ${convention} }${more} }`);
  expect(stated('expected: toys')).toThrow('Expected limits by toys beside an asymptotic limit');
  expect(stated('method: toys, expected: toys')().own.convention).toMatchObject({ expected: 'toys' });
  const against = ', against: { parameter: sin2, range: [0.2, 0.3] }';
  expect(stated('method: toys', against)().own.convention).toMatchObject({ expected: 'none' });
});

test('a posterior of which every parameter is held is refused where they are held', () => {
  const problems = (fixed: string) =>
    foundProblems({ parameters, analysis: `{ own: { kind: posterior, fixed: ${fixed} } }` });
  const names = loweredStudy({ parameters }).parameters.parameters.map(({ name }) => name);
  expect(problems(`[${names.slice(1).join(', ')}]`)).toEqual([]);
  expect(problems(`[${names.join(', ')}]`)).toMatchObject([{ code: 'E606', message: 'no parameter is left free' }]);
});
