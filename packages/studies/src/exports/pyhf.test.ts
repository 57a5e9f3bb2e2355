import { compileModel } from '@cevns/fitting/compile';
import { fit, fittedValues } from '@cevns/fitting/fit';
import { modelFromWorkspace } from '@cevns/fitting/histfactory/model-from-workspace';
import type { Workspace as ReadWorkspace } from '@cevns/fitting/histfactory/workspace';
import * as piecewiseLinear from '@cevns/fitting/interpolation/piecewise-linear';
import * as polynomialLinear from '@cevns/fitting/interpolation/polynomial-linear';
import * as quadratic from '@cevns/fitting/interpolation/quadratic';
import { predict } from '@cevns/fitting/prediction';
import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { modelToJson } from '../model-artifact.ts';
import { call } from '../testing/artifacts.ts';
import { countingModel } from '../testing/counting-model.ts';
import { deformedModel } from '../testing/deformed-model.ts';
import { format, type Workspace } from './pyhf.ts';

const modules = { 'interpolation:piecewise-linear': piecewiseLinear, 'interpolation:quadratic': quadratic };

async function exported(model = deformedModel(), more: object = {}) {
  const { file, loss } = await call(format.write, {
    parameters: { name: 'small', poi: 'strength' },
    inputs: { model: { json: modelToJson(model) }, ...more },
    modules,
  });
  return { workspace: JSON.parse(file!.text()) as Workspace, loss: loss!.text() };
}

const numbers = { type: 'array', items: { type: 'number' }, minItems: 1 };
const name = { type: 'string' };
const closed = (properties: object, required = Object.keys(properties)) => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});
const list = (items: object) => ({ type: 'array', items, minItems: 1 });
const modifier = (type: string, data: object) => closed({ name, type: { const: type }, data });

/** The grammar of workspaces 1.0.0 as pyhf documents it, for the modifiers that an export has. */
const grammar = closed({
  version: { const: '1.0.0' },
  channels: list(
    closed({
      name,
      samples: list(
        closed({
          name,
          data: numbers,
          modifiers: {
            type: 'array',
            items: {
              oneOf: [
                modifier('normfactor', { type: 'null' }),
                modifier('normsys', closed({ hi: { type: 'number' }, lo: { type: 'number' } })),
                modifier('histosys', closed({ hi_data: numbers, lo_data: numbers })),
              ],
            },
          },
        }),
      ),
    }),
  ),
  observations: list(closed({ name, data: numbers })),
  measurements: list(
    closed({
      name,
      config: closed({
        poi: name,
        parameters: {
          type: 'array',
          items: closed({ name, inits: numbers, bounds: list({ ...numbers, minItems: 2, maxItems: 2 }) }),
        },
      }),
    }),
  ),
});

interface ReadModifier {
  readonly name: string;
  readonly type: string;
  readonly data: { readonly hi: number; readonly lo: number; readonly hi_data: number[]; readonly lo_data: number[] };
}

/** Expectation of the first channel of a workspace, by the formulae in the documentation of pyhf. */
function expected({ channels }: Workspace, values: Readonly<Record<string, number>>): number[] {
  const total: number[] = channels[0]!.samples[0]!.data.map(() => 0);
  for (const { data, modifiers } of channels[0]!.samples) {
    const read = modifiers as readonly ReadModifier[];
    const factors = read.map((own) => {
      const a = values[own.name]!;
      if (own.type === 'normfactor') return a;
      if (own.type === 'normsys') return code4(a, own.data.hi, own.data.lo);
      return 1;
    });
    const shifts = read.filter(({ type }) => type === 'histosys');
    data.forEach((nominal, bin) => {
      const shifted = shifts.reduce(
        (sum, own) => sum + code4p(values[own.name]!, nominal, own.data.hi_data[bin]!, own.data.lo_data[bin]!),
        nominal,
      );
      total[bin]! += factors.reduce((product, factor) => product * factor, shifted);
    });
  }
  return total;
}

function code4p(a: number, nominal: number, hi: number, lo: number): number {
  if (a > 1) return a * (hi - nominal);
  if (a < -1) return a * (nominal - lo);
  const s = (hi - lo) / 2;
  const b = (hi + lo - 2 * nominal) / 16;
  return a * (s + a * b * (15 + a * a * (3 * a * a - 10)));
}

