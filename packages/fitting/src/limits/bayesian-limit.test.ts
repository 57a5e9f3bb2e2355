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

/** A signal over backgrounds that pulls of a normal prior scale: each by 1 + shift * pull. */
function pulled(observed: number, background: number, signal: number, shifts: readonly number[]) {
  const pulls = shifts.map((_, i) => `t${i}`);
  const normal = { kind: 'normal', mean: 0, sigma: 1 } as const;
  return compile(
    oneChannel(
      [{ name: 'mu', initial: 1 }, ...pulls.map((name) => ({ name, initial: 0, constraint: normal }))],
      [observed],
      [
        component('b', [{ coefficient: 1, powers: {} }], [background]),
        component('s', affine(0, 1, 'mu'), [signal]),
        ...pulls.map((name, i) => component(name, affine(0, 1, name), [background * shifts[i]!])),
      ],
    ),
  );
}

function marginalLimit(model: ReturnType<typeof compile>, parameter: string, confidence = 0.9) {
  const found = bayesianLimit(model, { parameter, border: 0, fixed: {} }, confidence, 'marginal');
  if (found.status === 'failed') throw new Error(found.message);
  return found;
}

test('many parameters are integrated out by sampling: a Gaussian', () => {
  const found = marginalLimit(pulled(1e8, 1e8, 1e4, [1e-4, 1e-4, 1e-4, 1e-4, 1e-4]), 'mu');
  expect(found.treatment).toBe('sampling');
  // Half a Gaussian of variance 1 + 5: 90 % lie below 1.6449 standard deviations.
  expect(found.upper! / Math.sqrt(6)).toBeCloseTo(1.64485, 3);
  expect(found.sampling!['upper-error']).toBeLessThan(1e-3 * found.upper!);
});

test.each([
  [7, 5, 0.1],
  [2, 4, 0.15],
  [30, 20, 0.05],
])(
  '%d counts over %d: ten equal pulls of %d do what a single one does that is sqrt(10) times as large',
  (n, b, shift) => {
    const single = marginalLimit(pulled(n, b, 1, [shift * Math.sqrt(10)]), 'mu');
    const found = marginalLimit(pulled(n, b, 1, Array(10).fill(shift)), 'mu');
    expect(single.treatment).toBe('quadrature');
    expect(found.treatment).toBe('sampling');
    expect(Math.abs(found.upper! - single.upper!)).toBeLessThan(
      5 * found.sampling!['upper-error'] + 1e-4 * single.upper!,
    );
    expect(Math.abs(found.upper! / single.upper! - 1)).toBeLessThan(3e-3);
  },
);

test.each([
  [3, [0, 0, 0, 0], [1, 2, 3, 4]],
  [8, [2, 0, 1, 0, 3], [1, 4, 0.5, 2, 3]],
  [5, [12, 9, 20, 15], [5, 4, 9, 8]],
  [0, [0, 1, 0, 2], [1, 1, 1, 1]],
])('%d counts, four or five backgrounds with control regions of their own, of %j counts', (n, counts, sizes) => {
  // Each background has a flat prior above 0: powers of s with the sums over all ways to share n counts of prod (k + m)! / (k! (1 + tau)^(k + m + 1)).
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  const shared = counts.reduce<number[]>(
    (ways, m, i) =>
      Array.from({ length: n + 1 }, (_, total) =>
        Array.from({ length: total + 1 }, (__, k) => {
          const own = factorial(k + m) / (factorial(k) * (1 + sizes[i]!) ** (k + m + 1));
          return own * ways[total - k]!;
        }).reduce((sum, each) => sum + each, 0),
      ),
    [1, ...Array(n).fill(0)],
  );
  const above = (s: number) =>
    shared.reduce((sum, way, k) => {
      const terms = Array.from({ length: n - k + 1 }, (_, i) => s ** i / factorial(i));
      return sum + way * Math.exp(-s) * terms.reduce((all, term) => all + term, 0);
    }, 0);
  const expected = brentRoot((s) => above(s) / above(0) - 0.1, 0, 50, { tolerance: 1e-12 }).x;
  const names = counts.map((_, i) => `b${i}`);
  const model = compile({
    parameters: [{ name: 's', initial: 1, lower: 0 }, ...names.map((name) => ({ name, initial: 1, lower: 0 }))],
    channels: [
      ...oneChannel(
        [],
        [n],
        [component('s', affine(0, 1, 's'), [1]), ...names.map((name) => component(name, affine(0, 1, name), [1]))],
      ).channels,
      ...names.map((name, i) => ({
        ...oneChannel([], [counts[i]!], [component(name, affine(0, 1, name), [sizes[i]!])]).channels[0]!,
        name: `control ${name}`,
      })),
    ],
  });
  const found = marginalLimit(model, 's');
  expect(found.treatment).toBe('sampling');
  expect(found.sampling!['upper-error']).toBeLessThan(2e-3 * expected);
  expect(Math.abs(found.upper! - expected)).toBeLessThan(4 * found.sampling!['upper-error'] + 1e-4 * expected);
});

