import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileModel } from './compile.ts';
import { type ConvergedFit, type FitResult, fit } from './fit.ts';
import { allKindsModel, compileAllKinds } from './fixtures/all-kinds-model.ts';
import { modelFromWorkspace, type WorkspaceOptions } from './histfactory/model-from-workspace.ts';
import type { Workspace } from './histfactory/workspace.ts';
import { interpolation as polynomialLinear } from './interpolation/polynomial-linear.ts';
import type { ModelDescription, TemplateErrors } from './model.ts';
import { createObjective } from './objective.ts';
import { profileInterval } from './profile-interval.ts';

const workspace = JSON.parse(
  readFileSync(new URL('./fixtures/histfactory-workspace.json', import.meta.url), 'utf8'),
) as Workspace;

function compiled(options: WorkspaceOptions) {
  return compileModel(modelFromWorkspace(workspace, undefined, options).model, {
    'polynomial-linear': polynomialLinear,
  });
}

function converged(result: FitResult): ConvergedFit {
  if (result.status === 'failed') throw new Error(result.message);
  return result;
}

const [explicit, eliminated] = [compiled({}), compiled({ staterror: 'eliminated' })];
const [all, fewer] = [converged(fit(explicit)), converged(fit(eliminated))];

test('without twelve parameters the fit has the same minimum, values, errors and correlations', () => {
  expect(all.parameters.length - fewer.parameters.length).toBe(12);
  expect(fewer.statistic).toBeCloseTo(all.statistic, 9);
  const places = fewer.determined.map((name) => all.determined.indexOf(name));
  for (const [i, { name, value }] of fewer.parameters.entries()) {
    const same = all.parameters.find((parameter) => parameter.name === name)!;
    expect(value, name).toBeCloseTo(same.value, 7);
    for (const [j, place] of places.entries()) {
      const expected = all.covariance![places[i]! * all.determined.length + place]!;
      expect(fewer.covariance![i * places.length + j]!).toBeCloseTo(expected, 8);
    }
  }
});

test('the interval of the strength is the same', () => {
  const [a, b] = [profileInterval(explicit, all, 'mu', 1), profileInterval(eliminated, fewer, 'mu', 1)];
  expect(b.minus.distance).toBeCloseTo(a.minus.distance!, 8);
  expect(b.plus.distance).toBeCloseTo(a.plus.distance!, 8);
});

test('expectation by component, and the errors of the total, are the same', () => {
  fewer.channels[0]!.components.forEach(({ expectation }, c) => {
    expectation.forEach((value, b) => {
      expect(value).toBeCloseTo(all.channels[0]!.components[c]!.expectation[b]!, 7);
    });
  });
  const variance = ({ channels, covariance, determined }: ConvergedFit, bin: number) => {
    const n = determined.length;
    const row = channels[0]!.jacobian.subarray(bin * n, (bin + 1) * n);
    return row.reduce((sum, x, i) => sum + row.reduce((own, y, j) => own + x * y * covariance![i * n + j]!, 0), 0);
  };
  // With the factors eliminated their own part of the variance, at fixed parameters, is not in the Jacobian.
  for (let bin = 0; bin < 12; bin++) expect(variance(fewer, bin)).toBeLessThan(variance(all, bin));
});

/** The model of all kinds with template errors of two of its components. */
function withTemplateErrors(constraint: TemplateErrors['constraint']): ModelDescription {
  const model = allKindsModel();
  const [counts, ...others] = model.channels;
  const templateErrors = { components: ['signal', 'steady'], relative: Float64Array.of(0.2, 0, 0.3), constraint };
  return { ...model, channels: [{ ...counts!, templateErrors }, ...others] };
}

test.each(['normal', 'poisson'] as const)('%s factors: gradient and Hessian agree with differences', (constraint) => {
  const model = compileAllKinds(withTemplateErrors(constraint));
  const objective = createObjective(model);
  const size = model.names.length;
  const free = new Uint8Array(size).fill(1);
  const side = new Int8Array(size).fill(1);
  const theta = Float64Array.of(1.2, 0.3, 0.6, -0.4, 0.9, 0.7, 1.1, 0.8, 1.2, 0.9, 1.3);
  const moved = (p: number, step: number) => theta.map((value, q) => (q === p ? value + step : value));
  objective.derivatives(theta, side, free);
  const gradient = Float64Array.from(objective.gradient);
  const hessian = objective.gaussNewton.map((element, k) => element + objective.curvature[k]!);
  const [up, down] = [new Float64Array(size), new Float64Array(size)];
  const h = 1e-5;
  for (let p = 0; p < size; p++) {
    const slope = (objective.value(moved(p, h)) - objective.value(moved(p, -h))) / (2 * h);
    expect(Math.abs(slope - gradient[p]!)).toBeLessThan(1e-6 * (1 + Math.abs(slope)));
    objective.gradientAt(moved(p, h), side, free, up);
    objective.gradientAt(moved(p, -h), side, free, down);
    for (let q = 0; q < size; q++) {
      const bend = (up[q]! - down[q]!) / (2 * h);
      const exact = hessian[Math.max(p, q) * size + Math.min(p, q)]!;
      expect(Math.abs(bend - exact), `${model.names[p]}, ${model.names[q]}`).toBeLessThan(1e-6 * (1 + Math.abs(bend)));
    }
  }
});

test.each(['normal', 'poisson'] as const)('%s factors are where the statistic is smallest', (constraint) => {
  const counting = (errors: TemplateErrors | undefined, observed: number, s: number, r: number): ModelDescription => ({
    parameters: [
      { name: 'gamma', initial: 1, lower: 1e-10, upper: 50 },
      { name: 'r', initial: r, lower: 0, constraint: { kind: 'normal', mean: r, sigma: 1e-3 } },
    ],
    channels: [
      {
        name: 'counts',
        axes: [{ name: 'bin', edges: Float64Array.of(0, 1) }],
        observed: Float64Array.of(observed),
        ...(errors && { templateErrors: errors }),
        components: [['scaled', 'gamma', s] as const, ['rest', 'r', 1] as const].map(([name, parameter, events]) => ({
          name,
          terms: [
            {
              weight: [{ coefficient: 1, powers: { [parameter]: 1 } }],
              factors: [
                {
                  kind: 'morph',
                  axes: [0],
                  nominal: Float64Array.of(events),
                  interpolation: 'polynomial-linear',
                  variations: [],
                },
              ],
            },
          ],
        })),
      },
    ],
  });
  for (const [n, s, r, relative] of [
    [0, 4, 0, 0.2],
    [0, 4, 2, 0.3],
    [7, 4, 0, 0.5],
    [3, 10, 2, 0.1],
    [30, 4, 20, 0.7],
    [2, 0.01, 5, 0.4],
  ] as const) {
    const errors: TemplateErrors = { components: ['scaled'], relative: Float64Array.of(relative), constraint };
    const found = createObjective(compileAllKinds(counting(errors, n, s, r))).value(Float64Array.of(1, r));
    const tau = relative ** -2;
    const constraints =
      constraint === 'normal'
        ? ({ kind: 'normal', mean: 1, sigma: relative } as const)
        : ({ kind: 'poisson', count: tau, rate: tau } as const);
    const free = counting(undefined, n, s, r);
    const [gamma, rest] = free.parameters;
    const model = compileAllKinds({ ...free, parameters: [{ ...gamma!, constraint: constraints }, rest!] });
    expect(found).toBeCloseTo(converged(fit(model, { fixed: { r } })).statistic, 9);
  }
});
