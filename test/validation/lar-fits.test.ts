import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type FitResult,
  larFixture as fixture,
  home,
  type PredictResult,
  type SignificanceResult,
  StudyRuns,
} from './lar-study.ts';

/** The fits of COHERENT's liquid argon data through the whole of the product, against two independent programs and the paper. */
const runs = new StudyRuns();
afterAll(() => runs.remove());

/** Events that one unit of each parameter is. */
const EVENTS = { cevns: 128, brn: 497, 'delayed-brn': 33, 'steady-state': 3152 } as const;
const PARAMETERS = {
  cevns: 'cevns-strength',
  brn: 'brn',
  'delayed-brn': 'delayed-brn',
  'steady-state': 'steady-state',
} as const;
const components = Object.keys(EVENTS) as (keyof typeof EVENTS)[];
const NOMINAL = 'cevns-f90: 0, cevns-time-mean: 0, brn-energy: 0, brn-time-mean: 0, brn-time-width: 0';

const file = join(home, 'pipelines/coherent-lar-2020.yaml');
const atStrength = (i: number) => `strength-at-point-${i}`;

let analysis: Awaited<ReturnType<StudyRuns['analyse']>>;
let strength: FitResult;
beforeAll(async () => {
  // The study as shipped, and fits with the strength held at the points of the published curve.
  const points = fixture.curve.events.map(
    (events, i) =>
      `analysis.${atStrength(i)}={ kind: fit, fixed: { cevns-strength: ${events / EVENTS.cevns}, ${NOMINAL} } }`,
  );
  analysis = await runs.analyse(file, points);
  strength = analysis.strength as FitResult;
}, 60_000);

function expectWithin(value: number, expected: number, tolerance: number, what: string): void {
  expect(Math.abs(value - expected), `${what}: ${value}, expected ${expected}`).toBeLessThanOrEqual(tolerance);
}

test('before any fit: the statistic of the release’s own expectation', () => {
  const { statistic, bins, observed, components: events } = analysis.prediction as PredictResult;
  expect([bins, observed]).toEqual([960, 3752]);
  for (const name of components) expect(events[name]).toBeCloseTo(EVENTS[name], 9);
  expectWithin(statistic!, fixture.nominalDeviance.value, fixture.nominalDeviance.tolerance, 'statistic');
});

describe('the fit of normalisations', () => {
  test('events of each component and the statistic', () => {
    const { fit } = fixture;
    expect(strength.status.converged).toBe(true);
    for (const name of components) {
      expectWithin(strength.components[name]!, fit.components[name]!, fit.tolerance.events, name);
    }
    expectWithin(strength.statistic, fit.statistic, fit.tolerance.statistic, 'statistic');
    expectWithin(strength.deviance, fit.deviance, fit.tolerance.statistic, 'deviance');
  });

  test('errors of the covariance, and the profile-likelihood interval of the signal', () => {
    for (const name of components) {
      const { error } = strength.parameters[PARAMETERS[name]]!;
      expectWithin(error! * EVENTS[name], fixture.hesse[name]!, fixture.hesseTolerance, name);
    }
    const { minus, plus } = strength.parameters['cevns-strength']!;
    expectWithin(minus! * EVENTS.cevns, fixture.profile.minus, fixture.profile.tolerance, 'minus');
    expectWithin(plus! * EVENTS.cevns, fixture.profile.plus, fixture.profile.tolerance, 'plus');
  });

  test('the paper: within 3 events of the signal, 2 of the backgrounds', () => {
    for (const name of components) {
      const [value, sigma] = fixture.published[name]!;
      expectWithin(strength.components[name]!, value, name === 'cevns' ? 3 : 2, name);
      expectWithin(strength.parameters[PARAMETERS[name]]!.error! * EVENTS[name], sigma, 1, name);
    }
  });
});

test('no CEvNS', () => {
  const { statistic, z } = analysis.discovery as SignificanceResult;
  expectWithin(statistic!, fixture.noCevns.delta, fixture.noCevns.tolerance, 'statistic');
  expectWithin(z!, fixture.noCevns.significance, fixture.noCevns.tolerance, 'significance');
});

test('the curve of -2 ln L against the number of events, ours and that of the paper', () => {
  const { events, delta, tolerance, published, publishedTolerance } = fixture.curve;
  const curve = events.map((_, i) => (analysis[atStrength(i)] as FitResult).statistic - strength.statistic);
  curve.forEach((value, i) => {
    expectWithin(value, delta[i]!, tolerance, `at ${events[i]} events`);
    expectWithin(value, published[i]!, publishedTolerance, `published at ${events[i]} events`);
  });
});

test.each(Object.entries(fixture.shapes))('one shape replaced: %s', (name, shift) => {
  const { components: fitted, statistic } = analysis[name] as FitResult;
  // The pull that is held at one standard deviation adds one to the statistic.
  expectWithin(fitted.cevns! - strength.components.cevns!, shift.events, fixture.shapesTolerance, 'events');
  expectWithin(statistic - 1 - strength.statistic, shift.statistic, fixture.shapesTolerance, 'statistic');
});

test('with all shapes free the data prefer the other width of the neutrons in time', () => {
  const { parameters, statistic } = analysis['with-shapes'] as FitResult;
  expect(parameters['brn-time-width']!.value).toBeGreaterThan(0.8);
  expect(strength.statistic - statistic).toBeGreaterThan(38);
});
