import { readFileSync } from 'node:fs';
import { cpuUsage } from 'node:process';
import { fit as fitModel } from '@cevns/fitting/fit';
import { compile, linearModel } from '@cevns/fitting/fixtures/example-models';
import { createMinimiser } from '@cevns/fitting/newton';
import { createObjective } from '@cevns/fitting/objective';
import { profile } from '@cevns/fitting/profile';

const path = new URL('../../packages/fitting/src/fixtures/linear-model-100-bins.json', import.meta.url);
const { inputs, answers } = JSON.parse(readFileSync(path, 'utf8'));
const model = compile(linearModel(inputs));

/** Mean CPU time of a call in microseconds, when warm. */
function cpuTime(call: () => void, warmUp: number, rounds: number): number {
  for (let i = 0; i < warmUp; i++) call();
  const before = cpuUsage();
  for (let i = 0; i < rounds; i++) call();
  const { user, system } = cpuUsage(before);
  return (user + system) / rounds;
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
  const minimiser = createMinimiser(createObjective(model), free);
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

/** Runs both races and prints their CPU times. */
export function race(): void {
  const one = raceFit();
  const grid = raceScan();
  process.stdout.write(
    `fitting: 12 parameters, 100 bins: minimisation ${one.minimisation.toFixed(1)} us CPU, with covariance and expectations ` +
      `${one.fit.toFixed(1)} us; 100 x 100 profiled scan ${grid.scan.toFixed(0)} ms CPU, ${grid.evaluations} evaluations\n`,
  );
}
