import { readFileSync } from 'node:fs';
import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { normalCdf } from '@cevns/numerics/special-functions/normal-distribution';
import { poissonLogPmf } from '@cevns/numerics/special-functions/poisson-distribution';
import { expect, test } from 'vitest';
import { affine, compile, component, linearModel, oneChannel, onOffModel } from '../fixtures/example-models.ts';
import { feldmanCousins, feldmanCousinsEnd } from './feldman-cousins.ts';
import { poissonFeldmanCousins } from './feldman-cousins-poisson.ts';

/** x ~ Normal(mu, 1) with mu >= 0, as 10^6 counts of background with a signal of 1000 mu. */
function boundedGaussian(x: number) {
  return compile(
    oneChannel(
      [{ name: 'mu', initial: 1 }],
      [1e6 + 1000 * x],
      [component('b', [{ coefficient: 1, powers: {} }], [1e6]), component('s', affine(0, 1, 'mu'), [1000])],
    ),
  );
}

/** The same in closed form: the acceptance region [a, b] of mu has equal ratios at its ends and the confidence inside. */
function closedForm(x: number, confidence: number): [number, number] {
  const rise = (y: number, mu: number) => (y - mu) ** 2 - (y < 0 ? y ** 2 : 0);
  const upperOf = (mu: number) => {
    const partner = (b: number) => {
      const level = rise(b, mu);
      const near = mu - Math.sqrt(level);
      // Below 0 the rise is mu^2 - 2 mu y.
      return near >= 0 ? near : (mu ** 2 - level) / (2 * mu);
    };
    return brentRoot((b) => normalCdf(b - mu) - normalCdf(partner(b) - mu) - confidence, mu + 1e-6, mu + 6, {
      tolerance: 1e-12,
    }).x;
  };
  const isIn = (mu: number) => rise(x, mu) <= rise(upperOf(mu), mu);
  const ends = [0, 0] as [number, number];
  let inside = false;
  for (let i = 1; i <= 6000; i++) {
    const now = isIn(0.001 * i);
    if (now && !inside) ends[0] = i === 1 ? 0 : 0.001 * i;
    if (now) ends[1] = 0.001 * i;
    inside = now;
  }
  return ends;
}

test('the closed form has the published intervals of a Gaussian with a boundary', () => {
  // G. J. Feldman and R. D. Cousins, table X: x0 = -1.0 and 1.0 at 90 %: [0, 0.81] and [0, 2.64].
  expect(closedForm(-1, 0.9)[1]).toBeCloseTo(0.81, 2);
  expect(closedForm(1, 0.9)[1]).toBeCloseTo(2.64, 2);
});

test.each([
  [-1, 0.9],
  [0.5, 0.6827],
  [1.5, 0.6827],
  [2.5, 0.9],
])('a Gaussian with a boundary, x = %d at %d', (x, confidence) => {
  const random = createRandomStream(1, 'bounded');
  const found = feldmanCousins(boundedGaussian(x), { parameter: 'mu', border: 0, fixed: {} }, confidence, {
    toys: 4000,
    random,
  });
  if (found.status === 'failed') throw new Error(found.message);
  const [lower, upper] = closedForm(x, confidence);
  // 0.002: counts of 10^6 are not quite normal, and the closed form is looked up in steps of 0.001.
  expect(Math.abs(found.upper.value! - upper)).toBeLessThan(4 * found.upper.error! + 0.002);
  expect(found.upper.error!).toBeLessThan(0.06);
  if (lower === 0) expect(found.lower.value).toBeNull();
  else expect(Math.abs(found.lower.value! - lower)).toBeLessThan(4 * found.lower.error! + 0.002);
  expect(found.tested.length).toBeLessThan(24);
  expect(found.failed).toBe(0);
});

test('where a critical value leads from one side of an end to the other and back, the end is found all the same', () => {
  // At x = 1 and 68.27 % that goes on: the lower end is 0.242.
  const [lower] = closedForm(1, 0.6827);
  for (const seed of [1, 2]) {
    const random = createRandomStream(seed, 'bounded');
    const request = { toys: 4000, random };
    const found = feldmanCousinsEnd(
      boundedGaussian(1),
      { parameter: 'mu', border: 0, fixed: {} },
      0.6827,
      request,
      'minus',
    );
    if (found.status === 'failed') throw new Error(found.message);
    expect(Math.abs(found.end.value! - lower)).toBeLessThan(4 * found.end.error! + 0.002);
    expect(found.end.error).toBeLessThan(0.02);
    expect(found.tested.length).toBeLessThan(14);
  }
});

