import type { AnalysisLowering } from './lowering.ts';
import { posteriorParts } from './posterior-plan.ts';
import { DEFAULT_SEED } from './toy-settings.ts';

/** A posterior is of all free parameters. */
export const lowering: AnalysisLowering = {
  parameters({ ensembles = 4, 'burn-in': burnIn = 1000, steps = 2000, seed = DEFAULT_SEED }, checks) {
    checks.someFree();
    return { ensembles, 'burn-in': burnIn, steps, seed };
  },
  leavings: () => undefined,
  parts: (own) => posteriorParts(own as never),
  alongside: ['pairs'],
};
