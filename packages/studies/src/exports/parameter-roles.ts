import type { ComponentDescription, Constraint, ModelDescription, ParameterDescription } from '@cevns/fitting/model';
import type { HistogramModel, HistogramParameter } from './histogram-model.ts';

/** Where a parameter acts on expectations. */
export type Role = 'weight' | 'power' | 'scale' | 'variation' | 'template' | 'bin';

/** Standard deviations that a constrained parameter may go unless its own bounds come first, as pyhf has it. */
const LARGEST_PULL = 5;

/** Factor of its initial value, or of 1, by which a free parameter without bounds may change. */
const WIDEST_FACTOR = 10;

/** The one scale with a constraint that pyhf takes as it is. */
const LUMINOSITY = 'lumi';

/** Where every parameter of a model acts. */
export function rolesOf({ channels }: ModelDescription): ReadonlyMap<string, ReadonlySet<Role>> {
  const roles = new Map<string, Set<Role>>();
  const add = (name: string, role: Role) => roles.set(name, (roles.get(name) ?? new Set()).add(role));
  for (const { weight, scales = [], factors, binScales = [] } of channels.flatMap(termsOf)) {
    for (const { powers } of weight) {
      for (const [name, power] of Object.entries(powers)) add(name, power === 1 ? 'weight' : 'power');
    }
    for (const { parameter } of scales) add(parameter, 'scale');
    for (const factor of factors) {
      if (factor.kind !== 'morph') add(factor.parameter, 'template');
      if (factor.kind === 'table') continue;
      for (const { parameter } of factor.variations) add(parameter, 'variation');
    }
    for (const name of binScales.flatMap(({ parameters }) => parameters)) if (name !== null) add(name, 'bin');
  }
  return roles;
}

function termsOf({ components }: { readonly components: readonly ComponentDescription[] }) {
  return components.flatMap(({ terms }) => terms);
}

/**
 * The parameters that histograms can vary, and those that are held instead.
 *
 * @param ofBins Parameters of single bins that the format has, which are neither
 */
export function sortParameters(
  { parameters }: ModelDescription,
  roles: ReadonlyMap<string, ReadonlySet<Role>>,
  held: Readonly<Record<string, number>>,
  at: Readonly<Record<string, number>>,
  ofBins: ReadonlySet<string> = new Set(),
): Pick<HistogramModel, 'parameters' | 'frozen'> {
  const varied: HistogramParameter[] = [];
  const frozen: HistogramModel['frozen'][number][] = [];
  for (const parameter of parameters) {
    const { name } = parameter;
    if (ofBins.has(name)) continue;
    const reason = name in held ? 'held by the analysis' : reasonToFreeze(parameter, roles.get(name) ?? new Set());
    const value = held[name] ?? at[name] ?? parameter.initial;
    if (reason === undefined) varied.push(histogramParameter(parameter, value, roles.get(name)!));
    else frozen.push({ name, value, reason });
  }
  return { parameters: varied, frozen };
}

function reasonToFreeze({ constraint }: ParameterDescription, roles: ReadonlySet<Role>): string | undefined {
  if (roles.has('template')) return 'templates are tabulated functions of it, which histograms cannot follow';
  if (roles.has('power')) return 'expectations are not linear in it';
  if (roles.has('bin')) return 'it scales single bins';
  if (pullOf(constraint) === undefined && (roles.has('variation') || roles.has('scale'))) {
    return 'it deforms templates without a normal constraint';
  }
  return roles.size === 0 ? 'no expectation depends on it' : undefined;
}

/** The value of a constrained parameter some standard deviations from the middle of its constraint; undefined for a free one. */
function pullOf(constraint: Constraint | undefined): HistogramParameter['valueAt'] | undefined {
  if (constraint?.kind === 'normal') return (pull) => constraint.mean + pull * constraint.sigma;
  if (constraint?.kind === 'log-normal') return (pull) => constraint.median * Math.exp(pull * constraint.logSigma);
  if (constraint?.kind === 'poisson') {
    const { count, rate } = constraint;
    return (pull) => (count + pull * Math.sqrt(count)) / rate;
  }
  return undefined;
}

function histogramParameter(
  { name, lower, upper, constraint }: ParameterDescription,
  value: number,
  roles: ReadonlySet<Role>,
): HistogramParameter {
  const valueAt = pullOf(constraint);
  const isLuminosity = name === LUMINOSITY && constraint?.kind === 'normal' && [...roles].join() === 'weight';
  if (valueAt === undefined || isLuminosity) {
    const own = constraint?.kind === 'uniform' ? constraint : { lower: -Infinity, upper: Infinity };
    const width = WIDEST_FACTOR * Math.max(1, Math.abs(value));
    const bounds = { lower: Math.max(lower ?? -width, own.lower), upper: Math.min(upper ?? width, own.upper) };
    const measured = isLuminosity ? { measured: { mean: constraint.mean, sigma: constraint.sigma } } : {};
    return { name, isConstrained: false, isLogNormal: false, ...measured, initial: value, ...bounds, valueAt: same };
  }
  const pullAt = inverse(constraint!);
  const low = lower === undefined ? -Infinity : pullAt(lower);
  const high = upper === undefined ? Infinity : pullAt(upper);
  return {
    name,
    isConstrained: true,
    isLogNormal: constraint!.kind === 'log-normal',
    initial: pullAt(value),
    lower: Math.max(-LARGEST_PULL, low),
    upper: Math.min(LARGEST_PULL, high),
    valueAt,
  };
}

function same(own: number): number {
  return own;
}

function inverse(constraint: Constraint): (value: number) => number {
  if (constraint.kind === 'log-normal') {
    return (value) => (value > 0 ? Math.log(value / constraint.median) / constraint.logSigma : -Infinity);
  }
  if (constraint.kind === 'poisson') {
    return (value) => (value * constraint.rate - constraint.count) / Math.sqrt(constraint.count);
  }
  if (constraint.kind === 'normal') return (value) => (value - constraint.mean) / constraint.sigma;
  return (value) => value;
}
