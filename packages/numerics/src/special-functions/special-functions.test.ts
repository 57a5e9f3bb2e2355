import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chiSquaredCdf, chiSquaredQuantile, chiSquaredTail } from './chi-squared-distribution.ts';
import { erf, erfc, erfcx } from './error-function.ts';
import { regularisedGammaP, regularisedGammaQ } from './incomplete-gamma.ts';
import { lnGamma } from './ln-gamma.ts';
import { normalCdf, normalQuantile, normalTail, normalTailQuantile } from './normal-distribution.ts';
import { poissonLogPmf } from './poisson-distribution.ts';

type Row = [args: number[], value: string];
const fixture = JSON.parse(readFileSync(new URL('./fixtures/special-functions.json', import.meta.url), 'utf8')) as {
  tables: Record<string, Row[]>;
};

/** Compares every row of a table; absolute is allowed in addition to relative. */
function meetsTable(table: string, evaluate: (...args: number[]) => number, relative: number, absolute = 0): void {
  const rows = fixture.tables[table]!;
  expect(rows.length).toBeGreaterThan(9);
  for (const [args, text] of rows) {
    const expected = Number(text);
    const deviation = Math.abs(evaluate(...args) - expected);
    expect(deviation, `${table}(${args.join(', ')})`).toBeLessThanOrEqual(relative * Math.abs(expected) + absolute);
  }
}

test('ln Gamma, also near its zeros', () => meetsTable('gammaln', lnGamma, 1e-13, 1e-15));
test('regularised incomplete gamma P', () => meetsTable('gammainc_lower_reg', regularisedGammaP, 1e-13));
test('regularised incomplete gamma Q', () => meetsTable('gammainc_upper_reg', regularisedGammaQ, 1e-12));
test('erf', () => meetsTable('erf', erf, 1e-13));
test('erfc', () => meetsTable('erfc', erfc, 1e-13));
test('erfcx from -5 to 1e9', () => meetsTable('erfcx', erfcx, 1e-14));
test('normal quantile', () => meetsTable('norm_ppf', normalQuantile, 1e-13));
test('normal tail to 37 sigma', () => meetsTable('norm_sf', normalTail, 1e-12));
test('chi-squared quantile', () => meetsTable('chi2_ppf', chiSquaredQuantile, 1e-13));
test('chi-squared tail', () => meetsTable('chi2_sf', chiSquaredTail, 1e-12));
test('Poisson log probability', () => meetsTable('poisson_logpmf', poissonLogPmf, 1e-13));

test('normal distribution: cdf and tail are mirror images, quantile and tail quantile inverse to each other', () => {
  for (const z of [-2.5, -0.3, 0.7, 4, 11.6, 30]) {
    expect(normalCdf(z)).toBe(normalTail(-z));
    expect(Math.abs(normalTailQuantile(normalTail(z)) - z)).toBeLessThan(1e-13 * (1 + Math.abs(z)));
  }
  expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
  expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  expect(normalQuantile(0.5)).toBe(0);
  expect(normalQuantile(1.1)).toBeNaN();
});

test('Q(a, x) keeps relative precision at small shapes: Q(a, x) = a E1(x) to first order in a', () => {
  // E1(0.5) = 0.559773594776160 (Abramowitz and Stegun, table 5.1).
  expect(regularisedGammaQ(1e-9, 0.5) / 1e-9).toBeCloseTo(0.559773594776, 8);
});

test('edges of the domains', () => {
  expect(lnGamma(0)).toBe(Number.POSITIVE_INFINITY);
  expect(lnGamma(-1)).toBeNaN();
  expect(regularisedGammaP(2, 0)).toBe(0);
  expect(regularisedGammaQ(2, 0)).toBe(1);
  expect(regularisedGammaP(-1, 1)).toBeNaN();
  expect(chiSquaredCdf(0, 3)).toBe(0);
  expect(chiSquaredQuantile(0, 3)).toBe(0);
  expect(chiSquaredQuantile(1, 3)).toBe(Number.POSITIVE_INFINITY);
  const infinity = Number.POSITIVE_INFINITY;
  expect([erf(infinity), erf(-infinity), erfc(infinity), erfc(-infinity), erfcx(infinity), erfcx(-infinity)]).toEqual([
    1,
    -1,
    0,
    2,
    0,
    infinity,
  ]);
  expect([normalCdf(infinity), normalCdf(-infinity), normalTail(infinity), normalTail(-infinity)]).toEqual([
    1, 0, 0, 1,
  ]);
  expect(poissonLogPmf(0, 0)).toBe(-0);
  expect(poissonLogPmf(3, 0)).toBe(Number.NEGATIVE_INFINITY);
  expect(poissonLogPmf(-1, 2)).toBeNaN();
});

test('chi-squared quantiles of few degrees of freedom lie next to 0 or below every number, and are never missing', () => {
  // For small x, P(a, x) = x^a / Gamma(a + 1).
  expect(Math.log(chiSquaredQuantile(0.16, 0.01) / 2)).toBeCloseTo((Math.log(0.16) + lnGamma(1.005)) / 0.005, 9);
  for (const degreesOfFreedom of [1e-3, 1e-8, 1e-73]) expect(chiSquaredQuantile(0.16, degreesOfFreedom)).toBe(0);
});
