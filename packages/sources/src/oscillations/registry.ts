import type { OscillationModel } from './oscillation.ts';
import { oscillation as sterile } from './sterile.ts';

/** A model of oscillation and the module that stages load it from. */
export interface RegisteredOscillation {
  readonly oscillation: OscillationModel<never>;
  readonly module: string;
}

/** Models of oscillation by the name a study uses; lowering reads their parameters and polynomials, stages load the one that is chosen. */
export const oscillations: Readonly<Record<string, RegisteredOscillation>> = {
  'sterile-3+1': { oscillation: sterile, module: '@cevns/sources/oscillations/sterile' },
};
