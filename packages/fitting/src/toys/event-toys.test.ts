import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { chiSquaredCdf } from '@cevns/numerics/special-functions/chi-squared-distribution';
import { regularisedGammaP } from '@cevns/numerics/special-functions/incomplete-gamma';
import { normalDensity } from '@cevns/numerics/special-functions/normal-distribution';
import { poissonLogPmf } from '@cevns/numerics/special-functions/poisson-distribution';
import { expect, test } from 'vitest';
import { compileModel } from '../compile.ts';
import { fit } from '../fit.ts';
import { interpolation } from '../interpolation/piecewise-linear.ts';
import { asymptoticClsLimit } from '../limits/asymptotic-cls.ts';
import { feldmanCousins } from '../limits/feldman-cousins.ts';
import { poissonFeldmanCousins } from '../limits/feldman-cousins-poisson.ts';
import { clsCounts, clsCrossing, clsOfCounts, searchCls } from '../limits/toy-cls.ts';
import type { EventSampler, ParameterDescription, Polynomial } from '../model.ts';
import { type EventComponent, type EventTemplate, unbinnedChannel } from '../unbinned-channel.ts';
import { EventDraw } from './event-draw.ts';
import { goodnessOfFitByToys } from './goodness-of-fit.ts';
import { fitToys } from './toy-block.ts';
import { ToyGenerator } from './toy-generator.ts';

const times = (parameter: string): Polynomial => [{ coefficient: 1, powers: { [parameter]: 1 } }];
const uniform = (from: number, to: number, count: number) =>
  Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / (count - 1));

function compile(
  parameters: readonly ParameterDescription[],
  events: number,
  components: readonly EventComponent[],
  axes: EventSampler['axes'],
) {
  return compileModel(
    { parameters, channels: [unbinnedChannel('events', events, components, undefined, axes)] },
    { 'piecewise-linear': interpolation },
  );
}

/** Kolmogorov's distance of numbers from the uniform distribution; above 1.63 / sqrt(count) with a probability of 1 %. */
function distanceFromUniform(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.reduce((far, p, i) => Math.max(far, p - i / sorted.length, (i + 1) / sorted.length - p), 0);
}

/** Decays of an unknown rate, seen up to time 25, of which none is left. */
function decays() {
  const [from, step] = [0.4, 0.02];
  const nodes = uniform(0, 25, 501);
  const seen = Array.from({ length: 60 }, (_, i) => -Math.log(1 - (i + 0.5) / 60));
  const rows = (density: (rate: number, t: number) => number, total: number): EventTemplate[] =>
    Array.from({ length: 131 }, (_, k) => {
      const at = (t: number) => density(from + step * k, t);
      return { densities: Float64Array.from(seen, at), total, grid: nodes.map(at) };
    });
  const table = {
    weight: times('yield'),
    parameter: 'rate',
    from,
    step,
    value: rows((rate, t) => rate * Math.exp(-rate * t), 1),
    first: rows((rate, t) => (1 - rate * t) * Math.exp(-rate * t), 0),
    second: rows((rate, t) => t * (rate * t - 2) * Math.exp(-rate * t), 0),
  };
  const parameters = [
    { name: 'yield', initial: 60, lower: 0 },
    { name: 'rate', initial: 1, lower: from, upper: 3 },
  ];
  return compile(parameters, seen.length, [{ name: 'decay', terms: [table] }], [{ name: 'time', nodes }]);
}

