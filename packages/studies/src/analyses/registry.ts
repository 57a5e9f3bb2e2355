import { lowering as contourLowering } from './contour.lowering.ts';
import { presentation as contourPresentation } from './contour.presentation.ts';
import { lowering as feldmanCousinsLowering } from './feldman-cousins.lowering.ts';
import { presentation as feldmanCousinsPresentation } from './feldman-cousins.presentation.ts';
import { lowering as fitLowering } from './fit.lowering.ts';
import { presentation as fitPresentation } from './fit.presentation.ts';
import { lowering as goodnessOfFitLowering } from './goodness-of-fit.lowering.ts';
import { presentation as goodnessOfFitPresentation } from './goodness-of-fit.presentation.ts';
import { lowering as impactsLowering } from './impacts.lowering.ts';
import { presentation as impactsPresentation } from './impacts.presentation.ts';
import { lowering as interactionsLowering } from './interactions.lowering.ts';
import { presentation as interactionsPresentation } from './interactions.presentation.ts';
import { lowering as limitLowering } from './limit.lowering.ts';
import { presentation as limitPresentation } from './limit.presentation.ts';
import type { AnalysisLowering } from './lowering.ts';
import { lowering as posteriorLowering } from './posterior.lowering.ts';
import { presentation as posteriorPresentation } from './posterior.presentation.ts';
import { lowering as predictLowering } from './predict.lowering.ts';
import { presentation as predictPresentation } from './predict.presentation.ts';
import type { AnalysisPresentation } from './presentation.ts';
import { lowering as profileLowering } from './profile.lowering.ts';
import { presentation as profilePresentation } from './profile.presentation.ts';
import { lowering as sensitivityLowering } from './sensitivity.lowering.ts';
import { presentation as sensitivityPresentation } from './sensitivity.presentation.ts';
import { lowering as significanceLowering } from './significance.lowering.ts';
import { presentation as significancePresentation } from './significance.presentation.ts';
import { lowering as toysLowering } from './toys.lowering.ts';
import { presentation as toysPresentation } from './toys.presentation.ts';

/** An analysis: the module of its stage, and how studies and readers see it. `<module>.presentation` is a module too. */
export interface AnalysisKind {
  readonly module: string;
  readonly lowering: AnalysisLowering;
  readonly presentation: AnalysisPresentation;
}

function kind(name: string, lowering: AnalysisLowering, presentation: object): AnalysisKind {
  // A presentation gets only results of its own kind.
  return { module: `@cevns/studies/analyses/${name}`, lowering, presentation: presentation as AnalysisPresentation };
}

/** Analyses by the kind a study names. */
export const analyses: Readonly<Record<string, AnalysisKind>> = {
  predict: kind('predict', predictLowering, predictPresentation),
  fit: kind('fit', fitLowering, fitPresentation),
  significance: kind('significance', significanceLowering, significancePresentation),
  profile: kind('profile', profileLowering, profilePresentation),
  contour: kind('contour', contourLowering, contourPresentation),
  interactions: kind('interactions', interactionsLowering, interactionsPresentation),
  limit: kind('limit', limitLowering, limitPresentation),
  'goodness-of-fit': kind('goodness-of-fit', goodnessOfFitLowering, goodnessOfFitPresentation),
  impacts: kind('impacts', impactsLowering, impactsPresentation),
  sensitivity: kind('sensitivity', sensitivityLowering, sensitivityPresentation),
  posterior: kind('posterior', posteriorLowering, posteriorPresentation),
  'feldman-cousins': kind('feldman-cousins', feldmanCousinsLowering, feldmanCousinsPresentation),
  toys: kind('toys', toysLowering, toysPresentation),
};
