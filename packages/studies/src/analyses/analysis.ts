import { type CompiledModel, compileModel } from '@cevns/fitting/compile';
import type { ConvergedFit, FitResult, FitVerdict } from '@cevns/fitting/fit';
import type { ModelDescription } from '@cevns/fitting/model';
import { interpolateUniform } from '@cevns/numerics/interpolation/uniform-polynomial';
import { evaluatePolynomial } from '@cevns/physics/couplings/polynomial';
import type { StageContext } from '@cevns/runner/stage';
import { interpolationsOf } from '../interpolations.ts';
import { modelFromJson } from '../model-artifact.ts';
import type { Signal } from '../stages/prediction.ts';

/** What lowering hands to every analysis. */
export interface AnalysisParameters {
  /** Parameters that are held, with their values. */
  readonly fixed: Readonly<Record<string, number>>;
  /** Units of the parameters that have one. */
  readonly units: Readonly<Record<string, string>>;
  /** The parameter that scales the CEvNS component and nothing else, if the study has one. */
  readonly strength?: string;
  /** The free mass, radius or mass splitting, of which the Standard Model has no value. */
  readonly shape?: string;
  /** Values of the free parameters of the interaction in the Standard Model, wherever a fit starts. */
  readonly standardModel: Readonly<Record<string, number>>;
}

interface StageModel {
  readonly description: ModelDescription;
  readonly model: CompiledModel;
}

/** The model of the last stage in this thread, by the digest of its artifact, and the implementations it was compiled with. */
let last:
  | (StageModel & { readonly digest: string; readonly interpolations: ReturnType<typeof interpolationsOf> })
  | undefined;

/**
 * The model of a stage, as data and compiled. Stages of one analysis come one after another in a thread, and share it: what a model
 * remembers is work space alone, and code that is compiled for one object serves all of them.
 */
export function modelOf({ inputs, modules }: StageContext): StageModel {
  const { digest } = inputs.model!;
  const interpolations = interpolationsOf(modules);
  if (last?.digest !== digest || !hasSameMembers(last.interpolations, interpolations)) {
    const description = modelFromJson(inputs.model!.json());
    last = { digest, interpolations, description, model: compileModel(description, interpolations) };
  }
  return last;
}

function hasSameMembers(a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}

/**
 * A fit that converged.
 *
 * @throws Error when it did not: a failed fit is never reported as a number
 */
export function expectConverged(result: FitResult, what: string): ConvergedFit {
  if (result.status === 'converged') return result;
  throw new Error(`${what} did not converge (${result.reason}): ${result.message}`);
}

/** The verdict of a fit as `summary.json` has it. */
export function fitStatus(verdict: FitVerdict) {
  const { converged, edm, iterations, evaluations, positiveDefinite, atLimit, withoutEffect, negativeBins } = verdict;
  return {
    converged,
    edm,
    'positive-definite': positiveDefinite,
    'at-limit': [...atLimit],
    iterations,
    evaluations,
    ...(withoutEffect.length === 0 ? {} : { 'without-effect': [...withoutEffect] }),
    ...(negativeBins.length === 0 ? {} : { 'negative-bins': negativeBins.length }),
  };
}

/** Initial values of the parameters of a model. */
export function initialValues({ parameters }: ModelDescription): Record<string, number> {
  return Object.fromEntries(parameters.map(({ name, initial }) => [name, initial]));
}

/**
 * Flux-averaged cross section per nucleus in cm^2 at values of the interaction parameters, without any strength; between the knots of a
 * shape parameter by a polynomial through the nearest six. Undefined for several experiments, which have one each.
 */
export function crossSectionAt({ inputs }: StageContext, values: Readonly<Record<string, number>>): number | undefined {
  if (inputs.signal === undefined) return undefined;
  const { crossSections, shape } = inputs.signal.json() as unknown as Signal;
  const at = crossSections.map((polynomial) => evaluatePolynomial(polynomial, values));
  if (shape === undefined) return at[0]!;
  const { parameter, scale, from, to } = shape;
  const inScale = scale === 'log' ? Math.log : (value: number) => value;
  return interpolateUniform(inScale(from), inScale(to), at, inScale(values[parameter]!));
}
