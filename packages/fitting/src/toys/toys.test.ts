import { readFileSync } from 'node:fs';
import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { chiSquaredTail } from '@cevns/numerics/special-functions/chi-squared-distribution';
import { expect, test } from 'vitest';
import type { CompiledModel } from '../compile.ts';
import { fit, fittedValues } from '../fit.ts';
import { affine, compile, component, countingModel, linearModel, oneChannel } from '../fixtures/example-models.ts';
import type { ModelDescription } from '../model.ts';
import { unbinnedChannel } from '../unbinned-channel.ts';
import { asimovModel, fillExpectation } from './own-data.ts';
import { ToyFits } from './toy-fits.ts';
import { ToyGenerator } from './toy-generator.ts';

/** Every kind of constraint, over two bins. */
const constrained: ModelDescription = {
  ...oneChannel(
    [
      { name: 'a', initial: 0.5, constraint: { kind: 'normal', mean: 0, sigma: 0.3 } },
      { name: 'b', initial: 2, lower: 0, constraint: { kind: 'poisson', count: 7, rate: 3 } },
      { name: 'c', initial: 1.5, constraint: { kind: 'log-normal', median: 1, logSigma: 0.2 } },
      { name: 'd', initial: 0.5, constraint: { kind: 'uniform', lower: 0, upper: 1 } },
      { name: 'e', initial: 1 },
      { name: 'f', initial: -1 },
    ],
    [3, 200],
    [
      component('one', affine(1, 1, 'a'), [2, 20]),
      component('two', affine(0, 1, 'b'), [0.5, 30]),
      component('three', affine(0, 1, 'c'), [0.1, 40]),
      component('four', affine(0, 1, 'd'), [0.1, 40]),
      component('five', affine(2, 1, 'e'), [0.1, 10]),
      component('six', affine(2, 1, 'f'), [0.1, 10]),
    ],
  ),
  jointConstraints: [
    { parameters: ['e', 'f'], mean: Float64Array.of(0, 0), covariance: Float64Array.of(0.04, 0.03, 0.03, 0.09) },
  ],
};

test('Asimov data are fitted where they were made, with a statistic of 0', () => {
  const model = compile(constrained);
  const theta = Float64Array.of(0.2, 1.7, 1.2, 0.5, 0.3, -0.4);
  const best = fit(asimovModel(model, theta), { fixed: { d: 0.5 } });
  if (best.status === 'failed') throw new Error(best.message);
  expect(best.statistic).toBeLessThan(1e-9);
  best.parameters.forEach(({ value }, p) => {
    expect(value).toBeCloseTo(theta[p]!, 5);
  });
  expect(model.constraints[0]).toMatchObject({ mean: 0 });
});

test('counts and constraints are drawn from their distributions, and the original stays as it is', () => {
  const model = compile(constrained);
  const generator = new ToyGenerator(model, Uint8Array.of(1, 1, 1, 1, 1, 1));
  generator.setTruth(model.initial);
  const random = createRandomStream(1, 'constraints');
  const draws = 40_000;
  const moments = () => ({ mean: 0, square: 0 });
  const seen = {
    low: moments(),
    high: moments(),
    a: moments(),
    b: moments(),
    c: moments(),
    e: moments(),
    f: moments(),
  };
  let product = 0;
  const add = (to: { mean: number; square: number }, value: number) => {
    to.mean += value / draws;
    to.square += value ** 2 / draws;
  };
  for (let toy = 0; toy < draws; toy++) {
    random.start(toy);
    generator.draw(random);
    const { channels, constraints, jointConstraints } = generator.model;
    add(seen.low, channels[0]!.observed[0]!);
    add(seen.high, channels[0]!.observed[1]!);
    add(seen.a, (constraints[0] as { mean: number }).mean);
    add(seen.b, (constraints[1] as { count: number }).count);
    add(seen.c, Math.log((constraints[2] as { median: number }).median));
    const [e, f] = jointConstraints[0]!.mean;
    add(seen.e, e!);
    add(seen.f, f!);
    product += ((e! - 1) * (f! + 1)) / draws;
  }
  const check = ({ mean, square }: { mean: number; square: number }, expected: number, variance: number) => {
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(variance / draws));
    expect(Math.abs(square - mean ** 2 - variance)).toBeLessThan(4 * variance * Math.sqrt((2 + 1 / variance) / draws));
  };
  check(seen.low, 3 + 1 + 0.15 + 0.05 + 0.3 + 0.1, 4.6);
  check(seen.high, 30 + 60 + 60 + 20 + 30 + 10, 210);
  check(seen.a, 0.5, 0.09);
  check(seen.b, 6, 6);
  check(seen.c, Math.log(1.5), 0.04);
  check(seen.e, 1, 0.04);
  check(seen.f, -1, 0.09);
  expect(Math.abs(product - 0.03)).toBeLessThan(4 * Math.sqrt((0.04 * 0.09 + 0.03 ** 2) / draws));
  expect([...model.channels[0]!.observed]).toEqual([3, 200]);
  expect(model.constraints[2]).toMatchObject({ median: 1 });
});

