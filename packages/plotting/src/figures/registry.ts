import type { ContourFigure } from './contour.ts';
import type { CurvesFigure } from './curves.ts';
import type { LimitFigure } from './limit.ts';
import type { ProfileFigure } from './profile.ts';
import type { ProjectionFigure } from './projection.ts';

/** Every figure kind: its name in a description, and the module that exports its `figureKind`. */
export const figureKinds = {
  projection: '@cevns/plotting/figures/projection',
  profile: '@cevns/plotting/figures/profile',
  contour: '@cevns/plotting/figures/contour',
  limit: '@cevns/plotting/figures/limit',
  curves: '@cevns/plotting/figures/curves',
} as const;

export type FigureKindName = keyof typeof figureKinds;

/** Any figure description. */
export type Figure = ProjectionFigure | ProfileFigure | ContourFigure | LimitFigure | CurvesFigure;
