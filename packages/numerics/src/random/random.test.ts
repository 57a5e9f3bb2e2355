import { expect, test } from 'vitest';
import { chiSquaredTail } from '../special-functions/chi-squared-distribution.ts';
import { normalCdf } from '../special-functions/normal-distribution.ts';
import { poissonLogPmf } from '../special-functions/poisson-distribution.ts';
import { philox4x32 } from './philox.ts';
import { createRandomStream } from './random-stream.ts';

/** Known answers published with Random123 (J. K. Salmon et al., 2011), philox4x32 with 10 rounds. */
test.each([
  [
    [0, 0, 0, 0],
    [0, 0],
    [0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
  ],
  [
    [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
    [0xffffffff, 0xffffffff],
    [0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
  ],
  [
    [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
    [0xa4093822, 0x299f31d0],
    [0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
  ],
])('known answers: counter %j, key %j', (counter, key, expected) => {
  const out = new Uint32Array(4);
  philox4x32(Uint32Array.from(counter), Uint32Array.from(key), out);
  expect([...out]).toEqual(expected);
});

test('a toy is the same whatever was drawn before it', () => {
  const one = createRandomStream(7, 'limit');
  const other = createRandomStream(7, 'limit');
  const draw = (stream: typeof one) => [stream.uniform(), stream.normal(), stream.poisson(4), stream.poisson(400)];
  other.start(3);
  other.normal();
  other.start(12);
  one.start(12);
  expect(draw(one)).toEqual(draw(other));
});

test('other seeds, names and toys have other numbers', () => {
  const first = (seed: number, name: string, toy: number) => {
    const stream = createRandomStream(seed, name);
    stream.start(toy);
    return stream.uniform();
  };
  const numbers = [
    first(1, 'a', 0),
    first(2, 'a', 0),
    first(1 + 2 ** 32, 'a', 0),
    first(1, 'b', 0),
    first(1, 'a', 1),
    first(1, 'aa', 0),
  ];
  expect(new Set(numbers).size).toBe(numbers.length);
});

test('what cannot be a seed or a toy is refused', () => {
  expect(() => createRandomStream(-1, 'a')).toThrow(RangeError);
  expect(() => createRandomStream(0.5, 'a')).toThrow(RangeError);
  expect(() => createRandomStream(1, 'a').start(-1)).toThrow(RangeError);
  expect(() => createRandomStream(1, 'a').poisson(-1)).toThrow(RangeError);
  expect(() => createRandomStream(1, 'a').poisson(Number.POSITIVE_INFINITY)).toThrow(RangeError);
});

/** p-value of Pearson's chi2 of counts against probabilities; classes that expect fewer than 10 are joined. */
function pearson(counts: readonly number[], probabilities: readonly number[]): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  let [seen, expected, chi2, classes] = [0, 0, 0, -1];
  let [restSeen, restExpected] = [total, total];
  probabilities.forEach((probability, i) => {
    seen += counts[i] ?? 0;
    expected += total * probability;
    if (expected < 10 || restExpected - expected < 10) return;
    chi2 += (seen - expected) ** 2 / expected;
    classes += 1;
    restSeen -= seen;
    restExpected -= expected;
    [seen, expected] = [0, 0];
  });
  chi2 += (restSeen - restExpected) ** 2 / restExpected;
  return chiSquaredTail(chi2, classes + 1);
}

test('uniform numbers fill their bins evenly, also in pairs', () => {
  const stream = createRandomStream(1, 'uniform');
  const counts = new Array<number>(400).fill(0);
  for (let i = 0; i < 200_000; i++) {
    const [u, v] = [stream.uniform(), stream.uniform()];
    counts[20 * Math.floor(20 * u) + Math.floor(20 * v)]! += 1;
  }
  expect(pearson(counts, new Array<number>(400).fill(1 / 400))).toBeGreaterThan(1e-3);
});

test('normal numbers have their distribution and do not depend on the one before', () => {
  const stream = createRandomStream(1, 'normal');
  const edges = Array.from({ length: 81 }, (_, i) => -4 + 0.1 * i);
  const counts = new Array<number>(82).fill(0);
  const moments = [0, 0, 0, 0];
  let product = 0;
  const draws = 400_000;
  let last = stream.normal();
  for (let i = 0; i < draws; i++) {
    const z = stream.normal();
    counts[Math.max(0, Math.min(81, Math.floor((z + 4) / 0.1) + 1))]! += 1;
    for (let k = 0; k < 4; k++) moments[k]! += z ** (k + 1) / draws;
    product += (z * last) / draws;
    last = z;
  }
  const cumulative = [0, ...edges.map(normalCdf), 1];
  const probabilities = cumulative.slice(1).map((value, i) => value - cumulative[i]!);
  expect(pearson(counts, probabilities)).toBeGreaterThan(1e-3);
  const error = 1 / Math.sqrt(draws);
  expect(Math.abs(moments[0]!)).toBeLessThan(4 * error);
  expect(Math.abs(moments[1]! - 1)).toBeLessThan(4 * Math.sqrt(2) * error);
  expect(Math.abs(moments[2]!)).toBeLessThan(4 * Math.sqrt(15) * error);
  expect(Math.abs(moments[3]! - 3)).toBeLessThan(4 * Math.sqrt(96) * error);
  expect(Math.abs(product)).toBeLessThan(4 * error);
});

test.each([0.02, 0.7, 3.5, 9.99, 10, 12.3, 47, 320, 5000])('Poisson numbers of mean %d', (mean) => {
  const stream = createRandomStream(1, `poisson ${mean}`);
  const draws = 200_000;
  const counts: number[] = [];
  let [sum, squares] = [0, 0];
  for (let i = 0; i < draws; i++) {
    const n = stream.poisson(mean);
    counts[n] = (counts[n] ?? 0) + 1;
    sum += (n - mean) / draws;
    squares += (n - mean) ** 2 / draws;
  }
  const most = Math.ceil(mean + 10 * Math.sqrt(mean) + 20);
  const probabilities = Array.from({ length: most }, (_, n) => Math.exp(poissonLogPmf(n, mean)));
  expect(
    pearson(
      Array.from(probabilities, (_, n) => counts[n] ?? 0),
      probabilities,
    ),
  ).toBeGreaterThan(1e-3);
  expect(Math.abs(sum)).toBeLessThan(4 * Math.sqrt(mean / draws));
  expect(Math.abs(squares - mean)).toBeLessThan(4 * Math.sqrt((mean + 2 * mean ** 2) / draws));
});

test('large means keep mean and variance; a mean of 0 is 0', () => {
  const stream = createRandomStream(1, 'large');
  expect(stream.poisson(0)).toBe(0);
  const mean = 3e9;
  const draws = 20_000;
  let [sum, squares] = [0, 0];
  for (let i = 0; i < draws; i++) {
    const z = (stream.poisson(mean) - mean) / Math.sqrt(mean);
    sum += z / draws;
    squares += z ** 2 / draws;
  }
  expect(Math.abs(sum)).toBeLessThan(4 / Math.sqrt(draws));
  expect(Math.abs(squares - 1)).toBeLessThan(4 * Math.sqrt(2 / draws));
});
