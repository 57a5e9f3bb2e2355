import { factorSafely } from './bounded-quadratic.ts';
import { checkContent } from './check-content.ts';
import { checkFactor } from './check-factor.ts';
import { checkCovariance, checkParameters } from './check-parameters.ts';
import {
  expectArray,
  expectFinite,
  expectParameter,
  expectPositive,
  expectUnique,
  fail,
  type Parameters,
} from './check-values.ts';
import { countBins } from './count-bins.ts';
import { gridChannel } from './event-sampler.ts';
import type { Interpolations } from './interpolation/interpolation.ts';
import type {
  AxisDescription,
  ChannelDescription,
  EventSampler,
  ModelDescription,
  Polynomial,
  TermDescription,
} from './model.ts';

/**
 * Checks what the types of a model description cannot say.
 *
 * @throws FittingError for the first thing that is wrong, with its path in the model
 */
export function checkModel(model: ModelDescription, interpolations: Interpolations): void {
  expectUnique(model.channels, 'channels');
  if (model.channels.length === 0) fail('empty-model', 'channels', 'at least one channel', 'none');
  const parameters: Parameters = new Map(model.parameters.map((parameter) => [parameter.name, parameter]));
  checkParameters(model, parameters);
  model.channels.forEach((channel, i) => {
    checkChannel(channel, `channels[${i}] (${channel.name})`, parameters, interpolations);
  });
  checkContent(model, parameters);
}

function checkChannel(
  channel: ChannelDescription,
  path: string,
  parameters: Parameters,
  interpolations: Interpolations,
): void {
  checkEdges(channel.axes, path, 'edge');
  expectUnique(channel.components, `${path}.components`);
  expectArray(channel.observed, countBins(channel), `${path}.observed`);
  checkLikelihood(channel, path);
  checkTemplateErrors(channel, path);
  if (channel.components.every(({ terms }) => terms.length === 0)) {
    fail('empty-channel', `${path}.components`, 'at least one component with a term', 'none');
  }
  for (const component of channel.components) {
    component.terms.forEach((term, i) => {
      checkTerm(term, channel, `${path}.components.${component.name}.terms[${i}]`, parameters, interpolations);
    });
  }
  const sampler = channel.likelihood?.kind === 'unbinned' ? channel.likelihood.sampler : undefined;
  if (sampler !== undefined) {
    checkSampler(channel, sampler, `${path}.likelihood.sampler`, parameters, interpolations);
  }
}

function checkLikelihood(channel: ChannelDescription, path: string): void {
  const { likelihood, observed, axes } = channel;
  if (likelihood?.kind === 'normal') {
    const n = observed.length;
    const at = `${path}.likelihood.covariance`;
    checkCovariance(likelihood.covariance, n, at);
    if (!factorSafely(Float64Array.from(likelihood.covariance), n)) {
      fail('singular-covariance', at, 'a positive definite matrix', 'one that is singular or indefinite');
    }
    return;
  }
  observed.forEach((count, b) => {
    if (count < 0) fail('negative-observation', `${path}.observed[${b}]`, 'a count of 0 or more', count);
  });
  if (likelihood?.kind !== 'unbinned') return;
  if (axes.length !== 1) fail('axis-coverage', `${path}.axes`, 'one axis, that of the events', `${axes.length}`);
  const last = observed[observed.length - 1]!;
  if (last !== 0) fail('negative-observation', `${path}.observed[${observed.length - 1}]`, '0 after the events', last);
}

/** A sampler has the components of its channel, on a grid. */
function checkSampler(
  { name, components }: ChannelDescription,
  sampler: EventSampler,
  path: string,
  parameters: Parameters,
  interpolations: Interpolations,
): void {
  if (sampler.axes.length === 0) fail('axis-coverage', `${path}.axes`, 'at least one observable', 'none');
  checkEdges(
    sampler.axes.map((axis) => ({ name: axis.name, edges: axis.nodes })),
    path,
    'node',
  );
  const [own, others] = [components, sampler.components].map((list) => list.map((each) => each.name).join(', '));
  if (own !== others) fail('unknown-component', `${path}.components`, own!, others!);
  checkChannel(gridChannel(name, sampler), path, parameters, interpolations);
}

