import { readFileSync } from 'node:fs';
import { createRandomStream } from '@cevns/numerics/random/random-stream';
import { chiSquaredQuantile } from '@cevns/numerics/special-functions/chi-squared-distribution';
import { expect, test } from 'vitest';
import { type FitResult, fit, fittedValues } from '../fit.ts';
import { nsiModel } from '../fixtures/csi-models.ts';
import { compile } from '../fixtures/example-models.ts';
import type { ModelDescription } from '../model.ts';
import { ToyFits } from '../toys/toy-fits.ts';
import { ToyGenerator } from '../toys/toy-generator.ts';
import { toyQuantile, toyRises } from '../toys/toy-rises.ts';

const release = JSON.parse(readFileSync(new URL('../fixtures/csi-2021.json', import.meta.url), 'utf8'));
const nsi = nsiModel(release);
/** The strength of the signal is the flux without its constraint. */
const strength: ModelDescription = {
  ...nsi,
  parameters: nsi.parameters.map((parameter) =>
    parameter.name === 'flux' ? { name: 'flux', initial: 1, lower: 0 } : parameter,
  ),
};
/** eps_u at eps_d = 0 has a second minimum, where the coherent charge has the other sign. */
const line: ModelDescription = { ...nsi, starts: [{ eps_u: 0.9 }] };

const EXPERIMENTS = 400;
const TOYS = 200;
const LEVELS = [0.6827, 0.9] as const;

/**
 * Shares of pseudo-experiments whose intervals contain the true value: an interval contains it where the rise of the statistic does not
 * exceed the critical value there, by toys with nuisances as fitted to the pseudo-data, or by chi2.
 */
function coverage(
  description: ModelDescription,
  parameter: string,
  fixed: Readonly<Record<string, number>>,
  truth: Readonly<Record<string, number>>,
): { toys: number[]; wilks: number[] } {
  const model = compile(description);
  const p = model.indexOf.get(parameter)!;
  const free = Uint8Array.from(model.names, (name) => (fixed[name] === undefined ? 1 : 0));
  const theta = Float64Array.from(model.names, (name, q) => fixed[name] ?? truth[name] ?? model.initial[q]!);
  const generator = new ToyGenerator(model, free);
  generator.setTruth(theta);
  const fits = new ToyFits(model, free, p);
  const data = createRandomStream(987_654, 'pseudo-data');

  const covered = { toys: [0, 0], wilks: [0, 0] };
  for (let experiment = 0; experiment < EXPERIMENTS; experiment++) {
    data.start(experiment);
    generator.draw(data);
    const held = converged(fit(generator.model, { fixed: { ...fixed, [parameter]: theta[p]! } }));
    const best = converged(fit(generator.model, { fixed, start: fittedValues(held) }));
    const rise = held.statistic - best.statistic;
    fits.setTruth(
      Float64Array.from(held.parameters, ({ value }) => value),
      theta[p]!,
    );
    const random = createRandomStream(experiment, 'construction');
    const { values } = toyRises(fits, p, theta[p]!, { toys: TOYS, random });
    LEVELS.forEach((level, i) => {
      if (rise <= toyQuantile(values, level).value) covered.toys[i]! += 1 / EXPERIMENTS;
      if (rise <= chiSquaredQuantile(level, 1)) covered.wilks[i]! += 1 / EXPERIMENTS;
    });
  }
  return covered;
}

function converged(result: FitResult) {
  if (result.status === 'failed') throw new Error(result.message);
  return result;
}

/** Three binomial errors of the experiments, and as much as the critical values of so few toys are uncertain. */
const tolerance = (level: number) => 3 * Math.sqrt(level * (1 - level) * (1 / EXPERIMENTS + 1 / TOYS / 4));

/** All constrained parameters of a model so many standard deviations from what was measured of them. */
const pulled = ({ parameters }: ModelDescription, pull: number): Record<string, number> =>
  Object.fromEntries(
    parameters.flatMap(({ name, constraint }) =>
      constraint?.kind === 'normal' ? [[name, constraint.mean + pull * constraint.sigma]] : [],
    ),
  );

test.each([
  [1, 0.9],
  [-1, 0.9],
  [1, 0.05],
])('the strength of the signal in CsI, nuisances at %d standard deviation, true value %d', (pull, value) => {
  const found = coverage(strength, 'flux', { eps_u: 0, eps_d: 0 }, { ...pulled(strength, pull), flux: value });
  LEVELS.forEach((level, i) => {
    expect(Math.abs(found.toys[i]! - level), `toys ${found.toys}, Wilks ${found.wilks}`).toBeLessThan(tolerance(level));
  });
});

test.each([1, -1])('a line of non-standard interactions, nuisances at %d standard deviation', (pull) => {
  const found = coverage(line, 'eps_u', { eps_d: 0 }, { ...pulled(line, pull), eps_u: 0.15 });
  LEVELS.forEach((level, i) => {
    expect(Math.abs(found.toys[i]! - level), `toys ${found.toys}, Wilks ${found.wilks}`).toBeLessThan(tolerance(level));
  });
});
