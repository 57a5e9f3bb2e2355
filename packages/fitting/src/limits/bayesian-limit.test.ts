import { readFileSync } from 'node:fs';
import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { erfc } from '@cevns/numerics/special-functions/error-function';
import { expect, test } from 'vitest';
import { affine, boundaryModel, compile, component, oneChannel, onOffModel } from '../fixtures/example-models.ts';
import { bayesianLimit } from './bayesian-limit.ts';

const read = (name: string) => JSON.parse(readFileSync(new URL(`../fixtures/${name}.json`, import.meta.url), 'utf8'));
const { boundary } = read('limits');

test.each(['downward', 'upward'])('a parameter with a boundary, %s fluctuation', (name) => {
  const { inputs, datasets } = read('boundary');
  const model = compile(boundaryModel(inputs, datasets[name].data, false));
  const task = { parameter: 'm', border: 0, fixed: {} };
  const limit = (nuisances: 'marginal' | 'profile') => {
    const found = bayesianLimit(model, task, 0.9, nuisances);
    if (found.status === 'failed') throw new Error(found.message);
    return found;
  };
  expect(limit('marginal').upper).toBeCloseTo(boundary[name].bayesMarginal90, 6);
  expect(limit('marginal').treatment).toBe('quadrature');
  expect(limit('profile').upper).toBeCloseTo(boundary[name].bayesProfile90, 6);
});

test.each([
  [0, 0],
  [3, 1.2],
  [12, 7.5],
])('%d counts over a known background of %d have a closed form', (n, b) => {
  // The share above s: sum over k <= n of (s + b)^k / k! exp(-s - b), over the same at s = 0 (O. Helene, 1983).
  const sum = (mean: number) => {
    let [term, total] = [Math.exp(-mean), Math.exp(-mean)];
    for (let k = 1; k <= n; k++) {
      term *= mean / k;
      total += term;
    }
    return total;
  };
  const expected = brentRoot((s) => sum(s + b) / sum(b) - 0.1, 0, 50, { tolerance: 1e-12 }).x;
  const background = b === 0 ? [] : [component('b', [{ coefficient: 1, powers: {} }], [b])];
  const model = compile(
    oneChannel([{ name: 's', initial: 1, lower: 0 }], [n], [component('s', affine(0, 1, 's'), [1]), ...background]),
  );
  const found = bayesianLimit(model, { parameter: 's', border: 0, fixed: {} }, 0.9, 'marginal');
  if (found.status === 'failed') throw new Error(found.message);
  expect(found.upper).toBeCloseTo(expected, 7);
});

test.each([
  // [counts, counts of the control region, size of the control region]: the background is fitted to its bound at 0 in the first two.
  [3, 0, 1],
  [3, 0, 5],
  [3, 1, 1],
  [10, 6, 3],
])('on/off: %d counts, %d in a control region of %d, a flat prior of the background above 0', (n, m, tau) => {
  // The integral over b of (s + b)^n exp(-s - b) b^m exp(-tau b): powers of s with the weights n over k times (k + m)! / (1 + tau)^(k + m + 1).
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  const weights = Array.from({ length: n + 1 }, (_, k) => {
    const choices = factorial(n) / (factorial(k) * factorial(n - k));
    return (choices * factorial(k + m)) / (1 + tau) ** (k + m + 1);
  });
  // The integral of s^j exp(-s) above s is j! exp(-s) sum over i <= j of s^i / i!.
  const above = (s: number) =>
    weights.reduce((sum, weight, k) => {
      const terms = Array.from({ length: n - k + 1 }, (_, i) => s ** i / factorial(i));
      return sum + weight * factorial(n - k) * Math.exp(-s) * terms.reduce((all, term) => all + term, 0);
    }, 0);
  const expected = brentRoot((s) => above(s) / above(0) - 0.1, 0, 50, { tolerance: 1e-12 }).x;
  const model = compile(onOffModel({ n, m, tau, s: 1 }));
  const found = bayesianLimit(model, { parameter: 'mu', border: 0, fixed: {} }, 0.9, 'marginal');
  if (found.status === 'failed') throw new Error(found.message);
  expect(Math.abs(found.upper! / expected - 1)).toBeLessThan(1e-6);
});

test.each([
  [4, 0.5],
  [2, 0.3],
  [12, 0.4],
])('one count over a background of %d whose scale is 1 +- %d and not negative', (b, sigma) => {
  // exp(-b k) moves the normal prior of k to 1 - b sigma^2; what is left above 0 has the share z and the mean of k m / z.
  const centre = 1 - b * sigma ** 2;
  const z = 0.5 * erfc(-centre / (sigma * Math.SQRT2));
  const m = centre * z + (sigma * Math.exp(-0.5 * (centre / sigma) ** 2)) / Math.sqrt(2 * Math.PI);
  const above = (s: number) => Math.exp(-s) * ((s + 1) * z + b * m);
  const expected = brentRoot((s) => above(s) / above(0) - 0.1, 0, 50, { tolerance: 1e-12 }).x;
  const scale = { name: 'k', initial: 1, lower: 0, constraint: { kind: 'normal', mean: 1, sigma } } as const;
  const components = [component('s', affine(0, 1, 's'), [1]), component('b', affine(0, 1, 'k'), [b])];
  const model = compile(oneChannel([{ name: 's', initial: 1, lower: 0 }, scale], [1], components));
  const found = bayesianLimit(model, { parameter: 's', border: 0, fixed: {} }, 0.9, 'marginal');
  if (found.status === 'failed') throw new Error(found.message);
  expect(Math.abs(found.upper! / expected - 1)).toBeLessThan(1e-6);
});

test('many parameters are integrated out by the approximation of Laplace, exact for a Gaussian', () => {
  const pulls = ['t1', 't2', 't3', 't4', 't5'];
  const model = compile(
    oneChannel(
      [
        { name: 'mu', initial: 1 },
        ...pulls.map((name) => ({
          name,
          initial: 0,
          constraint: { kind: 'normal', mean: 0, sigma: 1 } as const,
        })),
      ],
      [1e8],
      [
        component('b', [{ coefficient: 1, powers: {} }], [1e8]),
        component('s', affine(0, 1, 'mu'), [1e4]),
        ...pulls.map((name) => component(name, affine(0, 1, name), [1e4])),
      ],
    ),
  );
  const found = bayesianLimit(model, { parameter: 'mu', border: 0, fixed: {} }, 0.9, 'marginal');
  if (found.status === 'failed') throw new Error(found.message);
  expect(found.treatment).toBe('laplace');
  // Half a Gaussian of variance 1 + 5: 90 % lie below 1.6449 standard deviations.
  expect(found.upper! / Math.sqrt(6)).toBeCloseTo(1.64485, 3);
});