test('decays: the rate of a toy is the inverse of the mean time of its events, distributed as it should be', () => {
  const model = decays();
  const generator = new ToyGenerator(model, Uint8Array.of(1, 1));
  generator.setTruth(Float64Array.of(60, 1));
  const random = createRandomStream(5, 'decays');
  const shares: number[] = [];
  const counts: number[] = [];
  for (let toy = 0; toy < 800; toy++) {
    random.start(toy);
    generator.draw(random);
    const events = generator.model.channels[0]!.bins - 1;
    const best = fit(generator.model);
    if (best.status === 'failed') throw new Error(best.message);
    // Linear between nodes, the densities have an integral that is 3e-4 too large.
    expect(Math.abs(best.parameters[0]!.value / events - 1)).toBeLessThan(1e-3);
    // The sum of n exponential times is distributed as Gamma(n).
    shares.push(regularisedGammaP(events, events / best.parameters[1]!.value));
    counts.push(events);
  }
  expect(distanceFromUniform(shares)).toBeLessThan(1.63 / Math.sqrt(800));
  const mean = counts.reduce((sum, n) => sum + n, 0) / 800;
  expect(Math.abs(mean - 60)).toBeLessThan(4 * Math.sqrt(60 / 800));
});

/** A line of width 1 over a flat background from -8 to 8. */
function line(signal: number, background: number) {
  const nodes = uniform(-8, 8, 321);
  const seen = Array.from(uniform(-7.9, 7.9, Math.round(signal + background)));
  const template = (density: (x: number) => number): EventTemplate => ({
    densities: Float64Array.from(seen, density),
    total: 1,
    grid: nodes.map(density),
  });
  const parameters = [
    { name: 's', initial: signal, lower: 0 },
    { name: 'b', initial: background, lower: 0 },
  ];
  const components = [
    { name: 'line', terms: [{ weight: times('s'), nominal: template(normalDensity) }] },
    { name: 'flat', terms: [{ weight: times('b'), nominal: template(() => 1 / 16) }] },
  ];
  return compile(parameters, seen.length, components, [{ name: 'x', nodes }]);
}

test('a line over a flat background: p-values of the true value are uniform, estimates have the error of Fisher', () => {
  const model = line(120, 160);
  const experiment = { free: Uint8Array.of(1, 1), truth: Float64Array.of(120, 160), tested: 0 };
  const { rises, estimates } = fitToys(model, experiment, createRandomStream(2, 'line'), { first: 0, count: 800 });
  const shares = Array.from(rises, (rise) => chiSquaredCdf(rise, 1));
  expect(distanceFromUniform(shares)).toBeLessThan(1.63 / Math.sqrt(800));
  // Information of the two yields: integrals of the product of two densities over the total.
  const information = (f: (x: number) => number, g: (x: number) => number) => {
    const xs = uniform(-8, 8, 4001);
    return xs.reduce((sum, x) => sum + (0.004 * (f(x) * g(x))) / (120 * normalDensity(x) + 10), 0);
  };
  const flat = () => 1 / 16;
  const [ss, sb, bb] = [
    information(normalDensity, normalDensity),
    information(normalDensity, flat),
    information(flat, flat),
  ];
  const expected = Math.sqrt(bb / (ss * bb - sb * sb));
  const mean = estimates.reduce((sum, s) => sum + s, 0) / 800;
  const deviation = Math.sqrt(estimates.reduce((sum, s) => sum + (s - mean) ** 2, 0) / 799);
  expect(Math.abs(mean - 120)).toBeLessThan((4 * expected) / Math.sqrt(800));
  expect(Math.abs(deviation / expected - 1)).toBeLessThan(4 / Math.sqrt(1600));
});

test('toys do not depend on those before them', () => {
  const model = line(20, 20);
  const experiment = { free: Uint8Array.of(1, 1), truth: Float64Array.of(20, 20), tested: 0 };
  const random = createRandomStream(1, 'blocks');
  const all = fitToys(model, experiment, random, { first: 0, count: 30 });
  const last = fitToys(model, experiment, random, { first: 20, count: 10 });
  expect(last.minima).toEqual(all.minima.slice(20));
});

