import { fit } from '@cevns/fitting/fit';
import { expect, test } from 'vitest';
import { modelToJson } from '../model-artifact.ts';
import { artifact } from '../testing/artifacts.ts';
import { analysisInputs, countingModel, modules } from '../testing/counting-model.ts';
import { crossSectionAt, expectConverged, fitStatus, initialValues, modelOf } from './analysis.ts';

const inputs = Object.fromEntries(Object.entries(analysisInputs()).map(([name, output]) => [name, artifact(output)]));
const context = { parameters: {}, inputs, modules };

test('the model of a stage is the one that was stored, compiled', () => {
  const { description, model } = modelOf(context);
  expect(description).toEqual(countingModel());
  expect(model.names).toEqual(['strength', 'scale']);
  expect(initialValues(description)).toEqual({ strength: 1, scale: 1 });
});

test('a model without the module of its interpolation is refused', () => {
  expect(() => modelOf({ ...context, modules: {} })).toThrow('piecewise-linear');
});

test('stages with the same model share it, others do not', () => {
  const { model } = modelOf(context);
  expect(modelOf({ ...context, parameters: { other: 1 } }).model).toBe(model);
  const { parameters, ...rest } = countingModel();
  const other = { ...rest, parameters: parameters.map((each) => ({ ...each, initial: 0.5 })) };
  const changed = { ...inputs, model: artifact({ json: modelToJson(other) }) };
  expect(modelOf({ ...context, inputs: changed }).model.initial).toEqual(Float64Array.of(0.5, 0.5));
  expect(modelOf(context).model.initial).toEqual(Float64Array.of(1, 1));
});

test('a fit that failed never becomes a number', () => {
  const converged = fit(modelOf(context).model);
  expect(expectConverged(converged, 'the fit')).toBe(converged);
  const failed = {
    status: 'failed',
    reason: 'iterations',
    message: 'too many',
    stoppedAt: {},
    verdict: converged.verdict,
  };
  expect(() => expectConverged(failed as never, 'the fit')).toThrow('the fit did not converge (iterations): too many');
});

test('the verdict names what is to be warned of, and only then', () => {
  const { verdict } = fit(modelOf(context).model);
  expect(fitStatus(verdict)).toMatchObject({ converged: true, 'positive-definite': true, 'at-limit': [] });
  expect(fitStatus(verdict)).not.toHaveProperty('negative-bins');
  const negativeBins = [{ channel: 'small', bin: 0, expectation: -1 }];
  expect(fitStatus({ ...verdict, negativeBins, withoutEffect: ['onset'] })).toMatchObject({
    'negative-bins': 1,
    'without-effect': ['onset'],
  });
});

test('the cross section is a polynomial in the parameters of the interaction', () => {
  const crossSections = [
    [
      { coefficient: 1, powers: {} },
      { coefficient: 2, powers: { sin2: 2 } },
    ],
  ];
  const signal = artifact({ json: { terms: [], crossSections } });
  expect(crossSectionAt({ ...context, inputs: { ...inputs, signal } }, { sin2: 3 })).toBe(19);
});
