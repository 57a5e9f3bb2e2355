import type { AnalysisLowering } from './lowering.ts';

/** Impacts name the parameter on which they are. */
export const lowering: AnalysisLowering = {
  parameters({ parameter }, checks) {
    if (checks.parameter(['parameter'], parameter as string)) checks.free('parameter', [parameter as string]);
    return { parameter };
  },
  leavings: () => undefined,
};
