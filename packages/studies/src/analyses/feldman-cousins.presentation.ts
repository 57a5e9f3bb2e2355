import type { FeldmanCousinsResult } from '../generated/summary.ts';
import { countedLines, unresolvedText } from './contour.presentation.ts';
import { type AnalysisPresentation, facts, percent, shortNumber } from './presentation.ts';
import { toysText } from './toy-settings.ts';

/** Without errors by chi2. */
interface Interval {
  readonly confidence: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly 'lower-error'?: number | null;
  readonly 'upper-error'?: number | null;
}

export const presentation: AnalysisPresentation<FeldmanCousinsResult> = {
  blocks(result, titles = {}) {
    const { x, y, best, confidence, asymptotic, toys, undecided, failed, method } = result;
    const name = (parameter: string) => titles.parameters?.[parameter] ?? parameter;
    const names = [x, ...(y === undefined ? [] : [y])].map(({ parameter }) => parameter);
    return [
      facts({
        'Best fit': names.map((parameter) => `${name(parameter)} = ${shortNumber(best.values[parameter]!)}`).join(', '),
        ...Object.fromEntries(
          confidence.map((level) => [`Accepted at ${percent(level)}`, acceptedText(result, level, name(x.parameter))]),
        ),
        ...Object.fromEntries(
          confidence.map((level) => [
            `By chi2 at ${percent(level)}`,
            asymptotic.intervals === undefined
              ? countedLines(linesAt(asymptotic.contours!, level))
              : intervalsText(asymptotic.intervals, level, name(x.parameter)),
          ]),
        ),
        Method: method,
        Toys: toysText(toys),
        ...(undecided === 0 ? {} : { 'Points that all toys leave undecided': String(undecided) }),
        ...(failed === 0 ? {} : { 'Points without a fit': String(failed) }),
      }),
    ];
  },
  lines: (result) =>
    result.confidence.map(
      (level) => `Feldman-Cousins at ${percent(level)}: ${acceptedText(result, level, result.x.parameter)}`,
    ),
};

function acceptedText({ intervals, contours }: FeldmanCousinsResult, confidence: number, name: string): string {
  if (intervals !== undefined) return intervalsText(intervals, confidence, name);
  const unresolved = contours!.find((each) => each.confidence === confidence)!.unresolved;
  const warning = unresolved === undefined ? '' : `; not drawn: ${unresolvedText(unresolved)}`;
  return `${countedLines(linesAt(contours!, confidence))}${warning}`;
}

function intervalsText(intervals: readonly Interval[], confidence: number, name: string): string {
  const own = intervals.filter((each) => each.confidence === confidence);
  if (own.length === 0) return 'nothing in the range';
  const end = (value: number | null, error: number | null | undefined, open: string) =>
    value === null ? open : `${shortNumber(value)}${error == null ? '' : ` ± ${shortNumber(error, 2)}`}`;
  const text = own.map(
    ({ lower, upper, 'lower-error': low, 'upper-error': high }) =>
      `${end(lower, low, 'the end of the range')} to ${end(upper, high, 'the end of the range')}`,
  );
  return `${name} from ${text.join(', and from ')}`;
}

type Lines = readonly { readonly closed: boolean }[];

function linesAt(
  contours: readonly { readonly confidence: number; readonly lines: Lines }[],
  confidence: number,
): Lines {
  return contours.find((each) => each.confidence === confidence)!.lines;
}