/** The polynomial of sixth order from its six conditions, by elimination. */
function code4(a: number, hi: number, lo: number): number {
  if (a >= 1) return hi ** a;
  if (a <= -1) return lo ** -a;
  const orders = [1, 2, 3, 4, 5, 6];
  const powers = (x: number) => [
    orders.map((i) => x ** i),
    orders.map((i) => i * x ** (i - 1)),
    orders.map((i) => i * (i - 1) * x ** (i - 2)),
  ];
  const rows = [...powers(1), ...powers(-1)];
  const [p, q] = [Math.log(hi), Math.log(lo)];
  const right = [hi - 1, hi * p, hi * p * p, lo - 1, -lo * q, lo * q * q];
  const matrix = rows.map((row, i) => [...row, right[i]!]);
  for (let k = 0; k < 6; k++) {
    const pivot = matrix.findIndex((row, i) => i >= k && Math.abs(row[k]!) > 1e-9);
    [matrix[k], matrix[pivot]] = [matrix[pivot]!, matrix[k]!];
    matrix.forEach((row, i) => {
      if (i === k) return;
      const factor = row[k]! / matrix[k]![k]!;
      row.forEach((_, j) => {
        row[j]! -= factor * matrix[k]![j]!;
      });
    });
  }
  return 1 + orders.reduce((sum, i) => sum + (matrix[i - 1]![6]! / matrix[i - 1]![i - 1]!) * a ** i, 0);
}

function right(model: ReturnType<typeof deformedModel>, values: Readonly<Record<string, number>>): number[] {
  const interpolations = { 'piecewise-linear': piecewiseLinear.interpolation, quadratic: quadratic.interpolation };
  const compiled = compileModel(model, interpolations);
  const theta = Float64Array.from(compiled.names, (own, i) => values[own] ?? compiled.initial[i]!);
  return [...predict(compiled, theta)[0]!.expectation];
}

test.each([
  ['a signal and a background', countingModel()],
  ['deformed templates', deformedModel()],
])('a workspace follows the grammar of pyhf: %s', async (_, model) => {
  const { workspace } = await exported(model);
  const validate = new Ajv({ allErrors: true }).compile(grammar);
  validate(workspace);
  expect(validate.errors).toBeNull();
  expect(workspace.measurements[0]!.config.poi).toBe('strength');
  const named = workspace.measurements[0]!.config.parameters as readonly { readonly name: string }[];
  const used = workspace.channels.flatMap(({ samples }) =>
    samples.flatMap(({ modifiers }) => (modifiers as readonly ReadModifier[]).map((own) => own.name)),
  );
  expect(new Set(named.map((own) => own.name))).toEqual(new Set(used));
});

const none = { strength: 1, flux: 0, light: 0, gain: 0, level: 0 };

test('by the formulae of pyhf, a workspace expects what the model does at the middle and one standard deviation away', async () => {
  const model = deformedModel();
  const { workspace } = await exported(model);
  const cases: [Record<string, number>, Record<string, number>][] = [
    [{}, {}],
    [{ strength: 2.5 }, { strength: 2.5 }],
    [{ flux: 1 }, { flux: 1.1 }],
    [{ flux: -1 }, { flux: 0.9 }],
    [{ light: 1 }, { light: 1 }],
    [{ light: -1 }, { light: -1 }],
    [{ gain: 1 }, { gain: 1 }],
    [{ gain: -1 }, { gain: -1 }],
    [{ level: 1 }, { level: Math.exp(0.2) }],
    [{ level: -1 }, { level: Math.exp(-0.2) }],
  ];
  for (const [own, values] of cases) {
    const found = expected(workspace, { ...none, ...own });
    right(model, values).forEach((value, bin) => {
      expect(found[bin]).toBeCloseTo(value, 10);
    });
  }
});