test('a Poisson count with known background agrees with the exact construction', () => {
  const model = compile(
    oneChannel(
      [{ name: 'mu', initial: 1, upper: 50 }],
      [6],
      [component('b', [{ coefficient: 1, powers: {} }], [3]), component('s', affine(0, 1, 'mu'), [1])],
    ),
  );
  const random = createRandomStream(1, 'poisson');
  const found = feldmanCousins(model, { parameter: 'mu', border: 0, fixed: {} }, 0.9, { toys: 10_000, random });
  if (found.status === 'failed') throw new Error(found.message);
  const exact = poissonFeldmanCousins(6, 3, 0.9);
  expect(Math.abs(found.lower.value! - exact.lower)).toBeLessThan(3 * found.lower.error! + 0.01);
  expect(Math.abs(found.upper.value! - exact.upper)).toBeLessThan(3 * found.upper.error! + 0.01);
  expect(found.lower.error! + found.upper.error!).toBeLessThan(0.2);
});

test('with many counts and no boundary near, the interval is that of the profile', () => {
  const { inputs } = JSON.parse(
    readFileSync(new URL('../fixtures/linear-model-100-bins.json', import.meta.url), 'utf8'),
  );
  const model = compile(linearModel(inputs));
  const random = createRandomStream(1, 'linear');
  const found = feldmanCousins(model, { parameter: 'p1', border: 0, fixed: {} }, 0.6827, { toys: 2000, random });
  if (found.status === 'failed') throw new Error(found.message);
  for (const end of [found.lower, found.upper]) {
    expect(Math.abs(end.critical.value - 1)).toBeLessThan(4 * end.critical.error);
    expect(end.error!).toBeGreaterThan(0);
  }
});

test.each([
  // The p-value of no counts falls to 0.103 at 0.64, rises to 0.125, and jumps below 0.1 at 0.95.
  [3, 1, 0, 0.02],
  // It lies between 0.102 and 0.106 from 6.6 to 6.9, and so does not tell for certain where it is below 0.1.
  [0.5, 1, 3, 0.5],
  // A gap: it lies between 0.099 and 0.1 from 1.40 to 1.52, and above up to 1.57.
  [12, 2.5, 9, 0.25],
])(
  'an end where the p-value comes close to the level more than once: background %d, signal %d, %d counts',
  (b, s, n, most) => {
    const model = compile(
      oneChannel(
        [{ name: 'mu', initial: 1, upper: 50 }],
        [n],
        [component('b', [{ coefficient: 1, powers: {} }], [b]), component('s', affine(0, 1, 'mu'), [s])],
      ),
    );
    const { upper } = poissonFeldmanCousins(n, b, 0.9);
    for (const seed of [1, 2]) {
      const random = createRandomStream(seed, 'close to the level');
      const found = feldmanCousins(model, { parameter: 'mu', border: 0, fixed: {} }, 0.9, { toys: 4000, random });
      if (found.status === 'failed') throw new Error(found.message);
      expect(Math.abs(found.upper.value! - upper / s)).toBeLessThan(found.upper.error! + 0.005);
      expect(found.upper.error!).toBeLessThan(most);
    }
  },
);

/** The share of all counts on and off that agree with a signal no better than 10 on and 6 off do, the background in 1 / 3 of the time as fitted. */
function onOffPValue(mu: number): number {
  const tau = 3;
  const lnLikelihood = (n: number, m: number, s: number, b: number) =>
    (n > 0 ? n * Math.log(s + b) : 0) - s - b + (m > 0 ? m * Math.log(tau * b) : 0) - tau * b;
  const held = (n: number, m: number) => {
    const half = 0.5 * (n + m - mu * (1 + tau));
    return (half + Math.sqrt(half ** 2 + (1 + tau) * m * mu)) / (1 + tau);
  };
  const rise = (n: number, m: number) => {
    const isAbove = n > m / tau;
    const best = isAbove ? lnLikelihood(n, m, n - m / tau, m / tau) : lnLikelihood(n, m, 0, (n + m) / (1 + tau));
    return 2 * (best - lnLikelihood(n, m, mu, Math.max(0, held(n, m))));
  };
  const b = held(10, 6);
  let sum = 0;
  for (let n = 0; n < 70; n++) {
    for (let m = 0; m < 50; m++) {
      if (rise(n, m) < rise(10, 6) - 1e-9) continue;
      sum += Math.exp(poissonLogPmf(n, mu + b) + poissonLogPmf(m, tau * b));
    }
  }
  return sum;
}

test('few counts on and off, each pair of little probability: the errors span what the toys leave open', () => {
  const model = compile(onOffModel({ n: 10, m: 6, tau: 3, s: 1 }));
  let end = 14;
  while (onOffPValue(end) > 0.1) end += 0.01;
  for (const seed of [1, 2, 3, 4]) {
    const random = createRandomStream(seed, 'on and off');
    const found = feldmanCousinsEnd(
      model,
      { parameter: 'mu', border: 0, fixed: {} },
      0.9,
      { toys: 10_000, random },
      'plus',
    );
    if (found.status === 'failed') throw new Error(found.message);
    expect(Math.abs(found.end.value! - end)).toBeLessThan(found.end.error! + 0.01);
    expect(found.end.error!).toBeLessThan(0.4);
  }
});
