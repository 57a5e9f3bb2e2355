import type { AnalysisLowering } from './lowering.ts';

const DEFAULT_CONFIDENCE = 0.9;

/** A sensitivity names its parameter, the value that is to be discovered, and exposures. */
export const lowering: AnalysisLowering = {
  parameters(section, checks) {
    const parameter = section.parameter as string;
    const value = (key: 'border' | 'injected', otherwise: number): number => {
      if (section[key] === undefined) return otherwise;
      const own = checks.quantity([key], parameter, section[key] as number | string) ?? otherwise;
      checks.value([key], parameter, own);
      return own;
    };
    let [border, injected] = [0, 1];
    if (checks.parameter(['parameter'], parameter)) {
      checks.free('parameter', [parameter]);
      border = value('border', 0);
      injected = value('injected', 1);
    }
    return {
      parameter,
      border,
      injected,
      confidence: section.confidence ?? DEFAULT_CONFIDENCE,
      exposures: section.exposures ?? [1],
    };
  },
  leavings: () => undefined,
};
