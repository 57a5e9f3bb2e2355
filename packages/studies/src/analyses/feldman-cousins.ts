import type { CompiledModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fittedValues } from '@cevns/fitting/fit';
import { acceptanceOf, isDiscrete, type PointToys, pValueOf } from '@cevns/fitting/limits/acceptance';
import { acceptedRegions, filledIn } from '@cevns/fitting/limits/accepted-regions';
import type { ProfileScan } from '@cevns/fitting/profile';
import { profileRegions } from '@cevns/fitting/profile-regions';
import { ProfiledPlane } from '@cevns/fitting/profiled-plane';
import { scannedCurve } from '@cevns/fitting/scanned-curve';
import { chiSquaredQuantile } from '@cevns/numerics/special-functions/chi-squared-distribution';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { type AnalysisParameters, fitStatus, modelOf } from './analysis.ts';
import type { ScannedPlane } from './contour.ts';
import type { FeldmanCousinsPart, FeldmanCousinsPlan } from './feldman-cousins-plan.ts';
import { scannedData, scanStage } from './feldman-cousins-scan.ts';
import { pointToys, toysStage } from './feldman-cousins-toys.ts';
import { completeLines } from './islands-between-points.ts';
import { printedLine } from './plane-contours.ts';
import type { ScannedAxis } from './scanned-axis.ts';

export interface FeldmanCousinsParameters extends AnalysisParameters, FeldmanCousinsPlan {}

/** What toys say at all points for one confidence level. */
interface Level {
  readonly confidence: number;
  readonly critical: Float64Array;
  readonly error: Float64Array;
  readonly isIn: Uint8Array;
  readonly isDecided: Uint8Array;
}

/**
 * Neyman construction with the likelihood ratio as order, at the points of one parameter or of a plane of two: a point is accepted where
 * the statistic rises no more in the data than in the given share of toys, which have the other parameters as fitted to the data
 * there; or the `part` of it that the parameters name.
 *
 * @throws Error when the fit to the data does not converge, or no point has a fit
 * @see G. J. Feldman and R. D. Cousins, Phys. Rev. D 57 (1998) 3873
 */
export function run(context: StageContext): StageOutputs {
  const { part } = context.parameters as { readonly part?: FeldmanCousinsPart };
  if (part === 'scan') return scanStage(context);
  return part === 'toys' ? toysStage(context) : construction(context);
}

function construction(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as FeldmanCousinsParameters;
  const { axes, confidence, units, toys: most, seed } = settings;
  const { model } = modelOf(context);
  const scanned = scannedData(context, model, settings);
  const { scan, best } = scanned;
  const toys = pointToys(context, model, settings, scanned);
  const rises = scan.statistic.map((value) => value - scan.minimum);
  const levels = confidence.map((level) => levelOf(toys, rises, level));
  const scannedAxes = axes.map(({ parameter, spacing }, a) => ({
    parameter,
    ...(units[parameter] === undefined ? {} : { unit: units[parameter] }),
    spacing,
    values: [...scan.axes[a]!.values],
  }));
  const made = toys.reduce((sum, each) => sum + each.made, 0);
  const kept = toys.reduce((sum, each) => sum + each.rises.length, 0);
  const found =
    axes.length === 1 ? intervalsOf(model, best, scan, levels, toys) : contoursOf(model, best, scan, levels, axes);
  const fitted = { values: fittedValues(best), statistic: best.statistic };
  const [x, y] = scannedAxes;
  const result = {
    kind: 'feldman-cousins',
    x: x!,
    ...(y === undefined ? {} : { y }),
    confidence,
    points: toys.map((each, point) => pointResult(each, rises[point]!, levels, point)),
    ...found,
    undecided: toys.filter((each, point) => each.made > 0 && levels.some(({ isDecided }) => isDecided[point] === 0))
      .length,
    failed: scan.failed.length,
    toys: { number: made, failed: made - kept, most, seed },
    method: `Neyman construction ordered by the likelihood ratio, other parameters profiled, at most ${most} toys at a point`,
    best: fitted,
    status: fitStatus(best.verdict),
  };
  return { result: { json: result as never }, ...leavings(scannedAxes, rises, fitted, found, scan) };
}

