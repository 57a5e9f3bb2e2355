import type { AnalysisLowering } from './lowering.ts';
import { coveragePlan, toyParts } from './toy-plan.ts';
import { toySettings } from './toy-settings.ts';

const DEFAULT_TOYS = 1000;
const DEFAULT_CONFIDENCE = [0.6827, 0.9];

/** Toys name a parameter, and perhaps true values. */
export const lowering: AnalysisLowering = {
  parameters(section, checks) {
    const parameter = section.parameter as string;
    if (checks.parameter(['parameter'], parameter)) checks.free('parameter', [parameter]);
    const at = checks.values(['at'], (section.at ?? {}) as Readonly<Record<string, number | string>>);
    checks.free('at', Object.keys(at));
    return {
      parameter,
      at,
      confidence: section.confidence ?? DEFAULT_CONFIDENCE,
      ...toySettings(section, DEFAULT_TOYS),
    };
  },
  leavings: () => undefined,
  parts: (own) => toyParts(coveragePlan(own as never)),
};
