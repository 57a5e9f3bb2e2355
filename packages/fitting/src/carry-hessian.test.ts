import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { carryHessian } from './carry-hessian.ts';
import { type ConvergedFit, fit } from './fit.ts';
import { nsiModel } from './fixtures/csi-models.ts';
import { compile } from './fixtures/example-models.ts';
import { NewtonMinimiser } from './newton.ts';
import { createObjective } from './objective.ts';

const release = JSON.parse(readFileSync(new URL('./fixtures/csi-2021.json', import.meta.url), 'utf8'));
const model = compile(nsiModel(release));
const objective = createObjective(model);

test('derivatives by the logarithm stay what they are, of a parameter that changes much and cannot be negative', () => {
  const flux = model.indexOf.get('flux')!;
  const index = Int32Array.of(0, flux);
  const at = Float64Array.from(model.initial);
  const theta = Float64Array.from(at);
  const hessian = Float64Array.of(5, 2, 2, 7);
  expect(carryHessian(hessian, at, theta, index, objective)).toBe(false);
  theta[0] = 10;
  theta[flux] = 0.25;
  expect(carryHessian(hessian, at, theta, index, objective)).toBe(true);
  expect([...hessian]).toEqual([5, 8, 8, 7 * 16]);
  expect(at[flux]).toBe(0.25);
});

test('no Hessian is carried across a kink', () => {
  const kinked = model.names.findIndex((_, p) => model.kinked[p] === 1);
  const at = Float64Array.from(model.initial);
  const theta = Float64Array.from(at);
  at[kinked] = 0.1;
  theta[kinked] = -0.1;
  expect(carryHessian(new Float64Array(1), at, theta, Int32Array.of(kinked), objective)).toBeNull();
});

test('with the Hessian of a point near by a minimum takes gradients alone, and is the same', () => {
  const best = fit(model) as ConvergedFit;
  const free = Uint8Array.from(model.names, (name) => (name.startsWith('eps') ? 0 : 1));
  const minimiser = new NewtonMinimiser(objective, free);
  const theta = Float64Array.from(best.parameters, ({ value }) => value);
  minimiser.minimise(theta, { tolerance: 1e-4, predictLastStep: true });
  theta[model.indexOf.get('eps_u')!]! += 1e-3;
  const start = Float64Array.from(theta);
  const near = minimiser.minimise(theta, { tolerance: 1e-4, predictLastStep: true, keepsHessian: true });
  expect(near.hessians).toBe(0);
  const exact = new NewtonMinimiser(objective, free).minimise(start);
  expect(exact.hessians).toBeGreaterThan(0);
  expect(Math.abs(near.value - exact.value)).toBeLessThan(1e-7);
});
