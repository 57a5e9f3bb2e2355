import type { AnalysisLowering } from './lowering.ts';

/** A significance names the values it tests. */
export const lowering: AnalysisLowering = {
  parameters({ against }, checks) {
    const tested = checks.values(['against'], against as Readonly<Record<string, number | string>>);
    checks.free('against', Object.keys(tested));
    return { against: tested };
  },
  leavings: () => undefined,
};
