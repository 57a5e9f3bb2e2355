import { brentRoot } from '@cevns/numerics/root-finding/brent';
import { normalCdf, normalTail, normalTailQuantile } from '@cevns/numerics/special-functions/normal-distribution';
import { isBetter, refitFrom } from '../better-minimum.ts';
import type { CompiledModel } from '../compile.ts';
import { type ConvergedFit, type FailedFit, fit, fittedValues } from '../fit.ts';
import { ProfileCurve } from '../profile-curve.ts';
import { parameterIndex } from '../start-point.ts';
import { asimovModel } from '../toys/own-data.ts';
import { failedCurve, findUpper, type LimitTask, lowestFit, type UpperLimit, withBorder } from '../upper-limit.ts';

/** Fluctuations of data without a signal for which expected limits are given, in standard deviations. */
export const EXPECTED_AT = [-2, -1, 0, 1, 2] as const;

/** CLs of one value of the parameter. */
export interface ClsPoint {
  readonly cls: number;
  /** Probability of data that agree with this value as badly or worse, if it is true; and if there is no signal. */
  readonly clsb: number;
  readonly clb: number;
  /** The statistic q-tilde of the data, and of Asimov data without a signal. */
  readonly q: number;
  readonly qAsimov: number;
  /** CLs that is expected without a signal, at -2, -1, 0, 1, 2 standard deviations. */
  readonly expected: readonly number[];
}

/** An upper limit with those that are expected without a signal. */
export interface ClsLimit extends UpperLimit {
  /** At -2, -1, 0, 1, 2 standard deviations; null as `upper`. */
  readonly expected: readonly (number | null)[];
}

/** CLs as a function of the parameter. */
export interface AsymptoticCls {
  readonly status: 'converged';
  readonly model: CompiledModel;
  readonly best: ConvergedFit;
  /** The fit with the parameter at its border. */
  readonly background: ConvergedFit;
  /** The best fit to Asimov data of `background`, and those data. */
  readonly asimov: { readonly model: CompiledModel; readonly best: ConvergedFit };
  /** NaN throughout if a fit failed. */
  at(value: number): ClsPoint;
  evaluations(): number;
}

const MAX_RESTARTS = 5;
const MAX_EXPANSIONS = 60;

/**
 * CLs by the statistic q-tilde and its asymptotic distributions: q-tilde is the rise of the profiled statistic from the best fit at or
 * above the border, 0 where that lies above the tested value. The signal is absent at the border.
 *
 * @throws FittingError for an unknown parameter or an invalid value, or a channel of single events
 * @see G. Cowan et al., Eur. Phys. J. C 71 (2011) 1554, equations 16, 65 and 89; A. L. Read, J. Phys. G 28 (2002) 2693
 */
export function asymptoticCls(unrestricted: CompiledModel, task: LimitTask): AsymptoticCls | FailedFit {
  const p = parameterIndex(unrestricted, task.parameter, 'parameter');
  const model = withBorder(unrestricted, p, task.border);
  const first = lowestFit(model, p, task);
  if (first.status === 'failed') return first;
  let best: ConvergedFit = first;
  for (let restart = 0; restart < MAX_RESTARTS; restart++) {
    const background = fit(model, {
      fixed: { ...task.fixed, [task.parameter]: model.lower[p]! },
      start: { ...fittedValues(best), [task.parameter]: model.lower[p]! },
    });
    if (background.status === 'failed') return background;
    if (!isBetter(background.statistic, best)) return clsOf(model, p, best, background, task);
    const lower = refitFrom(
      model,
      best,
      Float64Array.from(background.parameters, ({ value }) => value),
    );
    if (lower.status === 'failed') return lower;
    best = lower;
  }
  return failedCurve(best);
}

