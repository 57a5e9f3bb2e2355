import type { UpperLimitResult } from '../generated/summary.ts';
import { displayUnit, unitSuffix } from '../outputs/display.ts';
import { type AnalysisPresentation, facts, percent, shortNumber } from './presentation.ts';

export const presentation: AnalysisPresentation<UpperLimitResult> = {
  blocks(result, titles = {}) {
    const { parameter, confidence, convention, border, against, curve = [], failed = 0 } = result;
    const name = titles.parameters?.[parameter] ?? parameter;
    const limits = curve.filter((value) => value !== null);
    return [
      facts({
        [`Upper limit of ${name} at ${percent(confidence)}`]:
          against === undefined
            ? limitText(result, displayUnit)
            : `against ${titles.parameters?.[against.parameter] ?? against.parameter}: ${rangeText(limits, result.unit, displayUnit)}`,
        Convention: `${convention.name}: ${convention.statement}`,
        'Physical border': String(border),
        ...moreFacts(result),
        ...(failed === 0 ? {} : { 'Values without a fit': String(failed) }),
      }),
    ];
  },
  highlights: (result, titles = {}) => {
    const { parameter, confidence, convention, against, curve = [], unit } = result;
    const limits = curve.filter((value) => value !== null);
    const nameOf = (name: string): string => titles.parameters?.[name] ?? name;
    const along = against === undefined ? '' : `, against ${nameOf(against.parameter)}`;
    return [
      {
        quantity: `Upper limit of ${nameOf(parameter)}${along}`,
        value: against === undefined ? limitText(result, displayUnit) : rangeText(limits, unit, displayUnit),
        convention: `${percent(confidence)}, ${convention.statement}`,
      },
    ];
  },
  lines: (result) => {
    const { parameter, confidence, convention, against, curve = [] } = result;
    const limits = curve.filter((value) => value !== null);
    const what =
      against === undefined ? limitText(result) : `${rangeText(limits, result.unit)} against ${against.parameter}`;
    if (result.lower !== undefined && against === undefined) {
      const from = result.lower === null ? 'the border' : shortNumber(result.lower);
      return [`${parameter}: at ${percent(confidence)} from ${from} to ${limitText(result)} (${convention.statement})`];
    }
    return [`${parameter}: upper limit at ${percent(confidence)} ${what} (${convention.statement})`];
  },
};

/** What a convention gives beside the limit. */
function moreFacts({ lower, expected, toys, sampling }: UpperLimitResult): Record<string, string> {
  const text = (value: number | null): string => (value === null ? 'none' : shortNumber(value));
  return {
    ...(lower === undefined ? {} : { 'Lower end': lower === null ? 'the border' : shortNumber(lower) }),
    ...(expected === undefined
      ? {}
      : { 'Expected without a signal, −2 to +2 standard deviations': expected.map(text).join(', ') }),
    ...(toys === undefined ? {} : { Toys: toysText(toys) }),
    ...(sampling === undefined
      ? {}
      : {
          'Importance sampling': `${sampling.points} points at each value, which leave ${shortNumber(sampling['upper-error'], 2)} uncertain in the limit`,
        }),
  };
}

function toysText(toys: NonNullable<UpperLimitResult['toys']>): string {
  const { number, seed, failed, 'upper-error': upper, 'expected-errors': errors } = toys;
  const bands = errors?.map((each) => (each === null ? 'none' : shortNumber(each, 2))).join(', ');
  const expected = bands === undefined ? '' : ` and ${bands} in those expected`;
  const error = upper == null ? '' : `, which leave ${shortNumber(upper, 2)} uncertain in the limit${expected}`;
  return `${number}, seed ${seed}${error}${failed === 0 ? '' : `; ${failed} without a fit are left out`}`;
}

function limitText({ upper, unit }: UpperLimitResult, shown?: (unit: string) => string): string {
  if (upper == null) return 'none within the bound of the parameter';
  return `${shortNumber(upper)}${unitSuffix(unit, shown)}`;
}

function rangeText(limits: readonly number[], unit: string | undefined, shown?: (unit: string) => string): string {
  if (limits.length === 0) return 'none within the bound of the parameter';
  return `${shortNumber(Math.min(...limits))} to ${shortNumber(Math.max(...limits))}${unitSuffix(unit, shown)}`;
}