test('events in two observables have the density of the sampler, and are weighted to another by its ratio', () => {
  const axes = [
    { name: 'x', nodes: Float64Array.of(0, 1, 3) },
    { name: 'y', nodes: Float64Array.of(-1, 1) },
  ];
  // Linear in each, not a product: 1 + x + 3 y + 2 x y has corners below 0, so with 6 added.
  const density = (x: number, y: number) => 7 + x + 3 * y + 2 * x * y;
  const grid = Float64Array.from([0, 1, 3].flatMap((x) => [density(x, -1), density(x, 1)]));
  const total = 2 * (7 * 3 + 4.5);
  const one = { weight: times('s'), nominal: { densities: Float64Array.of(1), total, grid } };
  const flat = { weight: times('b'), nominal: { densities: Float64Array.of(1), total: 6, grid: grid.map(() => 1) } };
  const parameters = [
    { name: 's', initial: 1, lower: 0 },
    { name: 'b', initial: 1, lower: 0 },
  ];
  const components = [
    { name: 'one', terms: [one] },
    { name: 'flat', terms: [flat] },
  ];
  const model = compile(parameters, 1, components, axes);
  const sampler = model.channels[0]!.sampler!;
  const draws = new EventDraw(sampler);
  draws.setExpectation(grid.map((value, k) => value * sampler.volumes[k]!));
  const random = createRandomStream(4, 'plane');
  const sums = [0, 0, 0, 0];
  let events = 0;
  const toys = 1000;
  for (let toy = 0; toy < toys; toy++) {
    random.start(toy);
    const positions = draws.draw(random);
    events += positions.length / 2;
    for (let e = 0; e < positions.length; e += 2) {
      const [x, y] = [positions[e]!, positions[e + 1]!];
      [x, y, x * y, x * x].forEach((moment, k) => {
        sums[k]! += moment;
      });
    }
  }
  expect(Math.abs(events / toys - total)).toBeLessThan(4 * Math.sqrt(total / toys));
  // Integrals of x, y, x y and x^2 with the density over 0..3 and -1..1.
  const moments = [2 * (7 * 4.5 + 9), (2 / 3) * (3 * 3 + 2 * 4.5), (2 / 3) * (3 * 4.5 + 2 * 9), 2 * (7 * 9 + 81 / 4)];
  moments.forEach((moment, k) => {
    expect(Math.abs(sums[k]! / events - moment / total)).toBeLessThan((4 * 2.5) / Math.sqrt(events));
  });
  const generator = new ToyGenerator(model, Uint8Array.of(1, 1));
  generator.setTruth(Float64Array.of(0.2, 1));
  generator.setAlternative(Float64Array.of(0.25, 0.8));
  let [weights, squares] = [0, 0];
  for (let toy = 0; toy < 4000; toy++) {
    random.start(toy);
    generator.draw(random);
    const weight = Math.exp(generator.alternative());
    weights += weight / 4000;
    squares += weight ** 2 / 4000;
  }
  expect(Math.abs(weights - 1)).toBeLessThan(4 * Math.sqrt((squares - weights ** 2) / 4000));
});

/** Events that say nothing but their number, over a known background. */
function numberOf(events: number, background: number) {
  const template = (total: number): EventTemplate => ({
    densities: new Float64Array(events).fill(total / 2),
    total,
    grid: Float64Array.of(total / 2, total / 2),
  });
  const components = [
    { name: 'known', terms: [{ weight: [{ coefficient: 1, powers: {} }], nominal: template(background) }] },
    { name: 'signal', terms: [{ weight: times('mu'), nominal: template(1) }] },
  ];
  const axes = [{ name: 'x', nodes: Float64Array.of(0, 2) }];
  return compile([{ name: 'mu', initial: 1, lower: 0, upper: 60 }], events, components, axes);
}

const task = { parameter: 'mu', border: 0, fixed: {} };

