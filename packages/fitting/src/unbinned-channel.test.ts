import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { expect, test } from 'vitest';
import { compileModel } from './compile.ts';
import { type ConvergedFit, fit } from './fit.ts';
import { FittingError } from './fitting-error.ts';
import { interpolation as piecewiseLinear } from './interpolation/piecewise-linear.ts';
import type { ParameterDescription, Polynomial } from './model.ts';
import { createObjective } from './objective.ts';
import { type EventComponent, type EventTemplate, unbinnedChannel } from './unbinned-channel.ts';

const times = (parameter: string): Polynomial => [{ coefficient: 1, powers: { [parameter]: 1 } }];

function template<Event>(events: readonly Event[], density: (event: Event) => number, total = 1): EventTemplate {
  return { densities: Float64Array.from(events, density), total };
}

function compile(
  parameters: readonly ParameterDescription[],
  events: number,
  components: readonly EventComponent[],
  weights?: Float64Array,
) {
  const channel = unbinnedChannel('events', events, components, weights);
  return compileModel({ parameters, channels: [channel] }, { 'piecewise-linear': piecewiseLinear });
}

function converged(model: ReturnType<typeof compile>): ConvergedFit {
  const result = fit(model);
  if (result.status === 'failed') throw new Error(result.message);
  return result;
}

/** Quantiles of the unit interval that are spread evenly but for a wobble; "random" numbers that need no generator. */
const shares = (count: number, wobble: number) =>
  Array.from({ length: count }, (_, i) => (i + 0.5 + 0.4 * Math.sin(wobble * i)) / count);

const times40 = shares(40, 7).map((u) => -Math.log(1 - u) / 1.3);

test('a yield alone: as many as were seen, with the error of a count', () => {
  const density = template(times40, (t) => Math.exp(-t));
  const model = compile([{ name: 'yield', initial: 10 }], 40, [
    { name: 'all', terms: [{ weight: times('yield'), nominal: density }] },
  ]);
  const best = converged(model);
  expect(best.parameters[0]!.value).toBeCloseTo(40, 9);
  expect(best.parameters[0]!.error).toBeCloseTo(Math.sqrt(40), 9);
  const sum = times40.reduce((total, t) => total + t, 0);
  expect(best.statistic).toBeCloseTo(2 * (40 - 40 * Math.log(40) + sum), 9);
});

test('a decay rate by a table: the inverse of the mean time, with error rate / sqrt(N)', () => {
  const knots = Array.from({ length: 201 }, (_, k) => 0.5 + 0.01 * k);
  const rows = (density: (rate: number, t: number) => number, total: number) =>
    knots.map((rate) => template(times40, (t) => density(rate, t), total));
  const decay: EventComponent = {
    name: 'decay',
    terms: [
      {
        weight: times('yield'),
        parameter: 'rate',
        from: 0.5,
        step: 0.01,
        value: rows((k, t) => k * Math.exp(-k * t), 1),
        first: rows((k, t) => (1 - k * t) * Math.exp(-k * t), 0),
        second: rows((k, t) => t * (k * t - 2) * Math.exp(-k * t), 0),
      },
    ],
  };
  const parameters = [
    { name: 'yield', initial: 30 },
    { name: 'rate', initial: 1, lower: 0.5, upper: 2.5 },
  ];
  const best = converged(compile(parameters, 40, [decay]));
  const mean = times40.reduce((total, t) => total + t, 0) / 40;
  expect(best.parameters[0]!.value).toBeCloseTo(40, 8);
  expect(best.parameters[1]!.value).toBeCloseTo(1 / mean, 9);
  expect(best.parameters[1]!.error).toBeCloseTo(1 / mean / Math.sqrt(40), 8);
  expect(best.covariance![1]).toBeCloseTo(0, 8);
});

/** Yields of two known densities: s + b = N, and s solves sum (f - g) / (s f + (N - s) g) = 0; the errors from sums over events. */
function twoYields(f: Float64Array, g: Float64Array) {
  const n = f.length;
  const density = (s: number, i: number) => s * f[i]! + (n - s) * g[i]!;
  const slope = (s: number) => f.reduce((sum, _, i) => sum + (f[i]! - g[i]!) / density(s, i), 0);
  const s = brentRoot(slope, 1e-6, n - 1e-6, { tolerance: 1e-13 }).x;
  const information = (a: Float64Array, b: Float64Array) =>
    a.reduce((sum, _, i) => sum + (a[i]! * b[i]!) / density(s, i) ** 2, 0);
  const [ff, fg, gg] = [information(f, f), information(f, g), information(g, g)];
  return { s, variance: gg / (ff * gg - fg ** 2) };
}