test('constraints of parameters that are held are not drawn', () => {
  const model = compile(constrained);
  const generator = new ToyGenerator(model, Uint8Array.of(0, 1, 1, 1, 0, 0));
  generator.draw(createRandomStream(1, 'held'));
  expect(generator.model.constraints[0]).toMatchObject({ mean: 0 });
  expect([...generator.model.jointConstraints[0]!.mean]).toEqual([0, 0]);
});

test('measured values are drawn with their covariance', () => {
  const channel = constrained.channels[0]!;
  const covariance = Float64Array.of(4, 1.2, 1.2, 1);
  const likelihood = { kind: 'normal', covariance } as const;
  const model = compile({ ...constrained, channels: [{ ...channel, likelihood }] });
  const generator = new ToyGenerator(model, new Uint8Array(6));
  const [first, second] = fillMeans(model);
  const random = createRandomStream(1, 'values');
  const draws = 10_000;
  const sums = [0, 0, 0, 0, 0];
  for (let toy = 0; toy < draws; toy++) {
    random.start(toy);
    generator.draw(random);
    const [x, y] = generator.model.channels[0]!.observed;
    const [u, v] = [x! - first!, y! - second!];
    [u, v, u * u, v * v, u * v].forEach((value, k) => {
      sums[k]! += value / draws;
    });
  }
  expect(Math.abs(sums[0]!)).toBeLessThan((4 * 2) / Math.sqrt(draws));
  expect(Math.abs(sums[1]!)).toBeLessThan(4 / Math.sqrt(draws));
  expect(Math.abs(sums[2]! - 4)).toBeLessThan(4 * 4 * Math.sqrt(2 / draws));
  expect(Math.abs(sums[3]! - 1)).toBeLessThan(4 * Math.sqrt(2 / draws));
  expect(Math.abs(sums[4]! - 1.2)).toBeLessThan(4 * Math.sqrt((4 + 1.44) / draws));
});

/** Expectations at the initial values. */
function fillMeans(model: CompiledModel): Float64Array {
  const target = model.channels.map(({ bins }) => new Float64Array(bins));
  fillExpectation(model, Float64Array.from(model.initial), target);
  return target[0]!;
}

