import { compileModel } from '@cevns/fitting/compile';
import { interpolation } from '@cevns/fitting/interpolation/piecewise-linear';
import { asymptoticClsLimit } from '@cevns/fitting/limits/asymptotic-cls';
import { bayesianLimit } from '@cevns/fitting/limits/bayesian-limit';
import type { StageOutput } from '@cevns/runner/artifact';
import { expect, test } from 'vitest';
import { lowering } from '../analyses/limit.lowering.ts';
import { presentation } from '../analyses/limit.presentation.ts';
import { run } from '../analyses/limit.ts';
import { run as piece } from '../analyses/limit-piece.ts';
import { call } from '../testing/artifacts.ts';
import { analysisInputs, analysisParameters, countingModel, modules } from '../testing/counting-model.ts';
import * as bayesian from './bayesian.ts';
import * as cls from './cls.ts';
import * as deltaChi2 from './delta-chi2.ts';
import * as feldmanCousins from './feldman-cousins.ts';

const observed = [12, 14, 20, 26];
const task = { parameter: 'strength', border: 0, fixed: {} };
const model = () => compileModel(countingModel(observed), { 'piecewise-linear': interpolation });

async function limit(name: string, convention: object, settings: object = {}) {
  const { result } = await call(run, {
    parameters: { ...analysisParameters, ...task, confidence: 0.9, convention: { name, ...settings } },
    inputs: analysisInputs(countingModel(observed)),
    modules: { ...modules, convention },
  });
  return result!.json() as never as {
    readonly upper: number;
    readonly lower?: number | null;
    readonly expected?: readonly number[];
    readonly toys?: {
      readonly number: number;
      readonly seed: number;
      readonly 'upper-error': number;
      readonly 'expected-errors'?: number[];
    };
    readonly convention: { readonly statement: string };
  };
}

test('CLs gives the limit with those expected without a signal', async () => {
  const found = await limit('cls', cls);
  const direct = asymptoticClsLimit(model(), task, 0.9);
  expect(direct).toMatchObject({ upper: found.upper, expected: found.expected });
  expect(found.expected![0]!).toBeLessThan(found.expected![4]!);
  expect(found.convention.statement).toBe('CLs = 0.1, statistic q-tilde, asymptotic');
  const { blocks } = presentation;
  expect(JSON.stringify(blocks(found as never))).toContain('Expected without a signal');
});

test('a Bayesian limit says what became of the other parameters', async () => {
  const found = await limit('bayesian', bayesian);
  expect(bayesianLimit(model(), task, 0.9, 'marginal')).toMatchObject({ upper: found.upper });
  expect(found.convention.statement).toContain('integrated out');
  const profiled = await limit('bayesian', bayesian, { nuisances: 'profile' });
  expect(profiled.convention.statement).toContain('at their best');
  expect(Math.abs(profiled.upper / found.upper - 1)).toBeLessThan(0.1);
});

test('Feldman-Cousins gives an interval, its toys and what they leave uncertain; the same again, and other toys by another seed', async () => {
  const found = await limit('feldman-cousins', feldmanCousins, { toys: 400 });
  const wilks = await limit('delta-chi2', deltaChi2);
  expect(Math.abs(found.upper - wilks.upper)).toBeLessThan(0.15);
  expect(found.toys!.number).toBeGreaterThan(400);
  expect(found.toys!['upper-error']).toBeGreaterThan(0);
  expect(found.lower!).toBeGreaterThan(0);
  expect(found.lower!).toBeLessThan(0.4);
  expect(found.convention.statement).toContain('400 toys at each value, seed 1');
  expect(JSON.stringify(presentation.blocks(found as never))).toContain('Lower end');
  expect(await limit('feldman-cousins', feldmanCousins, { toys: 400 })).toEqual(found);
  expect((await limit('feldman-cousins', feldmanCousins, { toys: 400, seed: 2 })).upper).not.toBe(found.upper);
});

test('CLs by toys says what they leave uncertain; where counts are many it is the asymptotic limit, and so are those expected', async () => {
  const asymptotic = await limit('cls', cls);
  const found = await limit('cls', cls, { method: 'toys', toys: 2000 });
  expect(found.toys!['upper-error']).toBeGreaterThan(0);
  expect(Math.abs(found.upper - asymptotic.upper)).toBeLessThan(4 * found.toys!['upper-error'] + 0.02);
  found.expected!.forEach((value, k) => {
    const error = found.toys!['expected-errors']![k]!;
    expect(Math.abs(value - asymptotic.expected![k]!)).toBeLessThan(4 * error + 0.02);
  });
  expect(found.convention.statement).toBe(
    'CLs = 0.1, statistic q-tilde, 2000 toys at each value, seed 1; expected: by toys',
  );
  expect(JSON.stringify(presentation.blocks(found as never))).toContain('in those expected');
});

test('expected limits of a limit by toys may stay asymptotic, or be left out, which does not change the limit', async () => {
  const settings = { method: 'toys', toys: 300 };
  const all = await limit('cls', cls, settings);
  const asymptotic = await limit('cls', cls, { ...settings, expected: 'asymptotic' });
  const none = await limit('cls', cls, { ...settings, expected: 'none' });
  expect([asymptotic.upper, none.upper]).toEqual([all.upper, all.upper]);
  expect(asymptotic.expected).toEqual((await limit('cls', cls)).expected);
  expect(asymptotic.convention.statement).toMatch(/seed 1; expected: asymptotic$/);
  expect(none.expected).toBeUndefined();
  expect(none.convention.statement).toMatch(/seed 1$/);
});

test.each([
  [
    'cls',
    cls,
    { method: 'toys', toys: 600 },
    ['search', 'search-expected', 'toys-0-249', 'toys-250-499', 'toys-500-599'],
  ],
  ['cls', cls, { method: 'toys', toys: 300, expected: 'asymptotic' }, ['search', 'toys-0-249', 'toys-250-299']],
  ['feldman-cousins', feldmanCousins, { toys: 300 }, ['lower', 'upper']],
] as const)('%s in stages gives the limit of one stage', async (name, convention, settings, names) => {
  const parameters = { ...analysisParameters, ...task, confidence: 0.9, convention: { name, ...settings } };
  const { parts, takes } = lowering.parts!(parameters)!;
  expect(takes).toEqual(names);
  const inputs = analysisInputs(countingModel(observed));
  const made: Record<string, StageOutput> = {};
  for (const { name: part, parameters: own, takes: needed = [] } of parts) {
    const taken = Object.fromEntries(needed.map((each) => [each, made[each]!]));
    const found = await call(piece, {
      parameters: own,
      inputs: { ...inputs, ...taken },
      modules: { ...modules, convention },
    });
    made[part] = { json: found.part!.json() };
  }
  const { result } = await call(run, {
    parameters,
    inputs: { ...inputs, ...made },
    modules: { ...modules, convention },
  });
  expect(result!.json()).toEqual(await limit(name, convention, settings));
});

test('few toys, or none, are one stage; the terminal shows both ends of an interval', async () => {
  const parts = (convention: object, more: object = {}) =>
    lowering.parts!({ ...task, confidence: 0.9, convention, ...more });
  expect(parts({ name: 'cls' })).toBeUndefined();
  expect(parts({ name: 'feldman-cousins', toys: 200 })).toBeUndefined();
  expect(parts({ name: 'feldman-cousins' }, { against: {} })).toBeUndefined();
  const found = await limit('feldman-cousins', feldmanCousins, { toys: 200 });
  expect(presentation.lines(found as never)[0]).toMatch(/^strength: at 90 % from 0\.\d+ to 0\.\d+ \(Feldman-Cousins/);
});