test('the loss beside it names what is held, and by how much expectations differ elsewhere', async () => {
  const model = deformedModel();
  const { workspace, loss } = await exported(model);
  expect(loss).toContain('- shape is held at 0: expectations are not linear in it.');
  expect(loss).toContain('PE [0, 1, 2]');
  const rows = new Map(
    [...loss.matchAll(/^ {2}(\w+): (.*)$/gm)].map(([, own, cells]) => [own!, cells!.split('  ').map(Number)]),
  );
  const pulls = [-2, -1, -0.5, 0, 0.5, 1, 2];
  const valueAt: Record<string, (pull: number) => number> = {
    flux: (pull) => 1 + 0.1 * pull,
    light: (pull) => pull,
    gain: (pull) => pull,
    level: (pull) => Math.exp(0.2 * pull),
  };
  expect([...rows.keys()]).toEqual(Object.keys(valueAt));
  for (const [own, cells] of rows) {
    pulls.forEach((pull, i) => {
      const found = expected(workspace, { ...none, [own]: pull });
      const differences = right(model, { [own]: valueAt[own]!(pull) }).map((value, bin) =>
        Math.abs(found[bin]! / value - 1),
      );
      const largest = Math.max(...differences);
      if (largest > 1e-13) expect(cells[i]! / largest).toBeCloseTo(1, 1);
      else expect(cells[i]!).toBeLessThan(1e-13);
    });
  }
  // The scale 1 +- 0.1 at +-2: 1.21 and 0.81 instead of 1.2 and 0.8, on the signal alone.
  expect(rows.get('flux')![6]).toBeGreaterThan(1e-3);
});

test('at a fit, held parameters leave the workspace and the others start there', async () => {
  const result = {
    parameters: {
      strength: { value: 1.3, fixed: false },
      flux: { value: 1.02, fixed: true },
      light: { value: 0.4, fixed: false },
      gain: { value: -0.1, fixed: false },
      level: { value: 1, fixed: false },
      shape: { value: 0.7, fixed: false },
    },
  };
  const { workspace, loss } = await exported(deformedModel(), { result: { json: result } });
  expect(workspace.measurements[0]!.config.parameters).toMatchObject([
    { name: 'strength', inits: [1.3], bounds: [[0, 5]] },
    { name: 'light', inits: [0.4], bounds: [[-5, 5]] },
    { name: 'gain', inits: [-0.1] },
    { name: 'level', inits: [0] },
  ]);
  expect(loss).toContain('- flux is held at 1.02: held by the analysis.');
  expect(loss).toContain('- shape is held at 0.7');
});

/** A workspace as a likelihood model again. */
function readBack(workspace: Workspace) {
  const { model } = modelFromWorkspace(workspace as unknown as ReadWorkspace);
  return compileModel(model, { 'polynomial-linear': polynomialLinear.interpolation });
}

test('read back as pyhf interpolates, it expects what the formulae give at any values', async () => {
  const { workspace } = await exported();
  const model = readBack(workspace);
  const own = { strength: 2.2, flux: 0.35, light: -0.6, gain: 1.7, level: -1.4 };
  const theta = Float64Array.from(model.names, (parameter) => own[parameter as keyof typeof own]);
  const found = predict(model, theta)[0]!.expectation;
  expected(workspace, own).forEach((value, bin) => {
    expect(found[bin]).toBeCloseTo(value, 10);
  });
});

test('read back and fitted, it has the minimum of the model, but for the curvature of normsys over a narrow scale', async () => {
  const counting = countingModel([45, 90, 15, 20]);
  const parameters = counting.parameters.map((parameter) =>
    parameter.name === 'scale'
      ? { ...parameter, constraint: { kind: 'normal', mean: 1, sigma: 0.01 } as const }
      : parameter,
  );
  const model = { ...counting, parameters };
  const { workspace } = await exported(model);
  const original = fit(compileModel(model, { 'piecewise-linear': piecewiseLinear.interpolation }));
  const again = fit(readBack(workspace));
  if (original.status !== 'converged' || again.status !== 'converged') throw new Error('a fit did not converge');
  const [right, found] = [fittedValues(original), fittedValues(again)];
  // Code 4 of 1 +- s leaves the line by less than s^2 within a standard deviation, here 1e-4 of 50 events among 100 of the signal.
  const pull = (right.scale! - 1) / 0.01;
  expect(Math.abs(pull)).toBeGreaterThan(0.05);
  expect(found.strength).toBeCloseTo(right.strength!, 4);
  expect(found.scale).toBeCloseTo(pull, 2);
  expect(again.statistic).toBeCloseTo(original.statistic, 3);
});
