import type { AnalysisLowering, ParameterValues } from './lowering.ts';

/** A significance names the values it tests. */
export const lowering: AnalysisLowering = {
  parameters({ against }, checks) {
    const tested = checks.values(['against'], against as ParameterValues);
    checks.free('against', Object.keys(tested));
    return { against: tested };
  },
  leavings: () => undefined,
};
