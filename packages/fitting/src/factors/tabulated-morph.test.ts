import { expect, test } from 'vitest';
import { compile, interpolations } from '../fixtures/example-models.ts';
import type { FactorDescription, ModelDescription, TabulatedMorphFactor } from '../model.ts';
import { createObjective } from '../objective.ts';
import { predict } from '../prediction.ts';
import { TabulatedMorph } from './tabulated-morph.ts';

type Shape = (x: number, bin: number) => number;

const templates: Readonly<Record<'nominal' | 'up' | 'down', Shape>> = {
  nominal: (x, i) => 4 + Math.sin(1.3 * x + i),
  up: (x, i) => 4.5 + Math.sin(1.4 * x + i),
  down: (x, i) => 3.8 + 0.9 * Math.sin(1.2 * x + i),
};
const other: Shape = (x, i) => 4.1 + Math.cos(0.7 * x + 2 * i);

interface Table {
  readonly scale: 'linear' | 'log';
  readonly from: number;
  readonly to: number;
  readonly knots: number;
  readonly bins: number;
}

function knotsOf({ scale, from, to, knots }: Table): number[] {
  return Array.from({ length: knots }, (_, k) => {
    const share = k / (knots - 1);
    return scale === 'log' ? from * (to / from) ** share : from + (to - from) * share;
  });
}

function tabulate(table: Table, shape: Shape): Float64Array {
  const bins = Array.from({ length: table.bins }, (_, i) => i);
  return Float64Array.from(knotsOf(table).flatMap((x) => bins.map((i) => shape(x, i))));
}

function factor(table: Table, interpolation: string, shapes = templates): TabulatedMorphFactor {
  const { scale, from, to, knots } = table;
  return {
    kind: 'tabulated-morph',
    axes: [0],
    interpolation,
    parameter: 'mass',
    scale,
    from,
    to,
    knots,
    nominal: tabulate(table, shapes.nominal),
    variations: [
      { parameter: 'a', up: tabulate(table, shapes.up), down: tabulate(table, shapes.down) },
      { parameter: 'b', up: tabulate(table, other), down: tabulate(table, shapes.nominal) },
    ],
  };
}

function morphAt(x: number, bins: number, interpolation: string): FactorDescription {
  const at = (shape: Shape) => Float64Array.from({ length: bins }, (_, i) => shape(x, i));
  return {
    kind: 'morph',
    axes: [0],
    interpolation,
    nominal: at(templates.nominal),
    variations: [
      { parameter: 'a', up: at(templates.up), down: at(templates.down) },
      { parameter: 'b', up: at(other), down: at(templates.nominal) },
    ],
  };
}

function model(first: FactorDescription, { from, to }: Table, withColumns = false): ModelDescription {
  const columns: FactorDescription = {
    kind: 'morph',
    axes: [1],
    interpolation: 'quadratic',
    nominal: Float64Array.of(0.4, 0.6),
    variations: [{ parameter: 'a', up: Float64Array.of(0.5, 0.5), down: Float64Array.of(0.35, 0.7) }],
  };
  return {
    parameters: [
      { name: 'a', initial: 0.2, constraint: { kind: 'normal', mean: 0, sigma: 1 } },
      { name: 'b', initial: -0.1 },
      { name: 'mass', initial: from, lower: from, upper: to },
      { name: 'coupling', initial: 1.5 },
    ],
    channels: [
      {
        name: 'counts',
        axes: [
          { name: 'row', edges: Float64Array.of(0, 1, 2, 3) },
          ...(withColumns ? [{ name: 'column', edges: Float64Array.of(0, 1, 2) }] : []),
        ],
        observed: Float64Array.of(...(withColumns ? [5, 9, 3, 8, 7, 6] : [14, 9, 17])),
        components: [
          {
            name: 'signal',
            terms: [
              {
                weight: [
                  { coefficient: 1, powers: { coupling: 2 } },
                  { coefficient: 0.3, powers: { mass: 1 } },
                ],
                factors: withColumns ? [first, columns] : [first],
              },
            ],
          },
        ],
      },
    ],
  };
}

const linear: Table = { scale: 'linear', from: 0.5, to: 3, knots: 41, bins: 3 };
const log: Table = { scale: 'log', from: 0.1, to: 4, knots: 61, bins: 3 };
const interpolated = Object.keys(interpolations).flatMap((name) =>
  [linear, log].map((table) => [name, table.scale, table] as const),
);

