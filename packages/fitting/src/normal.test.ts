import { readFileSync } from 'node:fs';
import { chiSquaredTail } from '@cevns/numerics/special-functions/chi-squared-distribution';
import { expect, test } from 'vitest';
import { compileModel } from './compile.ts';
import { type ConvergedFit, type FitResult, fit } from './fit.ts';
import { interpolation as quadratic } from './interpolation/quadratic.ts';
import type { ChannelLikelihood, ComponentDescription, ModelDescription, Polynomial } from './model.ts';
import { createObjective } from './objective.ts';

const data = JSON.parse(readFileSync(new URL('./fixtures/covariance.json', import.meta.url), 'utf8'));
const n: number = data.data.length;
const variances = data.stat.map((error: number) => error ** 2) as number[];

function component(name: string, weight: Polynomial, template: number[]): ComponentDescription {
  const nominal = Float64Array.from(template);
  const factors = [{ kind: 'morph' as const, axes: [0], nominal, interpolation: 'quadratic', variations: [] }];
  return { name, terms: [{ weight, factors }] };
}

function compile(likelihood: ChannelLikelihood, pulls: readonly string[]) {
  const free = ['a1', 'a2'].map((name) => ({ name, initial: 0 }));
  const constraint = { kind: 'normal', mean: 0, sigma: 1 } as const;
  const linear = (parameter: string): Polynomial => [{ coefficient: 1, powers: { [parameter]: 1 } }];
  const description: ModelDescription = {
    parameters: [...free, ...pulls.map((name) => ({ name, initial: 0, constraint }))],
    channels: [
      {
        name: 'values',
        axes: [{ name: 'x', edges: Float64Array.from({ length: n + 1 }, (_, i) => i) }],
        observed: Float64Array.from(data.data),
        likelihood,
        components: [
          component('first', linear('a1'), data.T1),
          component('second', linear('a2'), data.T2),
          component('base', [{ coefficient: 1, powers: {} }], data.B),
          ...pulls.map((name, k) => component(name, linear(name), data[`s${k + 1}`])),
        ],
      },
    ],
  };
  return compileModel(description, { quadratic });
}

function matrix(element: (i: number, j: number) => number): Float64Array {
  return Float64Array.from({ length: n * n }, (_, k) => element(Math.floor(k / n), k % n));
}

const diagonal = (i: number, j: number) => (i === j ? variances[i]! : 0);
const correlated = compile(
  {
    kind: 'normal',
    covariance: matrix((i, j) => ['s1', 's2', 's3'].reduce((sum, s) => sum + data[s][i] * data[s][j], diagonal(i, j))),
  },
  [],
);

function converged(result: FitResult): ConvergedFit {
  if (result.status === 'failed') throw new Error(result.message);
  return result;
}

/** Compares to a relative precision. */
function meets(found: number, expected: string | number, relative = 1e-10): void {
  expect(Math.abs(found / Number(expected) - 1)).toBeLessThan(relative);
}

test('chi-squared with a covariance: minimum, covariance and probability', () => {
  const best = converged(fit(correlated));
  best.parameters.forEach(({ value }, p) => {
    meets(value, data.bestfit[p]);
  });
  best.covariance!.forEach((element, k) => {
    meets(element, data.cov[Math.floor(k / 2)][k % 2]);
  });
  meets(best.statistic, data.chi2_min);
  meets(chiSquaredTail(best.statistic, best.bins - best.determined.length), data.p_value);
});

test('chi-squared away from the minimum', () => {
  const objective = createObjective(correlated);
  const value = (theta: Float64Array) => objective.value(theta);
  meets(value(Float64Array.of(1, 0)), data.chi2_at['(1,0)']);
  meets(value(Float64Array.of(1, 1)), data.chi2_at['(1,1)']);
});

test('the same with pulls in place of the correlated part', () => {
  const pulls = ['eta1', 'eta2', 'eta3'];
  const best = converged(fit(compile({ kind: 'normal', covariance: matrix(diagonal) }, pulls)));
  const { params_a1_a2_eta1_eta2_eta3: values, chi2, err } = data.pull_form;
  meets(best.statistic, chi2);
  best.parameters.forEach(({ value, error }, p) => {
    expect(Math.abs(value - Number(values[p]))).toBeLessThan(1e-10);
    meets(error!, err[p]);
  });
});
