import { expect, test } from 'vitest';
import { checkedElectronNumber, eachElectronNumber, electronNumberSeams } from './electron-number.ts';

function distribution(mean: number, fano: number, collected = 1): number[] {
  const out: number[] = [];
  eachElectronNumber(mean, { fano, collected }, (k, p) => {
    out[k] = p;
  });
  return Array.from(out, (p) => p ?? 0);
}

const moment = (p: readonly number[], power: number) => p.reduce((sum, each, k) => sum + each * k ** power, 0);

test.each([
  [1.98, 0.12],
  [3, 0.12],
  [3.7, 0.12],
  [7.45, 0.12],
  [40, 0.115],
  [1200, 0.13],
  [7.7, 0.5],
  [55, 1],
])('a mean of %f with a Fano factor of %f has both', (mean, fano) => {
  const p = distribution(mean, fano);
  expect(moment(p, 0)).toBeCloseTo(1, 11);
  expect(moment(p, 1) / mean).toBeCloseTo(1, 11);
  expect((moment(p, 2) - moment(p, 1) ** 2) / (fano * mean)).toBeCloseTo(1, 7);
});

test('where whole numbers cannot have so small a variance they have the smallest, and the mean', () => {
  for (const mean of [0.4, 1.5, 2.6]) {
    const p = distribution(mean, 0.05);
    const part = mean - Math.floor(mean);
    expect(moment(p, 0)).toBeCloseTo(1, 14);
    expect(moment(p, 1)).toBeCloseTo(mean, 14);
    expect(moment(p, 2) - mean ** 2).toBeCloseTo(part * (1 - part), 13);
  }
});

test('probabilities are continuous, and smooth between the seams', () => {
  const seams = electronNumberSeams({ fano: 0.12, collected: 1 });
  const p = (mean: number, k: number): number => distribution(mean, 0.12)[k] ?? 0;
  for (const seam of seams.filter((each) => each < 20)) {
    for (let k = 0; k < 25; k++) expect(p(seam * (1 + 1e-10), k)).toBeCloseTo(p(seam * (1 - 1e-10), k), 7);
  }
  for (let mean = 0.053; mean < 12; mean += 0.037) {
    if (seams.some((seam) => Math.abs(seam - mean) < 2e-3)) continue;
    for (let k = 0; k < 15; k++) {
      const bend = p(mean - 1e-3, k) - 2 * p(mean, k) + p(mean + 1e-3, k);
      expect(Math.abs(bend)).toBeLessThan(2e-5);
    }
  }
});

test('of less than an electron there is one or none', () => {
  const p = distribution(0.3, 0.12);
  expect(p[0]).toBeCloseTo(0.7, 15);
  expect(p[1]).toBeCloseTo(0.3, 15);
  expect(distribution(0, 0.12)).toEqual([1]);
});

test('electrons that are lost: the sum over those set free, each found or not', () => {
  for (const [mean, fano] of [
    [6.3, 0.2],
    [4, 1],
  ] as const) {
    const free = distribution(mean, fano);
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    distribution(mean, fano, 0.7)
      .slice(0, 12)
      .forEach((p, k) => {
        const sum = free.reduce(
          (total, q, n) => (n < k ? total : total + q * choose(n, k) * 0.7 ** k * 0.3 ** (n - k)),
          0,
        );
        expect(p).toBeCloseTo(sum, 12);
      });
  }
});

test('factors outside their range are refused', () => {
  expect(() => checkedElectronNumber(0, 1)).toThrow('a Fano factor in (0, 1], got 0');
  expect(() => checkedElectronNumber(1.1, 1)).toThrow('a Fano factor in (0, 1]');
  expect(() => checkedElectronNumber(0.1, 0)).toThrow('to find an electron in (0, 1], got 0');
});

test.each([
  [4000, 0.12, 0.9],
  [4000, 1, 1],
  [3.7, 0.12, 1],
])('a part of the numbers has the same probabilities: a mean of %f, a Fano factor of %f', (mean, fano, collected) => {
  const all = distribution(mean, fano, collected);
  const [least, most] = [Math.floor(collected * mean) - 2, Math.floor(collected * mean) + 5];
  const seen: number[] = [];
  const number = { fano, collected };
  eachElectronNumber(
    mean,
    number,
    (k, p) => {
      seen.push(k);
      expect(Math.abs(p - (all[k] ?? 0))).toBeLessThanOrEqual(1e-10 * Math.max(...all));
    },
    { least, most },
  );
  expect(seen[0]).toBe(least);
  expect(seen.at(-1)).toBeLessThanOrEqual(most);
  eachElectronNumber(mean, number, () => expect.unreachable(), { least: 3 * mean + 100, most: 4 * mean + 100 });
});
