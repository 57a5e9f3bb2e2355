import type { figureKinds } from '@cevns/plotting/figures/registry';
import type { StageSpec } from '@cevns/runner/stage';
import type { FigureParameters } from '../outputs/figure.ts';

/** What a figure shows: everything of its stage that is no look. */
export interface ShownFigure {
  readonly kind: keyof typeof figureKinds;
  readonly parameters: Partial<FigureParameters> & Pick<FigureParameters, 'label' | 'unit'>;
  readonly inputs: Readonly<Record<string, readonly [stage: string, output: string]>>;
  /** Stages that are there for this figure alone. */
  readonly before?: readonly StageSpec[];
  /** What a report says under it. */
  readonly caption: string;
  /** Names of the components, or of several analyses, where words and colours can be chosen for them. */
  readonly components?: readonly string[];
}
