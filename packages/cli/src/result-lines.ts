/** The parts of `summary.json` that a terminal shows. */
interface Summary {
  readonly warnings: readonly string[];
  readonly analysis: Readonly<Record<string, Result>>;
}

type Result = { readonly kind: string } & Readonly<Record<string, unknown>>;

interface FittedParameter {
  readonly value: number;
  readonly error: number | null;
  readonly minus: number | null;
  readonly plus: number | null;
  readonly fixed: boolean;
  readonly unit?: string;
}

/** The main numbers of a study as lines for a terminal, warnings first. */
export function resultLines({ warnings, analysis }: Summary): string[] {
  const lines = warnings.map((warning) => `  warning: ${warning}`);
  for (const [name, result] of Object.entries(analysis)) lines.push(`  ${name}`, ...linesOf(result));
  return lines;
}

function linesOf(result: Result): string[] {
  switch (result.kind) {
    case 'predict':
      return [`    expected events: ${eventsText(result)}`];
    case 'fit':
      return [
        ...Object.entries(result.parameters as Readonly<Record<string, FittedParameter>>)
          .filter(([, { fixed }]) => !fixed)
          .map(([name, parameter]) => `    ${name.padEnd(18)} ${parameterText(parameter)}`),
        `    fitted events: ${eventsText(result)}`,
        `    statistic ${number(result.statistic, 3)}, deviance ${number(result.deviance, 3)} in ${result.bins} bins`,
      ];
    case 'significance':
      return [`    ${number(result.z, 3)} standard deviations (${result.method})`];
    default:
      return (result.intervals as readonly { confidence: number; lower: number | null; upper: number | null }[]).map(
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

function eventsText(result: Result): string {
  const components = Object.entries(result.components as Readonly<Record<string, number>>);
  return components.map(([name, events]) => `${name} ${number(events, 1)}`).join(', ');
}

function end(value: number | null): string {
  return value === null ? 'open' : number(value, 4);
}

function number(value: unknown, digits: number): string {
  return Number(value).toFixed(digits);
}