test('template errors: toys draw what their samples gave, around the factors of the data; Asimov data fit exactly', () => {
  const values = [40, 60];
  const model = compile({
    parameters: [{ name: 's', initial: 1, lower: 0 }],
    channels: [
      {
        name: 'counts',
        axes: [{ name: 'bin', edges: Float64Array.of(0, 1, 2) }],
        observed: Float64Array.of(70, 60),
        components: [
          component('steady', [{ coefficient: 1, powers: {} }], values),
          component('signal', affine(0, 1, 's'), [10, 0]),
        ],
        templateErrors: { components: ['steady'], relative: Float64Array.of(0.2, 0), constraint: 'normal' },
      },
    ],
  });
  const generator = new ToyGenerator(model, Uint8Array.of(1));
  const meanOf = () =>
    generator.model.channels[0]!.templateErrors!.constraints.map((each) => each as { mean: number } | null);
  const theta = Float64Array.of(1);
  generator.setTruth(theta);
  const gamma = generator.model.channels[0]!.templateErrors!.gamma[0]!;
  // Half-way between what was counted and what the sample gave.
  expect(gamma).toBeGreaterThan(1);
  expect(gamma).toBeLessThan(1.5);
  const random = createRandomStream(1, 'samples');
  let [mean, square] = [0, 0];
  for (let toy = 0; toy < 4000; toy++) {
    random.start(toy);
    generator.draw(random);
    const [own, none] = meanOf();
    expect(none).toBeNull();
    mean += own!.mean / 4000;
    square += own!.mean ** 2 / 4000;
  }
  expect(Math.abs(mean - gamma)).toBeLessThan((4 * 0.2) / Math.sqrt(4000));
  expect(Math.abs(Math.sqrt(square - mean ** 2) / 0.2 - 1)).toBeLessThan(0.05);
  generator.setTruth(theta);
  expect(generator.model.channels[0]!.templateErrors!.gamma[0]).toBe(gamma);
  expect((model.channels[0]!.templateErrors!.constraints[0] as { mean: number }).mean).toBe(1);
  const asimov = fit(asimovModel(model, theta));
  expect(asimov.status === 'converged' && asimov.statistic).toBeLessThan(1e-12);
});

test('single events have no toys: their densities are known where events were alone', () => {
  const channel = unbinnedChannel('events', 2, [
    { name: 'all', terms: [{ weight: affine(0, 1, 's'), nominal: { densities: Float64Array.of(1, 2), total: 3 } }] },
  ]);
  const model = compile({ parameters: [{ name: 's', initial: 1, lower: 0 }], channels: [channel] });
  expect(() => new ToyGenerator(model, Uint8Array.of(1))).toThrow(expect.objectContaining({ code: 'unbinned-toys' }));
});

test('fits of toys agree with fits of the same data one by one', () => {
  const model = compile(countingModel({ n: 35, s: 12, b: 20, relativeUncertainty: 0.15 }));
  const free = Uint8Array.of(1, 1);
  const theta = Float64Array.of(1.2, 0.3);
  const fits = new ToyFits(model, free, 0);
  fits.setTruth(theta, 0.7);
  const generator = new ToyGenerator(model, free);
  generator.setTruth(theta);
  const random = createRandomStream(3, 'agree');
  for (let toy = 0; toy < 50; toy++) {
    random.start(toy);
    expect(fits.next(random)).toBe(true);
    random.start(toy);
    generator.draw(random);
    const [best, held] = [fit(generator.model), fit(generator.model, { fixed: { mu: 0.7 } })];
    if (best.status === 'failed' || held.status === 'failed') throw new Error('not converged');
    expect(fits.minimum()).toBeCloseTo(best.statistic, 7);
    expect(fits.heldMinimum()).toBeCloseTo(held.statistic, 7);
    expect(fits.best[0]).toBeCloseTo(fittedValues(best).mu!, 3);
  }
});

test('for many counts the statistic of the true value has the distribution of chi2', () => {
  const { inputs } = JSON.parse(
    readFileSync(new URL('../fixtures/linear-model-100-bins.json', import.meta.url), 'utf8'),
  );
  const model = compile(linearModel(inputs));
  const fits = new ToyFits(model, new Uint8Array(12).fill(1), 0);
  fits.setTruth(model.initial, 1);
  const random = createRandomStream(1, 'wilks');
  const toys = 3000;
  const above = [0.1, 0.5, 1, 2, 4];
  const counts = above.map(() => 0);
  for (let toy = 0; toy < toys; toy++) {
    random.start(toy);
    expect(fits.next(random)).toBe(true);
    const rise = fits.heldMinimum() - fits.minimum();
    above.forEach((level, i) => {
      if (rise > level) counts[i]! += 1;
    });
  }
  above.forEach((level, i) => {
    const expected = chiSquaredTail(level, 1);
    const error = Math.sqrt((expected * (1 - expected)) / toys);
    expect(Math.abs(counts[i]! / toys - expected)).toBeLessThan(4 * error);
  });
});
