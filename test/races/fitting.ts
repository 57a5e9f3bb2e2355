import { readFileSync } from 'node:fs';
import { cpuUsage } from 'node:process';
import { compileModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit as fitModel } from '@cevns/fitting/fit';
import { mediatorModel, nsiModel } from '@cevns/fitting/fixtures/csi-models';
import { compile, linearModel } from '@cevns/fitting/fixtures/example-models';
import { modelFromWorkspace } from '@cevns/fitting/histfactory/model-from-workspace';
import { interpolation as polynomialLinear } from '@cevns/fitting/interpolation/polynomial-linear';
import { asymptoticClsLimit } from '@cevns/fitting/limits/asymptotic-cls';
import type { ModelDescription } from '@cevns/fitting/model';
import { NewtonMinimiser } from '@cevns/fitting/newton';
import { createObjective } from '@cevns/fitting/objective';
import { profile } from '@cevns/fitting/profile';
import { ToyFits } from '@cevns/fitting/toys/toy-fits';
import { createRandomStream } from '@cevns/numerics/random/random-stream';

const fixture = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../packages/fitting/src/fixtures/${name}.json`, import.meta.url), 'utf8'));
const { inputs, answers } = fixture('linear-model-100-bins');
const model = compile(linearModel(inputs));

/** CPU time of a call in microseconds, when warm: the mean of the fastest tenth of the rounds, which other programs slow down least. */
function cpuTime(call: () => void, warmUp: number, rounds: number): number {
  for (let i = 0; i < warmUp; i++) call();
  const perBatch = Math.ceil(rounds / 10);
  let fastest = Number.POSITIVE_INFINITY;
  for (let done = 0; done < rounds; done += perBatch) {
    const before = cpuUsage();
    for (let i = 0; i < perBatch; i++) call();
    const { user, system } = cpuUsage(before);
    fastest = Math.min(fastest, (user + system) / perBatch);
  }
  return fastest;
}

function check(what: string, found: number, expected: number, tolerance: number): void {
  if (!(Math.abs(found - expected) <= tolerance)) {
    throw new Error(`fitting: expected ${what} ${expected} within ${tolerance}, found ${found}`);
  }
}

/**
 * One fit of 12 parameters to 100 bins from the start p1 = p2 = 1, theta = 0: CPU time of the minimisation alone, from a compiled model
 * to the minimum, and of a whole `fit` with covariance, expectations by component and Jacobian.
 *
 * @returns microseconds
 * @throws Error if the minimum is off by more than 1e-8, in the statistic or in p1
 */
export function raceFit(): { minimisation: number; fit: number } {
  const free = new Uint8Array(model.names.length).fill(1);
  const minimiser = new NewtonMinimiser(createObjective(model), free);
  const theta = new Float64Array(free.length);
  let statistic = Number.NaN;
  const minimise = () => {
    theta.set(model.initial);
    statistic = minimiser.minimise(theta).value;
  };
  const minimisation = cpuTime(minimise, 2000, 10_000);
  check('statistic', statistic, answers.statistic, 1e-8);
  check('p1', theta[0]!, answers.p1, 1e-8);
  return { minimisation, fit: cpuTime(() => fitModel(model), 1000, 5000) };
}

/**
 * Profiled scan of (p1, p2), 100 x 100 points, ten pulls refitted at each: CPU time of one scan, the fit before it not counted.
 *
 * @returns milliseconds, and evaluations of the statistic with its derivatives
 * @throws Error if the sum over the grid is off by more than 1e-5 or a corner by more than 2e-8
 */
export function raceScan(): { scan: number; evaluations: number } {
  const best = fitModel(model);
  if (best.status === 'failed') throw new Error(`fitting: ${best.message}`);
  const axes = (['p1', 'p2'] as const).map((parameter) => {
    const { from, to, points } = answers.scan[parameter];
    const values = Float64Array.from({ length: points }, (_, i) => from + ((to - from) * i) / (points - 1));
    return { parameter, values };
  });
  let result = profile(model, best, axes);
  const run = () => {
    result = profile(model, best, axes);
  };
  const scan = cpuTime(run, 1, 5) / 1000;
  const rise = result.statistic.map((value) => value - best.statistic);
  const sum = rise.reduce((total, value) => total + value, 0);
  check('sum over the grid', sum, answers.scan.sumOfDifferences, 1e-5);
  const last = axes[1]!.values.length - 1;
  for (const [p1, p2, expected] of answers.scan.corners) {
    const row = p1 === answers.scan.p1.from ? 0 : axes[0]!.values.length - 1;
    const column = p2 === answers.scan.p2.from ? 0 : last;
    check(`rise at (${p1}, ${p2})`, rise[row * (last + 1) + column]!, expected, 2e-8);
  }
  return { scan, evaluations: result.evaluations };
}

/**
 * 10,000 toys with two fits each, all parameters free and with p1 = 1: counts around the expectation at p1 = p2 = 1, constraints around
 * 0. CPU time with drawing the data.
 *
 * @returns seconds
 * @throws Error if a fit fails, or the statistic exceeds 1, 2.71 and 4 more or less often than chi2 by four standard deviations
 */
export function raceToys(): number {
  const toys = 10_000;
  const fits = new ToyFits(model, new Uint8Array(model.names.length).fill(1), 0);
  const random = createRandomStream(1, 'race');
  const levels = [
    [1, 0.3173105],
    [2.7055435, 0.1],
    [4, 0.0455003],
  ] as const;
  const above = levels.map(() => 0);
  const run = () => {
    above.fill(0);
    fits.setTruth(model.initial, 1);
    for (let toy = 0; toy < toys; toy++) {
      random.start(toy);
      if (!fits.next(random)) throw new Error(`fitting: toy ${toy} did not converge`);
      const rise = fits.heldMinimum() - fits.minimum();
      for (let i = 0; i < levels.length; i++) if (rise > levels[i]![0]) above[i]! += 1;
    }
  };
  const time = cpuTime(run, 1, 3) / 1e6;
  levels.forEach(([level, tail], i) => {
    check(`toys above ${level}`, above[i]! / toys, tail, 4 * Math.sqrt((tail * (1 - tail)) / toys));
  });
  return time;
}

/** Time, evaluations per point and those of them with second derivatives, and the largest error where the statistic has risen by less than 50, of points that were fitted again. */
interface PlaneRace {
  readonly scan: number;
  readonly evaluationsPerPoint: number;
  readonly hessiansPerPoint: number;
  readonly error: number;
}

/**
 * Planes of 101 x 101 points of the COHERENT CsI likelihood (99 bins) with eight parameters profiled at every point: two couplings, and
 * mass against coupling of a light mediator, on logarithmic scales.
 *
 * @returns CPU milliseconds when warm
 * @throws Error if some of the points, fitted again from several starts, differ by more than 1e-5
 */
export function racePlanes(): { nsi: PlaneRace; mediator: PlaneRace } {
  const release = fixture('csi-2021');
  const linear = (from: number, to: number) =>
    Float64Array.from({ length: 101 }, (_, i) => from + (to - from) * 0.01 * i);
  const log = (from: number, to: number) =>
    Float64Array.from({ length: 101 }, (_, i) => from * (to / from) ** (0.01 * i));
  return {
    nsi: racePlane(nsiModel(release), { eps_u: linear(-1, 1), eps_d: linear(-1, 1) }),
    mediator: racePlane(mediatorModel(release), { mass: log(1, 1000), coupling: log(0.1, 100) }),
  };
}

function racePlane(description: ModelDescription, ranges: Readonly<Record<string, Float64Array>>): PlaneRace {
  const plane = compile(description);
  const axes = Object.entries(ranges).map(([parameter, values]) => ({ parameter, values }));
  const options = { tolerance: 1e-4 };
  let best = fitModel(plane);
  if (best.status === 'failed') throw new Error(`fitting: ${best.message}`);
  best = profile(plane, best, axes, options).betterMinimum ?? best;
  let result = profile(plane, best, axes, options);
  const run = () => {
    result = profile(plane, best as ConvergedFit, axes, options);
  };
  const scan = cpuTime(run, 3, 10) / 1000;
  let error = 0;
  for (let point = 0; point < result.statistic.length; point += 23) {
    const found = result.statistic[point]!;
    if (found - result.minimum > 50) continue;
    const at = [Math.floor(point / 101), point % 101];
    const fixed = Object.fromEntries(axes.map(({ parameter, values }, a) => [parameter, values[at[a]!]!]));
    const starts = [0.25, 0.4, 0.56, 0.8].flatMap((onset) =>
      [-1.5, 0, 1.5].map((efficiency) => ({ onset, efficiency })),
    );
    const again = starts.map((start) => fitModel(plane, { fixed, start }));
    const lowest = Math.min(...again.map((each) => (each.status === 'converged' ? each.statistic : Infinity)));
    error = Math.max(error, Math.abs(found - lowest));
  }
  check('error', error, 0, 1e-5);
  const points = result.statistic.length;
  return {
    ...{ scan, error },
    evaluationsPerPoint: result.evaluations / points,
    hessiansPerPoint: result.hessians / points,
  };
}

/**
 * A HistFactory workspace of two channels and 30 parameters: one fit with covariance and expectations, and the 95 % limits by CLs, observed
 * and at five expected fluctuations.
 *
 * @returns milliseconds
 * @throws Error if the limits are off by more than 1e-6
 */
export function raceWorkspace(): { fit: number; limit: number; evaluations: number; error: number } {
  const { model: description } = modelFromWorkspace(fixture('histfactory-workspace'));
  const workspace = compileModel(description, { 'polynomial-linear': polynomialLinear });
  const limitOf = () => {
    const found = asymptoticClsLimit(workspace, { parameter: 'mu', border: 0, fixed: {} }, 0.95);
    if (found.status === 'failed') throw new Error(`fitting: ${found.message}`);
    return found;
  };
  const found = limitOf();
  const known = fixture('limits').workspace.limits.find((each: { confidence: number }) => each.confidence === 0.95);
  const differences = [found.upper! - known.observed, ...found.expected.map((value, n) => value! - known.expected[n])];
  const error = Math.max(...differences.map(Math.abs));
  check('error of the limits', error, 0, 1e-6);
  return {
    fit: cpuTime(() => fitModel(workspace), 50, 200) / 1000,
    limit: cpuTime(limitOf, 5, 30) / 1000,
    evaluations: found.evaluations,
    error,
  };
}

/** Runs the races and prints their CPU times. */
export function race(): void {
  const one = raceFit();
  const grid = raceScan();
  process.stdout.write(
    `fitting: 12 parameters, 100 bins: minimisation ${one.minimisation.toFixed(1)} us CPU, with covariance and expectations ` +
      `${one.fit.toFixed(1)} us; 100 x 100 profiled scan ${grid.scan.toFixed(0)} ms CPU, ${grid.evaluations} evaluations\n`,
  );
  process.stdout.write(`fitting: 10,000 toys x 2 fits: ${raceToys().toFixed(2)} s CPU\n`);
  const workspace = raceWorkspace();
  process.stdout.write(
    `fitting: HistFactory workspace of 30 parameters: fit ${workspace.fit.toFixed(2)} ms CPU, 95 % CLs limit with five expected ones ` +
      `${workspace.limit.toFixed(1)} ms CPU, ${workspace.evaluations} evaluations, error ${workspace.error.toExponential(1)}\n`,
  );
  for (const [name, { scan, evaluationsPerPoint, hessiansPerPoint, error }] of Object.entries(racePlanes())) {
    process.stdout.write(
      `fitting: CsI ${name} plane, 101 x 101, 8 profiled: ${scan.toFixed(0)} ms CPU, ${evaluationsPerPoint.toFixed(3)} evaluations a ` +
        `point, ${hessiansPerPoint.toFixed(3)} with second derivatives, error ${error.toExponential(1)}\n`,
    );
  }
}