function levelOf(toys: readonly PointToys[], rises: Float64Array, confidence: number): Level {
  const all = toys.map((each, point) => (each.made === 0 ? null : acceptanceOf(each, rises[point]!, confidence)));
  return {
    confidence,
    critical: Float64Array.from(all, (each) => each?.critical.value ?? Number.NaN),
    error: Float64Array.from(all, (each) => each?.critical.error ?? Number.NaN),
    isIn: Uint8Array.from(all, (each) => (each?.isIn ? 1 : 0)),
    isDecided: Uint8Array.from(all, (each) => (each === null || each.isDecided ? 1 : 0)),
  };
}

/** A point of the grid as `summary.json` has it; without toys it is rejected, or its fit failed. */
function pointResult({ rises, made }: PointToys, rise: number, levels: readonly Level[], point: number) {
  if (made === 0) return { rise: Number.isNaN(rise) ? null : rise, toys: 0, accepted: levels.map(() => false) };
  const pValue = pValueOf(Float64Array.from(rises).sort(), rise);
  return {
    rise,
    toys: made,
    'p-value': pValue.value,
    'p-value-error': pValue.error,
    critical: levels.map(({ critical }) => critical[point]!),
    'critical-error': levels.map(({ error }) => error[point]!),
    accepted: levels.map(({ isIn }) => isIn[point] === 1),
  };
}

function intervalsOf(
  model: CompiledModel,
  best: ConvergedFit,
  scan: ProfileScan,
  levels: readonly Level[],
  toys: readonly PointToys[],
) {
  const rises = scan.statistic.map((value) => value - scan.minimum);
  const intervals = levels.flatMap(({ confidence, critical, error, isIn }) => {
    const discrete = toys.map((each, k) => (each.made > 0 && isDiscrete(each, [rises[k]!, critical[k]!]) ? 1 : 0));
    const asymptotic = chiSquaredQuantile(confidence, 1);
    const acceptance = {
      critical: filledIn(critical, 1, asymptotic),
      error: filledIn(error, 1, 0),
      isIn,
      isDiscrete: Uint8Array.from(discrete),
    };
    return acceptedRegions(model, best, scan, acceptance).map(({ lower, upper, lowerError, upperError }) => ({
      confidence,
      lower,
      upper,
      'lower-error': lowerError,
      'upper-error': upperError,
    }));
  });
  const curve = scannedCurve(model, best, scan);
  const asymptotic = levels.flatMap(({ confidence }) => {
    const level = chiSquaredQuantile(confidence, 1);
    return profileRegions(curve, level).map(({ lower, upper }) => ({ confidence, level, lower, upper }));
  });
  return { intervals, asymptotic: { 'degrees-of-freedom': 1, intervals: asymptotic } };
}

function contoursOf(
  model: CompiledModel,
  best: ConvergedFit,
  scan: ProfileScan,
  levels: readonly Level[],
  axes: readonly ScannedAxis[],
) {
  const plane = new ProfiledPlane(model, best, scan);
  const both = axes as readonly [ScannedAxis, ScannedAxis];
  const lines = (level: number | Float64Array) => {
    const found = completeLines(model, best, scan, plane, both, level);
    return {
      lines: found.lines.map((line) => printedLine(line, false, both)),
      ...(found.unresolved.length === 0 ? {} : { unresolved: found.unresolved }),
    };
  };
  const rows = scan.axes[1]!.values.length;
  const contours = levels.map(({ confidence, critical }) => {
    const filled = filledIn(critical, rows, chiSquaredQuantile(confidence, 2));
    return { confidence, ...lines(filled) };
  });
  const asymptotic = levels.map(({ confidence }) => {
    const level = chiSquaredQuantile(confidence, 2);
    return { confidence, level, ...lines(level) };
  });
  return { contours, asymptotic: { 'degrees-of-freedom': 2, contours: asymptotic } };
}

/** What figures and tables show: of a plane its contours; one parameter gives numbers alone. */
function leavings(
  [x, y]: readonly ScannedPlane['x'][],
  rises: Float64Array,
  best: ScannedPlane['best'],
  found: ReturnType<typeof contoursOf> | ReturnType<typeof intervalsOf>,
  { failed }: ProfileScan,
): StageOutputs {
  if (y === undefined || !('contours' in found)) return {};
  const delta = x!.values.map((_, i) =>
    y.values.map((__, j) => {
      const rise = rises[i * y.values.length + j]!;
      return Number.isNaN(rise) ? null : rise;
    }),
  );
  const plane: ScannedPlane = { x: x!, y, delta, failed: failed.length, best, contours: found.contours };
  return { plane: { json: plane as never } };
}
