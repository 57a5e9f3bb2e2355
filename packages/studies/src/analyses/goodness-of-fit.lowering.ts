import type { AnalysisLowering } from './lowering.ts';
import { goodnessPlan, toyParts } from './toy-plan.ts';
import { toySettings } from './toy-settings.ts';

const DEFAULT_TOYS = 1000;

/** Goodness of fit is about the fit as a whole. */
export const lowering: AnalysisLowering = {
  parameters: (section) => ({ ...toySettings(section, DEFAULT_TOYS) }),
  leavings: () => undefined,
  parts: (own) => toyParts(goodnessPlan(own as never)),
};
