import type { Parameters } from './check-values.ts';
import { expectArray, expectFinite, expectParameter, expectPositive, expectUnique, fail } from './check-values.ts';
import { constraintCentre } from './constraint.ts';
import { compileJointConstraint } from './joint-constraint.ts';
import type { Constraint, JointConstraint, ModelDescription, ParameterDescription } from './model.ts';

/** Bounds of a parameter, those of a uniform constraint included; infinite where there is none. */
export function boundsOf({ lower, upper, constraint }: ParameterDescription): { lower: number; upper: number } {
  const range = constraint?.kind === 'uniform' ? constraint : null;
  return {
    lower: Math.max(lower ?? Number.NEGATIVE_INFINITY, range?.lower ?? Number.NEGATIVE_INFINITY),
    upper: Math.min(upper ?? Number.POSITIVE_INFINITY, range?.upper ?? Number.POSITIVE_INFINITY),
  };
}

/** Checks the parameters of a model, what constrains them, and where fits start. */
export function checkParameters(model: ModelDescription, parameters: Parameters): void {
  expectUnique(model.parameters, 'parameters');
  model.parameters.forEach((parameter, i) => {
    checkParameter(parameter, `parameters[${i}] (${parameter.name})`);
  });
  const joint = new Set<string>();
  model.jointConstraints?.forEach((constraint, i) => {
    checkJointConstraint(constraint, `jointConstraints[${i}]`, parameters, joint);
  });
  model.starts?.forEach((values, i) => {
    for (const [name, value] of Object.entries(values)) {
      const path = `starts[${i}].${name}`;
      expectFinite(value, path);
      expectWithinBounds(expectParameter(name, `starts[${i}]`, parameters), value, path);
    }
  });
}

function expectWithinBounds(parameter: ParameterDescription, value: number, path: string): void {
  const { lower, upper } = boundsOf(parameter);
  if (!(value >= lower && value <= upper)) fail('outside-bounds', path, `a value within ${lower} and ${upper}`, value);
}

function checkParameter(parameter: ParameterDescription, path: string): void {
  const { initial, constraint } = parameter;
  if (constraint !== undefined) checkConstraint(constraint, `${path}.constraint`);
  const { lower, upper } = boundsOf(parameter);
  expectFinite(initial, `${path}.initial`);
  if (!(lower < upper)) fail('invalid-bounds', path, 'lower < upper', `${lower} and ${upper}`);
  expectWithinBounds(parameter, initial, `${path}.initial`);
  if (constraint?.kind === 'log-normal') expectPositive(initial, `${path}.initial`, 'outside-bounds');
}

function checkConstraint(constraint: Constraint, path: string): void {
  switch (constraint.kind) {
    case 'normal':
      expectFinite(constraint.mean, `${path}.mean`);
      expectPositive(constraint.sigma, `${path}.sigma`, 'constraint-width');
      return;
    case 'poisson':
      if (!(constraint.count >= 0 && Number.isFinite(constraint.count))) {
        fail('negative-observation', `${path}.count`, 'a finite count of 0 or more', constraint.count);
      }
      expectPositive(constraint.rate, `${path}.rate`, 'constraint-width');
      return;
    case 'log-normal':
      expectPositive(constraint.median, `${path}.median`, 'outside-bounds');
      expectPositive(constraint.logSigma, `${path}.logSigma`, 'constraint-width');
      return;
    case 'uniform':
      expectFinite(constraintCentre(constraint), path);
      if (!(constraint.lower < constraint.upper)) {
        fail('invalid-bounds', path, 'lower < upper', `${constraint.lower} and ${constraint.upper}`);
      }
  }
}

function checkJointConstraint(
  constraint: JointConstraint,
  path: string,
  parameters: Parameters,
  joint: Set<string>,
): void {
  const n = constraint.parameters.length;
  for (const name of constraint.parameters) {
    const at = `${path}.parameters`;
    const { constraint: own } = expectParameter(name, at, parameters);
    if (joint.has(name)) fail('duplicate-name', at, 'each parameter in one joint constraint, once', `${name} twice`);
    if (own !== undefined && own.kind !== 'uniform') {
      fail('duplicate-name', at, 'parameters without a constraint of their own', name);
    }
    joint.add(name);
  }
  expectArray(constraint.mean, n, `${path}.mean`);
  checkCovariance(constraint.covariance, n, `${path}.covariance`);
  if (compileJointConstraint(constraint, new Map()) === null) {
    fail(
      'singular-covariance',
      `${path}.covariance`,
      'a positive definite matrix',
      'one that is singular or indefinite',
    );
  }
}

/** Refuses a matrix that is not n x n, finite and symmetric; whether it is positive definite is for others to find out. */
export function checkCovariance(covariance: Float64Array, n: number, path: string): void {
  expectArray(covariance, n * n, path);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const [a, b] = [covariance[i * n + j]!, covariance[j * n + i]!];
      const scale = Math.sqrt(Math.abs(covariance[i * n + i]! * covariance[j * n + j]!));
      if (Math.abs(a - b) > 1e-9 * scale) {
        fail('singular-covariance', path, 'a symmetric matrix', `${a} at [${i}][${j}] and ${b} at [${j}][${i}]`);
      }
    }
  }
}
