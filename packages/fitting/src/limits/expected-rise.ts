import type { CompiledModel } from '../compile.ts';
import { type FailedFit, fit } from '../fit.ts';
import { ProfileCurve } from '../profile-curve.ts';
import { parameterIndex } from '../start-point.ts';
import { asimovModel } from '../toys/own-data.ts';
import { failedCurve, findUpper, type LimitTask, withBorder } from '../upper-limit.ts';
import { EXPECTED_AT } from './asymptotic-cls.ts';

/**
 * Upper limits by the rise of the statistic that are expected without a signal, at -2, -1, 0, 1, 2 standard deviations of the data.
 *
 * With the best fit at a = n s, for an error s, the statistic of a value x above the border has risen by (x/s - n)^2, and from a best fit held at
 * the border, for n < 0, by (x/s - n)^2 - n^2. So the limit is where x/s = n + sqrt(level + min(0, n)^2), and (x/s)^2 is the rise in Asimov data
 * without a signal, which have the other parameters as the data have them at the border.
 *
 * @param level rise of the statistic, > 0
 * @returns the limits, null where there is none up to the bound of the parameter, or the fit that failed
 * @throws FittingError for an unknown parameter or an invalid value, or a channel of single events
 * @see G. Cowan et al., Eur. Phys. J. C 71 (2011) 1554, sections 3.1 and 4, for Asimov data and the approximation of Wald
 */
export function expectedRiseLimits(
  unrestricted: CompiledModel,
  { parameter, border, fixed, start }: LimitTask,
  level: number,
): readonly (number | null)[] | FailedFit {
  const p = parameterIndex(unrestricted, parameter, 'parameter');
  const model = withBorder(unrestricted, p, border);
  const held = { ...fixed, [parameter]: model.lower[p]! };
  const background = fit(model, { fixed: held, start: { ...start, ...held } });
  if (background.status === 'failed') return background;
  const truth = Float64Array.from(background.parameters, ({ value }) => value);
  const asimov = asimovModel(model, truth);
  const best = fit(asimov, {
    fixed,
    start: Object.fromEntries(background.parameters.map(({ name, value }) => [name, value])),
  });
  if (best.status === 'failed') return best;
  const curve = new ProfileCurve(asimov, best, p);
  const limits = EXPECTED_AT.map((n) => {
    const deviation = n + Math.sqrt(level + Math.min(0, n) ** 2);
    return findUpper(asimov, best, p, deviation ** 2, curve);
  });
  return limits.some((limit) => Number.isNaN(limit)) ? failedCurve(best) : limits;
}
