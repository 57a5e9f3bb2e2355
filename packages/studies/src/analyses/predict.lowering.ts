import type { AnalysisLowering, ParameterValues } from './lowering.ts';

/** A prediction may be made at other values of the parameters than the nominal ones. */
export const lowering: AnalysisLowering = {
  parameters: ({ at = {} }, checks) => ({ at: checks.values(['at'], at as ParameterValues) }),
  leavings: () => ({ kind: 'bins', what: 'expected components' }),
};
