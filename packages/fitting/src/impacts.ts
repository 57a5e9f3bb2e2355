import type { CompiledModel } from './compile.ts';
import { constraintCentre, constraintWidth } from './constraint.ts';
import { type ConvergedFit, fit, fittedValues, fixedValues } from './fit.ts';
import { parameterIndex } from './start-point.ts';

/** Shifts of the parameter of interest with another one moved up or down; null where that fit failed or no such value exists. */
export interface Shift {
  readonly up: number | null;
  readonly down: number | null;
}

/** What one parameter does to that of interest. */
export interface Impact {
  readonly parameter: string;
  readonly value: number;
  readonly error: number | null;
  /** (value - centre) / width of its constraint; null without one. */
  readonly pull: number | null;
  /** error / width. */
  readonly constrained: number | null;
  /** Moved by the width of its constraint, and by its own error. */
  readonly prefit: Shift | null;
  readonly postfit: Shift | null;
}

/**
 * Impacts on a parameter of interest: every other free parameter is held at its best fit plus and minus the width of its constraint
 * (prefit) and its error (postfit), the rest is fitted again, and the shift of the parameter of interest is taken. Sorted by the larger
 * postfit shift, the largest first.
 *
 * @param best a converged fit in which the parameter of interest was free
 * @throws FittingError if the parameter is unknown
 */
export function impacts(model: CompiledModel, best: ConvergedFit, parameter: string): Impact[] {
  const p = parameterIndex(model, parameter, 'parameter');
  const start = fittedValues(best);
  const held = fixedValues(best);

  function moved(q: number, width: number): number | null {
    const name = model.names[q]!;
    const at = best.parameters[q]!.value + width;
    const x = Math.max(model.lower[q]!, Math.min(model.upper[q]!, at));
    const refit = fit(model, { fixed: { ...held, [name]: x }, start: { ...start, [name]: x } });
    return refit.status === 'converged' ? refit.parameters[p]!.value - best.parameters[p]!.value : null;
  }

  const shift = (q: number, width: number | null): Shift | null =>
    width === null ? null : { up: moved(q, width), down: moved(q, -width) };
  const size = ({ postfit }: Impact) => Math.max(Math.abs(postfit?.up ?? 0), Math.abs(postfit?.down ?? 0));
  return best.parameters
    .flatMap(({ name, value, error, fixed }, q): Impact[] => {
      if (fixed || q === p) return [];
      const measured = measuredValue(model, q);
      return [
        {
          parameter: name,
          value,
          error,
          pull: measured === null ? null : (value - measured.centre) / measured.width,
          constrained: measured === null || error === null ? null : error / measured.width,
          prefit: shift(q, measured?.width ?? null),
          postfit: shift(q, error),
        },
      ];
    })
    .sort((a, b) => size(b) - size(a));
}

/** Centre and width of what constrains a parameter, alone or with others. */
function measuredValue(model: CompiledModel, q: number): { readonly centre: number; readonly width: number } | null {
  const constraint = model.constraints[q];
  if (constraint) return { centre: constraintCentre(constraint), width: constraintWidth(constraint) };
  for (const { parameters, mean, covariance } of model.jointConstraints) {
    const i = parameters.indexOf(q);
    if (i >= 0) return { centre: mean[i]!, width: Math.sqrt(covariance[i * (parameters.length + 1)]!) };
  }
  return null;
}
