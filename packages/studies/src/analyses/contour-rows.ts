import type { CompiledModel } from '@cevns/fitting/compile';
import { type ConvergedFit, fit } from '@cevns/fitting/fit';
import type { ModelDescription } from '@cevns/fitting/model';
import { type ProfileScan, profile, type ScanAxis } from '@cevns/fitting/profile';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { expectConverged, modelOf } from './analysis.ts';
import { type ContourPlan, type RowBlock, rowBlocks, rowsName, rowsOf } from './contour-plan.ts';
import { axisValues } from './scanned-axis.ts';

type Scanned = Pick<ContourPlan, 'x' | 'y' | 'fixed'>;

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

/** Scans a block of the rows of a plane. */
export function run(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as Scanned & RowBlock;
  const { description, model } = modelOf(context);
  const start = expectConverged(fit(model, { fixed: settings.fixed }), 'the fit');
  const [first, second] = scanAxes(description, settings).axes;
  const { from, to } = rowsOf(settings, first.values.length);
  const slab = [{ ...first, values: first.values.slice(from, to) }, second];
  const { statistic, theta, betterMinimum, evaluations } = profile(model, start, slab, { tolerance: TOLERANCE });
  const better = Float64Array.from(betterMinimum?.parameters ?? [], ({ value }) => value);
  const flat = (data: Float64Array) => ({ shape: [data.length], data });
  return {
    part: {
      arrays: {
        statistic: flat(statistic),
        theta: flat(theta),
        better: flat(better),
        evaluations: flat(Float64Array.of(evaluations)),
      },
    },
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
  const parts = rowBlocks(settings).flatMap((block) => inputs[rowsName(block)] ?? []);
  const scan =
    parts.length === 0
      ? profile(model, start, axes, { tolerance: TOLERANCE })
      : joined(
          parts.map((part) => part.arrays() as Record<string, { readonly data: Float64Array }>),
          { model, start, axes, fixed: settings.fixed },
        );
  if (scan.failed.length === scan.statistic.length) throw new Error('no fit on the plane converged');
  // The points are lowest minima wherever the scan started; only what they are compared with changes.
  const best = scan.betterMinimum ?? start;
  return { best, scan, swapped, evaluations: start.verdict.evaluations + scan.evaluations };
}

/** The scan of all rows; the lowest of the minima that its blocks met counts. */
function joined(
  blocks: readonly Record<string, { readonly data: Float64Array }>[],
  {
    model,
    start,
    axes,
    fixed,
  }: {
    readonly model: CompiledModel;
    readonly start: ConvergedFit;
    readonly axes: readonly ScanAxis[];
    readonly fixed: ContourPlan['fixed'];
  },
): ProfileScan {
  const all = (key: string): Float64Array => {
    const whole = new Float64Array(blocks.reduce((sum, block) => sum + block[key]!.data.length, 0));
    let at = 0;
    for (const block of blocks) {
      whole.set(block[key]!.data, at);
      at += block[key]!.data.length;
    }
    return whole;
  };
  const statistic = all('statistic');
  let theta: Float64Array | undefined;
  let best: ConvergedFit = start;
  for (const { better } of blocks) {
    if (better!.data.length === 0) continue;
    const values = Object.fromEntries(model.names.map((name, p) => [name, better!.data[p]!]));
    const found = fit(model, { fixed, start: values });
    if (found.status === 'converged' && found.statistic < best.statistic) best = found;
  }
  return {
    axes,
    statistic,
    minimum: best.statistic,
    // Many times as large as the rest, and lines alone ask for it.
    get theta() {
      theta ??= all('theta');
      return theta;
    },
    failed: Array.from(statistic.keys()).filter((point) => Number.isNaN(statistic[point]!)),
    evaluations: all('evaluations').reduce((sum, value) => sum + value, 0),
    betterMinimum: best === start ? null : best,
  };
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
