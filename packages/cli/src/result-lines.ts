import type { AnalysesResult, FittedParameter, Summary } from '@cevns/studies/generated/summary';
import { inReadingOrder } from '@cevns/studies/outputs/display';

/** The main numbers of a study as lines for a terminal, warnings first. */
export function resultLines({ warnings, analysis }: Pick<Summary, 'warnings' | 'analysis'>): string[] {
  const lines = warnings.map((warning) => `  warning: ${warning}`);
  for (const [name, result] of Object.entries(analysis)) lines.push(`  ${name}`, ...linesOf(result));
  return lines;
}

function linesOf(result: AnalysesResult): string[] {
  switch (result.kind) {
    case 'predict':
      return [`    expected events: ${eventsText(result.components)}`];
    case 'fit':
      return [
        ...inReadingOrder(result.parameters)
          .filter(([, { fixed }]) => !fixed)
          .map(([name, parameter]) => `    ${name.padEnd(18)} ${parameterText(parameter)}`),
        `    fitted events: ${eventsText(result.components)}`,
        `    statistic ${number(result.statistic, 3)}, deviance ${number(result.deviance, 3)} in ${result.bins} bins`,
      ];
    case 'significance':
      return [`    ${number(result.z, 3)} standard deviations (${result.method})`];
    case 'profile':
      return result.intervals.map(
        ({ confidence, lower, upper }) =>
          `    ${result.parameter}: ${number(100 * confidence, 2)} % interval ${end(lower)} to ${end(upper)}`,
      );
  }
}

function parameterText({ value, error, minus, plus, unit }: FittedParameter): string {
  const suffix = unit === undefined ? '' : ` ${unit}`;
  if (minus !== null && plus !== null) return `${number(value, 4)} +${number(plus, 4)} -${number(minus, 4)}${suffix}`;
  return `${number(value, 4)}${error === null ? '' : ` +- ${number(error, 4)}`}${suffix}`;
}

function eventsText(components: Readonly<Record<string, number>>): string {
  return Object.entries(components)
    .map(([name, events]) => `${name} ${number(events, 1)}`)
    .join(', ');
}

function end(value: number | null): string {
  return value === null ? 'open' : number(value, 4);
}

function number(value: number, digits: number): string {
  return value.toFixed(digits);
}
