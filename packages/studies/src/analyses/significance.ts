import type { CompiledModel } from '@cevns/fitting/compile';
import { fit, fittedValues } from '@cevns/fitting/fit';
import { type Significance, significance } from '@cevns/fitting/significance';
import { significanceAmongToys } from '@cevns/fitting/toys/toy-significance';
import { normalTailQuantile } from '@cevns/numerics/special-functions/normal-distribution';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisParameters, expectConverged, fitStatus, modelOf } from './analysis.ts';
import { toysOf } from './toy-block.ts';
import { significancePlan } from './toy-plan.ts';
import type { ToySettings } from './toy-settings.ts';

export interface SignificanceParameters extends AnalysisParameters {
  /** Tested values by parameter. */
  readonly against: Readonly<Record<string, number>>;
  /** Toys for a p-value without asymptotic formulae; none unless given. */
  readonly byToys?: ToySettings;
}

/**
 * Significance against fixed values: rise of the statistic from the best fit, every other free parameter profiled in both fits. Against the
 * border of a parameter, such as no signal at all, the statistic rises to one side only: half of the experiments without a signal have
 * none, so that p-values are those of one tail.
 *
 * @see G. Cowan et al., Eur. Phys. J. C 71 (2011) 1554, section 3.3; H. Chernoff, Ann. Math. Statist. 25 (1954) 573
 * @throws Error when one of the two fits does not converge
 */
export function run(context: StageContext): StageOutputs {
  const { against, fixed, byToys } = context.parameters as unknown as SignificanceParameters;
  const { model } = modelOf(context);
  const first = expectConverged(fit(model, { fixed }), 'the fit');
  const test = significance(model, first, against);
  if (test.status === 'failed') throw new Error(`the fit with the tested values did not converge: ${test.message}`);
  const best = test.betterMinimum ?? first;
  const { statistic, degreesOfFreedom, z, pValue, nullFit } = test;
  const isBorder = isAtBorder(model, against);
  const sides = isBorder ? 'one-sided (the tested value is the border of the parameter)' : 'two-sided';
  const result = {
    kind: 'significance',
    against,
    z,
    statistic,
    'p-value': isBorder && statistic > 0 ? 0.5 * pValue : pValue,
    'degrees-of-freedom': degreesOfFreedom,
    method: `asymptotic (Wilks), ${sides}, ${degreesOfFreedom === 1 ? 'z = sqrt(statistic)' : 'z of equal p-value'}`,
    'best-fit': fittedValues(best),
    null: fittedValues(nullFit),
    ...(byToys === undefined ? {} : { 'by-toys': toyValues(context, model, test, isBorder) }),
    status: fitStatus(best.verdict),
    'null-status': fitStatus(nullFit.verdict),
  };
  return { result: { json: result as never } };
}

/** Whether one parameter is tested, at a bound of its own. */
function isAtBorder(model: CompiledModel, against: SignificanceParameters['against']): boolean {
  const [[name, value], ...others] = Object.entries(against) as [[string, number], ...unknown[]];
  const p = model.indexOf.get(name)!;
  return others.length === 0 && (value === model.lower[p] || value === model.upper[p]);
}

function toyValues(
  context: StageContext,
  model: CompiledModel,
  { nullFit, statistic }: Significance,
  isBorder: boolean,
) {
  const plan = significancePlan(context.parameters as unknown as Required<SignificanceParameters>);
  const truth = Float64Array.from(nullFit.parameters, ({ value }) => value);
  const { rises } = toysOf(context, model, plan, truth);
  const { pValue, failed } = significanceAmongToys(statistic, rises);
  return {
    'p-value': pValue.value,
    'p-value-error': pValue.error,
    z: pValue.value === 0 ? null : Math.max(0, normalTailQuantile((isBorder ? 1 : 0.5) * pValue.value)),
    number: plan.toys,
    failed,
    seed: plan.seed,
  };
}
