import { readFileSync } from 'node:fs';
import { poissonLogPmf } from '@cevns/numerics/special-functions/poisson-distribution';
import { expect, test } from 'vitest';
import { poissonFeldmanCousins, publishedUpper } from './feldman-cousins-poisson.ts';

const { intervals } = JSON.parse(
  readFileSync(new URL('../fixtures/feldman-cousins-poisson.json', import.meta.url), 'utf8'),
) as { readonly intervals: readonly (readonly [number, number, number, number, number, number, number])[] };

test('intervals of an independent program', () => {
  for (const [confidence, background, count, lower, upper, , segments] of intervals.filter((_, i) => i % 3 === 0)) {
    const found = poissonFeldmanCousins(count, background, confidence);
    expect(Math.abs(found.lower - lower)).toBeLessThan(1e-8);
    expect(Math.abs(found.upper - upper)).toBeLessThan(1e-8);
    expect(found.segments.length).toBe(segments);
  }
});

test('without counts and background the upper end is that of the probability of no counts', () => {
  // With b = 0 and n = 0, mu belongs to the interval while the counts before 0 have less than the confidence; at 90 % this ends at 2.44.
  expect(poissonFeldmanCousins(0, 0, 0.9)).toMatchObject({ lower: 0 });
  expect(poissonFeldmanCousins(0, 0, 0.9).upper).toBeCloseTo(2.44, 2);
  expect(poissonFeldmanCousins(3, 3, 0.9).upper).toBeCloseTo(4.42, 2);
});

test('the construction covers: the accepted counts of a signal have at least the confidence', () => {
  for (const mu of [0.37, 3.9]) {
    let probability = 0;
    for (let count = 0; count < 22; count++) {
      const { segments } = poissonFeldmanCousins(count, 2.6, 0.9);
      if (segments.some(([from, to]) => mu >= from && mu <= to))
        probability += Math.exp(poissonLogPmf(count, mu + 2.6));
    }
    expect(probability).toBeGreaterThanOrEqual(0.9);
    expect(probability).toBeLessThan(0.99);
  }
});

test('corrected upper ends of an independent program, which finds narrow peaks not always', () => {
  const some = intervals.filter((_, i) => i % 41 === 0);
  let higher = 0;
  for (const [confidence, background, count, , , published] of some) {
    const found = publishedUpper(count, background, confidence);
    expect(found).toBeGreaterThan(published - 1e-3);
    if (found > published + 1.2e-3) higher += 1;
  }
  expect(higher).toBeLessThan(0.1 * some.length);
});

/** Whether n belongs to the acceptance region of a mean, with all counts up to 80 put in order. */
function isAccepted(n: number, mu: number, background: number, confidence: number): boolean {
  const ratio = (k: number) =>
    poissonLogPmf(k, mu + background) - (k === 0 && background === 0 ? 0 : poissonLogPmf(k, Math.max(k, background)));
  const ratios = Array.from({ length: 81 }, (_, k) => ratio(k));
  const order = [...ratios.keys()].sort((a, b) => ratios[b]! - ratios[a]! || a - b);
  const before = order.slice(0, order.indexOf(n)).map((k) => Math.exp(poissonLogPmf(k, mu + background)));
  return before.reduce((sum, p) => sum + p, 0) < confidence;
}

test.each([
  [0, 3, 0.95, 1.628, 3.69545],
  [0, 2.5, 0.95, 1.778525, 2.681625],
  [2, 5, 0.95, 2.495, 5.6073],
  [0, 10, 0.6827, 0.1618, 10.893],
])('%d counts over %d at %d: the corrected end is at least %d, which is accepted over %d', (n, b, level, mu, where) => {
  expect(isAccepted(n, mu, where, level)).toBe(true);
  const upper = publishedUpper(n, b, level);
  expect(upper).toBeGreaterThanOrEqual(mu);
  for (let i = 0; i < 200; i++) expect(isAccepted(n, upper + 1e-4, where + 1e-5 * (i - 100), level)).toBe(false);
});

test('the corrected upper end does not rise with the background', () => {
  const ends = [2.5, 3, 3.5, 4].map((background) => publishedUpper(0, background, 0.95));
  ends.slice(1).forEach((end, i) => {
    expect(end).toBeLessThanOrEqual(ends[i]! + 1e-6);
  });
  expect(ends[0]!).toBeGreaterThan(poissonFeldmanCousins(0, 2.5, 0.95).upper);
});

test('what is no measurement is refused', () => {
  expect(() => poissonFeldmanCousins(1.5, 0, 0.9)).toThrow(RangeError);
  expect(() => poissonFeldmanCousins(1, -1, 0.9)).toThrow(RangeError);
  expect(() => publishedUpper(1, 1, 1)).toThrow(RangeError);
});
