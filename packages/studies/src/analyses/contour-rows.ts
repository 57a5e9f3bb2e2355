import type { CompiledModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit } from '@cevns/fitting/fit';
import type { ModelDescription } from '@cevns/fitting/model';
import { type ProfileScan, profile, type ScanAxis } from '@cevns/fitting/profile';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { expectConverged, modelOf } from './analysis.ts';
import { type ContourPlan, type RowBlock, rowsName, rowsOf } from './contour-plan.ts';
import { JoinedRows } from './joined-rows.ts';
import { NuisanceFits } from './nuisance-fits.ts';
import { axisValues } from './scanned-axis.ts';

type Scanned = Pick<ContourPlan, 'x' | 'y' | 'fixed' | 'blocks'>;

/** Decrease of the statistic that a refit of the scan takes on trust; the statistic is then good to 1e-6. */
const TOLERANCE = 1e-4;

/** The statistic on a plane. */
export interface PlaneScan {
  /** The lowest fit that is known, from which rises are counted. */
  readonly best: ConvergedFit;
  readonly scan: ProfileScan;
  /** Whether y is the first axis of the scan. */
  readonly swapped: boolean;
  readonly evaluations: number;
}

/** Scans a block of the rows of a plane: the statistic, and the nuisance parameters, which lines alone ask for. */
export function scanRows(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as Scanned & RowBlock;
  const { description, model } = modelOf(context);
  const start = expectConverged(fit(model, { fixed: settings.fixed }), 'the fit');
  const { axes } = scanAxes(description, settings);
  const { from, to } = rowsOf(settings, axes[0].values.length);
  const slab = [{ ...axes[0], values: axes[0].values.slice(from, to) }, axes[1]];
  const { statistic, theta, betterMinimum, evaluations } = profile(model, start, slab, { tolerance: TOLERANCE });
  const better = Float64Array.from(betterMinimum?.parameters ?? [], ({ value }) => value);
  const nuisances = new NuisanceFits(model, start, axes);
  const flat = (data: Float64Array) => ({ shape: [data.length], data });
  return {
    part: {
      arrays: { statistic: flat(statistic), better: flat(better), evaluations: flat(Float64Array.of(evaluations)) },
    },
    nuisances: { arrays: { fits: { shape: [statistic.length, nuisances.size], data: nuisances.pack(theta) } } },
  };
}

/**
 * The statistic on a plane, from the stages that scanned its rows, or scanned here.
 *
 * @throws Error when the fit does not converge, or no point of the plane has a fit
 */
export function planeScan(
  { inputs }: StageContext,
  description: ModelDescription,
  model: CompiledModel,
  settings: Scanned,
): PlaneScan {
  const { swapped, axes } = scanAxes(description, settings);
  const start = expectConverged(fit(model, { fixed: settings.fixed }), 'the fit');
  const scan =
    inputs[rowsName({ block: 0 })] !== undefined
      ? new JoinedRows(inputs, settings, model, start, axes)
      : profile(model, start, axes, { tolerance: TOLERANCE });
  if (scan.failed.length === scan.statistic.length) throw new Error('no fit on the plane converged');
  // The points are lowest minima wherever the scan started; only what they are compared with changes.
  const best = scan.betterMinimum ?? start;
  return { best, scan, swapped, evaluations: start.verdict.evaluations + scan.evaluations };
}

/** The axes in the order of the scan. The last one is walked along: templates that depend on a parameter stay the same if that is the first one. */
function scanAxes(description: ModelDescription, { x, y }: Scanned) {
  const swapped = tabulatedParameters(description).has(y.parameter);
  const [first, second] = (swapped ? [y, x] : [x, y]).map((axis) => ({
    parameter: axis.parameter,
    values: axisValues(axis),
  })) as [ScanAxis, ScanAxis];
  return { swapped, axes: [first, second] as const };
}

/** Parameters that templates are tabulated against: where these change, an evaluation costs more. */
function tabulatedParameters({ channels }: ModelDescription): Set<string> {
  const factors = channels.flatMap(({ components }) =>
    components.flatMap(({ terms }) => terms.flatMap((term) => [...term.factors])),
  );
  return new Set(factors.flatMap((factor) => (factor.kind === 'tabulated-morph' ? [factor.parameter] : [])));
}