test('Feldman-Cousins of events of one shape is that of their number', () => {
  const { lower, upper } = poissonFeldmanCousins(6, 3, 0.9);
  const found = feldmanCousins(numberOf(6, 3), task, 0.9, { toys: 500, random: createRandomStream(1, 'number') });
  if (found.status === 'failed') throw new Error(found.message);
  for (const [end, exact] of [
    [found.lower, lower],
    [found.upper, upper],
  ] as const) {
    expect(Math.abs(end.value! - exact)).toBeLessThan(4 * end.error! + 0.05);
  }
});

test('CLs by toys of events of one shape is the exact ratio of Poisson sums', () => {
  const atMost = (n: number, mean: number) =>
    Array.from({ length: n + 1 }, (_, k) => Math.exp(poissonLogPmf(k, mean))).reduce((sum, p) => sum + p, 0);
  const ratio = (mu: number) => atMost(4, mu + 3) / atMost(4, 3) - 0.1;
  const exact = brentRoot(ratio, 0.1, 50, { tolerance: 1e-10 }).x;
  const model = numberOf(4, 3);
  const streams = () => ({ signal: createRandomStream(1, 's'), background: createRandomStream(1, 'b') });
  const search = searchCls(model, task, 0.9, streams(), 1500);
  if ('status' in search) throw new Error(search.message);
  const points = search.values.map((value) => {
    const counts = clsCounts(model, task, value, streams(), { first: 0, count: 1500 });
    if ('status' in counts) throw new Error(counts.message);
    return clsOfCounts(counts);
  });
  const { value, error } = clsCrossing(search.values, points, 0.1)!;
  expect(Math.abs(value - exact)).toBeLessThan(4 * error + 0.01 * exact);
});

test('Asimov data of events: asymptotic limits are those of the same count, and the best fit is the truth', () => {
  const found = asymptoticClsLimit(numberOf(9, 5), task, 0.95);
  if (found.status === 'failed') throw new Error(found.message);
  // q of Asimov data without a signal: 2 (mu - b ln(1 + mu / b)); median limit where its root is the normal quantile of 0.025.
  const median = brentRoot((mu) => 2 * (mu - 5 * Math.log(1 + mu / 5)) - 1.959963984540054 ** 2, 1, 30, {
    tolerance: 1e-12,
  }).x;
  expect(found.expected[2]).toBeCloseTo(median, 6);
});

test('goodness of fit: evenly spread events are described as well as toys of a flat density', () => {
  const model = line(0, 60);
  const best = fit(model, { fixed: { s: 0 } });
  if (best.status === 'failed') throw new Error(best.message);
  const { pValue, failed } = goodnessOfFitByToys(model, best, { toys: 200, random: createRandomStream(1, 'good') });
  expect(failed).toBe(0);
  expect(pValue.value).toBeGreaterThan(0.1);
});

test('a sampler whose integral is another than that of the channel is refused, and one of other components or nodes', () => {
  const template = { densities: Float64Array.of(1), total: 1, grid: Float64Array.of(0.52, 0.52) };
  const parameters = [{ name: 's', initial: 1, lower: 0 }];
  const components = [{ name: 'all', terms: [{ weight: times('s'), nominal: template }] }];
  const code = (problem: string) => expect.objectContaining({ code: problem });
  const x = (...nodes: number[]) => [{ name: 'x', nodes: Float64Array.from(nodes) }];
  expect(() => compile(parameters, 1, components, x(0, 2))).toThrow(code('invalid-sampler'));
  expect(() => compile(parameters, 1, components, x(0, 1, 2))).toThrow(code('array-length'));
  expect(() => compile(parameters, 1, components, x(2, 0))).toThrow(code('invalid-edges'));
  const channel = unbinnedChannel('events', 1, components, undefined, x(0, 2));
  const likelihood = { kind: 'unbinned' as const, sampler: { axes: x(0, 2), components: [] } };
  expect(() =>
    compileModel({ parameters, channels: [{ ...channel, likelihood }] }, { 'piecewise-linear': interpolation }),
  ).toThrow(code('unknown-component'));
});