function checkEdges(axes: readonly AxisDescription[], path: string, what: 'edge' | 'node'): void {
  axes.forEach(({ name, edges }, i) => {
    const at = `${path}.axes[${i}] (${name})`;
    if (edges.length < 2) fail('invalid-edges', at, `at least 2 ${what}s`, edges.length);
    edges.forEach((edge, k) => {
      if (!Number.isFinite(edge)) fail('invalid-edges', `${at}.${what}s[${k}]`, 'a finite number', edge);
      if (k > 0 && !(edge > edges[k - 1]!))
        fail('invalid-edges', `${at}.${what}s[${k}]`, `more than ${edges[k - 1]}`, edge);
    });
  });
  expectUnique(axes, `${path}.axes`);
}

function checkTemplateErrors({ templateErrors, likelihood, components, observed }: ChannelDescription, path: string) {
  if (templateErrors === undefined) return;
  const at = `${path}.templateErrors`;
  const known = components.map(({ name }) => name);
  const unknown = templateErrors.components.find((name) => !known.includes(name));
  if (unknown !== undefined) fail('unknown-component', `${at}.components`, `some of ${known.join(', ')}`, unknown);
  if (templateErrors.components.length === 0) fail('unknown-component', `${at}.components`, 'at least one', 'none');
  expectArray(templateErrors.relative, observed.length, `${at}.relative`);
  const bin = templateErrors.relative.findIndex((error) => error < 0);
  if (bin >= 0) fail('constraint-width', `${at}.relative[${bin}]`, '0 or more', templateErrors.relative[bin]!);
  if (likelihood !== undefined && likelihood.kind !== 'poisson') {
    fail('constraint-width', at, 'a channel of counts', `one with the likelihood ${likelihood.kind}`);
  }
}

function checkTerm(
  term: TermDescription,
  channel: ChannelDescription,
  path: string,
  parameters: Parameters,
  interpolations: Interpolations,
): void {
  checkPolynomial(term.weight, `${path}.weight`, parameters);
  term.scales?.forEach(({ parameter, up, down, interpolation }, k) => {
    const at = `${path}.scales[${k}]`;
    expectParameter(parameter, `${at}.parameter`, parameters);
    expectPositive(up, `${at}.up`, 'invalid-scale');
    expectPositive(down, `${at}.down`, 'invalid-scale');
    if (interpolation !== 'exponential' && interpolation !== 'polynomial-exponential') {
      const known = 'exponential or polynomial-exponential';
      fail('unknown-interpolation', `${at}.interpolation`, known, interpolation as string);
    }
  });
  checkCoverage(term, channel, path);
  term.factors.forEach((factor, k) => {
    checkFactor(factor, channel, `${path}.factors[${k}]`, parameters, interpolations);
  });
  term.binScales?.forEach(({ parameters: names }, k) => {
    const at = `${path}.binScales[${k}].parameters`;
    const bins = countBins(channel);
    if (names.length !== bins) fail('array-length', at, `${bins} names or null`, names.length);
    const scaling = names.filter((name) => name !== null);
    for (const name of scaling) expectParameter(name, at, parameters);
    expectUnique(
      scaling.map((name) => ({ name })),
      at,
    );
  });
}

function checkPolynomial(polynomial: Polynomial, path: string, parameters: Parameters): void {
  polynomial.forEach(({ coefficient, powers }, m) => {
    expectFinite(coefficient, `${path}[${m}].coefficient`);
    for (const [name, power] of Object.entries(powers)) {
      expectParameter(name, `${path}[${m}].powers`, parameters);
      if (!(Number.isInteger(power) && power > 0)) {
        fail('invalid-power', `${path}[${m}].powers.${name}`, 'a positive integer', power);
      }
    }
  });
}

function checkCoverage(term: TermDescription, channel: ChannelDescription, path: string): void {
  const covered = term.factors.flatMap(({ axes }) => [...axes]);
  const sorted = [...covered].sort((a, b) => a - b);
  const complete = sorted.length === channel.axes.length && sorted.every((axis, i) => axis === i);
  if (!complete) {
    const all = channel.axes.map((_, i) => i).join(', ');
    fail('axis-coverage', `${path}.factors`, `each of the axes ${all} once`, covered.join(', ') || 'none');
  }
}
