import { chiSquaredCdf } from '@cevns/numerics/special-functions/chi-squared-distribution';
import type { CorrelationFigure } from '@cevns/plotting/figures/correlation';
import type { CurvesFigure } from '@cevns/plotting/figures/curves';
import type { PullsFigure } from '@cevns/plotting/figures/pulls';
import { percent } from '../analyses/presentation.ts';
import type {
  AnalysesResult,
  FeldmanCousinsResult,
  FitResult,
  ImpactsResult,
  PosteriorResult,
  SensitivityResult,
  ToysResult,
} from '../generated/summary.ts';
import { inReadingOrder } from './display.ts';
import type { FigureParameters } from './figure.ts';

/** What of a result a figure shows. */
export type ShownResult =
  | 'pulls'
  | 'correlation'
  | 'impacts'
  | 'significance'
  | 'upper-limit'
  | 'acceptance'
  | 'distribution'
  | 'density'
  | 'corner';

/** A figure of the numbers of an analysis. */
export function resultFigure(result: AnalysesResult, settings: FigureParameters) {
  const titled = settings.title === undefined ? {} : { title: settings.title };
  switch (settings.shows) {
    case 'pulls':
      return { ...pullsFigure(result as FitResult, settings), ...titled };
    case 'correlation':
      return { ...correlationFigure(result as FitResult, settings), ...titled };
    case 'impacts':
      return { ...impactsFigure(result as ImpactsResult, settings), ...titled };
    case 'acceptance':
      return { ...acceptanceFigure(result as FeldmanCousinsResult, settings), ...titled };
    case 'distribution':
      return { ...distributionFigure(result as ToysResult), ...titled };
    case 'density':
      return { ...densityFigure(result as PosteriorResult, settings), ...titled };
    default:
      return { ...sensitivityFigure(result as SensitivityResult, settings), ...titled };
  }
}

