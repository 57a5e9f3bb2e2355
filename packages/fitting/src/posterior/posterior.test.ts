import { readFileSync } from 'node:fs';
import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { normalCdf, normalTailQuantile } from '@cevns/numerics/special-functions/normal-distribution';
import { expect, test } from 'vitest';
import { fit } from '../fit.ts';
import { affine, boundaryModel, compile, component, oneChannel } from '../fixtures/example-models.ts';
import { scaleReduction } from './chain-convergence.ts';
import { sampleEnsemble } from './ensemble-sampler.ts';
import { posteriorOf, QUANTILES, sampleChain } from './posterior.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));

function sampled(model: ReturnType<typeof compile>, steps: number) {
  const best = fit(model);
  if (best.status === 'failed') throw new Error(best.message);
  const task = { burnIn: 500, steps, random: createRandomStream(1, 'posterior') };
  return posteriorOf(
    model,
    best,
    [0, 1, 2, 3].map((ensemble) => sampleChain(model, best, ensemble, task)),
  );
}

test('two correlated Gaussian parameters: means, deviations, quantiles, convergence', () => {
  // a is measured as 1 +- 0.5 and a + b as 3 +- 1: b = 2 with variance 1.25.
  const covariance = Float64Array.of(0.25, -0.25, -0.25, 1.25);
  const model = compile({
    ...oneChannel(
      [
        { name: 'a', initial: 0 },
        { name: 'b', initial: 0 },
      ],
      [1e8],
      [
        component('c', [{ coefficient: 1, powers: {} }], [1e8]),
        component('d', affine(0, 1, 'a'), [1e-9]),
        component('e', affine(0, 1, 'b'), [1e-9]),
      ],
    ),
    jointConstraints: [{ parameters: ['a', 'b'], mean: Float64Array.of(1, 2), covariance }],
  });
  const { marginals, acceptance } = sampled(model, 600);
  const expected = [
    [1, 0.5],
    [2, Math.sqrt(1.25)],
  ] as const;
  marginals.forEach(({ mean, deviation, quantiles, scaleReduction: r, effectiveSize: size }, k) => {
    const [centre, sigma] = expected[k]!;
    const error = sigma / Math.sqrt(size);
    expect(size).toBeGreaterThan(1000);
    expect(Math.abs(mean - centre)).toBeLessThan(4 * error);
    expect(Math.abs(deviation - sigma)).toBeLessThan(4 * error);
    expect(r).toBeLessThan(1.02);
    quantiles.forEach((value, i) => {
      const share = normalCdf((value - centre) / sigma);
      expect(Math.abs(share - QUANTILES[i]!)).toBeLessThan(4 * Math.sqrt(0.25 / size));
    });
  });
  expect(acceptance).toBeGreaterThan(0.2);
});

test('a bound ends the posterior, as in the limit by quadrature', () => {
  const { inputs, datasets } = read('boundary');
  const model = compile(boundaryModel(inputs, datasets.downward.data, true));
  const { chains, marginals } = sampled(model, 500);
  const values = Float64Array.from(
    chains.flatMap(({ points, dimensions }) => [...points.filter((_, i) => i % dimensions === 0)]),
  ).sort();
  const limit = read('limits').boundary.downward.bayesMarginal90;
  const share = values.filter((value) => value < limit).length / values.length;
  expect(values[0]!).toBeGreaterThanOrEqual(0);
  expect(Math.abs(share - 0.9)).toBeLessThan(4 * Math.sqrt(0.09 / marginals[0]!.effectiveSize));
});

test('chains that have not met are told by R-hat', () => {
  const lnDensity = (point: Float64Array) => -0.5 * point[0]! ** 2;
  const chain = (centre: number, toy: number) => {
    const random = createRandomStream(1, 'apart');
    random.start(toy);
    const start = Float64Array.from({ length: 10 }, (_, i) => centre + 0.01 * normalTailQuantile((i + 0.5) / 10));
    return sampleEnsemble(lnDensity, start, 1, 0, 20, random);
  };
  expect(scaleReduction([chain(-20, 0), chain(20, 1)], 0)).toBeGreaterThan(1.5);
});

test('the same seed gives the same points', () => {
  const { inputs, datasets } = read('boundary');
  const model = compile(boundaryModel(inputs, datasets.upward.data, true));
  const [one, other] = [sampled(model, 50), sampled(model, 50)];
  expect(one.chains[3]!.points).toEqual(other.chains[3]!.points);
  expect(one.chains[0]!.points).not.toEqual(one.chains[1]!.points);
});
