import { readFileSync } from 'node:fs';
import { lnGamma } from '@cevns/numerics/special-functions/ln-gamma';
import { expect, test } from 'vitest';
import { compileModel } from '../compile.ts';
import { type ConvergedFit, type FitResult, fit, fittedValues } from '../fit.ts';
import { interpolation as polynomialLinear } from '../interpolation/polynomial-linear.ts';
import type { Constraint } from '../model.ts';
import { profileInterval } from '../profile-interval.ts';
import { modelFromWorkspace } from './model-from-workspace.ts';
import type { Workspace } from './workspace.ts';

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
const answers = fixture('histfactory-answers');
const { model: description } = modelFromWorkspace(fixture('histfactory-workspace') as Workspace);
const model = compileModel(description, { 'polynomial-linear': polynomialLinear });

function converged(result: FitResult): ConvergedFit {
  if (result.status === 'failed') throw new Error(result.message);
  return result;
}

const best = converged(fit(model));
const strengthAt = (name: string, value: number) =>
  fittedValues(converged(fit(model, { fixed: { [name]: value } }))).mu! - fittedValues(best).mu!;

/** -2 ln of the probabilities that the statistic leaves out: those of saturated counts, and the norms of normal constraints. */
function constants(): number {
  const ofCount = (n: number) => 2 * (n - n * Math.log(n) + lnGamma(n + 1));
  const ofConstraint = (constraint: Constraint | null) => {
    if (constraint?.kind === 'normal') return Math.log(2 * Math.PI * constraint.sigma ** 2);
    return constraint?.kind === 'poisson' ? ofCount(constraint.count) : 0;
  };
  const counts = description.channels.flatMap(({ observed }) => Array.from(observed, ofCount));
  return [...counts, ...model.constraints.map(ofConstraint)].reduce((sum, value) => sum + value, 0);
}

test('the parameters of a workspace', () => {
  expect([...model.names].sort()).toEqual([...answers.par_names].sort());
});

test('minimum, values and errors', () => {
  expect(Math.abs(best.statistic + constants() - answers.twice_nll_min)).toBeLessThan(1e-7);
  for (const { name, value, error } of best.parameters) {
    expect(Math.abs(value - answers.bestfit[name].value), name).toBeLessThan(1e-6);
    expect(Math.abs(error! / answers.bestfit[name].hesse - 1), name).toBeLessThan(1e-5);
  }
  expect(best.verdict).toMatchObject({ converged: true, positiveDefinite: true, atLimit: [], atKink: [] });
  expect(best.verdict.edm).toBeLessThan(1e-10);
});

test('covariance', () => {
  const at = answers.par_names.map((name: string) => best.determined.indexOf(name));
  for (const [i, row] of (answers.covariance as number[][]).entries()) {
    row.forEach((expected, j) => {
      const scale = Math.sqrt(answers.covariance[i]![i]! * answers.covariance[j]![j]!);
      const found = best.covariance![at[i]! * best.determined.length + at[j]!]!;
      expect(Math.abs(found - expected)).toBeLessThan(1e-5 * scale);
    });
  }
});

test('the profile of the strength', () => {
  for (const [mu, rise] of answers.profile_scan_mu as [number, number][]) {
    const held = converged(fit(model, { fixed: { mu } }));
    expect(Math.abs(held.statistic - best.statistic - rise)).toBeLessThan(1e-7);
  }
});

test('intervals by the profile', () => {
  const ends = (name: string, delta: number) => {
    const { minus, plus } = profileInterval(model, best, name, delta);
    return [-minus.distance!, plus.distance!];
  };
  const meets = (found: number[], expected: number[]) => {
    expected.forEach((end, i) => {
      expect(Math.abs(found[i]! - end)).toBeLessThan(1e-6);
    });
  };
  meets(ends('mu', 1), answers['minos_mu_68.27']);
  meets(ends('mu', 2.705543454095414), answers.minos_mu_90);
  meets(ends('mu', 3.841458820694124), answers.minos_mu_95);
  for (const [name, expected] of Object.entries(answers.minos_alphas_68)) meets(ends(name, 1), expected as number[]);
});

test('impacts: shifts of the strength with one parameter held away from its best fit', () => {
  for (const [name, expected] of Object.entries(answers.impacts as Record<string, Record<string, number>>)) {
    const { value, error } = best.parameters.find((parameter) => parameter.name === name)!;
    for (const [kind, sign] of [
      ['up', 1],
      ['down', -1],
    ] as const) {
      expect(Math.abs(strengthAt(name, value + sign) - expected[`prefit_${kind}`]!)).toBeLessThan(1e-6);
      expect(Math.abs(strengthAt(name, value + sign * error!) - expected[`postfit_${kind}`]!)).toBeLessThan(1e-6);
    }
  }
});