/** What figures call a parameter: its label, or its name with a capital and spaces. */
export function parameterName(name: string, { names = {} }: Pick<FigureParameters, 'names'>): string {
  const words = names[name] ?? name.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Pulls of the parameters that have a constraint. */
function pullsFigure({ parameters }: FitResult, settings: FigureParameters): PullsFigure {
  const rows = inReadingOrder(parameters).flatMap(([name, { prior, pull, error, fixed }]) => {
    if (prior === undefined || pull === undefined || fixed) return [];
    return [{ label: parameterName(name, settings), pull: { value: pull, error: (error ?? 0) / prior.sigma } }];
  });
  if (rows.length === 0) throw new Error('no free parameter of the fit has a constraint: there are no pulls to show');
  return { kind: 'pulls', rows };
}

function correlationFigure({ correlation }: FitResult, settings: FigureParameters): CorrelationFigure {
  if (correlation === undefined) throw new Error('the fit has no correlations to show: its errors are not determined');
  const { parameters, matrix } = correlation;
  return { kind: 'correlation', labels: parameters.map((name) => parameterName(name, settings)), matrix };
}

/** Pulls and impacts, the largest impact first. */
function impactsFigure({ parameter, impacts }: ImpactsResult, settings: FigureParameters): PullsFigure {
  const rows = impacts.map(({ parameter: name, pull, constrained, prefit, postfit }) => ({
    label: parameterName(name, settings),
    pull: pull === null || constrained === null ? null : { value: pull, error: constrained },
    before: prefit,
    after: postfit,
  }));
  return { kind: 'pulls', rows, impactOn: { label: parameterName(parameter, settings), unit: settings.unit } };
}

/** Significance or limit against the exposure or the scale of a background; of several exposures a curve each, of one the bands of one and two standard deviations. */
function sensitivityFigure(result: SensitivityResult, settings: FigureParameters): CurvesFigure {
  const { points, parameter, confidence, background } = result;
  const isLimit = settings.shows === 'upper-limit';
  const against = new Set(points.map((point) => point.background)).size > 1 ? 'background' : 'exposure';
  const shown = points
    .map(({ exposure, background: scale = 1, significance, limits }) => ({
      at: against === 'background' ? scale : exposure,
      exposure,
      values: isLimit ? limits : significance,
    }))
    .filter(({ values }) => !values.includes(null))
    .sort((a, b) => a.at - b.at) as readonly SensitivityPoint[];
  if (shown.length === 0) throw new Error('no point of the sensitivity has a value to show');
  const exposures = against === 'exposure' ? [null] : [...new Set(shown.map(({ exposure }) => exposure))];
  const curves = exposures.map((exposure) => ({
    label: exposures.length === 1 ? 'Median' : `Exposure × ${exposure}`,
    pieces: [
      shown
        .filter((point) => exposure === null || point.exposure === exposure)
        .map(({ at, values }) => [at, values[2]!] as const),
    ],
    dots: true,
  }));
  const band = (label: string, low: number, high: number) => ({
    label,
    points: shown.map(({ at, values }) => {
      const ends = [values[low]!, values[high]!];
      return [at, Math.min(...ends), Math.max(...ends)] as const;
    }),
  });
  const name = parameterName(parameter, settings);
  const scaled = against === 'exposure' ? 'Exposure' : parameterName(background ?? 'background', settings);
  const y = isLimit
    ? { label: `Expected limit on ${name} (${percent(confidence)})`, unit: settings.unit }
    : { label: 'Expected significance (σ)', unit: '' };
  return {
    kind: 'curves',
    x: { label: `${scaled} relative to the study`, unit: '', scale: shown.length > 2 ? 'log' : 'linear' },
    y,
    curves,
    bands: exposures.length > 1 || shown.length < 2 ? [] : [band('±2σ', 0, 4), band('±1σ', 1, 3)],
    ...(isLimit ? {} : { levels: [3, 5].map((value) => ({ axis: 'y' as const, value, label: `${value}σ` })) }),
  };
}

interface SensitivityPoint {
  readonly at: number;
  readonly exposure: number;
  /** At -2, -1, 0, 1, 2 standard deviations. */
  readonly values: readonly number[];
}

/** The rise of the statistic at every value of a parameter, and the critical values of toys below which data are accepted. */
function acceptanceFigure({ x, points, confidence }: FeldmanCousinsResult, settings: FigureParameters): CurvesFigure {
  const along = (value: (point: FeldmanCousinsResult['points'][number]) => number | null | undefined) =>
    x.values.flatMap((at, i): (readonly [number, number])[] => {
      const found = value(points[i]!);
      return found == null ? [] : [[at, found]];
    });
  const critical = confidence.map((level, k) => ({ level, pieces: [along((point) => point.critical?.[k])] }));
  const shown = critical.filter(({ pieces }) => pieces[0]!.length > 0);
  const highest = Math.max(1, ...shown.flatMap(({ pieces }) => pieces[0]!.map(([, value]) => value)));
  return {
    kind: 'curves',
    x: { label: settings.label, unit: settings.unit, scale: x.spacing },
    y: { label: '−2 Δln L', unit: '', from: 0, to: ABOVE_CRITICAL * highest },
    curves: [
      { label: 'Data', pieces: [along((point) => point.rise)] },
      ...shown.map(({ level, pieces }) => ({ label: `Critical value, ${percent(level)}`, pieces, dots: true })),
    ],
  };
}

/** Far above the critical values nothing is accepted. */
const ABOVE_CRITICAL = 1.8;

/** The staircase of a histogram. */
function stairs(edges: readonly number[], values: readonly number[]): (readonly [number, number])[] {
  return values.flatMap((value, bin) => [[edges[bin]!, value] as const, [edges[bin + 1]!, value] as const]);
}

/** How the statistic is distributed in toys, beside chi2 with one degree of freedom, and the critical values of the toys. */
function distributionFigure({ statistic, intervals, toys }: ToysResult): CurvesFigure {
  if (statistic === undefined) throw new Error('the toys have left no distribution: run them again');
  const { edges, counts } = statistic;
  const made = toys.number - toys.failed;
  const expected = counts.map((_, bin): readonly [number, number] => {
    const share = chiSquaredCdf(edges[bin + 1]!, 1) - chiSquaredCdf(edges[bin]!, 1);
    return [(edges[bin]! + edges[bin + 1]!) / 2, made * share];
  });
  return {
    kind: 'curves',
    x: { label: 'Statistic at the true value, −2 Δln L', unit: '' },
    // A bin with one toy is seen, an empty one has no place.
    y: { label: 'Toys / bin', unit: '', scale: 'log', from: 0.5, to: 3 * Math.max(1, ...counts) },
    curves: [
      { label: `${made} toys`, pieces: [stairs(edges, counts)], filled: true },
      { label: 'χ^{2}, one degree of freedom', pieces: [expected] },
    ],
    levels: intervals.map(({ confidence, 'critical-value': value }) => {
      return { axis: 'x' as const, value, label: `Critical value, ${percent(confidence)}` };
    }),
  };
}

/** The posterior density of one parameter, with its median and the central 68 %. */
function densityFigure({ parameters, 'quantiles-at': at }: PosteriorResult, settings: FigureParameters): CurvesFigure {
  const own = parameters.find(({ parameter }) => parameter === settings.parameter)!;
  if (own.histogram === undefined) throw new Error('the posterior has left no histogram: run it again');
  const { edges, counts } = own.histogram;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const density = counts.map((count, bin) => count / (total * (edges[bin + 1]! - edges[bin]!)));
  const quantile = (share: number) => own.quantiles[at.indexOf(share)]!;
  return {
    kind: 'curves',
    x: { label: settings.label, unit: settings.unit },
    y: { label: 'Posterior density', unit: settings.unit === '' ? '' : `1/${settings.unit}` },
    curves: [{ label: 'Posterior', pieces: [stairs(edges, density)], filled: true }],
    levels: [
      { axis: 'x', value: quantile(0.5), label: 'Median' },
      { axis: 'x', value: quantile(0.16), label: 'Central 68\u2009%' },
      { axis: 'x', value: quantile(0.84), label: 'Central 68\u2009%' },
    ],
  };
}
