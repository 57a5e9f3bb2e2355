import type { ComparisonFigure } from './comparison.ts';
import type { ContourFigure } from './contour.ts';
import type { CornerFigure } from './corner.ts';
import type { CorrelationFigure } from './correlation.ts';
import type { CurvesFigure } from './curves.ts';
import type { Histogram2dFigure } from './histogram-2d.ts';
import type { LimitFigure } from './limit.ts';
import type { ProfileFigure } from './profile.ts';
import type { ProjectionFigure } from './projection.ts';
import type { PullsFigure } from './pulls.ts';
import type { StageGraphFigure } from './stage-graph.ts';

/** Every figure kind: its name in a description, and the module that exports its `figureKind`. */
export const figureKinds = {
  projection: '@cevns/plotting/figures/projection',
  'histogram-2d': '@cevns/plotting/figures/histogram-2d',
  curves: '@cevns/plotting/figures/curves',
  profile: '@cevns/plotting/figures/profile',
  contour: '@cevns/plotting/figures/contour',
  limit: '@cevns/plotting/figures/limit',
  corner: '@cevns/plotting/figures/corner',
  pulls: '@cevns/plotting/figures/pulls',
  correlation: '@cevns/plotting/figures/correlation',
  comparison: '@cevns/plotting/figures/comparison',
  'stage-graph': '@cevns/plotting/figures/stage-graph',
} as const;

/** Any figure description. */
export type Figure =
  | ProjectionFigure
  | Histogram2dFigure
  | CurvesFigure
  | ProfileFigure
  | ContourFigure
  | LimitFigure
  | CornerFigure
  | PullsFigure
  | CorrelationFigure
  | ComparisonFigure
  | StageGraphFigure;