test.each(interpolated)('%s on a %s table: the morph of the templates at the parameter', (name, _, table) => {
  const tabulated = compile(model(factor(table, name), table));
  for (const [mass, a, b] of [
    [0.61, 0.4, -0.3],
    [1.234, -0.7, 0.5],
    [2.9, 0.1, 0.2],
  ] as const) {
    const theta = Float64Array.of(a, b, mass, 1.2);
    const exact = predict(compile(model(morphAt(mass, 3, name), table)), theta)[0]!.expectation;
    predict(tabulated, theta)[0]!.expectation.forEach((value, i) => {
      expect(Math.abs(value - exact[i]!)).toBeLessThan(1e-6);
    });
  }
});

/** Derivative of a function of a step at 0 by Richardson extrapolation of central differences. */
function derivative(f: (step: number) => number): number {
  const central = (h: number) => (f(h) - f(-h)) / (2 * h);
  const h = 1e-3;
  return (64 * central(h / 4) - 20 * central(h / 2) + central(h)) / 45;
}

test.each(interpolated)('%s on a %s table: gradient and Hessian agree with differences', (name, _, table) => {
  const objective = createObjective(compile(model(factor(table, name), table, true)));
  const free = new Uint8Array(4).fill(1);
  const side = new Int8Array(4).fill(1);
  for (const theta of [Float64Array.of(0.4, -0.3, 0.91, 1.2), Float64Array.of(-0.7, 0.5, 2.43, 0.8)]) {
    const moved = (p: number, step: number) => theta.map((value, i) => (i === p ? value + step : value));
    objective.derivatives(theta, side, free);
    const gradient = Float64Array.from(objective.gradient);
    const hessian = objective.gaussNewton.map((element, k) => element + objective.curvature[k]!);
    const gradientAt = new Float64Array(4);
    for (let p = 0; p < 4; p++) {
      const slope = derivative((h) => objective.value(moved(p, h)));
      expect(Math.abs(slope - gradient[p]!)).toBeLessThan(1e-7 * (10 + Math.abs(slope)));
      for (let q = 0; q < 4; q++) {
        const bend = derivative((h) => {
          objective.gradientAt(moved(p, h), side, free, gradientAt);
          return gradientAt[q]!;
        });
        expect(Math.abs(bend - hessian[Math.max(p, q) * 4 + Math.min(p, q)]!)).toBeLessThan(
          1e-6 * (10 + Math.abs(bend)),
        );
      }
    }
  }
});

test('derivatives by the shape parameter are there after a fit that held it', () => {
  const objective = createObjective(compile(model(factor(log, 'quadratic'), log)));
  const theta = Float64Array.of(0.4, -0.3, 0.9, 1.2);
  const side = new Int8Array(4).fill(1);
  objective.derivatives(theta, side, Uint8Array.of(1, 1, 0, 1));
  expect(objective.gradient[2]).toBe(0);
  objective.derivatives(theta, side, new Uint8Array(4).fill(1));
  const slope = derivative((h) => objective.value(theta.map((value, i) => (i === 2 ? value + h : value))));
  expect(Math.abs(objective.gradient[2]! - slope)).toBeLessThan(1e-7 * (10 + Math.abs(slope)));
});

test('quintics in the parameter, or in its logarithm, are exact', () => {
  const quintic = (t: number, i: number) => 3 + t - 0.5 * t ** 2 + 0.2 * t ** 3 - 0.1 * t ** 4 + (0.05 + i) * t ** 5;
  for (const table of [
    { ...linear, knots: 9 },
    { ...log, knots: 9 },
  ]) {
    const shape: Shape = (x, i) => quintic(table.scale === 'log' ? Math.log(x) : x, i);
    const description = { ...factor(table, 'quadratic'), nominal: tabulate(table, shape), variations: [] };
    const compiled = new TabulatedMorph(description, 3, interpolations.quadratic, new Map([['mass', 0]]));
    for (const x of [table.from, 0.777, 1.9, table.to]) {
      compiled.update(Float64Array.of(x), Int8Array.of(1));
      compiled.value.forEach((value, i) => {
        expect(Math.abs(value / shape(x, i) - 1)).toBeLessThan(1e-11);
      });
    }
  }
});

test('errors fall with the sixth power of the distance of the knots', () => {
  const worst = (knots: number) => {
    const table = { ...linear, knots };
    const compiled = new TabulatedMorph(
      { ...factor(table, 'quadratic'), variations: [] },
      3,
      interpolations.quadratic,
      new Map([['mass', 0]]),
    );
    let error = 0;
    for (let x = 0.5; x <= 3; x += 0.0103) {
      compiled.update(Float64Array.of(x), Int8Array.of(1));
      compiled.value.forEach((value, i) => {
        error = Math.max(error, Math.abs(value - templates.nominal(x, i)));
      });
    }
    return error;
  };
  expect(Math.log2(worst(11) / worst(21))).toBeGreaterThan(5.5);
  expect(Math.log2(worst(21) / worst(41))).toBeGreaterThan(5.5);
});
