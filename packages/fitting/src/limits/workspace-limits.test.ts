import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compileModel } from '../compile.ts';
import { fit } from '../fit.ts';
import { modelFromWorkspace } from '../histfactory/model-from-workspace.ts';
import { impacts } from '../impacts.ts';
import { interpolation as polynomialLinear } from '../interpolation/polynomial-linear.ts';
import { asymptoticCls, asymptoticClsLimit } from './asymptotic-cls.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
const { workspace } = read('limits');
const { model: description } = modelFromWorkspace(read('histfactory-workspace'));
const model = compileModel(description, { 'polynomial-linear': polynomialLinear });
const task = { parameter: 'mu', border: 0, fixed: {} };

test('CLs of a model of 30 parameters', () => {
  const cls = asymptoticCls(model, task);
  if (cls.status === 'failed') throw new Error(cls.message);
  for (const { mu, ...expected } of workspace.cls) {
    const found = cls.at(mu);
    for (const key of ['cls', 'clsb', 'clb'] as const) expect(Math.abs(found[key] - expected[key])).toBeLessThan(1e-7);
  }
});

test('its limits, observed and expected', () => {
  for (const { confidence, observed, expected } of workspace.limits) {
    const found = asymptoticClsLimit(model, task, confidence);
    if (found.status === 'failed') throw new Error(found.message);
    expect(Math.abs(found.upper! - observed)).toBeLessThan(1e-6);
    expected.forEach((value: number, n: number) => {
      expect(Math.abs(found.expected[n]! - value)).toBeLessThan(1e-6);
    });
  }
});

test('impacts on its strength, before and after the fit', () => {
  const best = fit(model);
  if (best.status === 'failed') throw new Error(best.message);
  const found = impacts(model, best, 'mu');
  const answers = read('histfactory-answers');
  for (const [name, expected] of Object.entries<Record<string, number>>(answers.impacts)) {
    const { prefit, postfit } = found.find(({ parameter }) => parameter === name)!;
    expect(prefit!.up).toBeCloseTo(expected.prefit_up!, 6);
    expect(prefit!.down).toBeCloseTo(expected.prefit_down!, 6);
    expect(postfit!.up).toBeCloseTo(expected.postfit_up!, 5);
    expect(postfit!.down).toBeCloseTo(expected.postfit_down!, 5);
  }
  const sizes = found.map(({ postfit }) => Math.max(Math.abs(postfit?.up ?? 0), Math.abs(postfit?.down ?? 0)));
  expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
});