function clsOf(
  model: CompiledModel,
  p: number,
  best: ConvergedFit,
  background: ConvergedFit,
  { fixed }: LimitTask,
): AsymptoticCls | FailedFit {
  const asimov = asimovModel(
    model,
    Float64Array.from(background.parameters, ({ value }) => value),
  );
  const expected = fit(asimov, { fixed, start: fittedValues(background) });
  if (expected.status === 'failed') return expected;
  const data = new ProfileCurve(model, best, p);
  const nothing = new ProfileCurve(asimov, expected, p);
  const at = (value: number): ClsPoint => {
    const q = value <= best.parameters[p]!.value ? 0 : Math.max(0, data.rise(value));
    return clsFrom(q, Math.max(0, nothing.rise(value)));
  };
  return {
    status: 'converged',
    model,
    best,
    background,
    asimov: { model: asimov, best: expected },
    at,
    evaluations: () => best.verdict.evaluations + data.evaluations() + nothing.evaluations(),
  };
}

/** CLs of a value of the statistic, by that of Asimov data without a signal. */
export function clsFrom(q: number, qAsimov: number): ClsPoint {
  const [root, asimov] = [Math.sqrt(q), Math.sqrt(qAsimov)];
  const isBeyond = q > qAsimov;
  const clsb = normalTail(isBeyond ? (q + qAsimov) / (2 * asimov) : root);
  const clb = normalTail(isBeyond ? (q - qAsimov) / (2 * asimov) : root - asimov);
  const expected = EXPECTED_AT.map((n) => normalTail(asimov - n) / normalCdf(n));
  return { cls: clsb / clb, clsb, clb, q, qAsimov, expected };
}

/**
 * Upper limit: the value above the best fit at which CLs falls to 1 - confidence, with the limits expected without a signal.
 *
 * @param confidence above 0.5
 * @returns the limit, or the fit that failed
 * @throws as asymptoticCls; RangeError for another confidence, or a parameter that is held
 */
export function asymptoticClsLimit(model: CompiledModel, task: LimitTask, confidence: number): ClsLimit | FailedFit {
  if (!(confidence > 0.5 && confidence < 1)) throw new RangeError(`Expected a confidence above 0.5, got ${confidence}`);
  const cls = asymptoticCls(model, task);
  if (cls.status === 'failed') return cls;
  const p = parameterIndex(model, task.parameter, 'parameter');
  const alpha = 1 - confidence;
  const upper = observedLimit(cls, p, alpha);
  const { asimov } = cls;
  const curve = new ProfileCurve(asimov.model, asimov.best, p);
  const expected = EXPECTED_AT.map((n) => {
    const level = (n + normalTailQuantile(alpha * normalCdf(n))) ** 2;
    return findUpper(asimov.model, asimov.best, p, level, curve);
  });
  if (Number.isNaN(upper) || expected.some((value) => Number.isNaN(value))) return failedCurve(cls.best);
  return {
    status: 'converged',
    upper,
    best: cls.best,
    evaluations: cls.evaluations() + curve.evaluations(),
    expected,
  };
}

/** Null if CLs stays above alpha up to the bound, NaN if a fit failed. */
function observedLimit({ model, best, at }: AsymptoticCls, p: number, alpha: number): number | null {
  const excess = (value: number) => Math.log(alpha) - Math.log(at(value).cls);
  const { value: centre, error } = best.parameters[p]!;
  const bound = model.upper[p]!;
  const range = bound - model.lower[p]!;
  let step = error ?? (Number.isFinite(range) ? 1e-4 * range : 1e-3 * Math.max(1, Math.abs(centre)));
  let inside = centre;
  for (let expansion = 0; expansion < MAX_EXPANSIONS && inside < bound; expansion++) {
    const outside = Math.min(bound, inside + step);
    const reached = excess(outside);
    if (Number.isNaN(reached)) return Number.NaN;
    if (reached >= 0) {
      let failed = false;
      const guarded = (value: number) => {
        const found = value === outside ? reached : excess(value);
        failed ||= Number.isNaN(found);
        return Number.isNaN(found) ? 0 : found;
      };
      const { x } = brentRoot(guarded, inside, outside, { tolerance: 1e-11 * (outside - centre) });
      return failed ? Number.NaN : x;
    }
    inside = outside;
    step *= 2;
  }
  return null;
}
