import type { AnalysisLowering } from './lowering.ts';

/** A fit may name the parameters that get an interval. */
export const lowering: AnalysisLowering = {
  parameters({ parameters }, checks) {
    if (parameters === undefined) return {};
    const intervals = parameters as readonly string[];
    intervals.forEach((name, i) => {
      checks.parameter(['parameters', String(i)], name);
    });
    checks.free('parameters', intervals);
    return { intervals };
  },
  leavings: () => ({ kind: 'bins', what: 'fitted components' }),
};