/** The value below which a share of the integral of a density above 0 lies, by sums. */
function quantileBySums(density: (s: number) => number, to: number, step: number, share: number): number {
  const values = Array.from({ length: Math.round(to / step) }, (_, k) => density((k + 0.5) * step));
  let left = share * values.reduce((sum, value) => sum + value, 0);
  const last = values.findIndex((value) => {
    left -= value;
    return left <= 0;
  });
  return step * (last + 1 + left / values[last]!);
}

test.each([
  ['quadrature', 1],
  ['sampling', 4],
])('a background at its bound that other parameters can make room for: %s over it and %d pulls', (treatment, pulls) => {
  // As many counts as without b, and pulls that do the same as b: both are wide, though the counts hold their sum.
  const [n, base, sigma, control] = [30, 20, 8, 60];
  const names = Array.from({ length: pulls }, (_, i) => `t${i}`);
  const normal = { kind: 'normal', mean: 0, sigma: 1 } as const;
  const background = (scale: number) => [
    component('base', [{ coefficient: 1, powers: {} }], [base * scale]),
    component('b', affine(0, 1, 'b'), [scale]),
    ...names.map((name) => component(name, affine(0, 1, name), [(sigma / Math.sqrt(pulls)) * scale])),
  ];
  const parameters = ['s', 'b'].map((name) => ({ name, initial: 1, lower: 0 }));
  const model = compile({
    parameters: [...parameters, ...names.map((name) => ({ name, initial: 0, constraint: normal }))],
    channels: [
      ...oneChannel([], [n], [component('s', affine(0, 1, 's'), [1]), ...background(1)]).channels,
      { ...oneChannel([], [control], background(3)).channels[0]!, name: 'control' },
    ],
  });
  const lnPoisson = (count: number, mean: number) => count * Math.log(mean / count) - mean + count;
  const density = (s: number) => {
    let sum = 0;
    for (let b = 0.125; b < 80; b += 0.25) {
      for (let t = -8; t <= 8; t += 0.1) {
        const mean = base + b + sigma * t;
        if (mean > 0) sum += Math.exp(lnPoisson(n, s + mean) + lnPoisson(control, 3 * mean) - 0.5 * t * t);
      }
    }
    return sum;
  };
  const expected = quantileBySums(density, 40, 0.1, 0.9);
  const found = marginalLimit(model, 's');
  expect(found.best.parameters[1]!.value).toBeLessThan(1e-9);
  expect(found.treatment).toBe(treatment);
  expect(Math.abs(found.upper! - expected)).toBeLessThan(3 * (found.sampling?.['upper-error'] ?? 0) + 1e-4 * expected);
});

test.each([
  ['quadrature', [0.6]],
  ['sampling', [0.3, 0.3, 0.3, 0.3]],
])('a long tail: %s over log-normal scales of the signal', (treatment, widths) => {
  const [n, b] = [4, 2];
  const scales = widths.map((logSigma, i) => {
    const constraint = { kind: 'log-normal', median: 1, logSigma } as const;
    return { name: `e${i}`, initial: 1, lower: 1e-3, constraint };
  });
  const signal = [
    { coefficient: 1, powers: { s: 1, ...Object.fromEntries(scales.map(({ name }) => [name, 1] as const)) } },
  ];
  const model = compile(
    oneChannel(
      [{ name: 's', initial: 1, lower: 0 }, ...scales],
      [n],
      [component('s', signal, [1]), component('b', [{ coefficient: 1, powers: {} }], [b])],
    ),
  );
  // The logarithm of the product is Gaussian; flat in each scale, its centre moves by the variance.
  const variance = widths.reduce((sum, width) => sum + width ** 2, 0);
  const density = (s: number) => {
    let sum = 0;
    for (let t = -8; t <= 8; t += 0.05) {
      const mean = s * Math.exp(variance + Math.sqrt(variance) * t) + b;
      sum += Math.exp(n * Math.log(mean) - mean - 0.5 * t * t);
    }
    return sum;
  };
  const expected = quantileBySums(density, 400, 0.05, 0.9);
  const found = marginalLimit(model, 's');
  expect(found.treatment).toBe(treatment);
  expect(Math.abs(found.upper! - expected)).toBeLessThan(3 * (found.sampling?.['upper-error'] ?? 0) + 1e-4 * expected);
});
