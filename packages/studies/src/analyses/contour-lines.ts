import type { CompiledModel } from '@cevns/fitting/compile';
import { ProfiledPlane } from '@cevns/fitting/profiled-plane';
import { chiSquaredQuantile } from '@cevns/numerics/special-functions/chi-squared-distribution';
import type { StageContext, StageOutputs } from '@cevns/runner/stage';
import { modelOf } from './analysis.ts';
import type { ContourPlan } from './contour-plan.ts';
import { type PlaneScan, planeScan } from './contour-rows.ts';
import { completeLines } from './islands-between-points.ts';
import { printedLine } from './plane-contours.ts';
import type { ScannedAxis } from './scanned-axis.ts';

type OneLevel = Omit<ContourPlan, 'confidence'> & { readonly confidence: number };

/** The lines of one confidence level, and how often the statistic was evaluated for them. */
export interface LevelContour {
  readonly confidence: number;
  readonly level: number;
  readonly lines: readonly ReturnType<typeof printedLine>[];
  /** Minima below the level around which no line was found: their regions are too narrow for the points of the plane. */
  readonly unresolved: readonly (readonly [x: number, y: number])[];
  readonly evaluations: number;
}

/** The lines of one confidence level of a plane that other stages scanned. */
export function drawLines(context: StageContext): StageOutputs {
  const settings = context.parameters as unknown as OneLevel;
  const { description, model } = modelOf(context);
  const found = linesOf(model, planeScan(context, description, model, settings), settings);
  return { part: { json: found as never } };
}

/** The lines on which the statistic of a plane has risen by a quantile of chi-squared. */
export function linesOf(
  model: CompiledModel,
  { best, scan, swapped }: PlaneScan,
  { x, y, confidence, degreesOfFreedom }: OneLevel,
): LevelContour {
  const between = new ProfiledPlane(model, best, scan);
  const axes = [x, y] as const;
  const ordered: readonly [ScannedAxis, ScannedAxis] = swapped ? [y, x] : [x, y];
  const level = chiSquaredQuantile(confidence, degreesOfFreedom);
  const found = completeLines(model, best, scan, between, ordered, level);
  const lines = found.lines.map((line) => printedLine(line, swapped, axes));
  const unresolved = found.unresolved.map(([u, v]) => (swapped ? ([v, u] as const) : ([u, v] as const)));
  return { confidence, level, lines, unresolved, evaluations: between.evaluations() + found.evaluations };
}
