import type { OscillationModel } from './oscillation.ts';

/** A model of oscillation and the module that stages load it from. */
export interface RegisteredOscillation {
  readonly oscillation: OscillationModel<never>;
  readonly module: string;
}

/** Models of oscillation by the name a study uses: lowering reads their parameters, stages load the module of the one that a study has. */
export const oscillations: Readonly<Record<string, RegisteredOscillation>> = {};