const yields = [
  { name: 'signal', initial: 30 },
  { name: 'background', initial: 30 },
];

function fitTwo<Event>(events: readonly Event[], f: (event: Event) => number, g: (event: Event) => number): void {
  const [signal, background] = [template(events, f), template(events, g)];
  const best = converged(
    compile(yields, events.length, [
      { name: 'signal', terms: [{ weight: times('signal'), nominal: signal }] },
      { name: 'background', terms: [{ weight: times('background'), nominal: background }] },
    ]),
  );
  const expected = twoYields(signal.densities, background.densities);
  expect(best.parameters[0]!.value).toBeCloseTo(expected.s, 8);
  expect(best.parameters[0]!.value + best.parameters[1]!.value).toBeCloseTo(events.length, 8);
  expect(best.parameters[0]!.error! ** 2).toBeCloseTo(expected.variance, 6);
}

test('an exponential on a flat background', () => {
  const window = 6;
  const decays = shares(50, 5).map((u) => -Math.log(1 - u * (1 - Math.exp(-window))));
  const flat = shares(30, 11).map((u) => window * u);
  fitTwo(
    [...decays, ...flat],
    (t) => Math.exp(-t) / (1 - Math.exp(-window)),
    () => 1 / window,
  );
});

test('two observables: a Gaussian in energy that decays in time, on a flat background', () => {
  const signal = shares(40, 3).map((u, i) => {
    const angle = 2 * Math.PI * ((i * 0.618034) % 1);
    return [
      5 + Math.sqrt(-2 * Math.log(1 - u)) * Math.cos(angle),
      -Math.log(((i * 0.754878) % 1) * 0.99 + 0.005),
    ] as const;
  });
  const background = shares(60, 13).map((u, i) => [10 * u, 6 * ((i * 0.569841) % 1)] as const);
  fitTwo(
    [...signal, ...background],
    ([energy, t]) => (Math.exp(-0.5 * (energy - 5) ** 2) / Math.sqrt(2 * Math.PI)) * Math.exp(-t),
    () => 1 / 60,
  );
});

test('an event of weight 2 counts like two events', () => {
  const statistic = (events: readonly number[], weights: readonly number[]) => {
    const nominal = template(events, (t) => Math.exp(-t));
    const flat = template(events, () => 0.2);
    const model = compile(
      yields,
      events.length,
      [
        { name: 'signal', terms: [{ weight: times('signal'), nominal }] },
        { name: 'background', terms: [{ weight: times('background'), nominal: flat }] },
      ],
      Float64Array.from(weights),
    );
    return createObjective(model).value(Float64Array.of(3, 2));
  };
  expect(statistic([0.3, 1, 2], [2, 1, 0])).toBeCloseTo(statistic([0.3, 0.3, 1], [1, 1, 1]), 12);
});

test('a deformed density takes its integral along', () => {
  const events = [0.5, 1.5];
  const nominal = template(events, () => 1, 2);
  const up = template(events, (t) => t, 3);
  const parameters = [{ name: 'a', initial: 0.5, constraint: { kind: 'normal', mean: 0, sigma: 1 } as const }];
  const variations = [{ parameter: 'a', up, down: nominal }];
  const terms = [{ weight: [{ coefficient: 1, powers: {} }], nominal, variations }];
  const objective = createObjective(compile(parameters, 2, [{ name: 'all', terms }]));
  expect(objective.value(Float64Array.of(0.5))).toBeCloseTo(2 * (2.5 - Math.log(0.75) - Math.log(1.25)) + 0.25, 13);
});

test('an event where nothing is expected is refused', () => {
  const nominal = template([1, 2, 3], (t) => (t < 2.5 ? 1 : 0), 2);
  const terms = [{ weight: times('signal'), nominal }];
  const attempt = () => compile([{ name: 'signal', initial: 1 }], 3, [{ name: 'all', terms }]);
  expect(attempt).toThrow(FittingError);
  expect(attempt).toThrow(/observed\[2\]: expected counts only where some component expects them/);
});
